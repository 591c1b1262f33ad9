"""The bar at the top: which desk, which session, how long PINs are shown, who is signed in, which language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import sign_in_words, texts
from ui.chips import Chip, Piece, filled, shares
from ui.texts import translate
from ui.theme import BRAND, GREEN_DOT, MARGIN, font
from ui.view_state import Look
from wire.gallery import SessionInfo
from wire.staff import Staff

NEAR = 5 * 60  # seconds before the closing time from which on the countdown is red
_GAP = 10


class Wordmark(QWidget):
    """The name, with the answer to the roll call as its full stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(86, 32)
        self.setAccessibleName("Hadir")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word and the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(21, QFont.Weight.ExtraBold))
        painter.setPen(QColor(BRAND))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, "hadir")
        width = painter.fontMetrics().horizontalAdvance("hadir")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(GREEN_DOT))
        painter.drawEllipse(QRectF(width + 3, 11, 13, 13))


class Header(QFrame):
    """Station, session, venue, countdown, operator and language; long names are cut, never the figures.

    Signals:
        language_asked: the operator wants the other language.
        operator_clicked: whoever is signed in wants to sign out, or somebody else to sign in.
    """

    language_asked = Signal()
    operator_clicked = Signal()

    def __init__(self, station_id: str, session: SessionInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(56)
        self._station_id = station_id
        self._session = session
        self._station, self._title, self._venue = Chip(), Chip(), Chip()
        self._replay, self._silent, self._countdown = Chip(), Chip(), Chip()
        self._operator, self._language = Chip(clickable=True), Chip(clickable=True)
        self._language.clicked.connect(self.language_asked)
        self._operator.clicked.connect(self.operator_clicked)
        self._left = (self._station, self._title, self._venue)
        self._right = (self._replay, self._silent, self._countdown, self._operator, self._language)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(_GAP)
        self._mark = Wordmark()
        layout.addWidget(self._mark)
        for part in self._left:
            layout.addWidget(part)
        layout.addStretch(1)
        for part in self._right:
            layout.addWidget(part)
        for absent in (self._replay, self._silent, self._countdown, self._operator):
            absent.hide()

    @property
    def countdown_text(self) -> str:
        """What is said of the PINs; empty where nothing is."""
        return self._countdown.text_shown if self._countdown.isVisibleTo(self) else ""

    @property
    def operator_text(self) -> str:
        """Who is said to be signed in; empty where nobody is."""
        return self._operator.text_shown if self._operator.isVisibleTo(self) else ""

    def show_texts(self, injected: bool, operator: Staff | None = None, *, silent: bool = False) -> None:
        """Show the words in the language in use.

        Args:
            injected: the camera shows recordings, not a person.
            operator: who is signed in.
            silent: sounds are wanted, and the computer plays none.
        """
        info = self._session
        station = translate("Desk", "Desk %1 · Check-in").replace("%1", self._station_id)
        self._station.show_pieces([Piece(station, bold=True, cut=True)], station)
        # In the venue's own time, whatever this computer's zone.
        begins = filled(translate("Desk", "starts %1"), texts.clock_time(info.starts_at))
        self._title.show_pieces(
            [Piece(info.title, cut=True), Piece(" · "), *begins],
            f"{info.title} · {texts.date(info.starts_at)} · {Chip.words(begins)}",
        )
        venue = f"{info.venue} · {info.room}" if info.room else info.venue
        self._venue.show_pieces([Piece(venue, bold=True, cut=True)], venue)
        self._replay.setVisible(injected)
        recorded = translate("Desk", "Recorded pictures, not a camera")
        self._replay.show_pieces([Piece(recorded, cut=True)], recorded, Look.CHECK)
        self._silent.setVisible(silent)
        self._silent.show_pieces(
            [Piece(translate("Desk", "No sound"))],
            translate("Desk", "This computer plays no sound. Everything else works; watch the colours."),
        )
        self._operator.setVisible(operator is not None)
        if operator is not None:
            role = sign_in_words.role(operator.role)
            self._operator.show_pieces(
                [Piece(operator.name, bold=True, cut=True), Piece(f" · {role}")],
                translate("Desk", "%1, %2. Sign out").replace("%1", operator.name).replace("%2", role),
            )
        self._language.show_pieces([Piece("ID / EN · F2")], translate("Desk", "Change the language"))
        self._fit()

    def show_countdown(self, seconds: float | None) -> None:
        """Say how long PINs are still shown.

        Args:
            seconds: until the closing time, zero or less after it; None in a session without PINs.
        """
        self._countdown.setVisible(seconds is not None)
        if seconds is not None:
            self._countdown.show_pieces(*_countdown(seconds))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown: Sequence[Chip] = [chip for chip in (*self._left, *self._right) if chip.isVisibleTo(self)]
        room = self.width() - 2 * MARGIN - self._mark.width() - (len(shown) + 1) * _GAP
        widths = shares([chip.natural for chip in shown], [chip.least for chip in shown], room)
        for chip, width in zip(shown, widths, strict=True):
            if chip.width() != width:
                chip.setFixedWidth(width)


def _countdown(seconds: float) -> tuple[list[Piece], str, Look | None]:
    """What is said of the PINs, for eyes and for ears, and in which colours."""
    if seconds <= 0:
        return [Piece(translate("Desk", "PIN closed"), bold=True)], "", Look.STOP
    pieces = filled(translate("Desk", "PIN closes in %1"), _clock(seconds))
    return pieces, "", Look.STOP if seconds < NEAR else None


def _clock(seconds: float) -> str:
    """Minutes and seconds, hours before them from the first on; rounded up, so that zero is closed."""
    whole = math.ceil(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
