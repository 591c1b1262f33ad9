"""A place to drop a pack on, with a button to choose one instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.enrolment.widgets import Button
from ui.labels import label
from ui.theme import BRAND, TARGET

_ICON = 72  # pixels


class DropCard(QFrame):
    """Takes files that fit, and no others.

    Signals:
        chosen: a path.
    """

    chosen = Signal(object)

    def __init__(self, fits: Callable[[Path], bool], button: Button) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._fits = fits
        self._title, self._hint = label(18, QFont.Weight.DemiBold), label(14, tone="secondary")
        button.setFixedHeight(TARGET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(_Tray(), 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._title, self._hint):
            part.setWordWrap(True)
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def say(self, title: str, hint: str) -> None:
        """Its words."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what fits."""
        if self._fitting(event) is not None:
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the first that fits."""
        self._mark(False)
        path = self._fitting(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _fitting(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if self._fits(path)), None)

    def _mark(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().polish(self)


class _Tray(QWidget):
    """An arrow into a tray."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#E8EEF5"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.scale(_ICON / 24, _ICON / 24)  # strokes are laid out on a field of 24 units
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(BRAND), 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        path = QPainterPath(QPointF(12, 6.5))
        path.lineTo(12, 13)
        path.moveTo(9.4, 10.6)
        path.lineTo(12, 13.2)
        path.lineTo(14.6, 10.6)
        path.moveTo(7, 13.6)
        path.lineTo(7, 16.8)
        path.lineTo(17, 16.8)
        path.lineTo(17, 13.6)
        painter.drawPath(path)
