"""Participant cards held up to the camera: QR codes and barcodes."""

from __future__ import annotations

import zxingcpp

from recognition.types import Frame

_FORMATS = "QRCode,DataMatrix,Aztec,PDF417,Code128,Code39,ITF,Codabar"
_MAX_LENGTH = 120
FORGET_AFTER = 5.0  # seconds out of view, after which the same card counts as presented again


def read_card(frame: Frame) -> str | None:
    """The text of a code in view, if it could be a candidate number; the first when there are several."""
    formats = zxingcpp.barcode_formats_from_str(_FORMATS)
    for barcode in zxingcpp.read_barcodes(frame.bgr, formats=formats):
        text = barcode.text.strip()
        if text and len(text) <= _MAX_LENGTH and text.isprintable():
            return text
    return None


class CardWatch:
    """Tells a card that is newly held up from one that is still there.

    Only time spent looking counts as absence: a card that lies in view during a whole check-in, while nobody looks
    for cards, is not presented again when the check-in is over.
    """

    def __init__(self) -> None:
        self._text: str | None = None
        self._absent_since: float | None = None

    def newly_presented(self, text: str | None, now: float) -> bool:
        """Take in one look at ``now`` (monotonic seconds): whether ``text`` was not in view before."""
        if text is None:
            self._absent_since = now if self._absent_since is None else self._absent_since
            return False
        away = 0.0 if self._absent_since is None else now - self._absent_since
        new = text != self._text or away > FORGET_AFTER
        self._text, self._absent_since = text, None
        return new

    def resume(self) -> None:
        """Looking begins again after a time without."""
        self._absent_since = None
