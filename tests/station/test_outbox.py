"""Reports are sent until they have arrived, in order, whatever the line does; pictures never hold them up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.clock import ServerClock, SystemClock
from station.connectivity import Connectivity, Link
from station.errors import TransportError
from station.health import Health
from station.journal import entries
from station.journal.verification import pictures_of
from station.outbox import store
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from tests.conftest import TurnedClock
from tests.station.makers import fill, open_journal, with_pictures
from vault import sqlite
from wire.envelopes import BatchResult, Envelope, EnvelopeOutcome
from wire.evidence import UploadState, picture_digest
from wire.heartbeat import CameraHealth, Heartbeat, HeartbeatAnswer, SequenceRange
from wire.vocabulary import ReportOutcome, ReportProblem

POLICY = SendingPolicy(heartbeat=1e6)  # after the first, none comes in between
PATIENCE = 20.0  # seconds
HEALTH = Health("SKD-1", CameraHealth.LIVE, "", 10**9, "hadir test")


class RealClock(TurnedClock):
    """A clock that goes by itself, for a sender with its thread."""

    def monotonic(self) -> float:
        return SystemClock().monotonic()


@dataclass
class ScriptedLine:
    """A line to a server that keeps reports and pictures once, and fails as the script says: before or after the
    commit. Its clock is ``ahead`` seconds ahead."""

    clock: TurnedClock = field(default_factory=TurnedClock)
    script: list[str] = field(default_factory=list)
    kept: dict[UUID, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    poison: set[int] = field(default_factory=set)
    pictures: dict[str, int] = field(default_factory=dict)  # of reports that were taken: size
    uploaded: dict[str, bytearray] = field(default_factory=dict)
    heartbeats: list[Heartbeat] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    known_last_seq: int = 0
    missing: tuple[SequenceRange, ...] = ()
    awaited: tuple[str, ...] = ()
    ahead: float = 0.0

    def send(self, envelopes: Sequence[Envelope]) -> BatchResult:
        self.sizes.append(len(envelopes))
        mood = self._mood("reports")
        if mood == "refused":
            raise TransportError("server answered 422", status=422)
        outcomes = [self._take(envelope, mood) for envelope in envelopes]
        self._cut_after(mood)
        return BatchResult(outcomes=outcomes, server_time=self._now())

    def heartbeat(self, heartbeat: Heartbeat) -> HeartbeatAnswer:
        mood = self._mood("heartbeat")
        self.heartbeats.append(heartbeat)
        self._cut_after(mood)
        return HeartbeatAnswer(
            server_time=self._now(), known_last_seq=self.known_last_seq, missing=self.missing, pictures=self.awaited
        )

    def upload_state(self, digest: str) -> UploadState:
        mood = self._mood("state")
        if digest not in self.pictures:
            raise TransportError("server answered 404 picture_unknown", status=404, code="picture_unknown")
        self._cut_after(mood)
        return self._state(digest)

    def upload(self, digest: str, offset: int, piece: bytes) -> UploadState:
        mood = self._mood("piece")
        have = self.uploaded.setdefault(digest, bytearray())
        if offset != len(have):
            raise TransportError("server answered 409 offset_conflict", status=409, code="offset_conflict")
        have += b"?" * len(piece) if mood == "garble" else piece
        if len(have) == self.pictures[digest] and picture_digest(bytes(have)) != digest:
            del self.uploaded[digest]
            raise TransportError("server answered 422", status=422)
        self._cut_after(mood)
        return self._state(digest)

    def close(self) -> None:
        """Nothing to let go of."""

    def _now(self) -> datetime:
        return self.clock.now() + timedelta(seconds=self.ahead)

    def _mood(self, call: str) -> str:
        self.calls.append(call)
        mood = self.script.pop(0) if self.script else "well"
        if mood == "cut before":
            raise TransportError("cut")
        if mood == "patience":
            raise TransportError("busy", status=503, retry_after=77)
        if mood == "unauthorised":
            raise TransportError("server answered 401", status=401, code="unauthorised")
        return mood

    def _cut_after(self, mood: str) -> None:
        if mood == "cut after":
            raise TransportError("cut")

    def _state(self, digest: str) -> UploadState:
        received = len(self.uploaded.get(digest, b""))
        return UploadState(digest=digest, size=self.pictures[digest], received=received)

    def _take(self, envelope: Envelope, mood: str) -> EnvelopeOutcome:
        def outcome(kind: ReportOutcome, code: ReportProblem | None = None, detail: str = "") -> EnvelopeOutcome:
            return EnvelopeOutcome(report_id=envelope.report_id, outcome=kind, code=code, detail=detail)

        if mood == "retry":
            return outcome(ReportOutcome.RETRY, ReportProblem.KEY_UNKNOWN)
        if envelope.station_seq in self.poison:
            return outcome(ReportOutcome.REJECTED, ReportProblem.CHAIN_CONFLICT, "no good")
        if envelope.report_id in self.kept:
            assert self.kept[envelope.report_id] == envelope.digest
            return outcome(ReportOutcome.DUPLICATE)
        self.kept[envelope.report_id] = envelope.digest
        self.order.append(envelope.station_seq)
        self.pictures |= {picture.digest: picture.size for picture in pictures_of(envelope)}
        return outcome(ReportOutcome.ACCEPTED)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(tmp_path / "station.sqlite3")
    yield connection
    connection.close()


def sender_on(
    journal: sqlite.Connection,
    line: ScriptedLine | None,
    jitter: float = 1.0,
    *,
    policy: SendingPolicy = POLICY,
    told: Callable[[SyncStatus], None] = lambda status: None,
    server_clock: ServerClock | None = None,
    beaten: bool = True,
) -> Sender:
    """A sender without its thread; its first heartbeat is behind it, if it was ``beaten``."""
    clock = line.clock if line else TurnedClock()
    server_clock = server_clock or ServerClock()
    sender = Sender(journal, line, clock, server_clock, lambda: HEALTH, told, policy, lambda: jitter)
    if beaten and line:
        script, line.script = line.script, []
        sender.send_once()
        line.script, line.calls = script, []
    return sender


def until_delivered(sender: Sender, line: ScriptedLine, turns: int = 2000) -> None:
    """Make requests, each after the wait that the one before set, until nothing is left to be sent."""
    for _ in range(turns):
        line.clock.turn(sender.send_once())
        counts = store.counts(sender._connection)
        if counts.pending == counts.pictures == 0:
            return
    raise AssertionError(f"not delivered in {turns} turns")


def test_reports_arrive_in_order_and_leave_the_outbox(journal: sqlite.Connection) -> None:
    fill(journal, 44)
    line = ScriptedLine()
    until_delivered(sender_on(journal, line), line)
    assert line.order == list(range(1, 46))
    assert line.sizes == [20, 20, 5]
    assert store.counts(journal) == store.OutboxCounts(0, 0, 0)
    assert len(entries.envelopes(journal)) == 45


def test_an_answer_that_got_lost_does_no_harm(journal: sqlite.Connection) -> None:
    fill(journal, 2)
    line = ScriptedLine(script=["cut after"])
    sender = sender_on(journal, line)
    assert sender.send_once() > 0
    assert store.counts(journal).pending == 3
    until_delivered(sender, line)
    assert sorted(line.order) == [1, 2, 3]


def test_a_failing_line_halves_the_batch_and_a_good_one_restores_it(journal: sqlite.Connection) -> None:
    fill(journal, 60)
    line = ScriptedLine(script=["cut before"] * 3)
    sender = sender_on(journal, line)
    for _ in range(5):
        sender.send_once()
    assert line.sizes == [20, 10, 5, 2, 20]


def test_the_wait_grows_to_its_cap_and_jitter_shortens_it(journal: sqlite.Connection) -> None:
    sender = sender_on(journal, ScriptedLine(script=["cut before"] * 12))
    waits = [sender.send_once() for _ in range(12)]
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == POLICY.backoff_most
    assert POLICY.backoff(5, 0.25) == 4


def test_a_server_that_asks_for_patience_gets_it(journal: sqlite.Connection) -> None:
    assert sender_on(journal, ScriptedLine(script=["patience"]), jitter=0).send_once() == 77


def test_a_poison_report_is_quarantined_with_its_reason_and_stops_no_other(journal: sqlite.Connection) -> None:
    fill(journal, 4)
    line = ScriptedLine(poison={2})
    sender = sender_on(journal, line)
    sender.send_once()
    assert line.order == [1, 3, 4, 5]
    assert store.counts(journal) == store.OutboxCounts(pending=0, quarantined=1)
    (refused,) = store.quarantined(journal)
    assert (refused.station_seq, refused.what) == (2, "report")
    assert (refused.code, refused.detail) == ("chain_conflict", "no good")
    assert sender.send_once() > POLICY.backoff_most


def test_what_was_quarantined_can_be_sent_again_and_is_never_deleted(journal: sqlite.Connection) -> None:
    fill(journal, 1)
    line = ScriptedLine(poison={2})
    sender = sender_on(journal, line)
    sender.send_once()
    line.poison.clear()
    assert store.requeue(journal) == 1
    until_delivered(sender, line)
    assert line.order == [1, 2]


def test_reports_that_failed_stand_behind_those_that_did_not(journal: sqlite.Connection) -> None:
    fill(journal, 1)
    sender = sender_on(journal, ScriptedLine(script=["retry"]))
    sender.send_once()
    fill(journal, 1)
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [3, 1, 2]


def test_a_report_that_alone_is_refused_stands_behind_the_others(journal: sqlite.Connection) -> None:
    fill(journal, 1)
    line = ScriptedLine(script=["refused", "refused"])
    sender = sender_on(journal, line, jitter=0)
    sender.send_once()
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [1, 2]
    sender.send_once()
    assert [envelope.station_seq for envelope in store.waiting(journal, 10)] == [2, 1]
    sender.send_once()
    assert line.order[0] == 2


def test_a_station_that_is_not_registered_sends_nothing_and_keeps_everything(journal: sqlite.Connection) -> None:
    fill(journal, 2)
    sender = sender_on(journal, None)
    assert sender.send_once() > 0
    assert sender.link is Link.UNREGISTERED
    assert store.counts(journal).pending == 3


def test_a_revoked_station_pauses_keeps_everything_and_says_so_until_it_is_known_again(
    journal: sqlite.Connection,
) -> None:
    fill(journal, 2)
    line = ScriptedLine(script=["unauthorised"])
    sender = sender_on(journal, line, jitter=0)
    assert sender.send_once() == POLICY.backoff_most
    assert [sender.link] == [Link.UNAUTHORISED]
    rows = journal.execute("SELECT attempts FROM outbox").fetchall()
    assert rows == [(0,)] * 3
    until_delivered(sender, line)
    assert sender.link is Link.ONLINE


def test_the_servers_clock_is_measured_in_the_middle_of_a_request(journal: sqlite.Connection) -> None:
    server_clock, clock = ServerClock(), TurnedClock()
    assert server_clock.offset is None
    asked = clock.now()
    clock.turn(4)
    server_clock.measure(asked, clock.now(), asked + timedelta(seconds=2 + 90))
    assert server_clock.offset == 90
    line = ScriptedLine(ahead=-33.5)
    fill(journal, 1)
    sender_on(journal, line, server_clock=server_clock, beaten=False).send_once()
    assert server_clock.offset == -33.5


def test_a_clock_that_is_decades_off_still_can_be_reported() -> None:
    server_clock, clock = ServerClock(), TurnedClock()
    server_clock.measure(clock.now(), clock.now(), clock.now() + timedelta(days=365 * 56))
    assert server_clock.offset == 1e9


def test_a_heartbeat_tells_how_the_station_is(journal: sqlite.Connection) -> None:
    entries.record(journal, with_pictures(b"p"), [b"p"])
    line = ScriptedLine()
    sender_on(journal, line)
    (heartbeat,) = line.heartbeats
    end = entries.head(journal)
    assert end is not None
    assert (heartbeat.journal_id, heartbeat.last_seq, heartbeat.last_digest) == (
        end.journal_id,
        2,
        end.last_digest,
    )
    assert (heartbeat.pending, heartbeat.quarantined, heartbeat.pictures_pending) == (2, 0, 1)
    assert (heartbeat.session_id, heartbeat.camera, heartbeat.disk_free) == ("SKD-1", CameraHealth.LIVE, 10**9)


def test_heartbeats_come_at_their_pace_and_neither_starve_reports_nor_are_starved(
    journal: sqlite.Connection,
) -> None:
    fill(journal, 100)
    line = ScriptedLine()
    policy = SendingPolicy(heartbeat=60, batch=1)
    sender = sender_on(journal, line, policy=policy)
    for _ in range(12):
        sender.send_once()
        line.clock.turn(25)
    assert line.calls == ["reports", "reports", "reports", *["heartbeat", "reports", "reports"] * 3]
    line.calls, line.script = [], ["cut before"] * 8
    for _ in range(8):
        line.clock.turn(sender.send_once() + 60)
    assert line.calls == ["heartbeat", "reports"] * 4


def test_without_anything_to_send_the_next_request_is_the_next_heartbeat(journal: sqlite.Connection) -> None:
    line = ScriptedLine()
    sender = sender_on(journal, line, policy=SendingPolicy(heartbeat=60))
    until_delivered(sender, line)
    sender.send_once()  # the next one comes soon after a first answer, until the line has proved itself
    assert sender.send_once() <= 60


def test_a_disk_that_was_set_back_is_noticed_and_work_goes_on(journal: sqlite.Connection) -> None:
    told: list[SyncStatus] = []
    line = ScriptedLine(known_last_seq=1)
    sender = sender_on(journal, line, told=told.append, policy=SendingPolicy(heartbeat=1))
    sender._publish()
    line.known_last_seq = 9
    until_delivered(sender, line)
    line.clock.turn(2)
    sender.send_once()
    sender._publish()
    assert [status.set_back for status in told] == [False, True]
    fill(journal, 1)
    until_delivered(sender, line)


def test_what_the_server_no_longer_has_is_sent_again_with_its_pictures(journal: sqlite.Connection) -> None:
    fill(journal, 2)
    entries.record(journal, with_pictures(b"a picture"), [b"a picture"])
    line = ScriptedLine()
    sender = sender_on(journal, line, policy=SendingPolicy(heartbeat=60))
    until_delivered(sender, line)
    everything = dict(line.kept)
    line.kept.clear()  # as a server does that was restored from an earlier day
    line.pictures.clear()
    line.uploaded.clear()
    line.missing = (SequenceRange(first=2, last=3), SequenceRange(first=4, last=900))
    line.clock.turn(61)
    sender.send_once()
    line.missing = ()
    until_delivered(sender, line)
    assert line.kept.items() <= everything.items()
    assert len(line.kept) == len(everything) - 1
    assert [bytes(content) for content in line.uploaded.values()] == [b"a picture"]


def test_what_waits_anyway_is_not_queued_twice_and_what_was_refused_stays_aside(journal: sqlite.Connection) -> None:
    fill(journal, 3)
    journal.execute("UPDATE outbox SET state = 'QUARANTINED' WHERE position = 2")
    before = store.counts(journal)
    (journal_id,) = journal.execute("SELECT id FROM journal").fetchone()
    assert store.send_again(journal, UUID(journal_id), 1, 4) == 0
    assert store.counts(journal) == before


def test_a_picture_that_the_server_lost_is_sent_again_without_its_report(journal: sqlite.Connection) -> None:
    lost, here = b"a picture", b"another"
    entries.record(journal, with_pictures(lost, here), [lost, here])
    line = ScriptedLine()
    sender = sender_on(journal, line, policy=SendingPolicy(heartbeat=60))
    until_delivered(sender, line)
    del line.uploaded[picture_digest(lost)]  # as a server does that was restored from before it came
    line.awaited = (picture_digest(lost), picture_digest(b"of another computer"))
    line.clock.turn(61)
    sender.send_once()
    assert store.counts(journal) == store.OutboxCounts(pending=0, quarantined=0, pictures=1)
    sent = list(line.order)
    until_delivered(sender, line)
    assert bytes(line.uploaded[picture_digest(lost)]) == lost
    assert line.order == sent


def test_a_picture_that_the_server_asks_for_keeps_its_place_in_the_queue_or_beside_it(
    journal: sqlite.Connection,
) -> None:
    entries.record(journal, with_pictures(b"aside", b"waiting"), [b"aside", b"waiting"])
    journal.execute(
        "UPDATE picture_outbox SET state = 'QUARANTINED', attempts = 5 WHERE digest = ?", (picture_digest(b"aside"),)
    )
    rows = "SELECT * FROM picture_outbox ORDER BY digest"
    before = journal.execute(rows).fetchall()
    assert store.send_pictures_again(journal, map(picture_digest, (b"aside", b"waiting"))) == 0
    assert journal.execute(rows).fetchall() == before


def test_pictures_go_after_the_reports_in_pieces_at_a_bounded_rate(journal: sqlite.Connection) -> None:
    content = bytes(range(256)) * 200  # 51,200 bytes
    entries.record(journal, with_pictures(content), [content])
    line = ScriptedLine()
    sender = sender_on(journal, line)
    began = line.clock.monotonic()
    until_delivered(sender, line)
    assert line.calls == ["reports", "state", "piece", "piece", "piece", "piece"]
    assert bytes(line.uploaded[picture_digest(content)]) == content
    assert line.clock.monotonic() - began >= (len(content) - POLICY.picture_piece) / POLICY.picture_rate
    assert journal.execute("SELECT content FROM picture").fetchone() == (content,)


def test_a_new_report_goes_between_two_pieces(journal: sqlite.Connection) -> None:
    content = bytes(60_000)
    entries.record(journal, with_pictures(content), [content])
    line = ScriptedLine()
    sender = sender_on(journal, line)
    while "piece" not in line.calls:
        line.clock.turn(sender.send_once())
    fill(journal, 1)
    sender.send_once()
    assert line.calls[-1] == "reports"


def test_a_picture_goes_on_where_it_was_cut_off_after_a_start_too(journal: sqlite.Connection) -> None:
    content = bytes(60_000)
    entries.record(journal, with_pictures(content), [content])
    line = ScriptedLine()
    sender = sender_on(journal, line)
    while line.calls.count("piece") < 2:
        line.clock.turn(sender.send_once())
    line.script = ["cut after"]
    while line.script:
        line.clock.turn(sender.send_once())
    until_delivered(sender_on(journal, line), line)
    assert line.calls.count("piece") == 1
    assert bytes(line.uploaded[picture_digest(content)]) == content


def test_a_picture_that_arrives_altered_begins_again_and_at_last_is_put_aside(journal: sqlite.Connection) -> None:
    for content in (b"bad", b"good"):
        entries.record(journal, with_pictures(content), [content])
    line = ScriptedLine()
    sender = sender_on(journal, line)
    sender.send_once()
    real = line.upload

    def garbling(digest: str, offset: int, piece: bytes) -> UploadState:
        if digest == picture_digest(b"bad"):
            line.script = ["garble"]
        return real(digest, offset, piece)

    line.upload = garbling  # type: ignore[method-assign]
    until_delivered(sender, line)
    assert bytes(line.uploaded[picture_digest(b"good")]) == b"good"
    (aside,) = store.quarantined(journal)
    assert (aside.what, aside.station_seq) == ("picture", 2)
    assert journal.execute("SELECT attempts FROM picture_outbox").fetchone() == (POLICY.picture_attempts,)


def test_a_picture_whose_report_the_server_does_not_know_waits_without_stopping_anything(
    journal: sqlite.Connection,
) -> None:
    entries.record(journal, with_pictures(b"early"), [b"early"])
    line = ScriptedLine()
    sender = sender_on(journal, line)
    sender.send_once()
    line.pictures.clear()
    assert sender.send_once() == 0
    assert 0 < sender.send_once() <= 1
    line.pictures[picture_digest(b"early")] = 5
    until_delivered(sender, line)


def test_a_picture_waits_for_its_report(journal: sqlite.Connection) -> None:
    entries.record(journal, with_pictures(b"p"), [b"p"])
    line = ScriptedLine(poison={2})
    sender = sender_on(journal, line)
    for _ in range(5):
        line.clock.turn(min(sender.send_once(), 60))
    assert line.calls == ["reports"]


def test_the_footer_is_told_of_new_reports_while_the_server_is_away(journal: sqlite.Connection) -> None:
    told: SimpleQueue[SyncStatus] = SimpleQueue()
    line = ScriptedLine(script=["cut before"] * 99)
    sender = sender_on(journal, line, told=told.put, beaten=False)
    sender.start()
    assert told.get(timeout=PATIENCE).pending == 1
    fill(journal, 1)
    sender.notify()
    assert told.get(timeout=PATIENCE).pending == 2
    sender.stop()


def test_the_thread_outlives_whatever_the_line_raises(journal: sqlite.Connection) -> None:
    class Broken(ScriptedLine):
        def send(self, envelopes: Sequence[Envelope]) -> BatchResult:
            if not self.sizes:
                self.sizes.append(0)
                raise LookupError("nobody thought of this")
            return super().send(envelopes)

    told: SimpleQueue[SyncStatus] = SimpleQueue()
    sender = sender_on(
        journal, Broken(RealClock()), told=told.put, policy=SendingPolicy(backoff_first=0.01), beaten=False
    )
    sender.start()
    while told.get(timeout=PATIENCE).pending:
        pass
    sender.stop()


def test_one_failure_is_a_hiccup_three_of_five_are_an_outage_and_two_successes_its_end() -> None:
    link = Connectivity()
    assert link.link is Link.UNKNOWN
    results = (True, False, True, False, False, True, False, True, True, False)
    assert [link.add(each).value for each in results] == (["online"] * 4 + ["offline"] * 4 + ["online"] * 2)
    fresh = Connectivity()
    assert [fresh.add(each) for each in (False, False, True, True)] == [
        Link.UNKNOWN,
        Link.OFFLINE,
        Link.OFFLINE,
        Link.ONLINE,
    ]


def test_the_thread_tells_the_footer_what_waits(journal: sqlite.Connection) -> None:
    fill(journal, 2)
    told: SimpleQueue[SyncStatus] = SimpleQueue()
    sender = sender_on(journal, ScriptedLine(RealClock()), told=told.put, beaten=False)
    sender.start()
    while (status := told.get(timeout=PATIENCE)).pending:
        pass
    sender.stop()
    assert (status.link, status.quarantined) == (Link.ONLINE, 0)
    assert status.last_sync is not None


MOODS = ["well", "cut before", "cut after", "retry", "patience", "refused", "unauthorised", "garble"]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(MOODS), max_size=25),
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.integers(0, 40_000),
)
def test_whatever_the_line_does_each_report_and_picture_arrives_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, script: list[str], bursts: list[int], size: int
) -> None:
    connection = open_journal(tmp_path_factory.mktemp("outbox") / "station.sqlite3")
    line = ScriptedLine(script=list(script))
    sender = sender_on(connection, line, policy=SendingPolicy(picture_attempts=100), beaten=False)
    contents: list[bytes] = []
    for burst in bursts:
        fill(connection, burst)
        content = bytes([len(contents)]) * (size + 1)
        contents.append(content)
        entries.record(connection, with_pictures(content), [content])
        line.clock.turn(sender.send_once())
    until_delivered(sender, line)
    connection.close()
    assert sorted(line.order) == list(range(1, sum(bursts) + len(bursts) + 2))
    assert [bytes(line.uploaded[picture_digest(content)]) for content in contents] == contents
