"""What a session's pack says of other sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from enrollment import elsewhere
from enrollment.elsewhere import other_sessions
from enrollment.roster.sessions import ExamSessionRow
from wire.elsewhere import mark_of

START = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)


def session(name: str, hours: float, venue: str = "Palembang") -> ExamSessionRow:
    return ExamSessionRow(name, f"SKD {name}", venue, "A", START + timedelta(hours=hours))


HERE = session("1", 0)
SESSIONS = [session("4", 48, "Jambi"), session("2", 4), HERE, session("3", 24)]
NUMBERS = [("1", "A1"), ("2", "B2"), ("2", "B1"), ("3", "C1"), ("4", "D1")]


def test_the_others_are_named_in_the_order_of_time_with_marks_for_numbers() -> None:
    found = other_sessions(HERE, SESSIONS, NUMBERS)
    assert [each.title for each in found] == ["SKD 2", "SKD 3", "SKD 4"]
    assert found[0].marks == sorted([mark_of("1", "B1"), mark_of("1", "B2")])
    assert mark_of("1", "A1") not in {mark for each in found for mark in each.marks}
    assert "B1" not in found[0].model_dump_json()


def test_where_not_all_fit_the_nearest_in_time_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MAX_NUMBERS", 3)
    assert [each.title for each in other_sessions(HERE, SESSIONS, NUMBERS)] == ["SKD 2", "SKD 3"]
