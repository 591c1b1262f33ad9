"""Every report exactly once."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from server.database import Alarm, AlarmKind, Report, open_engine
from server.ingest import ingest
from server.schema import upgrade
from wire.reports import Envelope, digest_of
from wire.vocabulary import ReportOutcome

MakeEnvelope = Callable[..., Envelope]
ACCEPTED, DUPLICATE = ReportOutcome.ACCEPTED, ReportOutcome.DUPLICATE
REJECTED, RETRY = ReportOutcome.REJECTED, ReportOutcome.RETRY


def _outcomes(sessions: sessionmaker[Session], envelopes: list[Envelope], now: datetime) -> list[ReportOutcome]:
    results = ingest(sessions, envelopes, now)
    assert [result.report_id for result in results] == [envelope.report_id for envelope in envelopes]
    return [result.outcome for result in results]


def _reports(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Report)) or 0


def _alarms(sessions: sessionmaker[Session]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(Alarm.kind).order_by(Alarm.id)))


def _with_payload(envelope: Envelope, old: str, new: str) -> Envelope:
    payload = envelope.payload.replace(old, new)
    assert payload != envelope.payload
    return envelope.model_copy(update={"payload": payload, "digest": digest_of(payload)})


def test_a_report_is_kept_as_the_exact_text_that_was_sent(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    envelope = make_envelope(7)
    assert _outcomes(sessions, [envelope], now) == [ACCEPTED]
    with sessions() as session:
        report = session.scalars(select(Report)).one()
    assert (report.payload, report.digest) == (envelope.payload, envelope.digest)
    assert (report.station_id, report.report_id, report.station_seq) == ("PLM-01", envelope.report_id, 7)
    assert (report.received_at, report.occurred_at) == (now, now)
    assert (report.candidate_number, report.verdict, report.decision) == ("24100140017", "MATCH", "ADMIT")
    assert (report.score, report.threshold, report.reason) == (0.512, 0.363, None)


def test_the_same_report_again_is_a_duplicate_in_the_same_batch_and_later(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    envelope = make_envelope()
    assert _outcomes(sessions, [envelope, envelope], now) == [ACCEPTED, DUPLICATE]
    assert _outcomes(sessions, [envelope], now) == [DUPLICATE]
    assert (_reports(sessions), _alarms(sessions)) == (1, [])


def test_two_stations_may_use_the_same_id_and_the_same_number(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    same = uuid4()
    batch = [make_envelope(1, same), make_envelope(1, same, station_id="PLM-02")]
    assert _outcomes(sessions, batch, now) == [ACCEPTED, ACCEPTED]


def test_the_same_id_with_another_text_is_rejected_and_one_alarm(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    envelope = make_envelope()
    forged = _with_payload(envelope, '"ADMIT"', '"REFUSE"')
    assert _outcomes(sessions, [envelope, forged, forged], now) == [ACCEPTED, REJECTED, REJECTED]
    assert _outcomes(sessions, [forged, envelope], now) == [REJECTED, DUPLICATE]
    assert _alarms(sessions) == [AlarmKind.DIGEST_CONFLICT]
    with sessions() as session:
        assert session.scalars(select(Report.payload)).one() == envelope.payload
        assert session.scalars(select(Alarm.payload)).one() == forged.payload


def test_another_report_in_a_taken_place_of_the_sequence_is_rejected_and_an_alarm(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    first, second = make_envelope(3), make_envelope(3)
    assert _outcomes(sessions, [first], now) == [ACCEPTED]
    result = ingest(sessions, [second], now)[0]
    assert result.outcome is REJECTED
    assert str(first.report_id) in result.detail
    assert _alarms(sessions) == [AlarmKind.SEQUENCE_CONFLICT]
    assert _reports(sessions) == 1


def _altered(envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"payload": envelope.payload.replace("MATCH", "NO_MATCH")})


def _of_another_station(envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"station_id": "PLM-99"})


def _with_a_very_long_key(envelope: Envelope) -> Envelope:
    return _with_payload(envelope, '{"schema_version"', '{"' + "k" * 9000 + '":1,"schema_version"')


def _not_json(envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"payload": "!!", "digest": digest_of("!!")})


def _before_the_calendar(envelope: Envelope) -> Envelope:
    return _with_payload(envelope, "2026-10-12T07:41:12+07:00", "0001-01-01T00:00:00+14:00")


def _half_a_surrogate_pair(envelope: Envelope) -> Envelope:
    return _with_payload(envelope, "24100140017", "\\ud800")


@pytest.mark.parametrize(
    "spoil",
    [_altered, _of_another_station, _with_a_very_long_key, _not_json, _before_the_calendar, _half_a_surrogate_pair],
)
def test_a_poison_report_is_rejected_with_a_reason_and_stops_no_other(
    spoil: Callable[[Envelope], Envelope],
    sessions: sessionmaker[Session],
    make_envelope: MakeEnvelope,
    now: datetime,
) -> None:
    batch = [make_envelope(1), spoil(make_envelope(2)), make_envelope(3)]
    results = ingest(sessions, batch, now)
    assert [result.outcome for result in results] == [ACCEPTED, REJECTED, ACCEPTED]
    assert 0 < len(results[1].detail) <= 500
    assert _reports(sessions) == 2


def test_hostile_text_is_kept_as_text(
    sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    numbers = ["'); DROP TABLE report;--", '"\\%_', "<b>", "a\0b", "\u202e", "𒀀" * 120]
    batch = [make_envelope(seq, candidate_number=number) for seq, number in enumerate(numbers, 1)]
    assert _outcomes(sessions, batch, now) == [ACCEPTED] * len(numbers)
    with sessions() as session:
        kept = list(session.scalars(select(Report.candidate_number).order_by(Report.station_seq)))
    assert kept == [number.replace("\0", "\N{REPLACEMENT CHARACTER}") for number in numbers]


def test_a_locked_database_means_retry_and_the_next_attempt_succeeds(
    engine: Engine, sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    good, bad = make_envelope(1), _altered(make_envelope(2))
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert _outcomes(sessions, [good, bad], now) == [RETRY, REJECTED]
    other.execute("ROLLBACK")
    other.close()
    assert _outcomes(sessions, [good], now) == [ACCEPTED]


def test_an_empty_batch_needs_no_database(sessions: sessionmaker[Session], now: datetime) -> None:
    assert ingest(sessions, [], now) == []


def test_of_two_racing_for_the_same_reports_one_has_each_accepted_and_the_other_a_duplicate(
    database_url: str, engine: Engine, make_envelope: MakeEnvelope, now: datetime
) -> None:
    envelopes = [make_envelope(seq) for seq in range(1, 21)]
    other = open_engine(database_url)  # as another process would
    both_ready = threading.Barrier(2)

    def send(sessions: sessionmaker[Session]) -> list[ReportOutcome]:
        both_ready.wait()
        return [_outcomes(sessions, [envelope], now)[0] for envelope in envelopes]

    with ThreadPoolExecutor(2) as threads:
        mine, theirs = threads.map(send, (sessionmaker(engine), sessionmaker(other)))
    other.dispose()
    assert [{a, b} for a, b in zip(mine, theirs, strict=True)] == [{ACCEPTED, DUPLICATE}] * 20


@pytest.mark.parametrize(
    "change",
    [
        update(Report).values(decision="REFUSE"),
        delete(Report),
        text("INSERT OR REPLACE INTO report SELECT * FROM report"),
        update(Alarm).values(kind="NONE"),
        delete(Alarm),
    ],
    ids=["update report", "delete report", "replace report", "update alarm", "delete alarm"],
)
def test_nobody_changes_or_deletes_what_is_kept(
    change: Any, sessions: sessionmaker[Session], make_envelope: MakeEnvelope, now: datetime
) -> None:
    ingest(sessions, [make_envelope(1), make_envelope(1)], now)
    with sessions() as session, pytest.raises(IntegrityError, match="kept as they are"):
        session.execute(change)
    assert (_reports(sessions), len(_alarms(sessions))) == (1, 1)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=12), max_size=8))
def test_any_sequence_of_sends_and_resends_ends_with_each_report_accepted_exactly_once(
    make_envelope: MakeEnvelope, now: datetime, batches: list[list[int]]
) -> None:
    reports = {seq: make_envelope(seq, UUID(int=seq)) for seq in range(1, 9)}
    accepted: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'server.sqlite3'}")
        upgrade(engine)
        sessions = sessionmaker(engine)
        for batch in batches:
            outcomes = _outcomes(sessions, [reports[seq] for seq in batch], now)
            accepted += [seq for seq, outcome in zip(batch, outcomes, strict=True) if outcome is ACCEPTED]
            assert set(outcomes) <= {ACCEPTED, DUPLICATE}
        with sessions() as session:
            kept = list(session.scalars(select(Report.station_seq)))
        engine.dispose()
    sent = {seq for batch in batches for seq in batch}
    assert sorted(accepted) == sorted(kept) == sorted(sent)
