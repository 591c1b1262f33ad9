"""All limits of sending, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SendingPolicy:
    """How reports, pictures and heartbeats are sent. Times are in seconds."""

    batch: int = 20  # reports in one request; halved after a failure, so that a weak line still carries something
    backoff_first: float = 1.0
    backoff_most: float = 300.0  # the cap of the full-jitter backoff; the wait after the server refused the token
    retry_after_most: float = 900.0  # a server may ask for patience, not for silence
    heartbeat: float = 60.0  # whether or not there is anything to report
    heartbeat_recovering: float = 5.0  # after an outage, until the line has proved itself
    connect_timeout: float = 3.0
    read_timeout: float = 15.0
    picture_piece: int = 16 * 1024  # bytes in one request: a new report waits for no more than one of these
    picture_rate: float = 16 * 1024  # bytes/s, so that pictures leave the line to decisions
    picture_attempts: int = 5  # times that a picture may arrive altered before it is put aside

    def backoff(self, failures: int, jitter: float) -> float:
        """Seconds to wait after so many failures in a row; ``jitter`` is uniform in 0 to 1.

        Full jitter: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
        """
        return jitter * min(self.backoff_first * 2.0 ** min(max(failures - 1, 0), 30), self.backoff_most)
