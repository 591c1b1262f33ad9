"""Rows are held against those before them: a number, a NIK and a session mean one thing in one roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.roster.register import Register
from enrollment.roster.rows import MAX_PHOTOS, RosterRow
from tests.enrollment.makers import MORNING, NOON, row

NIK = "3171014708900001"
LATER = replace(MORNING, starts_at=NOON.starts_at)


def told(*rows: RosterRow) -> tuple[Register, list[str]]:
    register = Register("roster.csv")
    problems = [problem for line, each in enumerate(rows, 2) for problem in register.add(replace(each, line=line))]
    return register, [str(problem) for problem in problems]


def test_a_number_that_comes_twice_is_kept_once() -> None:
    register, problems = told(row("1001", "a.jpg"), row("1001", "b.jpg", name="Budi"))
    assert [each.name for each in register.rows] == ["Siti Rahma"]
    assert problems == ["roster.csv, line 3, number: expected a new number (line 2 has it), found 1001"]


@pytest.mark.parametrize("photos", [(), ("a.jpg",)])
def test_a_row_that_comes_twice_is_told(photos: tuple[str, ...]) -> None:
    register, problems = told(row("1001", *photos), row("1001", *photos))
    assert len(register.rows) == len(problems) == 1


def test_rows_of_a_person_that_differ_in_the_photo_alone_are_one() -> None:
    register, problems = told(row("1", "a.jpg"), row("2", "x.jpg"), row("1", "b.jpg", "a.jpg"), row("1", "c.jpg"))
    assert problems == []
    assert [(each.line, each.photos) for each in register.rows] == [(2, ("a.jpg", "b.jpg", "c.jpg")), (3, ("x.jpg",))]


def test_of_more_photos_than_a_candidate_may_have_the_first_are_taken() -> None:
    register, problems = told(*(row("1", f"{index}.jpg") for index in range(MAX_PHOTOS + 1)))
    assert register.rows[0].photos == tuple(f"{index}.jpg" for index in range(MAX_PHOTOS))
    assert problems == [
        "roster.csv, line 18, photos: expected at most 16 photos with those of line 2, found 17; the first 16 are taken"
    ]


def test_a_nik_under_two_numbers_is_told_with_both_lines() -> None:
    register, problems = told(row("1", nik=NIK), row("2"), row("3", nik=NIK))
    assert [each.number for each in register.rows] == ["1", "2"]
    expected = "a NIK that no other number has (line 2 has it under 1)"
    assert problems == [f"roster.csv, line 4, nik: expected {expected}, found the same under 3"]


def test_a_session_at_another_time_is_told_with_its_first_line() -> None:
    register, problems = told(row("1"), row("2", session=NOON), row("3", session=LATER))
    assert [each.number for each in register.rows] == ["1", "2"]
    assert problems == [
        "roster.csv, line 4, session: expected the start of this session in line 2, 2026-10-12 01:00+00:00, "
        "found 2026-10-12 04:00+00:00"
    ]


def test_one_moment_in_two_zones_is_one_start() -> None:
    there = MORNING.starts_at.astimezone(timezone(timedelta(hours=7)))
    assert told(row("1"), row("2", session=replace(MORNING, starts_at=there)))[1] == []
    later = replace(MORNING, starts_at=there + timedelta(minutes=1))
    assert len(told(row("1"), row("2", session=later))[1]) == 1


def test_a_row_that_disagrees_in_two_ways_is_told_of_both() -> None:
    _, problems = told(row("1", nik=NIK), row("2", nik=NIK, session=LATER))
    assert [problem.split(", ")[2].split(":")[0] for problem in problems] == ["nik", "session"]


def test_a_row_that_is_not_taken_in_claims_nothing() -> None:
    other = "3171014708900002"
    _, problems = told(row("1"), row("2", nik=other, session=LATER), row("3", nik=other))
    assert len(problems) == 1


ROWS = st.builds(
    lambda number, photo, nik, name, session: row(number, photo, nik=nik, name=name, session=session),
    st.sampled_from("123"),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["", NIK]),
    st.sampled_from(["Siti", "Budi"]),
    st.sampled_from([MORNING, NOON, LATER]),
)


@given(st.lists(ROWS, max_size=12))
def test_whatever_comes_each_row_is_in_or_told_and_what_is_in_agrees(rows: list[RosterRow]) -> None:
    register = Register("roster.csv")
    for line, each in enumerate(rows, 2):
        problems = register.add(replace(each, line=line))
        held = next((kept for kept in register.rows if kept.number == each.number), None)
        if problems:
            assert {problem.line for problem in problems} == {line}
        else:
            assert held is not None
            assert set(each.photos) <= set(held.photos)
            assert held.name == each.name
    niks = [each.nik for each in register.rows if each.nik]
    assert len(niks) == len(set(niks))
    assert len({each.session.id for each in register.rows}) == len({each.session for each in register.rows})
