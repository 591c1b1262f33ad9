"""Telling a person's key press from a hand scanner's burst.

A hand scanner types a card's number and Enter within some milliseconds. While a decision is pending, that burst must
neither admit the candidate at the desk with its Enter nor refuse them with an X in the number. So a key counts only
when no other key comes just before or just after it: no person types so fast. What the burst types is the number of
the next candidate's card, and is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

QUIET = 0.07  # seconds of silence that a key needs on both sides; scanners type a key every 1 to 30 ms
_LEAST = 4  # characters of a burst that is a number, and not two fingers that slipped
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


@dataclass(slots=True)
class BurstFilter:
    """Feed it every key with its time in seconds; ask it for the key when the quiet after it is over, and for the
    number as soon as a burst has ended with Enter."""

    _key: int | None = None
    _last: float = float("-inf")
    _text: str = ""
    _number: str = ""

    def press(self, key: int, now: float, text: str = "") -> bool:
        """Take in a key. True if it may count, false if it is part of a burst; a burst takes back its first key."""
        if key in _MODIFIERS:
            return False
        lonely = now - self._last >= QUIET
        self._last = now
        self._key = key if lonely else None
        if lonely:
            self._text = text
        elif key in _ENTER:
            self._number = self._text if len(self._text) >= _LEAST else ""
            self._text = ""
        else:
            self._text += text
        return lonely

    def settled(self, now: float) -> int | None:
        """The key, once, if quiet has followed it."""
        if self._key is None or now - self._last < QUIET:
            return None
        key, self._key = self._key, None
        return key

    def scanned(self) -> str:
        """The number that a burst has just typed, once; empty if none has."""
        number, self._number = self._number, ""
        return number
