"""What an import would change is all said before it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from enrollment.changes import Change, compare
from enrollment.store import candidates
from tests.enrollment.makers import MORNING, open_database, row


def test_whoever_moves_with_their_session_is_shown_though_they_are_not_in_the_roster(tmp_path: Path) -> None:
    connection = open_database(tmp_path)
    candidates.put(connection, [row("1"), row("2")], {"1": (), "2": ()})
    elsewhere = replace(MORNING, venue="Jambi")
    stored = list(candidates.all_candidates(connection))
    changes = compare([row("3", session=elsewhere)], {"3": ()}, stored)
    assert changes.changed == tuple(Change(number, "venue", MORNING.venue, "Jambi") for number in ("1", "2"))
    assert (changes.new, changes.not_in_roster) == (("3",), 2)
    candidates.put(connection, [row("3", session=elsewhere)], {"3": ()})
    assert {each.session.venue for each in candidates.all_candidates(connection)} == {"Jambi"}
    assert compare([row("3", session=elsewhere)], {"3": ()}, candidates.all_candidates(connection)).changed == ()
    connection.close()
