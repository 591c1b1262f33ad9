"""The tables that pages read follow from the reports, whatever the order, and can be made again."""

from __future__ import annotations

import random
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from server.cases import candidate_subject
from server.database import open_engine
from server.ingest import ingest
from server.projection import rebuild
from server.tables import (
    PROJECTIONS,
    Candidate,
    Case,
    CaseKind,
    CheckIn,
    ExamSession,
    Gap,
    JournalHead,
    Minute,
    PictureUse,
    Rate,
)
from tests.server.conftest import registered
from tests.server.scribe import NOW, OPERATOR, SESSION, SUPERVISOR, Scribe
from wire.decisions import ManualReview, Refusal, RefusalCategory, Resolution, ReviewAnswer
from wire.envelopes import Envelope
from wire.evidence import Picture, PictureRole
from wire.reports import EarlierAttempt, Others
from wire.vocabulary import Decision, Reason, ReportOutcome, Verdict

Sessions = sessionmaker[Session]


def send(sessions: Sessions, scribe: Scribe, *envelopes: Envelope) -> None:
    results = ingest(sessions, scribe.station_id, envelopes, NOW)
    assert [result.outcome for result in results] == [ReportOutcome.ACCEPTED] * len(envelopes)


def one(sessions: Sessions, model: Any, *where: Any) -> Any:
    with sessions() as session:
        return session.scalars(select(model).where(*where)).one()


def dump(sessions: Sessions) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the projections, in one order."""
    with sessions() as session:
        return {
            model.__tablename__: sorted((tuple(row) for row in session.execute(select(model.__table__))), key=repr)
            for model in PROJECTIONS
        }


def test_a_session_is_named_by_its_opening_and_counts_candidates_once(sessions: Sessions, scribe: Scribe) -> None:
    send(sessions, scribe, scribe.begin(), scribe.checkin("1"))
    assert one(sessions, ExamSession).title is None
    send(sessions, scribe, scribe.open(350), scribe.checkin("1"), scribe.checkin("2", Decision.PROVISIONAL))
    send(sessions, scribe, scribe.checkin("3", Decision.REFUSE), scribe.checkin("4", Decision.CANCEL))
    session = one(sessions, ExamSession)
    assert (session.title, session.venue, session.expected, session.utc_offset) == (
        "SKD",
        "BKN Regional VII Palembang",
        350,
        420,
    )
    assert (session.admitted, session.provisional, session.refused, session.seen) == (1, 1, 1, 1)


def test_of_several_openings_the_one_that_arrived_last_counts(sessions: Sessions, scribe: Scribe) -> None:
    begin, first = scribe.begin(), scribe.open(350)
    second = scribe.open(352)
    send(sessions, scribe, begin, second)
    send(sessions, scribe, first)
    assert one(sessions, ExamSession).expected == 350


def test_a_station_does_not_name_the_session_of_another_venue(sessions: Sessions, scribe: Scribe) -> None:
    other = registered(sessions, Scribe("JYP-01"), "Kanreg IX Jayapura")
    send(sessions, other, other.begin(), other.open(1, venue="BKN Regional VII Palembang"))
    assert one(sessions, ExamSession).expected == 1
    send(sessions, scribe, scribe.begin(), scribe.open(350))
    send(sessions, other, other.open(2, venue="BKN Regional VII Palembang"))
    assert one(sessions, ExamSession).expected == 350


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        ([Decision.PROVISIONAL, Decision.ADMIT_MANUAL], "ADMITTED"),
        ([Decision.PROVISIONAL, Decision.REFUSE], "REFUSED"),
        ([Decision.REFUSE, Decision.PROVISIONAL], "PROVISIONAL"),
        ([Decision.ADMIT, Decision.REFUSE], "ADMITTED"),
        ([Decision.CANCEL, Decision.CANCEL], "SEEN"),
        ([Decision.CANCEL, Decision.REFUSE, Decision.CANCEL], "REFUSED"),
    ],
)
def test_where_a_candidate_stands_follows_from_all_that_was_decided(
    decisions: list[Decision], status: str, sessions: Sessions, scribe: Scribe
) -> None:
    moments = [NOW + timedelta(minutes=at) for at in range(len(decisions))]
    envelopes = [
        scribe.checkin("1", decision, occurred_at=moment) for decision, moment in zip(decisions, moments, strict=True)
    ]
    send(sessions, scribe, *envelopes)
    assert one(sessions, Candidate).status == status
    case = status == "PROVISIONAL"
    if Decision.PROVISIONAL in decisions:
        assert one(sessions, Case, Case.kind == CaseKind.PROVISIONAL.value).is_open is case


def test_a_candidate_admitted_at_two_stations_is_a_case_for_a_person(sessions: Sessions, scribe: Scribe) -> None:
    other = registered(sessions, Scribe("PLM-02"))
    send(sessions, scribe, scribe.begin(), scribe.checkin("1"), scribe.checkin("2"))
    send(sessions, other, other.begin(), other.checkin("2"))
    case = one(sessions, Case, Case.kind == CaseKind.ADMITTED_TWICE.value)
    assert (case.session_id, case.candidate_number, case.is_open) == (SESSION, "2", True)
    assert case.subject == candidate_subject(SESSION, "2")
    assert one(sessions, Candidate, Candidate.number == "2").stations == 2
    assert one(sessions, ExamSession).admitted == 2
    before = case.revision
    send(sessions, other, other.checkin("2"))
    assert one(sessions, Case, Case.kind == CaseKind.ADMITTED_TWICE.value).revision > before


def test_two_desks_that_admit_one_candidate_at_the_same_moment_see_each_other(
    engine: Engine, database_url: str, sessions: Sessions
) -> None:
    scribes = [registered(sessions, Scribe(f"PLM-{number}")) for number in range(4)]
    batches = [[scribe.checkin(str(number)) for number in range(15)] for scribe in scribes]
    engines = [open_engine(database_url) for _ in scribes]

    def deliver(at: int) -> None:
        order = random.Random(at).sample(batches[at], 15)  # noqa: S311
        for start in range(0, 15, 5):
            for _attempt in range(50):
                results = ingest(sessionmaker(engines[at]), scribes[at].station_id, order[start : start + 5], NOW)
                if all(result.outcome is not ReportOutcome.RETRY for result in results):
                    break

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(deliver, range(4)))
    for each in engines:
        each.dispose()
    assert one(sessions, ExamSession).admitted == 15
    with sessions() as session:
        assert list(session.scalars(select(Candidate.stations))) == [4] * 15
        assert len(session.scalars(select(Case).where(Case.kind == CaseKind.ADMITTED_TWICE.value)).all()) == 15
    before = dump(sessions)
    rebuild(sessions, lambda _done: None)
    assert dump(sessions) == before


def test_a_gap_raises_an_alert_that_closes_when_the_reports_arrive(sessions: Sessions, scribe: Scribe) -> None:
    reports = [scribe.begin(), *scribe.checkins(9)]
    send(sessions, scribe, reports[0], reports[4], reports[9])
    with sessions() as session:
        gaps = [(gap.first_seq, gap.last_seq) for gap in session.scalars(select(Gap).order_by(Gap.first_seq))]
    assert gaps == [(2, 4), (6, 9)]
    assert one(sessions, JournalHead).last_seq == 10
    send(sessions, scribe, reports[2], *reports[5:9])
    case = one(sessions, Case)
    assert (case.kind, case.is_open, case.revision) == (CaseKind.MISSING, True, 1)
    send(sessions, scribe, reports[1], reports[3])
    assert (one(sessions, Case).is_open, one(sessions, Case).closed_at) == (False, NOW)
    with sessions() as session:
        assert session.scalars(select(Gap)).all() == []
    scribe.checkin("x")
    send(sessions, scribe, scribe.checkin("y"))
    assert (one(sessions, Case).is_open, one(sessions, Case).revision) == (True, 2)


def test_a_report_that_contradicts_and_a_journal_that_was_replaced_are_cases(
    sessions: Sessions, scribe: Scribe
) -> None:
    begin = scribe.begin()
    send(sessions, scribe, begin)
    ingest(sessions, scribe.station_id, [scribe.forged(begin, "T07:41", "T07:42")], NOW)
    new = Scribe(key=scribe.key)
    send(sessions, new, new.begin(scribe.end()))
    with sessions() as session:
        cases = {case.kind: case.subject for case in session.scalars(select(Case))}
    assert set(cases) == {CaseKind.CONTRADICTION.value, CaseKind.JOURNAL_REPLACED.value}
    assert cases[CaseKind.JOURNAL_REPLACED.value] == new.journal_id.hex


def test_rates_count_genuine_people_their_misses_impostor_comparisons_and_overrides(
    sessions: Sessions, scribe: Scribe
) -> None:
    others = Others(compared=349, above=1)
    missed = (EarlierAttempt(verdict=Verdict.NO_MATCH, reason=Reason.BELOW_REVIEW, score=0.2),)
    unseen = (EarlierAttempt(verdict=Verdict.INCONCLUSIVE, reason=Reason.NO_USABLE_PICTURE, score=None),)
    uncompared: dict[str, Any] = {"score": None, "threshold": None, "verdict": None}
    send(
        sessions,
        scribe,
        scribe.begin(),
        scribe.checkin("1", others=others),
        scribe.checkin("2", earlier_attempts=missed, others=others),
        scribe.checkin("3", earlier_attempts=unseen),
        scribe.checkin("4", Decision.ADMIT_MANUAL, verdict=Verdict.NO_MATCH, score=0.1),
        scribe.checkin("5", Decision.REFUSE, verdict=Verdict.NO_MATCH, score=0.1),
        scribe.checkin("6", Decision.REFUSE),
        scribe.checkin("7", Decision.CANCEL, **uncompared),
        scribe.checkin("8", Decision.ADMIT_MANUAL, **uncompared),
        scribe.checkin("9", Decision.PROVISIONAL, verdict=Verdict.INCONCLUSIVE, score=0.3),
        scribe.checkin("10", Decision.PROVISIONAL, reason=Reason.NO_REFERENCE, **uncompared),
    )
    rate = one(sessions, Rate)
    assert (rate.checkins, rate.genuine, rate.missed) == (10, 4, 2)
    assert (rate.impostor, rate.false_matches) == (698, 2)
    assert (rate.decisions, rate.overrides) == (7, 2)


def test_minutes_count_first_admissions(sessions: Sessions, scribe: Scribe) -> None:
    late, early = NOW + timedelta(minutes=3), NOW
    send(sessions, scribe, scribe.checkin("1", occurred_at=late), scribe.checkin("2", occurred_at=early))
    send(sessions, scribe, scribe.checkin("1", occurred_at=early))
    with sessions() as session:
        minutes = {minute.minute: minute.admitted for minute in session.scalars(select(Minute))}
    start = int(early.timestamp() // 60)
    assert minutes == {start: 2}


def test_the_pictures_that_a_report_names_are_expected(sessions: Sessions, scribe: Scribe) -> None:
    picture = Picture(digest="a" * 64, role=PictureRole.FACE, size=77)
    send(sessions, scribe, scribe.checkin("1", pictures=(picture,)))
    use = one(sessions, PictureUse)
    assert (use.digest, use.size, use.station_id, use.report) == ("a" * 64, 77, "PLM-01", one(sessions, CheckIn).id)


def test_an_undone_admission_is_taken_out_of_the_sums_whichever_arrives_first(
    sessions: Sessions, scribe: Scribe
) -> None:
    first = scribe.checkin("1", others=Others(compared=349, above=1))
    undo = scribe.undo(first)
    send(sessions, scribe, first)
    assert (one(sessions, ExamSession).admitted, one(sessions, Minute).admitted) == (1, 1)
    send(sessions, scribe, undo)
    late = scribe.checkin("2", others=Others(compared=349, above=1))
    send(sessions, scribe, scribe.undo(late))
    send(sessions, scribe, late)
    exam, rate = one(sessions, ExamSession), one(sessions, Rate)
    assert (exam.admitted, exam.provisional, exam.refused, exam.seen) == (0, 0, 0, 0)
    with sessions() as session:
        assert session.scalars(select(Minute)).all() == []
        assert list(session.scalars(select(Candidate.status))) == ["NONE", "NONE"]
        assert list(session.scalars(select(CheckIn.undone))) == [True, True]
    assert (rate.checkins, rate.genuine, rate.missed, rate.decisions) == (0, 0, 0, 0)
    assert (rate.impostor, rate.false_matches) == (698, 2)


def test_no_station_undoes_what_another_has_decided(sessions: Sessions, scribe: Scribe) -> None:
    other = registered(sessions, Scribe("PLM-02"))
    admitted = scribe.checkin("1")
    send(sessions, scribe, admitted)
    send(sessions, other, other.begin(), other.undo(admitted))
    assert one(sessions, Candidate).status == "ADMITTED"
    assert one(sessions, CheckIn).undone is False


@pytest.mark.parametrize("resolution", list(Resolution))
def test_a_resolution_settles_the_candidate_the_case_and_the_rates(
    resolution: Resolution, sessions: Sessions, scribe: Scribe
) -> None:
    other = registered(sessions, Scribe("PLM-02"))
    deadline = NOW + timedelta(hours=1)
    sent = scribe.checkin("1", Decision.PROVISIONAL, score=0.2, deadline=deadline, operator=OPERATOR)
    send(sessions, scribe, sent)
    candidate = one(sessions, Candidate)
    assert (candidate.status, candidate.deadline, candidate.operator) == ("PROVISIONAL", deadline, OPERATOR.name)
    assert one(sessions, Rate).genuine == 0
    send(sessions, other, other.begin(), other.resolve(sent, resolution, occurred_at=NOW + timedelta(minutes=20)))
    candidate, exam = one(sessions, Candidate), one(sessions, ExamSession)
    is_in = resolution is Resolution.CONFIRMED
    assert (candidate.status, candidate.deadline) == ("ADMITTED" if is_in else "REFUSED", None)
    assert candidate.admitted_at == (NOW if is_in else None)
    assert (exam.admitted, exam.provisional, exam.refused) == (int(is_in), 0, int(not is_in))
    assert one(sessions, Case).is_open is False
    assert one(sessions, CheckIn).resolution == resolution.value
    rate = one(sessions, Rate)
    assert (rate.station_id, rate.genuine, rate.missed) == ("PLM-01", int(is_in), int(is_in))


def reviewed(*answers: ReviewAnswer) -> tuple[ManualReview, ...]:
    return tuple(ManualReview(reviewer=SUPERVISOR, answer=answer, seconds=9) for answer in answers)


@pytest.mark.parametrize(
    ("decision", "answers", "refusal", "genuine"),
    [
        (Decision.REFUSE, [ReviewAnswer.SAME, ReviewAnswer.SAME], RefusalCategory.NO_VALID_ID, 1),
        (Decision.REFUSE, [ReviewAnswer.SAME], RefusalCategory.DIFFERENT_PERSON, 0),
        (Decision.REFUSE, [], RefusalCategory.TOO_LATE, 0),
        (Decision.ADMIT_MANUAL, [ReviewAnswer.DIFFERENT, ReviewAnswer.DIFFERENT], None, 0),
        (Decision.ADMIT_MANUAL, [ReviewAnswer.SAME, ReviewAnswer.CANNOT_TELL], None, 1),
        (Decision.PROVISIONAL, [ReviewAnswer.SAME], None, 1),
        (Decision.PROVISIONAL, [ReviewAnswer.CANNOT_TELL], None, 0),
    ],
)
def test_who_was_genuine_is_what_all_who_looked_by_eye_have_seen_else_what_was_decided(
    decision: Decision,
    answers: list[ReviewAnswer],
    refusal: RefusalCategory | None,
    genuine: int,
    sessions: Sessions,
    scribe: Scribe,
) -> None:
    why = Refusal(category=refusal) if refusal else None
    send(sessions, scribe, scribe.checkin("1", decision, score=0.2, reviews=reviewed(*answers), refusal=why))
    rate = one(sessions, Rate)
    assert (rate.genuine, rate.missed) == (genuine, genuine)


WORDS = st.sampled_from((*Decision, *Resolution, None))  # None undoes
DECISIONS = st.lists(st.tuples(st.integers(0, 3), WORDS, st.integers(0, 5)), max_size=12)


def written(scribe: Scribe, history: list[tuple[int, Decision | Resolution | None, int]]) -> list[Envelope]:
    """A journal: decisions on a few candidates, and undos and resolutions of earlier ones."""
    checkins: list[Envelope] = []
    reports = [scribe.begin(), scribe.open(len(history))]
    for at, (number, word, minute) in enumerate(history):
        moment = NOW + timedelta(minutes=minute, seconds=at)  # by the clock, one word is always the last
        if isinstance(word, Decision):
            due = moment + timedelta(hours=1) if word is Decision.PROVISIONAL else None
            others = Others(compared=9, above=number)
            said = scribe.checkin(str(number), word, occurred_at=moment, deadline=due, others=others)
            checkins.append(said)
            reports.append(said)
        elif checkins:
            about = checkins[number % len(checkins)]
            reports.append(
                scribe.undo(about, occurred_at=moment)
                if word is None
                else scribe.resolve(about, word, occurred_at=moment)
            )
    return reports


@settings(max_examples=40)
@given(st.lists(DECISIONS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_any_history_in_any_order_is_the_same_after_a_rebuild(
    sqlite_template: Path,
    histories: list[list[tuple[int, Decision | Resolution | None, int]]],
    dice: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        sessions = sessionmaker(engine)
        waiting: list[tuple[Scribe, Envelope]] = []
        for at, history in enumerate(histories):
            scribe = registered(sessions, Scribe(f"S-{at}"))
            waiting += [(scribe, envelope) for envelope in written(scribe, history)]
        dice.shuffle(waiting)
        for scribe, envelope in waiting:
            if dice.random() < 0.9:  # some are still missing at the end
                send(sessions, scribe, envelope)
        before = dump(sessions)
        rebuild(sessions, lambda _done: None)
        assert dump(sessions) == before
        engine.dispose()


@settings(max_examples=25)
@given(DECISIONS, st.randoms(use_true_random=False))
def test_once_all_has_arrived_the_order_in_which_it_came_does_not_matter(
    sqlite_template: Path, history: list[tuple[int, Decision | Resolution | None, int]], dice: random.Random
) -> None:
    """Where candidates stand and all sums; a case also tells when it opened and closed, which is when reports came."""
    scribe = Scribe()
    reports = written(scribe, history)
    results = []
    for order in (reports, dice.sample(reports, len(reports))):
        with tempfile.TemporaryDirectory() as folder:
            engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
            sessions = sessionmaker(engine)
            registered(sessions, scribe)
            for envelope in order:
                send(sessions, scribe, envelope)
            with sessions() as session:
                candidates = [
                    (row.number, row.status, row.admitted_at, row.stations, row.deadline)
                    for row in session.scalars(select(Candidate).order_by(Candidate.number))
                ]
                noted = sorted((row.checkin_id, row.undone, row.resolution) for row in session.scalars(select(CheckIn)))
                open_cases = session.scalars(select(Case.subject).where(Case.is_open).order_by(Case.subject)).all()
            found = dump(sessions)
            results.append((candidates, noted, open_cases, found["minute"], found["rate"]))
            engine.dispose()
    assert results[0] == results[1]
