"""Pictures on their way: one piece at a time, at a bounded rate, so that no decision ever waits for them."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from station.client import Transport
from station.clock import Clock
from station.errors import TransportError
from station.outbox import pictures
from station.outbox.pictures import WaitingPicture
from station.outbox.policy import SendingPolicy
from vault import sqlite
from wire.evidence import UploadState

log = structlog.get_logger()

_UNKNOWN, _CONFLICT, _ALTERED = 404, 409, 422


class Uploads:
    """Sends the next piece when it is asked to.

    Where the server stands is asked after a start and after every failure, so that a picture cut off goes on where it
    was, and one whose last answer got lost is not sent again. The outcomes of a piece:

    * the server has it: the next one is due when the rate allows;
    * 404, the report that names the picture is not accepted there: later, others first;
    * 409, the server has another length of it: ask, and go on from there;
    * 422, what arrived is not the picture: from the beginning, and after some times put aside for a person to see;
    * anything else is the line's failure: the caller's to wait for.
    """

    def __init__(
        self, connection: sqlite.Connection, clock: Clock, policy: SendingPolicy, jitter: Callable[[], float]
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._policy = policy
        self._jitter = jitter
        self._known: UploadState | None = None
        self._not_before = clock.monotonic()
        self._failures = 0

    def send_piece(self, transport: Transport) -> float | None:
        """Make one request for a picture: 0 when it was made, seconds until it may be, None when none waits.

        Raises:
            TransportError: the line failed.
            sqlite.Error: the local database does not answer.
        """
        wait = self._not_before - self._clock.monotonic()
        if wait > 0:
            return wait
        picture = pictures.next_waiting(self._connection)
        if picture is None:
            return None
        try:
            self._advance(transport, picture)
        except TransportError as error:
            self._known = None
            if error.status not in (_UNKNOWN, _CONFLICT, _ALTERED):
                raise
            self._refused(picture, error)
        else:
            self._failures = 0
        return 0.0

    def _advance(self, transport: Transport, picture: WaitingPicture) -> None:
        if self._known is None or self._known.digest != picture.digest:
            state = transport.upload_state(picture.digest)
        else:
            offset = self._known.received
            length = min(self._policy.picture_piece, picture.size - offset)
            self._not_before = self._clock.monotonic() + length / self._policy.picture_rate
            content = pictures.piece(self._connection, picture.digest, offset, length)
            state = transport.upload(picture.digest, offset, content)
        if (state.digest, state.size) != (picture.digest, picture.size) or state.received > state.size:
            raise TransportError("server's answer does not speak of the picture that was sent")
        self._known = state
        if state.complete:
            pictures.delivered(self._connection, picture.digest)
            self._known = None

    def _refused(self, picture: WaitingPicture, error: TransportError) -> None:
        self._failures += 1
        self._not_before = self._clock.monotonic() + self._policy.backoff(self._failures, self._jitter())
        if error.status == _CONFLICT:
            return
        put_aside = error.status == _ALTERED and picture.attempts + 1 >= self._policy.picture_attempts
        pictures.failed(self._connection, picture.digest, str(error), put_aside=put_aside)
        if put_aside:
            log.error("picture put aside", digest=picture.digest, problem=str(error))
