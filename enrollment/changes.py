"""What an import would change: shown before anything is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from enrollment.roster.rows import ExamSessionRow, RosterRow
from enrollment.store.candidates import StoredCandidate
from wire.numbers import normalise_number

_Fields = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one candidate that is to be overwritten."""

    number: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that are new, what changes about candidates who are there, how many stay as they are, and how many of
    the same sessions are not in the roster: these stay too, but where the roster has their session at another place or
    time, they move with it, and that is among the changes."""

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    unchanged: int
    not_in_roster: int

    @property
    def candidates_changed(self) -> int:
        """How many candidates something is overwritten of."""
        return len({change.number for change in self.changed})


def compare(
    rows: Sequence[RosterRow], photos: Mapping[str, tuple[str, ...]], stored: Iterable[StoredCandidate]
) -> Changes:
    """What becomes of the stored candidates with a roster; ``photos`` by the number as it is compared."""
    there = {candidate.key: candidate for candidate in stored}
    new: list[str] = []
    changed: list[Change] = []
    touched = 0
    keys = {normalise_number(row.number): row for row in rows}
    for key, row in keys.items():
        if key not in there:
            new.append(row.number)
        elif found := list(_changes(there[key], row, photos[key])):
            changed += found
            touched += 1
    of_roster = {row.session.id: row.session for row in rows}
    missing = [each for each in there.values() if each.session.id in of_roster and each.key not in keys]
    for each in missing:
        changed += _differences(each.number, _of_session(each.session, of_roster[each.session.id]))
    return Changes(tuple(new), tuple(changed), len(keys) - len(new) - touched, len(missing))


def _changes(before: StoredCandidate, after: RosterRow, photos: tuple[str, ...]) -> Iterator[Change]:
    fields: _Fields = {
        "number": (before.number, after.number),
        "name": (before.name, after.name),
        "NIK": (before.nik, after.nik),
        "date of birth": (before.born, after.born),
        "session": (before.session.id, after.session.id),
        **_of_session(before.session, after.session),
        "seat": (before.seat, after.seat),
        "PIN": (before.pin, after.pin),
        "photos": ("; ".join(before.photos), "; ".join(photos)),
    }
    return _differences(before.number, fields)


def _of_session(before: ExamSessionRow, after: ExamSessionRow) -> _Fields:
    return {
        "session title": (before.title, after.title),
        "venue": (before.venue, after.venue),
        "room": (before.room, after.room),
        "start": (before.starts_at, after.starts_at),
    }


def _differences(number: str, fields: _Fields) -> Iterator[Change]:
    for field, (old, new) in fields.items():
        if old != new:
            yield Change(number, field, _shown(old, field), _shown(new, field))


def _shown(value: object, field: str) -> str:
    if not value:
        return "none"
    return "(a PIN)" if field == "PIN" else str(value)
