"""The one thread that speaks with the server: reports first, then a heartbeat when it is due, then pictures."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

import structlog

from station.client import Transport
from station.clock import Clock, ServerClock
from station.connectivity import Connectivity, Link
from station.errors import TransportError
from station.health import Health
from station.journal import entries
from station.outbox import store
from station.outbox.policy import SendingPolicy
from station.outbox.uploads import Uploads
from vault import sqlite
from wire.envelopes import Envelope, EnvelopeOutcome
from wire.heartbeat import Heartbeat
from wire.vocabulary import ReportOutcome

log = structlog.get_logger()

_SENT_AGAIN = (ReportOutcome.RETRY, ReportOutcome.UNAUTHORISED)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the footer tells. ``last_sync`` is when the server last answered.

    ``set_back``: the server has entries of this journal that this computer has not, so its disk was set back.
    """

    link: Link
    pending: int
    quarantined: int
    last_sync: datetime | None
    pictures: int = 0
    set_back: bool = False


class Sender:
    """Sends what waits in the outbox until stopped. Without a transport, which a station has once it is registered,
    everything waits.

    Killed at any moment, nothing is lost or doubled:

    * before the server commits: the row is still pending and is sent again;
    * after the server commits, before the answer is stored: it is sent again and the server says DUPLICATE;
    * after the answer is stored: the row is gone.
    """

    def __init__(
        self,
        connection: sqlite.Connection,
        transport: Transport | None,
        clock: Clock,
        server_clock: ServerClock,
        health: Callable[[], Health],
        on_status: Callable[[SyncStatus], None],
        policy: SendingPolicy | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._connection = connection
        self._transport = transport
        self._clock = clock
        self._server_clock = server_clock
        self._health = health
        self._on_status = on_status
        self._policy = policy or SendingPolicy()
        self._jitter = jitter
        self._uploads = Uploads(connection, clock, self._policy, jitter)
        self._connectivity = Connectivity()
        self._failures = 0
        self._batch = self._policy.batch
        self._unauthorised = False
        self._set_back = False
        self._last_sync: datetime | None = None
        self._heartbeat_due = clock.monotonic()
        self._beat_before = False  # the last request was a heartbeat: reports come first now
        self._wake = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="sender", daemon=True)

    @property
    def link(self) -> Link:
        """The state of the line."""
        if self._transport is None:
            return Link.UNREGISTERED
        return Link.UNAUTHORISED if self._unauthorised else self._connectivity.link

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def notify(self) -> None:
        """There is a new report. While the server cannot be reached, the backoff goes on all the same."""
        self._wake.set()

    def stop(self, timeout: float = 20.0) -> None:
        """Stop after the request under way, which its own time-outs bound."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def send_once(self) -> float:
        """Make the one request that is most needed, if any; return the seconds to wait before the next turn.

        A heartbeat that is due goes before reports, but never twice in a row: it must neither be starved by them nor
        starve them when it alone fails.

        Raises:
            sqlite.Error: the local database does not answer; nothing was changed.
        """
        transport = self._transport
        if transport is None:
            return self._policy.heartbeat
        envelopes = store.waiting(self._connection, self._batch)
        try:
            if self._clock.monotonic() >= self._heartbeat_due and not (envelopes and self._beat_before):
                return self._beat(transport)
            if envelopes:
                return self._deliver(transport, envelopes)
            if self._failures:
                return self._beat(transport)  # the least that can tell whether the line works again
            wait = self._uploads.send_piece(transport)
            if wait == 0:
                self._reached()
        except TransportError as error:
            return self._failed(error)
        left = self._heartbeat_due - self._clock.monotonic()
        return max(0.0, left if wait is None else min(wait, left))

    def _deliver(self, transport: Transport, envelopes: list[Envelope]) -> float:
        self._beat_before = False
        asked = self._clock.now()
        try:
            result = transport.send(envelopes)
        except TransportError as error:
            if error.refused and len(envelopes) == 1:
                # Alone and refused as a whole: it goes behind those that have failed less often.
                store.settle(self._connection, [_to_retry(envelopes[0], str(error))])
            self._batch = max(len(envelopes) // 2, 1)
            raise
        self._server_clock.measure(asked, self._clock.now(), result.server_time)
        store.settle(self._connection, result.outcomes)
        self._reached()
        for outcome in result.outcomes:
            if outcome.outcome is ReportOutcome.REJECTED:
                log.error("report quarantined", report_id=str(outcome.report_id), code=outcome.code)
        again = [outcome.outcome for outcome in result.outcomes if outcome.outcome in _SENT_AGAIN]
        if again:
            self._unauthorised = ReportOutcome.UNAUTHORISED in again
            self._failures += 1
            return self._policy.backoff_most if self._unauthorised else self._backoff()
        self._failures, self._batch = 0, self._policy.batch
        return 0.0

    def _beat(self, transport: Transport) -> float:
        self._beat_before = True
        self._heartbeat_due = self._clock.monotonic() + self._policy.heartbeat
        heartbeat = self._heartbeat()
        if heartbeat is None:
            return 0.0
        asked = self._clock.now()
        answer = transport.heartbeat(heartbeat)
        self._server_clock.measure(asked, self._clock.now(), answer.server_time)
        self._reached()
        self._failures = 0
        if self._connectivity.link is not Link.ONLINE:
            self._heartbeat_due = self._clock.monotonic() + self._policy.heartbeat_recovering
        # Read after the answer: what was recorded meanwhile may have been known to no server yet.
        end = entries.head(self._connection)
        if end and end.journal_id == heartbeat.journal_id and answer.known_last_seq > end.last_seq:
            if not self._set_back:
                log.error("journal set back", own=end.last_seq, server=answer.known_last_seq)
            self._set_back = True
        for missing in answer.missing:
            if again := store.send_again(self._connection, heartbeat.journal_id, missing.first, missing.last):
                log.warning("server was set back", sent_again=again)
        if answer.pictures and (again := store.send_pictures_again(self._connection, answer.pictures)):
            log.warning("server lacked pictures", sent_again=again)
        return 0.0

    def _heartbeat(self) -> Heartbeat | None:
        end = entries.head(self._connection)
        if end is None:
            return None
        counts, health = store.counts(self._connection), self._health()
        return Heartbeat(
            sent_at=self._clock.now(),
            clock_offset=self._server_clock.offset,
            journal_id=end.journal_id,
            last_seq=end.last_seq,
            last_digest=end.last_digest,
            pending=counts.pending,
            quarantined=counts.quarantined,
            pictures_pending=counts.pictures,
            session_id=health.session_id,
            camera=health.camera,
            fault=health.fault,
            disk_free=health.disk_free,
            program=health.program,
        )

    def _reached(self) -> None:
        self._last_sync = self._clock.now()
        self._unauthorised = False
        self._connectivity.add(success=True)

    def _failed(self, error: TransportError) -> float:
        self._failures += 1
        if error.unauthorised:
            if not self._unauthorised:
                log.error("station refused", problem=str(error))
            self._unauthorised = True
            return self._policy.backoff_most
        before = self._connectivity.link
        if self._connectivity.add(success=False) is Link.OFFLINE is not before:
            log.warning("server not reached", problem=str(error))
        return max(self._backoff(), min(error.retry_after or 0.0, self._policy.retry_after_most))

    def _backoff(self) -> float:
        return self._policy.backoff(self._failures, self._jitter())

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                wait = self.send_once()
                self._publish()
            except Exception:  # a boundary: whatever a server or a disk does, later reports must still be sent
                # The rows are as they were, and the next turn begins where this one did.
                log.exception("sending failed")
                self._failures += 1
                wait = self._policy.backoff(self._failures, 1.0)
            self._rest(wait)

    def _rest(self, seconds: float) -> None:
        """Wait. A new report ends an idle wait at once. It does not end a backoff: the server is asked at the pace that
        the failures have set, however many candidates come; only the footer is told of them."""
        until = self._clock.monotonic() + seconds
        while not self._stopping.is_set() and (left := until - self._clock.monotonic()) > 0:
            if not self._wake.wait(left):
                return
            self._wake.clear()
            if not self._failures and self._transport is not None:
                return
            try:
                self._publish()
            except sqlite.Error as error:
                log.error("outbox not readable", problem=str(error))

    def _publish(self) -> None:
        counts = store.counts(self._connection)
        self._on_status(
            SyncStatus(self.link, counts.pending, counts.quarantined, self._last_sync, counts.pictures, self._set_back)
        )


def _to_retry(envelope: Envelope, detail: str) -> EnvelopeOutcome:
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.RETRY, detail=detail[:500])
