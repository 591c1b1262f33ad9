"""A process that is several stations: their real journals, outboxes and clients, without camera and window.

    python -m simulator.worker < ORDER

Killed and started again with the same order it goes on where it was. It ends when all has been delivered.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from time import monotonic, sleep
from uuid import UUID

from PIL import Image

from simulator.scenario import StationOrder, WorkerOrder
from station.client import HttpTransport, ServerAddress
from station.clock import Clock, ServerClock
from station.errors import RegistrationError
from station.health import Health, program_name
from station.ids import uuid7
from station.journal import database, entries, identity
from station.journal.entries import Place
from station.journal.lock import lock_journal
from station.logs import log_to_file
from station.outbox import store
from station.outbox.policy import SendingPolicy
from station.outbox.sender import Sender, SyncStatus
from station.registration import register
from vault.keys import DatabaseKey
from wire.evidence import Picture, PictureRole, picture_digest
from wire.reports import CheckInReport, OpeningReport, Others, SessionFacts, Threshold
from wire.vocabulary import Decision, Verdict

# Only the waits are shortened, nothing else is another than at a desk.
POLICY = SendingPolicy(
    backoff_first=0.1,
    backoff_most=3.0,
    retry_after_most=3.0,
    heartbeat=10.0,
    heartbeat_recovering=2.0,
    read_timeout=8.0,
    picture_rate=1024 * 1024,
)
_LOOK = 0.25  # seconds between two looks at whether all has gone
_ACCEPT, _REVIEW = Threshold(fmr=1e-4, score=0.46), Threshold(fmr=1e-2, score=0.33)
_DECISIONS = (
    (Decision.ADMIT, Verdict.MATCH, 0.7),
    (Decision.ADMIT, Verdict.MATCH, 0.6),
    (Decision.ADMIT_MANUAL, Verdict.INCONCLUSIVE, 0.4),
    (Decision.PROVISIONAL, Verdict.LOOKALIKE, 0.5),
    (Decision.REFUSE, Verdict.NO_MATCH, 0.1),
    (Decision.CANCEL, Verdict.NO_MATCH, 0.2),
)


class JumpingClock:
    """A computer's clock that is set wrong now and then; the time to measure with goes on as it should."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._offset = timedelta()

    def monotonic(self) -> float:
        """Seconds since an arbitrary start."""
        return monotonic()

    def now(self) -> datetime:
        """The wall clock, as it is set at the moment."""
        if self._dice.random() < 0.02:
            self._offset = timedelta(hours=self._dice.choice((0, 0, -3, 7, -24 * 400, 24 * 30)))
        return datetime.now(UTC) + self._offset


class SimulatedStation:
    """One station from registration to the last delivery."""

    def __init__(self, worker: WorkerOrder, order: StationOrder, policy: SendingPolicy = POLICY) -> None:
        self._worker = worker
        self._order = order
        self._policy = policy
        path = worker.journal(order)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = lock_journal(path)
        key = DatabaseKey(bytes.fromhex(order.secret), bytes.fromhex(order.salt))
        self._connection = database.connect(path, key)
        self._sending = database.connect(path, key)
        self._done = len(entries.decisions(self._connection))
        self._dice = random.Random(f"{order.seed}:{self._done}")  # noqa: S311
        self._clock = JumpingClock(self._dice)
        self._server_clock = ServerClock()
        self._address = ServerAddress(worker.server)
        self._transport = HttpTransport(self._address, policy, self._register())

    def run(self) -> None:
        """Record and deliver at the same time. Raises what a station would stop for."""
        sender = self._sender()
        sender.start()
        self.record_all(sender)
        self._wait_for(sender)

    def record_all(self, sender: Sender | None = None) -> None:
        """Record what is not recorded yet, at the pace of the order, and tell the sender of each."""
        entries.record(self._connection, self._opening)
        for number in range(self._done, self._worker.reports):
            content = _picture(self._dice) if self._dice.random() < 0.1 else b""
            entries.record(self._connection, self._checkin(number, content), [content] if content else [])
            if sender is not None:
                sender.notify()
            sleep(self._dice.uniform(0, 2 * self._worker.pace))

    def deliver_all(self) -> None:
        """Deliver what is recorded."""
        sender = self._sender()
        sender.start()
        self._wait_for(sender)

    def _sender(self) -> Sender:
        return Sender(self._sending, self._transport, self._clock, self._server_clock, _health, _unheard, self._policy)

    def _wait_for(self, sender: Sender) -> None:
        while (waits := store.counts(self._connection)).pending or waits.pictures:
            sleep(_LOOK)
        sender.stop()
        self._transport.close()
        self._lock.release()

    def _register(self) -> str:
        while True:
            known = identity.read(self._connection)
            if known is not None and known.registered:
                return known.token
            transport = HttpTransport(self._address, self._policy)
            try:
                return register(self._connection, transport, self._worker.server, self._order.code, self._clock).token
            except RegistrationError:
                sleep(_LOOK)  # a line that fails; the parent notices one that never works
            finally:
                transport.close()

    def _opening(self, place: Place) -> OpeningReport:
        return OpeningReport(
            **_head(place, self._clock, self._server_clock),
            session=SessionFacts(
                id=self._session,
                title="Simulated session",
                venue="Simulated venue",
                starts_at=datetime(2026, 10, 12, 1, tzinfo=UTC),
                expected=self._worker.reports,
            ),
            gallery_digest="0" * 64,
            model_id="simulated",
            accept=_ACCEPT,
            review=_REVIEW,
            program=program_name(),
        )

    def _checkin(self, number: int, content: bytes) -> Callable[[Place], CheckInReport]:
        decision, verdict, score = self._dice.choice(_DECISIONS)
        pictures = (
            (Picture(digest=picture_digest(content), role=PictureRole.FACE, size=len(content)),) if content else ()
        )
        candidate = f"{self._order.seed % 7}-{number}"  # some are checked in at several stations

        def make(place: Place) -> CheckInReport:
            return CheckInReport(
                **_head(place, self._clock, self._server_clock),
                session_id=self._session,
                checkin_id=uuid7(self._clock.now()),
                candidate_number=candidate,
                decision=decision,
                verdict=verdict,
                reason=None,
                score=score,
                threshold=_ACCEPT.score,
                fmr=_ACCEPT.fmr,
                model_id="simulated",
                frames_used=3,
                seconds_to_verdict=0.4,
                others=Others(compared=self._worker.reports - 1, above=0),
                pictures=pictures,
            )

        return make

    @property
    def _session(self) -> str:
        return f"SIM-{self._order.seed % 5}"


def _head(place: Place, clock: Clock, server_clock: ServerClock) -> dict[str, object]:
    report_id: UUID = uuid7(clock.now())
    return {
        "report_id": report_id,
        "station_id": place.station_id,
        "journal_id": place.journal_id,
        "station_seq": place.station_seq,
        "previous": place.previous,
        "occurred_at": clock.now(),
        "clock_offset": server_clock.offset,
    }


def _picture(dice: random.Random) -> bytes:
    out = io.BytesIO()
    Image.frombytes("L", (64, 64), dice.randbytes(64 * 64)).save(out, "JPEG")
    return out.getvalue()


def _health() -> Health:
    return Health(None, None, "", None, program_name())


def _unheard(_status: SyncStatus) -> None:
    """There is no footer."""


def main() -> None:
    """Run the order on standard input."""
    order = WorkerOrder.model_validate_json(sys.stdin.readline())
    log_to_file(order.folder / f"{order.stations[0].name}.log")
    failed: list[Exception] = []

    def run(station: StationOrder) -> None:
        try:
            SimulatedStation(order, station).run()
        except Exception as error:  # told to the parent by the exit code, and to the reader of standard error
            failed.append(error)
            raise

    threads = [Thread(target=run, args=(station,), daemon=True) for station in order.stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
