"""The bar at the top: which desk, which session, which language."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui import texts
from ui.labels import chip
from ui.theme import BRAND, CHIP, GREEN_DOT, MARGIN, font
from wire.gallery import SessionInfo


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
    """Station, session and venue.

    Signals:
        language_asked: the operator wants the other language.
    """

    language_asked = Signal()

    def __init__(self, station_id: str, session: SessionInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(56)
        self._station_id = station_id
        self._session = session
        self._station, self._title, self._venue, self._replay = chip(), chip(), chip(), chip()
        self._language = QPushButton()
        self._language.setObjectName("chip")
        self._language.setFont(font(13))
        self._language.setFixedHeight(CHIP)
        self._language.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._language.clicked.connect(self.language_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(12)
        layout.addWidget(Wordmark())
        for part in (self._station, self._title, self._venue):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._replay)
        layout.addWidget(self._language)

    def show_texts(self, injected: bool) -> None:
        """Show the words in the language in use; ``injected``: the camera shows recordings, not a person."""
        start = self._session.starts_at  # in the venue's own time, whatever this computer's zone
        begins = texts.translate("Desk", "starts %1").replace("%1", texts.clock_time(start))
        title = f"{self._session.title} · {start:%d-%m-%Y} · {begins}"
        self._station.setText(texts.translate("Desk", "Desk %1 · Check-in").replace("%1", self._station_id))
        for part, text, room in ((self._title, title, 320), (self._venue, self._session.venue, 260)):
            part.setText(part.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
            part.setToolTip(text)
        self._replay.setVisible(injected)
        self._replay.setText(texts.translate("Desk", "Recorded pictures, not a camera"))
        self._language.setText("ID / EN · F2")
        self._language.setAccessibleName(texts.translate("Desk", "Change the language"))
