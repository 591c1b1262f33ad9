"""A candidate's photos are found by what the roster says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from enrollment.photos.names import PhotoNames
from enrollment.roster.sessions import exam_session
from tests.enrollment.makers import row


def test_a_pattern_has_the_name_of_the_session_as_the_roster_calls_it() -> None:
    session = exam_session("Sesi 1", "Palembang", "A", datetime(2026, 10, 12, 1, tzinfo=UTC))
    names = PhotoNames(["Sesi 1/7.jpg", "Sesi 2/7.jpg"], Path("photos"), "{session}/{number}.jpg")
    assert names.of(row("7", session=session)) == ("Sesi 1/7.jpg",)
