"""The script of the morning: who comes with whose card, and what the station should find. Not what it finds."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from demo.faces import PEOPLE, REFERENCES, name_of, number_of, photo_name
from wire.vocabulary import Reason, Verdict

SESSION, OTHER_SESSION = "SKD-1", "SKD-2"
VENUE = "BKN Regional VII, Palembang"
_STARTS = {SESSION: "08:00+07:00", OTHER_SESSION: "13:00+07:00"}

HONEST = 16
BLUR = 14.0  # sigma in pixels of the camera's picture: a lens with grease on it


class Cue(StrEnum):
    """What befalls the server before a visit."""

    NONE = ""
    SERVER_LOST = "server lost"
    SERVER_BACK = "server back"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at the desk: ``person`` stands before the camera, ``card`` is the number presented.

    ``expected`` is a verdict, or the reason why there is none.
    """

    title: str
    person: int
    card: str
    expected: Verdict | Reason
    by_camera: bool = False
    defocus: float = 0.0
    cue: Cue = Cue.NONE


@dataclass(frozen=True, slots=True)
class Morning:
    """A session's visits in order, and who is registered for the other session."""

    visits: tuple[Visit, ...]
    others: tuple[int, ...]

    @property
    def still_to_come(self) -> tuple[int, ...]:
        """People of this session who do not appear in the script."""
        cards = {visit.card for visit in self.visits}
        seen = {visit.person for visit in self.visits}
        return tuple(
            person
            for person in PEOPLE
            if person not in self.others and person not in seen and number_of(person) not in cards
        )


def plan_morning(seed: int) -> Morning:
    """The morning of a seed: other people, in another order."""
    chance = np.random.default_rng(seed)
    people = [int(person) for person in chance.permutation(PEOPLE)]
    others = tuple(people[:2])
    here = people[2:]
    honest, (impostor, victim, other_victim, blurred) = here[:HONEST], here[HONEST : HONEST + 4]
    visits = [
        Visit("honest", person, number_of(person), Verdict.MATCH, by_camera=index % 5 == 1)
        for index, person in enumerate(honest)
    ]
    special = [
        Visit("impostor, on the roster", impostor, number_of(victim), Verdict.NO_MATCH),
        Visit("impostor, a stranger", others[0], number_of(other_victim), Verdict.NO_MATCH),
        Visit("not on this roster", others[1], number_of(others[1]), Reason.NOT_ON_ROSTER),
        Visit("too blurred to judge", blurred, number_of(blurred), Verdict.INCONCLUSIVE, defocus=BLUR),
    ]
    for visit in special:
        visits.insert(int(chance.integers(2, len(visits))), visit)
    third = len(visits) // 3
    visits[third] = _with_cue(visits[third], Cue.SERVER_LOST)
    visits[2 * third] = _with_cue(visits[2 * third], Cue.SERVER_BACK)
    return Morning(tuple(visits), others)


def roster_csv(morning: Morning, day: date) -> str:
    """The roster of both sessions of a day, with one row that a hurried clerk spoiled."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["nomor", "nama", "sesi", "tilok", "mulai", "kursi", "foto"])
    for person in PEOPLE:
        session = OTHER_SESSION if person in morning.others else SESSION
        photos = ";".join(photo_name(person, photo) for photo in REFERENCES)
        seat = f"{'ABCD'[person % 4]}-{person:02}"
        starts_at = f"{day}T{_STARTS[session]}"
        writer.writerow([number_of(person), name_of(person), session, VENUE, starts_at, seat, photos])
    writer.writerow([number_of(41), "", SESSION, VENUE, f"{day}T{_STARTS[SESSION]}", "A-41", "s41/1.pgm"])
    return text.getvalue()


def _with_cue(visit: Visit, cue: Cue) -> Visit:
    return replace(visit, cue=cue)
