"""What an operator does and what befalls the desk, one act after the other. Whoever plays them has the hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ui.view_state import Message


class Person(StrEnum):
    """Who works at the desk."""

    OPERATOR = "Rina Wulandari"
    COLLEAGUE = "Dewi Lestari"
    SUPERVISOR = "Bambang Sutrisno"
    ADMIN = "Dian Prasetyo"


PINS = {Person.OPERATOR: "902718", Person.COLLEAGUE: "314159", Person.SUPERVISOR: "271828", Person.ADMIN: "481516"}


@dataclass(frozen=True, slots=True)
class Stand:
    """A person of the faces steps before the camera, 0 for nobody; ``defocus`` is a greasy lens, sigma in pixels."""

    person: int
    defocus: float = 0.0


@dataclass(frozen=True, slots=True)
class Show:
    """A card is held before the camera."""

    number: str


@dataclass(frozen=True, slots=True)
class Scan:
    """The hand scanner types a card's number, and Enter."""

    number: str


@dataclass(frozen=True, slots=True)
class Press:
    """A person presses keys, by their names in X11: ``Return``, ``F4``, ``m``."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """A person types a text, no faster than people do."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody chooses their name in the dialog for it, and types their PIN."""

    who: Person


@dataclass(frozen=True, slots=True)
class See:
    """The operator goes on once the desk shows this."""

    message: Message


@dataclass(frozen=True, slots=True)
class NextReviewer:
    """The operator goes on once the desk asks who compares by eye next."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The operator goes on once so many entries of this visit are on record."""

    entries: int


class Event(StrEnum):
    """What befalls the desk from without."""

    SERVER_LOST = "the server is lost"
    SERVER_BACK = "the server is back"
    VENUE_KNOWN = "the server has told who was admitted at the other desk"
    CLOSING = "the closing time for PINs passes"


@dataclass(frozen=True, slots=True)
class Befall:
    """Something happens, or is waited for."""

    event: Event


Act = Stand | Show | Scan | Press | Write | Sign | See | NextReviewer | Recorded | Befall


def press(*keys: str) -> Press:
    """Keys of a person, one after the other."""
    return Press(keys)
