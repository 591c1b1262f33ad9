"""Reports are sent until they have arrived, in order, whatever the line does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.client import TransportError
from station.clock import SystemClock
from station.connectivity import Connectivity, Link
from station.journal import database, entries
from station.outbox import store
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from tests.conftest import TurnedClock
from tests.station.makers import report
from wire.reports import Envelope, EnvelopeOutcome
from wire.vocabulary import ReportOutcome

POLICY = SendingPolicy()
PATIENCE = 20.0  # seconds


@dataclass
class ScriptedLine:
    """A line to a server that keeps reports once, and fails as the script says: before or after the commit."""

    script: list[str] = field(default_factory=list)
    kept: dict[UUID, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    poison: set[int] = field(default_factory=set)

    def send(self, envelopes: Sequence[Envelope]) -> list[EnvelopeOutcome]:
        self.sizes.append(len(envelopes))
        mood = self.script.pop(0) if self.script else "well"
        if mood == "cut before":
            raise TransportError("cut")
        if mood == "refused":
            raise TransportError("server answered 422", refused=True)
        if mood == "patience":
            raise TransportError("busy", retry_after=77)
        outcomes = [self._take(envelope, mood) for envelope in envelopes]
        if mood == "cut after":
            raise TransportError("cut")
        return outcomes

    def close(self) -> None:
        """Nothing to let go of."""

    def _take(self, envelope: Envelope, mood: str) -> EnvelopeOutcome:
        if mood == "retry":
            return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.RETRY)
        if envelope.station_seq in self.poison:
            return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.REJECTED, detail="no good")
        if envelope.report_id in self.kept:
            assert self.kept[envelope.report_id] == envelope.digest
            return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.DUPLICATE)
        self.kept[envelope.report_id] = envelope.digest
        self.order.append(envelope.station_seq)
        return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.ACCEPTED)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = database.connect(tmp_path / "station.sqlite3", "station-1")
    yield connection
    connection.close()


def sender_on(journal: sqlite3.Connection, line: ScriptedLine, jitter: float = 1.0) -> Sender:
    return Sender(journal, line, TurnedClock(), lambda status: None, POLICY, lambda: jitter)


def fill(journal: sqlite3.Connection, reports: int) -> None:
    for _ in range(reports):
        entries.record(journal, report)


def test_reports_arrive_in_order_and_leave_the_outbox(journal: sqlite3.Connection) -> None:
    fill(journal, 45)
    line = ScriptedLine()
    sender = sender_on(journal, line)
    while sender.send_once() == 0:
        pass
    assert line.order == list(range(1, 46))
    assert line.sizes == [20, 20, 5]
    assert store.counts(journal) == store.OutboxCounts(0, 0)
    assert entries.count(journal) == 45


def test_an_answer_that_got_lost_does_no_harm(journal: sqlite3.Connection) -> None:
    fill(journal, 3)
    line = ScriptedLine(["cut after"])
    sender = sender_on(journal, line)
    assert sender.send_once() > 0
    assert store.counts(journal).pending == 3
    sender.send_once()
    sender.send_once()
    assert sorted(line.order) == [1, 2, 3]
    assert store.counts(journal).pending == 0


def test_a_failing_line_halves_the_batch_and_a_good_one_restores_it(journal: sqlite3.Connection) -> None:
    fill(journal, 60)
    line = ScriptedLine(["cut before"] * 3)
    sender = sender_on(journal, line)
    for _ in range(5):
        sender.send_once()
    assert line.sizes == [20, 10, 5, 2, 20]


def test_the_wait_grows_to_its_cap_and_jitter_shortens_it(journal: sqlite3.Connection) -> None:
    fill(journal, 1)
    sender = sender_on(journal, ScriptedLine(["cut before"] * 12))
    waits = [sender.send_once() for _ in range(12)]
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == POLICY.backoff_most
    assert POLICY.backoff(5, 0.25) == 4


def test_a_server_that_asks_for_patience_gets_it(journal: sqlite3.Connection) -> None:
    fill(journal, 1)
    assert sender_on(journal, ScriptedLine(["patience"]), jitter=0).send_once() == 77


def test_a_poison_report_is_quarantined_and_stops_no_other(journal: sqlite3.Connection) -> None:
    fill(journal, 5)
    line = ScriptedLine(poison={2})
    sender = sender_on(journal, line)
    sender.send_once()
    assert line.order == [1, 3, 4, 5]
    assert store.counts(journal) == store.OutboxCounts(pending=0, quarantined=1)
    assert journal.execute("SELECT last_error FROM outbox").fetchone() == ("no good",)
    assert sender.send_once() == POLICY.idle


def test_reports_that_failed_stand_behind_those_that_did_not(journal: sqlite3.Connection) -> None:
    fill(journal, 2)
    sender = sender_on(journal, ScriptedLine(["retry"]))
    sender.send_once()
    fill(journal, 1)
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [3, 1, 2]


def test_a_report_that_alone_is_refused_stands_behind_the_others(journal: sqlite3.Connection) -> None:
    fill(journal, 2)
    line = ScriptedLine(["refused", "refused"])
    sender = sender_on(journal, line, jitter=0)
    sender.send_once()
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [1, 2]
    sender.send_once()
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [2, 1]
    sender.send_once()
    assert line.order[0] == 2


def test_the_footer_is_told_of_new_reports_while_the_server_is_away(journal: sqlite3.Connection) -> None:
    fill(journal, 1)
    told: SimpleQueue[SyncStatus] = SimpleQueue()
    sender = Sender(journal, ScriptedLine(["cut before"] * 99), TurnedClock(), told.put, POLICY, lambda: 1.0)
    sender.start()
    assert told.get(timeout=PATIENCE).pending == 1
    fill(journal, 1)
    sender.notify()
    assert told.get(timeout=PATIENCE).pending == 2
    sender.stop()


def test_the_thread_outlives_whatever_the_line_raises(journal: sqlite3.Connection) -> None:
    fill(journal, 1)

    class Broken(ScriptedLine):
        def send(self, envelopes: Sequence[Envelope]) -> list[EnvelopeOutcome]:
            if not self.sizes:
                self.sizes.append(0)
                raise LookupError("nobody thought of this")
            return super().send(envelopes)

    told: SimpleQueue[SyncStatus] = SimpleQueue()
    policy = SendingPolicy(backoff_first=0.01)
    sender = Sender(journal, Broken(), SystemClock(), told.put, policy)
    sender.start()
    assert told.get(timeout=PATIENCE).pending == 0
    sender.stop()


def test_one_failure_is_a_hiccup_two_are_an_outage() -> None:
    link = Connectivity()
    assert link.link is Link.UNKNOWN
    assert [link.add(each) for each in (True, False, True, False, False, False, True)] == [
        Link.ONLINE,
        Link.ONLINE,
        Link.ONLINE,
        Link.ONLINE,
        Link.OFFLINE,
        Link.OFFLINE,
        Link.ONLINE,
    ]


def test_the_thread_tells_the_footer_what_waits(journal: sqlite3.Connection) -> None:
    fill(journal, 2)
    told: list[SyncStatus] = []
    sender = Sender(journal, ScriptedLine(), TurnedClock(), told.append, POLICY)
    sender.start()
    while not told or told[-1].pending:
        pass
    sender.stop()
    assert (told[-1].link, told[-1].quarantined) == (Link.ONLINE, 0)
    assert told[-1].last_sync is not None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["well", "cut before", "cut after", "retry", "patience", "refused"]), max_size=25),
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
)
def test_whatever_the_line_does_each_report_arrives_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, script: list[str], bursts: list[int]
) -> None:
    connection = database.connect(tmp_path_factory.mktemp("outbox") / "station.sqlite3", "station-1")
    line = ScriptedLine(list(script))
    sender = sender_on(connection, line, jitter=0)
    for burst in bursts:
        fill(connection, burst)
        sender.send_once()
    for _ in range(sum(bursts) + len(script) + 2):
        sender.send_once()
    connection.close()
    assert sorted(line.order) == list(range(1, sum(bursts) + 1))
