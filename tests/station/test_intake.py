"""What becomes of a card that is read."""

from __future__ import annotations

import pytest

from recognition.types import CandidateNumber
from station.checkin.intake import SAME_CARD, LastCard, Turn, turn_of

ONE, OTHER = CandidateNumber("C0"), CandidateNumber("C1")


@pytest.mark.parametrize(
    ("number", "last", "busy", "now", "turn"),
    [
        (ONE, None, False, 10.0, Turn.BEGIN),
        (ONE, LastCard(OTHER, 9.9), False, 10.0, Turn.BEGIN),
        (ONE, LastCard(ONE, 9.9), False, 10.0, Turn.IGNORE),
        (ONE, LastCard(ONE, 10.0 - SAME_CARD), False, 10.0, Turn.BEGIN),
        (ONE, LastCard(OTHER, 9.9), True, 10.0, Turn.WAIT),
        (ONE, LastCard(ONE, 9.9), True, 10.0, Turn.IGNORE),
        (ONE, LastCard(ONE, -1000.0), True, 10.0, Turn.IGNORE),
    ],
)
def test_a_card_begins_waits_or_was_meant_already(
    number: CandidateNumber, last: LastCard | None, busy: bool, now: float, turn: Turn
) -> None:
    assert turn_of(number, last, busy, now) is turn
