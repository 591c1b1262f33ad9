"""The script of the session holds together, and its account tells what does not agree."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from demo.faces import number_of
from demo.session.acts import See
from demo.session.cast import SESSION, pins, registered, roster_csv
from demo.session.record import TAKEN_BACK, Entry, entries_of
from demo.session.script import ABSENT, ADMITTED_ELSEWHERE, day, pin_list, standings
from enrollment.roster.nik import fault_of_nik
from tests.station.makers import report
from ui.view_state import Message
from wire.vocabulary import Decision, Verdict

# Faults of the equipment, and what passes or needs a minute.
NOT_PLAYED = {
    Message.ANALYSIS_FAULT,
    Message.BETWEEN,
    Message.CAMERA_LOST,
    Message.CAMERA_OPENING,
    Message.CAMERA_STALLED,
    Message.CAMERA_TAKEN,
    Message.MATCH_STALE,
    Message.NOT_STORED,
    Message.NOT_UNDONE,
    Message.PACK_EXPIRED,
    Message.PROGRAM_FAULT,
    Message.STORAGE_FAULT,
    Message.STORING,
}


def test_the_session_has_forty_candidates_of_whom_two_stay_away() -> None:
    here = {each.number for each in registered() if each.session == SESSION}
    assert len(here) == 40
    assert here - standings().keys() == set(ABSENT)


def test_everybody_has_another_number_name_pin_and_a_nik_that_could_be_one() -> None:
    everybody = registered()
    for part in ("number", "name", "pin", "nik"):
        assert len({getattr(one, part) for one in everybody}) == len(everybody)
    assert [one.number for one in everybody if fault_of_nik(one.nik)] == []


def test_the_roster_has_everybody_with_their_photos() -> None:
    lines = roster_csv(datetime(2026, 10, 12, 8, tzinfo=UTC)).splitlines()
    assert len(lines) == 1 + len(registered())
    assert sum(".png" in line for line in lines) == len(registered()) - 2


def test_whoever_is_in_was_admitted_by_an_entry_or_at_the_other_desk() -> None:
    entries = [entry for visit in day() for entry in visit.entries]
    decided = {entry.number for entry in entries}
    assert decided | {number_of(ADMITTED_ELSEWHERE)} == standings().keys()


def test_a_pin_is_shown_to_those_whose_entry_says_so() -> None:
    assert {entry.number for visit in day() for entry in visit.entries if entry.pin} == pin_list()
    assert pin_list() <= pins().keys()


def test_every_path_that_the_desk_has_words_for_is_seen() -> None:
    seen = Counter(act.message for visit in day() for act in visit.acts if isinstance(act, See))
    assert set(Message) - seen.keys() == NOT_PLAYED
    assert seen[Message.MATCH] >= 25


def test_a_report_is_told_as_the_script_tells_it() -> None:
    assert entries_of([report()]) == [Entry("C0", Decision.ADMIT, Verdict.MATCH)]
    assert entries_of([report().model_copy(update={"pin_shown": True})]) != entries_of([report()])
    assert Entry("C0", TAKEN_BACK) not in entries_of([report()])
