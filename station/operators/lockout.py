"""How long nobody looks at another PIN after wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

NO_WAIT: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class LockoutPolicy:
    """After ``tries`` wrong PINs of one person in a row the wait is ``first``; with each further one it doubles, to
    ``most`` at most."""

    tries: int = 3
    first: timedelta = timedelta(seconds=30)
    most: timedelta = timedelta(minutes=15)

    def delay_after(self, failures: int) -> timedelta:
        """The wait after so many wrong PINs in a row."""
        if failures < self.tries:
            return NO_WAIT
        times: int = 2 ** min(failures - self.tries, 32)  # beyond, the product could be no timedelta
        return min(self.first * times, self.most)

    def left_after(self, failures: int) -> int:
        """How many more can be tried at once after so many wrong ones in a row."""
        return max(self.tries - failures, 0)


LOCKOUT: Final = LockoutPolicy()


@dataclass(frozen=True, slots=True)
class Failures:
    """The wrong PINs of a person in a row: how many, and when the last one was, by the station's clock."""

    count: int
    last_at: datetime

    def seen_at(self, now: datetime) -> Failures:
        """The same, as of now: a last one that lies ahead was written before the clock was set back, and counts from
        now, so that the wait neither ends early nor lasts for as long as the clock was turned."""
        return Failures(self.count, min(self.last_at, now))

    def until(self, policy: LockoutPolicy, now: datetime) -> datetime:
        """When the next PIN is looked at; not after ``now`` where nobody waits."""
        return self.seen_at(now).last_at + policy.delay_after(self.count)
