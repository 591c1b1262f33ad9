"""All limits of sending, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SendingPolicy:
    """How reports are sent. Times are in seconds."""

    batch: int = 20  # reports in one request; halved after a failure, so that a weak line still carries something
    backoff_first: float = 1.0
    backoff_most: float = 300.0  # the cap of the full-jitter backoff
    retry_after_most: float = 900.0  # a server may ask for patience, not for silence
    idle: float = 30.0  # how often to look without being told of a new report
    connect_timeout: float = 3.0
    read_timeout: float = 15.0

    def backoff(self, failures: int, jitter: float) -> float:
        """Seconds to wait after so many failures in a row; ``jitter`` is uniform in 0 to 1.

        Full jitter: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
        """
        return jitter * min(self.backoff_first * 2.0 ** min(max(failures - 1, 0), 30), self.backoff_most)
