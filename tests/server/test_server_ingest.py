"""Every report exactly once."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING, open_engine
from server.ingest import ingest
from server.tables import Access, Candidate, Contradiction, Journal, Report, Settlement, StationKey
from tests.server.conftest import registered
from tests.server.scribe import NOW, Scribe
from wire.envelopes import Envelope, digest_of
from wire.reports import Others
from wire.signing import REPORT_DOMAIN, SigningKey
from wire.vocabulary import ReportOutcome, ReportProblem

ACCEPTED, DUPLICATE = ReportOutcome.ACCEPTED, ReportOutcome.DUPLICATE
REJECTED, RETRY = ReportOutcome.REJECTED, ReportOutcome.RETRY
Sessions = sessionmaker[Session]


def outcomes(sessions: Sessions, scribe: Scribe, envelopes: list[Envelope]) -> list[ReportOutcome]:
    results = ingest(sessions, scribe.station_id, envelopes, NOW)
    assert [result.report_id for result in results] == [envelope.report_id for envelope in envelopes]
    return [result.outcome for result in results]


def problem(sessions: Sessions, scribe: Scribe, envelope: Envelope) -> tuple[ReportOutcome, ReportProblem | None]:
    (result,) = ingest(sessions, scribe.station_id, [envelope], NOW)
    return result.outcome, result.code


def kept(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Report)) or 0


def alarms(sessions: Sessions) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(Contradiction.problem).order_by(Contradiction.id)))


def test_a_report_is_kept_as_the_exact_text_that_was_signed(sessions: Sessions, scribe: Scribe) -> None:
    first, envelope = scribe.begin(), scribe.checkin()
    assert outcomes(sessions, scribe, [first, envelope]) == [ACCEPTED, ACCEPTED]
    with sessions() as session:
        report = session.scalars(select(Report).where(Report.station_seq == 2)).one()
    assert (report.payload, report.digest, report.previous) == (envelope.payload, envelope.digest, first.digest)
    assert (report.station_id, report.journal_id, report.report_id) == ("PLM-01", scribe.journal_id, envelope.report_id)
    assert (report.key_id, report.signature, report.received_at) == (scribe.key.public.id, envelope.signature, NOW)


def test_the_same_report_again_is_a_duplicate_in_the_same_batch_and_later(sessions: Sessions, scribe: Scribe) -> None:
    envelope = scribe.begin()
    assert outcomes(sessions, scribe, [envelope, envelope]) == [ACCEPTED, DUPLICATE]
    assert outcomes(sessions, scribe, [envelope]) == [DUPLICATE]
    assert (kept(sessions), alarms(sessions)) == (1, [])


def test_reports_may_come_in_any_order(sessions: Sessions, scribe: Scribe) -> None:
    batch = [scribe.begin(), *scribe.checkins(5)]
    assert outcomes(sessions, scribe, batch[::-1]) == [ACCEPTED] * 6


def test_the_same_id_with_another_text_is_rejected_and_one_alarm(sessions: Sessions, scribe: Scribe) -> None:
    scribe.begin()
    envelope = scribe.checkin()
    forged = scribe.forged(envelope, '"ADMIT"', '"REFUSE"')
    assert outcomes(sessions, scribe, [envelope, forged, forged]) == [ACCEPTED, REJECTED, REJECTED]
    assert outcomes(sessions, scribe, [forged, envelope]) == [REJECTED, DUPLICATE]
    assert alarms(sessions) == [ReportProblem.DIGEST_CONFLICT]
    with sessions() as session:
        assert session.scalars(select(Report.payload)).one() == envelope.payload
        assert session.scalars(select(Contradiction.payload)).one() == forged.payload


def test_another_report_in_a_taken_place_of_the_journal_is_rejected_and_an_alarm(
    sessions: Sessions, scribe: Scribe
) -> None:
    begin = scribe.begin()
    second = scribe.checkin()
    scribe.last_seq, scribe.last_digest = 1, begin.digest  # as after a disk that was set back
    other = scribe.checkin()
    assert outcomes(sessions, scribe, [begin, second]) == [ACCEPTED, ACCEPTED]
    assert problem(sessions, scribe, other) == (REJECTED, ReportProblem.SEQUENCE_CONFLICT)
    assert (alarms(sessions), kept(sessions)) == ([ReportProblem.SEQUENCE_CONFLICT], 2)


def test_a_report_that_does_not_fit_the_one_before_or_after_it_is_rejected_and_an_alarm(
    sessions: Sessions, scribe: Scribe
) -> None:
    begin, second, third = scribe.begin(), scribe.checkin(), scribe.checkin()
    outcomes(sessions, scribe, [begin])
    rewritten = scribe.forged(second, begin.digest, "a" * 64)
    assert problem(sessions, scribe, rewritten) == (REJECTED, ReportProblem.CHAIN_CONFLICT)
    assert outcomes(sessions, scribe, [third]) == [ACCEPTED]
    altered = scribe.forged(second, '"ADMIT"', '"REFUSE"')
    assert problem(sessions, scribe, altered) == (REJECTED, ReportProblem.CHAIN_CONFLICT)
    assert outcomes(sessions, scribe, [second]) == [ACCEPTED]
    assert alarms(sessions) == [ReportProblem.CHAIN_CONFLICT] * 2


def test_a_first_report_that_names_one_before_it_is_rejected(sessions: Sessions, scribe: Scribe) -> None:
    scribe.last_digest = "b" * 64
    assert problem(sessions, scribe, scribe.begin()) == (REJECTED, ReportProblem.CHAIN_CONFLICT)


def test_a_signature_that_is_not_the_stations_is_rejected_without_an_alarm(sessions: Sessions, scribe: Scribe) -> None:
    envelope = scribe.begin()
    signature = SigningKey.generate().sign(REPORT_DOMAIN, envelope.digest)
    forged = envelope.model_copy(update={"signature": signature})
    assert problem(sessions, scribe, forged) == (REJECTED, ReportProblem.SIGNATURE_INVALID)
    assert (kept(sessions), alarms(sessions)) == (0, [])


def test_a_signature_made_for_another_purpose_is_no_signature(sessions: Sessions, scribe: Scribe) -> None:
    envelope = scribe.begin()
    forged = envelope.model_copy(update={"signature": scribe.key.sign("hadir registration 1", envelope.digest)})
    assert problem(sessions, scribe, forged) == (REJECTED, ReportProblem.SIGNATURE_INVALID)


def test_after_a_change_of_keys_only_the_new_one_signs(sessions: Sessions, scribe: Scribe) -> None:
    begin = scribe.begin()
    old = scribe.key
    change, after = scribe.rotate(), scribe.checkin()
    assert problem(sessions, scribe, after) == (RETRY, ReportProblem.KEY_UNKNOWN)
    assert outcomes(sessions, scribe, [begin, change, after]) == [ACCEPTED] * 3
    scribe.key = old
    assert problem(sessions, scribe, scribe.checkin()) == (REJECTED, ReportProblem.SIGNATURE_INVALID)
    with sessions() as session:
        assert list(session.scalars(select(StationKey.first_seq).order_by(StationKey.first_seq))) == [1, 3]


def test_a_journal_that_continues_one_of_the_station_is_taken_with_its_key(sessions: Sessions, scribe: Scribe) -> None:
    outcomes(sessions, scribe, [scribe.begin(), scribe.checkin()])
    new = Scribe(key=scribe.key)
    begin, after = new.begin(scribe.end()), new.checkin("1")
    assert problem(sessions, new, after) == (RETRY, ReportProblem.JOURNAL_UNKNOWN)
    assert outcomes(sessions, new, [begin, after]) == [ACCEPTED, ACCEPTED]
    with sessions() as session:
        assert session.get_one(Journal, new.journal_id).continues == scribe.journal_id


def test_a_journal_with_a_key_that_nobody_knows_waits_for_a_registration(sessions: Sessions, scribe: Scribe) -> None:
    outcomes(sessions, scribe, [scribe.begin()])
    new = Scribe()
    assert problem(sessions, new, new.begin(scribe.end())) == (RETRY, ReportProblem.JOURNAL_UNKNOWN)
    registered(sessions, new)
    new.last_seq, new.last_digest = 0, "0" * 64
    assert outcomes(sessions, new, [new.begin(scribe.end())]) == [ACCEPTED]


def test_a_station_does_not_speak_for_another(sessions: Sessions, scribe: Scribe) -> None:
    other = registered(sessions, Scribe("PLM-02"))
    assert problem(sessions, scribe, other.begin()) == (REJECTED, ReportProblem.STATION_MISMATCH)
    stolen = Scribe("PLM-01", other.key)
    stolen.journal_id = other.journal_id
    assert problem(sessions, scribe, stolen.begin()) == (RETRY, ReportProblem.JOURNAL_UNKNOWN)


def _altered(scribe: Scribe, envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"payload": envelope.payload.replace("MATCH", "NO_MATCH")})


def _with_a_very_long_key(scribe: Scribe, envelope: Envelope) -> Envelope:
    return scribe.forged(envelope, '{"schema_version"', '{"' + "k" * 9000 + '":1,"schema_version"')


def _not_json(scribe: Scribe, envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"payload": "!!", "digest": digest_of("!!")})


def _before_the_calendar(scribe: Scribe, envelope: Envelope) -> Envelope:
    return scribe.forged(envelope, "2026-10-12T07:41:12+07:00", "0001-01-01T00:00:00+14:00")


def _half_a_surrogate_pair(scribe: Scribe, envelope: Envelope) -> Envelope:
    return scribe.forged(envelope, "24100140017", "\\ud800")


def _of_another_number(scribe: Scribe, envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"station_seq": 77})


def _of_an_older_schema(scribe: Scribe, envelope: Envelope) -> Envelope:
    return scribe.forged(envelope, '"schema_version":2', '"schema_version":1')


@pytest.mark.parametrize(
    "spoil",
    [
        _altered,
        _of_another_number,
        _with_a_very_long_key,
        _not_json,
        _before_the_calendar,
        _half_a_surrogate_pair,
        _of_an_older_schema,
    ],
)
def test_a_poison_report_is_rejected_with_a_reason_and_stops_no_other(
    spoil: Callable[[Scribe, Envelope], Envelope], sessions: Sessions, scribe: Scribe
) -> None:
    batch = [scribe.begin(), scribe.checkin(), scribe.checkin()]
    batch[1] = spoil(scribe, batch[1])
    results = ingest(sessions, scribe.station_id, batch, NOW)
    assert [result.outcome for result in results] == [ACCEPTED, REJECTED, ACCEPTED]
    assert results[1].code is not None
    assert 0 < len(results[1].detail) <= 500
    assert kept(sessions) == 2


def test_what_no_database_can_hold_is_rejected_by_itself(sessions: Sessions, scribe: Scribe) -> None:
    begin, opening = scribe.begin(), scribe.open()
    never = scribe.forged(opening, "2026-10-12T08:00:00+07:00", "9999-12-31T23:59:59-07:00")
    checkin = scribe.checkin(others=Others(compared=5, above=5))
    more = scribe.forged(checkin, '"above":5', '"above":6')
    results = ingest(sessions, scribe.station_id, [begin, never, more], NOW)
    assert [result.code for result in results] == [None, ReportProblem.SCHEMA_INVALID, ReportProblem.SCHEMA_INVALID]
    assert outcomes(sessions, scribe, [opening, checkin]) == [ACCEPTED, ACCEPTED]


def test_hostile_text_is_kept_as_text(sessions: Sessions, scribe: Scribe) -> None:
    numbers = ["'); DROP TABLE report;--", '"\\%_', "<b>", "a\0b", "\u202e", "𒀀" * 120]
    batch = [scribe.begin(), *[scribe.checkin(number, session_id="s\0") for number in numbers]]
    assert outcomes(sessions, scribe, batch) == [ACCEPTED] * len(batch)
    with sessions() as session:
        found = set(session.scalars(select(Candidate.number)))
    assert found == {number.replace("\0", "\N{REPLACEMENT CHARACTER}") for number in numbers}


def test_a_database_that_is_held_means_retry_and_the_next_attempt_succeeds(
    database_url: str, sessions: Sessions, scribe: Scribe
) -> None:
    good = scribe.begin()
    bad = _altered(scribe, scribe.checkin())
    other = open_engine(database_url)
    with other.connect().execution_options(**WRITING) as connection, connection.begin():
        if other.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE journal IN ACCESS EXCLUSIVE MODE"))
        assert outcomes(sessions, scribe, [good, bad]) == [RETRY, REJECTED]
    other.dispose()
    assert outcomes(sessions, scribe, [good]) == [ACCEPTED]


def test_an_empty_batch_needs_no_database(sessions: Sessions) -> None:
    assert ingest(sessions, "PLM-01", [], NOW) == []


def test_of_two_racing_for_the_same_reports_one_has_each_accepted_and_the_other_a_duplicate(
    database_url: str, engine: Engine, scribe: Scribe
) -> None:
    envelopes = [scribe.begin(), *scribe.checkins(19)]
    other = open_engine(database_url)  # as another process would
    both_ready = threading.Barrier(2)

    def send(sessions: Sessions) -> list[ReportOutcome]:
        both_ready.wait()
        return [outcomes(sessions, scribe, [envelope])[0] for envelope in envelopes]

    with ThreadPoolExecutor(2) as threads:
        mine, theirs = threads.map(send, (sessionmaker(engine), sessionmaker(other)))
    other.dispose()
    assert [{a, b} for a, b in zip(mine, theirs, strict=True)] == [{ACCEPTED, DUPLICATE}] * 20


@pytest.mark.parametrize("table", [Report, Contradiction, Settlement, Access])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_nobody_changes_or_deletes_a_fact(table: Any, change: str, sessions: Sessions, scribe: Scribe) -> None:
    begin = scribe.begin()
    outcomes(sessions, scribe, [begin, scribe.forged(begin, "2026-10-12T07:41", "2026-10-12T07:42")])
    with sessions() as session:
        session.add(Access(at=NOW, user_name="dian", action="search", subject="1"))
        session.add(
            Settlement(
                kind="MISSING", subject="1", revision=1, outcome="explained", note="n", user_name="d", settled_at=NOW
            )
        )
        session.commit()
    column = next(iter(table.__table__.c.values()))
    statement = delete(table) if change == "delete" else update(table).values({column: column + 1})
    with sessions() as session, pytest.raises(DBAPIError, match="kept as they are"):
        session.execute(statement)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(table)) == 1


def test_nobody_writes_over_a_report_or_empties_the_table(engine: Engine, sessions: Sessions, scribe: Scribe) -> None:
    outcomes(sessions, scribe, [scribe.begin()])
    sqlite = "INSERT OR REPLACE INTO report SELECT * FROM report"
    statement = sqlite if engine.dialect.name == "sqlite" else "TRUNCATE report CASCADE"
    with sessions() as session, pytest.raises(DBAPIError, match="kept as they are"):
        session.execute(text(statement))
    assert kept(sessions) == 1


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=12), max_size=8))
def test_however_often_reports_are_sent_each_is_accepted_once(sqlite_template: Path, batches: list[list[int]]) -> None:
    scribe = Scribe()
    reports = [scribe.begin(), *scribe.checkins(7)]
    accepted: list[UUID] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, folder)}")
        sessions = sessionmaker(engine)
        registered(sessions, scribe)
        for batch in batches:
            found = outcomes(sessions, scribe, [reports[each] for each in batch])
            accepted += [reports[n].report_id for n, each in zip(batch, found, strict=True) if each is ACCEPTED]
            assert set(found) <= {ACCEPTED, DUPLICATE}
        with sessions() as session:
            there = list(session.scalars(select(Report.report_id)))
        engine.dispose()
    sent = {reports[each].report_id for batch in batches for each in batch}
    assert set(accepted) == set(there) == sent
    assert len(accepted) == len(there) == len(sent)
