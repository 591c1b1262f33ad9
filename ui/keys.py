"""Telling a person's key press from a hand scanner's burst.

A hand scanner types a card's number and Enter within some milliseconds. While a decision is pending, that burst must
neither admit the candidate at the desk with its Enter nor refuse them with an X in the number. So a key counts only
when no other key comes just before or just after it: no person types so fast.
"""

from __future__ import annotations

from dataclasses import dataclass

QUIET = 0.07  # seconds of silence that a key needs on both sides; scanners type a key every 1 to 30 ms


@dataclass(slots=True)
class BurstFilter:
    """Feed it every key with its time in seconds; ask it for the key when the quiet after it is over."""

    _key: int | None = None
    _last: float = float("-inf")

    def press(self, key: int, now: float) -> bool:
        """Take in a key. True if it may count, false if it is part of a burst; a burst takes back its first key."""
        lonely = now - self._last >= QUIET
        self._last = now
        self._key = key if lonely else None
        return lonely

    def settled(self, now: float) -> int | None:
        """The key, once, if quiet has followed it."""
        if self._key is None or now - self._last < QUIET:
            return None
        key, self._key = self._key, None
        return key
