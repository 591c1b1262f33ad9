"""A session is told from all others by its name, place and day, or by its place and time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.roster.sessions import exam_session

WIT = ZoneInfo("Asia/Jayapura")
START = datetime(2026, 10, 12, 8, tzinfo=WIT)  # still the 11th in London
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)


def test_a_session_that_has_a_name_is_told_by_name_venue_room_and_local_day() -> None:
    session = exam_session("Sesi 1", "Kanreg IX, Jayapura", "Lab A", START)
    assert session.id == "Sesi 1 · Kanreg IX, Jayapura · Lab A · 2026-10-12"
    assert (session.title, session.venue, session.room) == ("Sesi 1", "Kanreg IX, Jayapura", "Lab A")
    assert exam_session("Sesi 1", "Jayapura", "", START).id == "Sesi 1 · Jayapura · 2026-10-12"


def test_a_session_without_a_name_is_told_by_where_and_when_it_is_and_called_so() -> None:
    session = exam_session("", "Palembang", "A", START)
    assert session.id == session.title == "Palembang · A · 2026-10-12 08:00"
    assert exam_session("", "Palembang", "", START).title == "Palembang · 2026-10-12 08:00"


@pytest.mark.parametrize("other", [("Sesi 2", "V", "R"), ("Sesi 1", "W", "R"), ("Sesi 1", "V", "S"), ("", "V", "R")])
def test_another_name_venue_or_room_is_another_session(other: tuple[str, str, str]) -> None:
    assert exam_session(*other, START).id != exam_session("Sesi 1", "V", "R", START).id


def test_a_session_that_has_a_name_may_start_at_another_time_of_its_day_but_not_on_another_day() -> None:
    one, late, next_day = (exam_session("S", "V", "R", START + timedelta(hours=hours)) for hours in (0, 2, 24))
    assert one.id == late.id != next_day.id
    unnamed, later = (exam_session("", "V", "R", START + timedelta(hours=hours)) for hours in (0, 2))
    assert unnamed.id != later.id


def test_a_long_one_is_cut_and_still_told_from_its_like() -> None:
    venue = "Gedung Serbaguna Pemerintah Provinsi " * 3
    one, other = (exam_session("Sesi 1", venue, room, START) for room in ("Ruang 1", "Ruang 2"))
    assert one.id[:100] == other.id[:100]
    assert one.id != other.id
    assert len(one.id) == 120
    assert exam_session("Sesi 1", venue, "Ruang 1", START) == one


@given(st.one_of(st.just(""), TEXT), TEXT, st.one_of(st.just(""), TEXT))
def test_whatever_a_session_is_called_its_id_and_title_fit_into_a_pack(name: str, venue: str, room: str) -> None:
    session = exam_session(name, venue, room, START)
    assert 1 <= len(session.id) <= 120
    assert 1 <= len(session.title) <= 120
    assert session.title == name if name else session.title.startswith(venue[:100])
