"""The desk's thread: events in, snapshots out, the database written before anything is green."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest

from recognition.images import decode_image
from recognition.types import Frame, FrameAnalysis
from station.analysis import AnalysisWorker
from station.camera.reader import CameraState, CameraStatus
from station.checkin.background import Background
from station.checkin.desk import STALLED_AFTER, Desk
from station.checkin.ledger import Ledger
from station.checkin.reporting import Reporter, Settlement
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import AwaitingDecision, Capturing, Idle, Recorded, Rules, State, Undone
from station.clock import ServerClock, SystemClock
from station.ids import CheckInId
from station.journal import entries, history
from station.latest import LatestFrame
from station.session import ExamSession
from tests.station.makers import (
    MODEL,
    OPERATOR,
    POLICY,
    SUPERVISOR,
    WITHOUT_PHOTO,
    analysis,
    choice,
    open_journal,
    report,
    session,
    template_at,
)
from vault import sqlite
from wire.decisions import Resolution, ReviewAnswer, ThreeWay
from wire.envelopes import unseal
from wire.evidence import picture_digest
from wire.reports import CheckInReport, Others, ResolutionReport, UndoReport
from wire.vocabulary import Decision, Reason, Verdict

PATIENCE = 20.0  # seconds
CLOCK = SystemClock()


class NoPipeline:
    """Stands where no frame ever comes."""

    model_id = MODEL

    def analyse(self, frame: object) -> FrameAnalysis:
        raise AssertionError("no frame was put")


class Played:
    """A desk with its snapshots, and short words for what a test does with it."""

    def __init__(self, path: Path, people: ExamSession | None = None) -> None:
        self.journal = open_journal(path)
        self.snapshots: SimpleQueue[DeskSnapshot] = SimpleQueue()
        self.recorded: SimpleQueue[None] = SimpleQueue()
        people = people or session()
        self.server_clock = ServerClock()
        self.newest: Frame | None = None
        self.desk = Desk(
            people,
            Rules(
                POLICY,
                partial(people.gallery.compare, threshold=POLICY.accept.threshold),
                people.nearest_twin,
            ),
            Reporter(people, MODEL, POLICY, CLOCK, self.server_clock),
            self.journal,
            "station-1",
            CLOCK,
            lambda: self.newest,
            lambda number: Background(people.candidates.get(number)),
            self.snapshots.put,
            lambda: self.recorded.put(None),
        )
        self.worker = AnalysisWorker(
            LatestFrame(),
            NoPipeline(),  # type: ignore[arg-type]
            self.desk.analysed,
            self.desk.present_card,
            self.desk.health_changed,
        )
        self.desk.start(self.worker)
        self.desk.camera_changed(CameraStatus(CameraState.LIVE, "test"))

    def until(self, reached: Callable[[DeskSnapshot], bool]) -> DeskSnapshot:
        while True:
            snapshot = self.snapshots.get(timeout=PATIENCE)
            if reached(snapshot):
                return snapshot

    def until_state(self, kind: type[State]) -> State:
        return self.until(lambda snapshot: isinstance(snapshot.state, kind)).state

    def capturing(self, number: str = "C0") -> Capturing:
        """Present a card."""
        self.desk.present_card(number)
        state = self.until_state(Capturing)
        assert isinstance(state, Capturing)
        return state

    def match(self, number: str = "C0") -> AwaitingDecision:
        """Present a card and show the face of candidate 0."""
        state = self.capturing(number)
        for delay in (0.0, 0.2, 0.4):
            self.desk.analysed(state.checkin.id, analysis(state.checkin.began + delay, template_at(0.9)))
        awaiting = self.until_state(AwaitingDecision)
        assert isinstance(awaiting, AwaitingDecision)
        return awaiting

    def looking(self) -> str:
        return self.worker.looking

    def reports(self) -> list[CheckInReport]:
        """Every decision in order."""
        reports = [unseal(envelope) for envelope in entries.envelopes(self.journal)]
        return [each for each in reports if isinstance(each, CheckInReport)]


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    made = Played(tmp_path / "station.sqlite3")
    yield made
    made.desk.stop()
    made.journal.close()


def test_a_match_that_is_admitted_becomes_a_report(played: Played) -> None:
    awaiting = played.match()
    played.desk.decide(awaiting.checkin.id, choice(Decision.ADMIT))
    played.until_state(Recorded)
    played.recorded.get(timeout=PATIENCE)
    (made,) = played.reports()
    assert made.checkin_id == awaiting.checkin.id
    assert (made.verdict, made.decision, made.reason) == (Verdict.MATCH, Decision.ADMIT, None)
    assert (made.score, made.threshold, made.fmr) == (0.9, POLICY.accept.threshold, POLICY.accept.fmr)
    assert (made.station_seq, made.frames_used, made.candidate_number) == (2, 3, "C0")
    assert made.others == Others(compared=2, above=0)
    assert played.desk.snapshot.admitted == 1


def test_cancelled_attempts_and_unknown_numbers_are_reported_too(played: Played) -> None:
    played.desk.present_card("c0")
    capturing = played.until_state(Capturing)
    assert isinstance(capturing, Capturing)
    played.desk.decide(capturing.checkin.id, choice(Decision.CANCEL))
    played.until_state(Recorded)
    played.desk.present_card(" X 9 ")
    unknown = played.until_state(AwaitingDecision)
    assert isinstance(unknown, AwaitingDecision)
    played.desk.decide(unknown.checkin.id, choice(Decision.PROVISIONAL))
    played.until(lambda snapshot: isinstance(snapshot.state, Recorded) and snapshot.state.checkin.number == "X9")
    reports = played.reports()
    assert [(each.candidate_number, each.reason, each.verdict) for each in reports] == [
        ("C0", Reason.NOT_CHECKED, None),
        ("X9", Reason.NOT_ON_ROSTER, None),
    ]


def test_a_candidate_without_a_photo_is_decided_by_a_person_with_a_picture_of_who_came(played: Played) -> None:
    played.desk.present_card("n0")
    awaiting = played.until_state(AwaitingDecision)
    assert isinstance(awaiting, AwaitingDecision)
    assert played.looking() == "for a face"
    face = analysis(awaiting.checkin.began + 0.1, template_at(0.9))
    played.desk.analysed(awaiting.checkin.id, face)
    played.until(lambda each: isinstance(each.state, AwaitingDecision) and each.state.outcome.best is face)
    played.desk.decide(awaiting.checkin.id, choice(Decision.ADMIT))
    played.desk.decide(awaiting.checkin.id, choice(Decision.PROVISIONAL))
    played.until_state(Recorded)
    (made,) = played.reports()
    assert (made.candidate_number, made.decision) == (WITHOUT_PHOTO.number, Decision.PROVISIONAL)
    assert (made.verdict, made.reason) == (None, Reason.NO_REFERENCE)
    assert (made.score, made.threshold, made.fmr, made.model_id, made.others) == (None, None, None, None, None)
    assert len(made.pictures) == 1
    assert made.second == SUPERVISOR
    assert [each.number for each in played.desk.snapshot.unresolved] == [WITHOUT_PHOTO.number]


def test_a_full_disk_is_told_and_the_decision_can_be_taken_again(played: Played) -> None:
    awaiting = played.match()
    (pages,) = played.journal.execute("PRAGMA page_count").fetchone()
    played.journal.execute(f"PRAGMA max_page_count = {pages}")
    _fill(played.journal)
    filled = len(played.reports())
    played.desk.decide(awaiting.checkin.id, choice(Decision.ADMIT))
    failed = played.until(
        lambda snapshot: isinstance(snapshot.state, AwaitingDecision) and bool(snapshot.state.problem)
    )
    assert isinstance(failed.state, AwaitingDecision)
    assert "full" in failed.state.problem
    assert len(played.reports()) == filled
    played.journal.execute(f"PRAGMA max_page_count = {pages + 1000}")
    played.desk.decide(awaiting.checkin.id, choice(Decision.ADMIT))
    played.until_state(Recorded)
    assert len(played.reports()) == filled + 1


def _fill(journal: sqlite.Connection) -> None:
    """Record until the last page is full."""
    while True:
        try:
            entries.record(journal, lambda place: report(place, number="C2"))
        except sqlite.OperationalError:
            return


def test_a_lost_camera_stops_the_time_of_a_check_in_that_has_begun_and_of_one_that_begins(played: Played) -> None:
    played.desk.present_card("C0")
    played.until_state(Capturing)
    played.desk.camera_changed(CameraStatus(CameraState.LOST, "test", "unplugged", 1, 1.0))
    paused = played.until(lambda each: isinstance(each.state, Capturing) and each.state.paused_at is not None).state
    assert isinstance(paused, Capturing)
    played.desk.decide(paused.checkin.id, choice(Decision.PROVISIONAL))
    played.until_state(Recorded)
    assert played.reports()[0].reason is Reason.EQUIPMENT_FAULT
    played.desk.present_card("C1")
    played.until(lambda each: isinstance(each.state, Capturing) and each.state.paused_at is not None)


def test_a_failing_analysis_is_a_fault_until_it_works_again(played: Played) -> None:
    played.desk.health_changed("RuntimeError: model broke")
    assert played.until(lambda each: each.analysis_fault is not None).analysis_fault == "RuntimeError: model broke"
    played.desk.health_changed(None)
    played.until(lambda each: each.analysis_fault is None)


@pytest.mark.parametrize("text", ["", "   ", "x" * 200])
def test_what_cannot_be_a_number_begins_nothing(played: Played, text: str) -> None:
    played.desk.present_card(text)
    played.desk.present_card("C1")
    state = played.until(lambda each: not isinstance(each.state, Idle)).state
    assert isinstance(state, Capturing)
    assert state.checkin.number == "C1"


def test_a_late_decision_about_the_person_before_changes_nothing(played: Played) -> None:
    first = played.match()
    played.desk.decide(first.checkin.id, choice(Decision.ADMIT))
    played.until_state(Recorded)
    second = played.capturing("C1")
    played.desk.decide(CheckInId(first.checkin.id), choice(Decision.REFUSE))
    played.desk.decide(second.checkin.id, choice(Decision.PROVISIONAL))
    played.until(lambda each: isinstance(each.state, Recorded) and each.state.checkin.id == second.checkin.id)
    assert [each.decision for each in played.reports()] == [Decision.ADMIT, Decision.PROVISIONAL]


def test_a_camera_that_shows_an_old_picture_is_a_fault_until_a_new_one_comes(played: Played) -> None:
    played.desk.present_card("C0")
    played.until_state(Capturing)
    played.newest = analysis(CLOCK.monotonic() - STALLED_AFTER - 1).frame
    stalled = played.until(lambda each: each.camera.state is CameraState.STALLED)
    assert "no new picture has come" in stalled.camera.problem
    assert isinstance(stalled.state, Capturing)
    assert stalled.state.paused_at is not None
    played.newest = analysis(CLOCK.monotonic() + 60).frame
    again = played.until(lambda each: each.camera.state is CameraState.LIVE)
    assert isinstance(again.state, Capturing)
    assert again.state.paused_at is None


def test_a_check_in_that_the_program_is_closed_on_is_recorded_as_cancelled_with_its_attempts(played: Played) -> None:
    first = played.match()
    played.desk.retake(first.checkin.id)
    played.until_state(Capturing)
    played.desk.stop()
    (made,) = played.reports()
    assert (made.decision, made.reason) == (Decision.CANCEL, Reason.NOT_CHECKED)
    assert [(each.verdict, each.score) for each in made.earlier_attempts] == [(Verdict.MATCH, 0.9)]


def test_a_number_is_the_same_with_spaces_small_letters_and_invisible_marks(played: Played) -> None:
    played.desk.present_card("\u202e c\u200b0\x00\n")
    state = played.until_state(Capturing)
    assert isinstance(state, Capturing)
    assert state.checkin.number == "C0"


def test_a_card_is_looked_for_only_while_one_would_be_taken(played: Played) -> None:
    assert played.looking() == "for cards"
    awaiting = played.match()
    assert played.looking() == "for nothing"
    played.desk.retake(awaiting.checkin.id)
    played.until_state(Capturing)
    assert played.looking() == "for a face"
    played.desk.decide(awaiting.checkin.id, choice(Decision.CANCEL))
    played.until_state(Recorded)
    assert played.looking() == "for cards"


def test_a_decision_keeps_the_picture_of_the_face_that_it_rests_on(played: Played) -> None:
    awaiting = played.match()
    played.desk.decide(awaiting.checkin.id, choice(Decision.REFUSE))
    played.until_state(Recorded)
    (made,) = played.reports()
    (picture,) = made.pictures
    (content,) = played.journal.execute("SELECT content FROM picture").fetchone()
    assert (picture.digest, picture.size) == (picture_digest(content), len(content))
    assert decode_image(content).shape[:2] == (212, 220)


def test_a_decision_before_any_verdict_keeps_the_best_face_seen_so_far(played: Played) -> None:
    played.desk.present_card("C0")
    state = played.until_state(Capturing)
    assert isinstance(state, Capturing)
    played.desk.analysed(state.checkin.id, analysis(state.checkin.began, template_at(0.9)))
    played.desk.decide(state.checkin.id, choice(Decision.PROVISIONAL))
    played.until_state(Recorded)
    (made,) = played.reports()
    assert (made.verdict, len(made.pictures), made.others) == (None, 1, None)


def test_nothing_is_kept_of_a_face_that_was_never_seen_well(played: Played) -> None:
    played.desk.present_card("X9")
    unknown = played.until_state(AwaitingDecision)
    assert isinstance(unknown, AwaitingDecision)
    played.desk.decide(unknown.checkin.id, choice(Decision.CANCEL))
    played.until_state(Recorded)
    assert played.reports()[0].pictures == ()


def test_a_report_carries_the_servers_clock_as_it_was_last_measured(played: Played) -> None:
    for number, offset in (("C0", None), ("C1", 12.5)):
        played.server_clock.offset = offset
        begun = played.capturing(number)
        played.desk.decide(begun.checkin.id, choice(Decision.PROVISIONAL))
        played.until_state(Recorded)
    assert [each.clock_offset for each in played.reports()] == [None, 12.5]


def test_a_card_that_is_read_meanwhile_waits_visibly_and_begins_by_itself(played: Played) -> None:
    first = played.match()
    played.desk.present_card("C1")
    played.desk.present_card("c0")  # still lies in the scanner's light
    assert played.until(lambda each: each.waiting is not None).waiting == "C1"
    played.desk.decide(first.checkin.id, choice(Decision.ADMIT))
    played.until_state(Recorded)
    played.desk.dismiss()
    begun = played.until_state(Capturing)
    assert isinstance(begun, Capturing)
    assert begun.checkin.number == "C1"
    assert played.desk.snapshot.waiting is None


def test_a_card_that_waits_can_be_dropped(played: Played) -> None:
    first = played.match()
    played.desk.present_card("C1")
    played.until(lambda each: each.waiting is not None)
    played.desk.drop_waiting()
    played.until(lambda each: each.waiting is None)
    played.desk.decide(first.checkin.id, choice(Decision.CANCEL))
    played.until_state(Recorded)
    played.desk.dismiss()
    assert played.until_state(Idle)


def test_the_same_card_again_within_seconds_means_nothing_unless_nothing_was_decided(played: Played) -> None:
    first = played.match()
    played.desk.decide(first.checkin.id, choice(Decision.CANCEL))
    played.until_state(Recorded)
    second = played.match()
    assert second.checkin.id != first.checkin.id
    played.desk.decide(second.checkin.id, choice(Decision.ADMIT))
    played.until_state(Recorded)
    played.desk.present_card("C0")
    played.desk.dismiss()
    assert isinstance(played.until(lambda each: not isinstance(each.state, Recorded)).state, Idle)


def test_whoever_is_in_comes_again_with_when_where_and_by_whom(played: Played) -> None:
    begun = played.capturing("C1")
    played.desk.decide(begun.checkin.id, choice(Decision.PROVISIONAL))
    played.until_state(Recorded)
    again = Ledger("station-1", history.of_session(played.journal, "SKD-1"))
    admission = again.admission("C1")
    assert admission is not None
    assert (admission.station_id, admission.operator, admission.provisional) == ("station-1", OPERATOR.name, True)
    assert played.desk.snapshot.admitted_at == again.admitted_at == (admission.at,)


def test_a_decision_that_is_taken_back_is_a_record_of_its_own_and_no_longer_counts(played: Played) -> None:
    first = played.match()
    played.desk.decide(first.checkin.id, choice(Decision.ADMIT))
    assert played.until(lambda each: isinstance(each.state, Recorded)).admitted == 1
    played.desk.undo(first.checkin.id, OPERATOR, "wrong button")
    assert played.until(lambda each: isinstance(each.state, Undone)).admitted == 0
    assert [each.decision for each in played.reports()] == [Decision.ADMIT]
    (taken,) = [each for each in map(unseal, entries.envelopes(played.journal)) if isinstance(each, UndoReport)]
    assert (taken.checkin_id, taken.undone, taken.operator, taken.note) == (
        first.checkin.id,
        Decision.ADMIT,
        OPERATOR,
        "wrong button",
    )
    second = played.match()
    assert second.checkin.background.admitted is None


def test_a_provisional_admission_is_settled_once_by_two_people(played: Played) -> None:
    begun = played.capturing("C1")
    played.desk.decide(begun.checkin.id, choice(Decision.PROVISIONAL))
    (open_,) = played.until(lambda each: bool(each.unresolved)).unresolved
    seen = ThreeWay(
        person_card=ReviewAnswer.SAME, person_photos=ReviewAnswer.CANNOT_TELL, card_photos=ReviewAnswer.SAME
    )
    alone = Settlement(open_.checkin_id, Resolution.CONFIRMED, seen, OPERATOR, OPERATOR)
    played.desk.settle(alone)
    played.desk.settle(replace(alone, second=SUPERVISOR))
    played.until(lambda each: not each.unresolved)
    played.desk.settle(replace(alone, second=SUPERVISOR, resolution=Resolution.REFUSED))
    played.desk.stop()
    reports = [unseal(each) for each in entries.envelopes(played.journal)]
    (settled,) = [each for each in reports if isinstance(each, ResolutionReport)]
    assert (settled.resolution, settled.second, settled.candidate_number) == (Resolution.CONFIRMED, SUPERVISOR, "C1")
    assert played.desk.snapshot.admitted == 1


def test_no_check_in_begins_once_the_pack_has_expired(tmp_path: Path) -> None:
    made = Played(tmp_path / "expired.sqlite3", replace(session(), expires_at=CLOCK.now()))
    made.desk.present_card("C0")
    made.until(lambda each: each.expired)
    made.desk.stop()
    assert isinstance(made.desk.snapshot.state, Idle)
    assert made.reports() == []
    made.journal.close()
