"""Does the server answer, does it know this station, and what has it refused?

A server that does not answer keeps nobody out: decisions are kept and sent later.
"""

from __future__ import annotations

from dataclasses import dataclass

from station.client import UNTRUSTED, Transport
from station.clock import Clock, ServerClock
from station.errors import TransportError
from station.journal import entries
from station.outbox import store
from station.selftest.results import Check, CheckResult, Finding
from vault import sqlite
from wire.heartbeat import Heartbeat
from wire.reports import CheckOutcome


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking the server.

    ``offset`` is how many seconds its clock is ahead of this computer's, None where it did not answer; ``refused``
    counts the reports that stand aside because the server would not take them. ``set_back``: it has reports of this
    journal that this computer has not.
    """

    registered: bool
    offset: float | None = None
    refused: int = 0
    problem: TransportError | None = None
    set_back: bool = False


def ask(connection: sqlite.Connection, transport: Transport | None, clock: Clock, program: str) -> Answer:
    """Send one heartbeat, as the sender does: it tells the time, and whether the token is still good.

    Raises:
        sqlite.Error: the local database does not answer.
    """
    counts, end = store.counts(connection), entries.head(connection)
    if transport is None or end is None:
        return Answer(False, refused=counts.quarantined)
    heartbeat = Heartbeat(
        sent_at=clock.now(),
        clock_offset=None,
        journal_id=end.journal_id,
        last_seq=end.last_seq,
        last_digest=end.last_digest,
        pending=counts.pending,
        quarantined=counts.quarantined,
        pictures_pending=counts.pictures,
        session_id=None,
        camera=None,
        program=program,
    )
    server_clock = ServerClock()
    try:
        answer = transport.heartbeat(heartbeat)
    except TransportError as error:
        return Answer(True, refused=counts.quarantined, problem=error)
    server_clock.measure(heartbeat.sent_at, clock.now(), answer.server_time)
    return Answer(True, server_clock.offset, counts.quarantined, set_back=answer.known_last_seq > end.last_seq)


def judge(answer: Answer | None) -> CheckResult:
    """What an answer says of the line; None where nobody could ask."""
    if answer is None:
        return _result(CheckOutcome.NOT_RUN, Finding.SERVER_UNKNOWN)
    if not answer.registered:
        return _result(CheckOutcome.NOT_RUN, Finding.SERVER_UNREGISTERED)
    if answer.problem is not None:
        if answer.problem.unauthorised:
            return _result(CheckOutcome.FAILED, Finding.SERVER_REFUSES)
        if answer.problem.code == UNTRUSTED:
            return _result(CheckOutcome.FAILED, Finding.SERVER_UNTRUSTED)
        return _result(CheckOutcome.WARNED, Finding.SERVER_SILENT)
    if answer.set_back:
        return _result(CheckOutcome.FAILED, Finding.SERVER_SET_BACK)
    if answer.refused:
        return _result(CheckOutcome.WARNED, Finding.SERVER_QUARANTINE, answer.refused)
    return _result(CheckOutcome.PASSED, Finding.SERVER_REACHED)


def _result(outcome: CheckOutcome, finding: Finding, *values: int) -> CheckResult:
    return CheckResult(Check.SERVER, outcome, finding, values)
