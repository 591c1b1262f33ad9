"""Participant cards held up to the camera: QR codes and barcodes."""

from __future__ import annotations

import zxingcpp

from recognition.types import Frame

_FORMATS = "QRCode,DataMatrix,Aztec,PDF417,Code128,Code39,ITF,Codabar"
_MAX_LENGTH = 120
FORGET_AFTER = 5.0  # seconds without the card in view, after which the same card counts as presented again


def read_card(frame: Frame) -> str | None:
    """The text of a code in view, if it could be a candidate number; the first when there are several."""
    formats = zxingcpp.barcode_formats_from_str(_FORMATS)
    for barcode in zxingcpp.read_barcodes(frame.bgr, formats=formats):
        text = barcode.text.strip()
        if text and len(text) <= _MAX_LENGTH and text.isprintable():
            return text
    return None


class CardWatch:
    """Tells a card that is newly held up from one that is still there."""

    def __init__(self) -> None:
        self._text: str | None = None
        self._seen = float("-inf")

    def newly_presented(self, text: str | None, now: float) -> bool:
        """Whether ``text``, seen at ``now`` (monotonic seconds), was not in view during the last seconds."""
        if text is None:
            return False
        new = text != self._text or now - self._seen > FORGET_AFTER
        self._text, self._seen = text, now
        return new
