"""What an import would change is all said before it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from enrollment.changes import Change, Mark, compare
from enrollment.photos.checking import LostPhotos
from enrollment.roster.rows import RosterRow
from enrollment.store import candidates
from tests.enrollment.makers import MORNING, NOON, open_database, row
from vault import sqlite

NOTHING = LostPhotos()


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    return open_database(tmp_path)


def put(database: sqlite.Connection, *rows: RosterRow) -> None:
    candidates.put(database, rows, {each.number: each.photos for each in rows})


def changes_of(database: sqlite.Connection, after: RosterRow, lost: LostPhotos = NOTHING) -> list[str]:
    changes = compare([after], {"1": after.photos}, candidates.all_candidates(database), {"1": lost})
    assert changes.unchanged == (not changes.changed)
    return [str(each) for each in changes.changed]


def test_whoever_moves_with_their_session_is_shown_though_they_are_not_in_the_roster(
    database: sqlite.Connection,
) -> None:
    put(database, row("1"), row("2"))
    later = replace(MORNING, starts_at=MORNING.starts_at + timedelta(hours=1))
    moved = [row("3", session=later)]
    changes = compare(moved, {"3": ()}, candidates.all_candidates(database))
    assert changes.changed == tuple(
        Change(number, "start", MORNING.starts_at, later.starts_at) for number in ("1", "2")
    )
    assert (changes.new, changes.not_in_roster) == (("3",), 2)
    put(database, *moved)
    assert {each.session.starts_at for each in candidates.all_candidates(database)} == {later.starts_at}
    assert compare(moved, {"3": ()}, candidates.all_candidates(database)).changed == ()


def test_who_goes_to_another_session_is_told_once_and_a_pin_never(database: sqlite.Connection) -> None:
    put(database, row("1", seat="A-1", pin="4711"))
    assert changes_of(database, row("1", session=NOON, pin="0815")) == [
        "1  session: SKD-1 -> SKD-2",
        "1  seat: A-1 -> none",
        "1  PIN: (a PIN) -> (a PIN)",
    ]
    assert changes_of(database, row("1", seat="A-1")) == ["1  PIN: (a PIN) -> none"]


def test_photos_that_are_lost_are_told_once_each_and_what_the_roster_leaves_out_as_a_change_of_names(
    database: sqlite.Connection,
) -> None:
    put(database, row("1", "a.jpg", "b.jpg"))
    assert changes_of(database, row("1", "a.jpg", "b.jpg")) == []
    assert changes_of(database, row("1", "a.jpg")) == ["1  photos: a.jpg; b.jpg -> a.jpg"]
    gone = LostPhotos(gone=("b.jpg",))
    assert changes_of(database, row("1", "a.jpg"), gone) == ["1  photos: b.jpg -> gone"]
    assert changes_of(database, row("1", "a.jpg", "b.jpg"), gone) == ["1  photos: b.jpg -> gone"]
    assert changes_of(database, row("1", "a.jpg", "b.jpg"), LostPhotos(replaced=("a.jpg",), unreadable=("b.jpg",))) == [
        "1  photos: a.jpg -> another picture under the same name",
        "1  photos: b.jpg -> a file that cannot be read",
    ]


def test_a_candidate_called_none_is_not_taken_for_nobody(database: sqlite.Connection) -> None:
    put(database, row("1", seat=""))
    (change,) = compare([row("1", seat="none")], {"1": ()}, candidates.all_candidates(database)).changed
    assert (change.before, change.after) == (Mark.NONE, "none")
    assert isinstance(change.before, Mark)
    assert not isinstance(change.after, Mark)
