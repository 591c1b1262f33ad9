"""The one thread that sends reports."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

import structlog

from station.client import Transport, TransportError
from station.clock import Clock
from station.connectivity import Connectivity, Link
from station.outbox import store
from station.outbox.policy import SendingPolicy
from wire.reports import Envelope, EnvelopeOutcome
from wire.vocabulary import ReportOutcome

log = structlog.get_logger()

_SENT_AGAIN = (ReportOutcome.RETRY, ReportOutcome.UNAUTHORISED)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the footer tells. ``last_sync`` is when the server last answered."""

    link: Link
    pending: int
    quarantined: int
    last_sync: datetime | None


class Sender:
    """Sends what waits in the outbox until stopped.

    Killed at any moment, nothing is lost or doubled:

    * before the server commits: the row is still pending and is sent again;
    * after the server commits, before the answer is stored: it is sent again and the server says DUPLICATE;
    * after the answer is stored: the row is gone.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        transport: Transport,
        clock: Clock,
        on_status: Callable[[SyncStatus], None],
        policy: SendingPolicy | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._connection = connection
        self._transport = transport
        self._clock = clock
        self._on_status = on_status
        self._policy = policy or SendingPolicy()
        self._jitter = jitter
        self._connectivity = Connectivity()
        self._failures = 0
        self._batch = self._policy.batch
        self._last_sync: datetime | None = None
        self._wake = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="sender", daemon=True)

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
        """Send one batch if there is one; return the seconds to wait before the next turn.

        Raises:
            sqlite3.Error: the local database does not answer; nothing was changed.
        """
        envelopes = store.waiting(self._connection, self._batch)
        if not envelopes:
            return self._policy.idle
        try:
            outcomes = self._transport.send(envelopes)
        except TransportError as error:
            if error.refused and len(envelopes) == 1:
                # Alone and refused as a whole: it goes behind those that have failed less often.
                store.settle(self._connection, [_to_retry(envelopes[0], str(error))])
            return self._failed(str(error), error.retry_after, len(envelopes))
        store.settle(self._connection, outcomes)
        self._last_sync = self._clock.now()
        self._connectivity.add(success=True)
        again = [outcome for outcome in outcomes if outcome.outcome in _SENT_AGAIN]
        refused = [outcome for outcome in outcomes if outcome.outcome is ReportOutcome.REJECTED]
        for outcome in refused:
            log.error("report quarantined", report_id=str(outcome.report_id), detail=outcome.detail)
        if again:
            self._failures += 1
            return self._policy.backoff(self._failures, self._jitter())
        self._failures, self._batch = 0, self._policy.batch
        return 0.0

    def _failed(self, problem: str, retry_after: float | None, sent: int) -> float:
        self._failures += 1
        self._batch = max(sent // 2, 1)
        if self._connectivity.add(success=False) is Link.OFFLINE and self._failures == 2:
            log.warning("server not reached", problem=problem)
        wait = self._policy.backoff(self._failures, self._jitter())
        return max(wait, min(retry_after or 0.0, self._policy.retry_after_most))

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
            if not self._failures:
                return
            try:
                self._publish()
            except sqlite3.Error as error:
                log.error("outbox not readable", problem=str(error))

    def _publish(self) -> None:
        counts = store.counts(self._connection)
        self._on_status(SyncStatus(self._connectivity.link, counts.pending, counts.quarantined, self._last_sync))


def _to_retry(envelope: Envelope, detail: str) -> EnvelopeOutcome:
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.RETRY, detail=detail)
