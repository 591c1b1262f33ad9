"""Which column of a table means what: by the names that rosters give their columns, or by a mapping file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from enrollment.errors import RosterError
from enrollment.toml_file import read_toml

# Names of columns as they stand in rosters, Indonesian and English; case, punctuation and spaces do not count.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "nomor peserta", "no peserta", "nomor", "nomor ujian", "no ujian", "nomor peserta ujian", "no peserta ujian",
        "nomor registrasi", "no registrasi", "nomor pendaftaran", "no pendaftaran",
        "number", "candidate number", "participant number", "registration number", "roll number",
    ),
    "nik": (
        "nik", "no nik", "nomor nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "nik ktp",
        "national id", "identity number",
    ),
    "name": ("nama", "nama lengkap", "nama peserta", "nama lengkap peserta", "name", "full name", "candidate name"),
    "born": (
        "tanggal lahir", "tgl lahir", "tanggal kelahiran", "lahir", "date of birth", "birth date", "dob", "born",
    ),
    "session": ("sesi", "nama sesi", "sesi ujian", "session", "session name", "exam session"),
    "venue": (
        "tilok", "nama tilok", "titik lokasi", "lokasi", "nama lokasi", "lokasi ujian", "tempat ujian", "lokasi tes",
        "venue", "test centre", "test center", "exam venue", "location",
    ),
    "room": ("ruang", "ruangan", "nama ruang", "ruang ujian", "ruangan ujian", "room", "exam room"),
    "date": (
        "tanggal", "tgl", "tanggal ujian", "tgl ujian", "hari tanggal", "hari tanggal ujian", "tanggal tes", "tgl tes",
        "date", "exam date",
    ),
    "start": (
        "jam", "jam mulai", "jam ujian", "waktu", "waktu mulai", "waktu ujian", "pukul", "start", "start time", "time",
    ),
    "starts_at": ("mulai", "waktu pelaksanaan", "jadwal", "starts at", "start at"),
    "seat": (
        "kursi", "no kursi", "nomor kursi", "no meja", "nomor meja", "meja", "no komputer", "nomor komputer",
        "seat", "seat number", "desk",
    ),
    "pin": ("pin", "pin registrasi", "pin peserta", "kode pin", "pin sesi", "registration pin"),
    "photos": (
        "foto", "file foto", "nama file foto", "nama foto", "pas foto", "swafoto", "selfie",
        "photo", "photos", "photo file", "photo files",
    ),
}  # fmt: skip
# A place and a date of birth in one cell; where the date has a column of its own, this one means nothing.
_PLACE_AND_BIRTH = (
    "tempat tanggal lahir",
    "tempat tgl lahir",
    "tempat dan tanggal lahir",
    "tempat dan tgl lahir",
    "ttl",
)
_REQUIRED = ("number", "name", "venue")
_MAX_SHOWN = 1000  # characters of a header in a message

_Header = Annotated[str, Field(max_length=1000)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class ColumnMapping(BaseModel):
    """A mapping file: for each meaning the header as it is written in the roster; empty for "the roster has none".

    What the file does not name is found by its usual names. ``photos`` may name several columns.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: _Header | None = None
    nik: _Header | None = None
    name: _Header | None = None
    born: _Header | None = None
    session: _Header | None = None
    venue: _Header | None = None
    room: _Header | None = None
    date: _Header | None = None
    start: _Header | None = None
    starts_at: _Header | None = None
    seat: _Header | None = None
    pin: _Header | None = None
    photos: Annotated[list[_Header], Field(max_length=16), BeforeValidator(_as_list)] | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each meaning stands: ``of`` gives the index of a column, ``photos`` those of all columns with photos."""

    header: tuple[str, ...]
    of: Mapping[str, int]
    photos: tuple[int, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers that mean nothing to us."""
        used = {*self.of.values(), *self.photos}
        return tuple(title for index, title in enumerate(self.header) if title.strip() and index not in used)


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file, TOML such as ``number = "No. Ujian"``.

    Raises:
        RosterError: it cannot be read, or has a key that is not known, or a value that is no text.
    """
    return read_toml(path, ColumnMapping, "mapping", RosterError)


def is_header(cells: Sequence[str], mapping: ColumnMapping | None = None) -> bool:
    """Whether a row has all columns that no roster can do without, by the mapping or by `ALIASES`."""
    given = {} if mapping is None else mapping.model_dump(exclude_none=True)
    written, bare = {tuple(title.split()) for title in cells}, {_bare(title) for title in cells}
    return all(
        tuple(given[meaning].split()) in written
        if meaning in given
        else not bare.isdisjoint(_bare(alias) for alias in ALIASES[meaning])
        for meaning in _REQUIRED
    )


def find_columns(header: Sequence[str], name: str, mapping: ColumnMapping | None = None) -> Columns:
    """Find every column of a header, by the mapping first and by `ALIASES` for the rest.

    A session's start is either in one column, ``starts_at``, or in two, ``date`` and ``start``.

    Raises:
        RosterError: a column is missing, or two could be meant. The message begins with ``name``.
    """
    places = {} if mapping is None else _mapped(mapping, header, name)
    taken = {index for indexes in places.values() for index in indexes}
    bare = [_bare(title) if index not in taken else "" for index, title in enumerate(header)]
    for meaning, aliases in ALIASES.items():
        known = {_bare(alias) for alias in aliases}
        called = [title.rstrip("0123456789") for title in bare] if meaning == "photos" else bare
        places.setdefault(meaning, [index for index, title in enumerate(called) if title in known])
    if not places["born"] and (mapping is None or mapping.born is None):
        known = {_bare(alias) for alias in _PLACE_AND_BIRTH}
        places["born"] = [index for index, title in enumerate(bare) if title in known]
    photos = tuple(places.pop("photos"))
    of = {meaning: _only(indexes, meaning, header, name) for meaning, indexes in places.items() if indexes}
    _check(of, header, name)
    return Columns(tuple(header), of, photos)


def _mapped(mapping: ColumnMapping, header: Sequence[str], name: str) -> dict[str, list[int]]:
    """The columns that a mapping names; none where it says that there is none."""
    places: dict[str, list[int]] = {}
    for meaning, given in mapping.model_dump(exclude_none=True).items():
        titles = [given] if isinstance(given, str) else given
        places[meaning] = [_written(header, title, meaning, name) for title in titles if title]
    # A start that is mapped one way is not looked for the other way.
    if places.get("starts_at"):
        places = {"date": [], "start": [], **places}
    elif places.get("date") and places.get("start"):
        places = {"starts_at": [], **places}
    return places


def _bare(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def _shown(header: Sequence[str]) -> str:
    return ", ".join(" ".join(title.split()) for title in header if title.strip())[:_MAX_SHOWN]


def _written(header: Sequence[str], title: str, meaning: str, name: str) -> int:
    wanted = title.split()
    found = [index for index, each in enumerate(header) if each.split() == wanted]
    if len(found) != 1:
        times = "it twice" if found else _shown(header)
        raise RosterError(f"{name}: expected one column {title!r}, which the mapping calls {meaning}, found {times}")
    return found[0]


def _only(indexes: Sequence[int], meaning: str, header: Sequence[str], name: str) -> int:
    if len(indexes) > 1:
        found = " and ".join(repr(header[index]) for index in indexes)
        raise RosterError(f"{name}: expected one column for {meaning}, found {found}; name one in a mapping file")
    return indexes[0]


def _check(of: dict[str, int], header: Sequence[str], name: str) -> None:
    """Complain of what is missing; a start beside a date is a time of day, whatever its column is called."""
    if "date" in of and "start" not in of and "starts_at" in of:
        of["start"] = of.pop("starts_at")
    for meaning in _REQUIRED:
        if meaning not in of:
            raise _missing(meaning, ALIASES[meaning], header, name)
    if "starts_at" in of and "start" in of:
        found = f"{header[of['starts_at']]!r} and {header[of['start']]!r}"
        raise RosterError(f"{name}: expected one column for the start, found {found}; name one in a mapping file")
    if "starts_at" not in of and not {"date", "start"} <= of.keys():
        absent = "start" if "date" in of else "date" if "start" in of else "starts_at"
        raise _missing(absent, ALIASES[absent], header, name)


def _missing(meaning: str, aliases: Sequence[str], header: Sequence[str], name: str) -> RosterError:
    return RosterError(
        f"{name}: expected a column for {meaning}, called {', '.join(aliases[:3])} or as a mapping file says, "
        f"found {_shown(header)}"
    )
