"""The bar at the left: which page, by click or by key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from ui.enrolment.style import SIDE_BAR
from ui.labels import label
from ui.texts import translate
from ui.theme import BRAND, BUTTON_RADIUS, CARD, LINE, SECONDARY, font

KEYS = ((Qt.Key.Key_F5, "F5"), (Qt.Key.Key_F6, "F6"), (Qt.Key.Key_F7, "F7"), (Qt.Key.Key_F8, "F8"))
_TINT = "#E8EEF5"
_HEIGHT = 54


class PageButton(QAbstractButton):
    """One page: its place in the order, its name, its key."""

    def __init__(self, place: int, key: str) -> None:
        super().__init__()
        self._place, self._key = place, key
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """As wide as the bar."""
        return QSize(SIDE_BAR - 24, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_TINT))
            painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        disc = QRectF(box.left() + 12, box.center().y() - 13, 26, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BRAND if chosen else LINE))
        painter.drawEllipse(disc)
        painter.setPen(QColor(CARD if chosen else SECONDARY))
        painter.setFont(font(13, QFont.Weight.Bold))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place))
        painter.setPen(QColor(BRAND if chosen else SECONDARY))
        painter.setFont(font(15.5, QFont.Weight.DemiBold if chosen else QFont.Weight.Medium))
        painter.drawText(box.adjusted(50, 0, -50, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        key = QRectF(box.right() - 40, box.center().y() - 11, 30, 22)
        painter.setPen(QPen(QColor(LINE), 1))
        painter.setBrush(QColor(CARD))
        painter.drawRoundedRect(key, 5, 5)
        painter.setPen(QColor(SECONDARY))
        painter.setFont(font(12, QFont.Weight.DemiBold))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key)


class SideBar(QFrame):
    """The four pages.

    Signals:
        chosen: the place of a page, from 0.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(SIDE_BAR)
        self.buttons = [PageButton(place, name) for place, (_, name) in enumerate(KEYS, 1)]
        self._promise = label(12.5, tone="secondary")
        self._promise.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 18, 12, 16)
        layout.setSpacing(6)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, chosen=place: self.chosen.emit(chosen))
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self._promise)
        self.retranslate()

    def show_page(self, place: int) -> None:
        """Mark the page that is shown."""
        for each, button in enumerate(self.buttons):
            button.setChecked(each == place)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        names = (
            translate("Enrolment", "Import"),
            translate("Enrolment", "Photos"),
            translate("Enrolment", "Duplicates"),
            translate("Enrolment", "Packs"),
        )
        for button, name in zip(self.buttons, names, strict=True):
            button.setText(name)
        self._promise.setText(
            translate("Enrolment", "Everything stays on this computer, encrypted. Whatever is stopped goes on later.")
        )
