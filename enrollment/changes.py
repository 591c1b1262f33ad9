"""What an import would change: shown before anything is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from enrollment.photos.checking import LostPhotos
from enrollment.roster.rows import RosterRow
from enrollment.roster.sessions import ExamSessionRow
from enrollment.store.candidates import StoredCandidate
from wire.numbers import normalise_number

_NOTHING_LOST: Mapping[str, LostPhotos] = MappingProxyType({})


class Mark(StrEnum):
    """What stands for a value that is not there, or not to be read; in English."""

    NONE = "none"
    PIN = "(a PIN)"
    GONE = "gone"
    REPLACED = "another picture under the same name"
    UNREADABLE = "a file that cannot be read"


Value = str | date | datetime | ExamSessionRow | Mark


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one candidate that is to be overwritten."""

    number: str
    field: str
    before: Value
    after: Value

    def __str__(self) -> str:
        return f"{self.number}  {self.field}: {_shown(self.before)} -> {_shown(self.after)}"


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that are new, what changes about candidates who are there, how many stay as they are, and how many of
    the same sessions are not in the roster: these stay too, but where the roster has their session at another time,
    they move with it, and that is among the changes. ``gone`` counts photos whose files are no longer there."""

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    unchanged: int
    not_in_roster: int
    gone: int = 0

    @property
    def candidates_changed(self) -> int:
        """How many candidates something is overwritten of."""
        return len({change.number for change in self.changed})


def compare(
    rows: Sequence[RosterRow],
    photos: Mapping[str, tuple[str, ...]],
    stored: Iterable[StoredCandidate],
    lost: Mapping[str, LostPhotos] = _NOTHING_LOST,
) -> Changes:
    """What becomes of the stored candidates with a roster; ``photos`` and ``lost`` by the number as it is compared."""
    there = {candidate.key: candidate for candidate in stored}
    new: list[str] = []
    changed: list[Change] = []
    touched = 0
    keys = {normalise_number(row.number): row for row in rows}
    for key, row in keys.items():
        if key not in there:
            new.append(row.number)
        elif found := list(_changes(there[key], row, photos[key], lost.get(key, LostPhotos()))):
            changed += found
            touched += 1
    of_roster = {row.session.id: row.session for row in rows}
    missing = [each for each in there.values() if each.session.id in of_roster and each.key not in keys]
    for each in missing:
        changed += _session_changes(each, of_roster[each.session.id])
    gone = sum(len(each.gone) for each in lost.values())
    return Changes(tuple(new), tuple(changed), len(keys) - len(new) - touched, len(missing), gone)


def _changes(before: StoredCandidate, after: RosterRow, photos: Sequence[str], lost: LostPhotos) -> Iterator[Change]:
    fields: dict[str, tuple[Value | None, Value | None]] = {
        "number": (before.number, after.number),
        "name": (before.name, after.name),
        "NIK": (before.nik, after.nik),
        "date of birth": (before.born, after.born),
    }
    yield from _differences(before.number, fields)
    yield from _session_changes(before, after.session)
    yield from _differences(before.number, {"seat": (before.seat, after.seat)})
    if before.pin != after.pin:
        yield Change(before.number, "PIN", *(Mark.PIN if pin else Mark.NONE for pin in (before.pin, after.pin)))
    yield from _photo_changes(before, photos, lost)


def _session_changes(before: StoredCandidate, after: ExamSessionRow) -> Iterator[Change]:
    if before.session.id != after.id:
        yield Change(before.number, "session", before.session, after)
    elif before.session.starts_at != after.starts_at:
        yield Change(before.number, "start", before.session.starts_at, after.starts_at)


def _photo_changes(before: StoredCandidate, after: Sequence[str], lost: LostPhotos) -> Iterator[Change]:
    """Names that change, and pictures that are lost; a name whose file is gone is told once."""
    if [name for name in before.photos if name not in lost.gone] != [name for name in after if name not in lost.gone]:
        yield from _differences(before.number, {"photos": ("; ".join(before.photos), "; ".join(after))})
    for names, mark in (
        (lost.gone, Mark.GONE),
        (lost.replaced, Mark.REPLACED),
        (lost.unreadable, Mark.UNREADABLE),
    ):
        if names:
            yield Change(before.number, "photos", "; ".join(names), mark)


def _differences(number: str, fields: Mapping[str, tuple[Value | None, Value | None]]) -> Iterator[Change]:
    for field, (old, new) in fields.items():
        if old != new:
            yield Change(number, field, old or Mark.NONE, new or Mark.NONE)


def _shown(value: Value) -> str:
    if isinstance(value, ExamSessionRow):
        return value.id
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)
