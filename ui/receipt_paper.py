"""A receipt on paper: the same drawing for the screen, a printer and a PDF, measured in tenths of a millimetre."""

from __future__ import annotations

from enum import Enum

import numpy as np
import zxingcpp
from PySide6.QtCore import QT_TRANSLATE_NOOP, QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from station.checkin.receipts import Receipt, code_text
from ui import texts
from ui.texts import translate
from ui.theme import font
from wire.vocabulary import Decision


class Paper(Enum):
    """What printers at venues take."""

    ROLL_80 = "roll 80 mm"
    A6 = "A6"


DECISIONS: dict[Decision, object] = {
    Decision.ADMIT: QT_TRANSLATE_NOOP("Receipt", "Admitted"),
    Decision.ADMIT_MANUAL: QT_TRANSLATE_NOOP("Receipt", "Admitted"),
    Decision.PROVISIONAL: QT_TRANSLATE_NOOP("Receipt", "Admitted provisionally"),
    Decision.REFUSE: QT_TRANSLATE_NOOP("Receipt", "Not admitted"),
}

_WIDTHS = {Paper.ROLL_80: 800, Paper.A6: 1050}
_MARGINS = {Paper.ROLL_80: 50, Paper.A6: 80}  # a thermal printer reaches 72 of the 80 mm
_A6_HEIGHT = 1480
_CODES = {Paper.ROLL_80: 340, Paper.A6: 360}
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_BLACK = QColor("#000000")  # thermal paper knows nothing else
_QUIET = 4  # modules of white about a QR code


def page_size(receipt: Receipt, paper: Paper, objection: str = "") -> QSizeF:
    """Width and height of a page, in millimetres; a roll is cut where the receipt ends."""
    height = _A6_HEIGHT if paper is Paper.A6 else _lay_out(None, receipt, paper, objection)
    return QSizeF(_WIDTHS[paper] / 10, height / 10)


def draw_receipt(painter: QPainter, receipt: Receipt, paper: Paper, per_millimetre: float, objection: str = "") -> None:
    """Draw a receipt from the painter's origin. A page that is too short for long names has smaller letters.

    Args:
        per_millimetre: how many of the painter's units a millimetre has.
        objection: how to object, where the venue's policy says it in its own words.
    """
    fits = 1.0
    if paper is Paper.A6:
        fits = min(_A6_HEIGHT / _lay_out(None, receipt, paper, objection), 1.0)
    painter.save()
    painter.translate(_WIDTHS[paper] * per_millimetre / 10 * (1 - fits) / 2, 0)
    painter.scale(fits * per_millimetre / 10, fits * per_millimetre / 10)
    _lay_out(painter, receipt, paper, objection)
    painter.restore()


def qr_image(text: str) -> QImage:
    """A text as a QR code of error correction M, one pixel a module, with the white about it that readers need."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False), dtype=np.uint8)
    pixels = np.pad(modules, _QUIET, constant_values=255)
    side = pixels.shape[0]
    return QImage(pixels.tobytes(), side, side, side, QImage.Format.Format_Grayscale8).copy()


def default_objection() -> str:
    """How to object, where the venue's policy says nothing of its own."""
    return translate(
        "Receipt",
        "People decided this, not the machine alone. If you do not agree, tell the supervisor before you leave the"
        " venue, or write to the selection committee. Give the check-in number; you may ask for what was recorded.",
    )


def _lay_out(painter: QPainter | None, receipt: Receipt, paper: Paper, objection: str) -> float:
    """Draw, or only measure without a painter; returns the height."""
    column = _Column(painter, _MARGINS[paper], _WIDTHS[paper] - 2 * _MARGINS[paper])
    column.text("hadir", 46, QFont.Weight.ExtraBold)
    column.text(translate("Receipt", "Check-in receipt"), 30)
    column.rule()
    column.text(translate("Receipt", "Check-in number"), 28)
    column.text(receipt.number, 84, QFont.Weight.Bold)
    column.space(6)
    column.text(translate("Receipt", str(DECISIONS[receipt.decision])), 46, QFont.Weight.Bold)
    if receipt.deadline is not None:
        until = texts.clock_time(receipt.deadline.astimezone(receipt.at.tzinfo))
        column.text(translate("Receipt", "To be settled by %1 at the desk").replace("%1", until), 32)
    column.space(14)
    for name, value in _facts(receipt):
        column.fact(name, value)
    if receipt.pin:
        column.rule()
        column.text(translate("Receipt", "Registration PIN"), 28)
        column.text(receipt.pin, 76, QFont.Weight.Bold)
    column.rule()
    column.picture(qr_image(code_text(receipt)), _CODES[paper])
    column.space(10)
    column.text(translate("Receipt", "How to object"), 30, QFont.Weight.Bold)
    column.text(objection or default_objection(), 28)
    column.space(12)
    column.text(translate("Receipt", "This paper lets nobody in. It names nobody; keep it."), 25)
    return column.bottom + _MARGINS[paper]


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    moment = f"{texts.date(receipt.at)} · {texts.clock_time(receipt.at)}"
    venue = f"{receipt.venue} · {receipt.room}" if receipt.room else receipt.venue
    return [
        (translate("Receipt", "Time"), moment),
        (translate("Receipt", "Session"), receipt.session),
        (translate("Receipt", "Venue"), venue),
        (translate("Receipt", "Desk"), receipt.station_id),
    ]


class _Column:
    """Things below each other, drawn as they come, or only counted."""

    def __init__(self, painter: QPainter | None, left: float, width: float) -> None:
        self._painter = painter
        self._left = left
        self._width = width
        self.bottom = left

    def space(self, height: float) -> None:
        """Leave room."""
        self.bottom += height

    def rule(self) -> None:
        """A line across."""
        self.bottom += 18
        if self._painter is not None:
            self._painter.setPen(QPen(_BLACK, 2.5))
            self._painter.drawLine(QLineF(self._left, self.bottom, self._left + self._width, self.bottom))
        self.bottom += 16

    def text(self, words: str, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        """A paragraph."""
        self.bottom += self._write(words, _face(size, weight), self._left, self._width) + size * 0.08

    def fact(self, name: str, value: str) -> None:
        """A name on the left, and what it is on the right."""
        aside = self._width * 0.24
        face = _face(30, QFont.Weight.DemiBold)
        heights = (
            self._write(name, _face(28), self._left, aside),
            self._write(value, face, self._left + aside, self._width - aside),
        )
        self.bottom += max(heights) + 6

    def picture(self, image: QImage, side: float) -> None:
        """A square picture in the middle, each of its pixels as sharp as the paper."""
        if self._painter is not None:
            box = QRectF(self._left + (self._width - side) / 2, self.bottom, side, side)
            self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            self._painter.drawImage(box, image)
        self.bottom += side

    def _write(self, words: str, face: QFont, left: float, width: float) -> float:
        area = QRectF(left, self.bottom, width, 10_000)
        height = QFontMetricsF(face).boundingRect(area, int(_WRAP), words).height()
        if self._painter is not None:
            self._painter.setFont(face)
            self._painter.setPen(_BLACK)
            self._painter.drawText(QRectF(left, self.bottom, width, height + 1), int(_WRAP), words)
        return height


def _face(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    face = font(size, weight)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # widths are those of the paper, not the screen
    return face
