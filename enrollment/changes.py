"""What an import would change: shown before anything is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from enrollment.roster.rows import RosterRow
from enrollment.store.candidates import StoredCandidate
from wire.numbers import normalise_number


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
    the same sessions are not in the roster: these stay too."""

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
    of_roster = {row.session.id for row in rows}
    missing = sum(1 for each in there.values() if each.session.id in of_roster and each.key not in keys)
    return Changes(tuple(new), tuple(changed), len(keys) - len(new) - touched, missing)


def _changes(before: StoredCandidate, after: RosterRow, photos: tuple[str, ...]) -> Iterator[Change]:
    fields = {
        "number": (before.number, after.number),
        "name": (before.name, after.name),
        "NIK": (before.nik, after.nik),
        "date of birth": (before.born, after.born),
        "session": (before.session.id, after.session.id),
        "session title": (before.session.title, after.session.title),
        "venue": (before.session.venue, after.session.venue),
        "room": (before.session.room, after.session.room),
        "start": (before.session.starts_at, after.session.starts_at),
        "seat": (before.seat, after.seat),
        "PIN": (before.pin, after.pin),
        "photos": ("; ".join(before.photos), "; ".join(photos)),
    }
    for field, (old, new) in fields.items():
        if old != new:
            yield Change(before.number, field, _shown(old, field), _shown(new, field))


def _shown(value: object, field: str) -> str:
    if not value:
        return "none"
    return "(a PIN)" if field == "PIN" else str(value)
