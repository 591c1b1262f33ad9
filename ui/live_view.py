"""The camera's picture. It pulls the newest frame at the pace of the screen; no pixel travels by signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from recognition.types import Face, Frame, FrameAnalysis
from station.camera.reader import CameraState
from ui import fault_words, texts
from ui.icons import draw_badge
from ui.painting import draw_cover, ground_of, image_of, rounded
from ui.theme import LINE, LOOKS, font
from ui.view_state import Look, Message, ViewState

INTERVAL = 33  # milliseconds between two looks at the slot
OVERLAY_AGE = 0.3  # seconds after which an overlay no longer belongs to the picture
_OUTLINE = {Look.WAIT: "#FFFFFF", Look.ADMIT: "#2FC486", Look.CHECK: "#F2A73B", Look.STOP: "#F0665C"}


class LiveView(QWidget):
    """Preview, face outline, guidance for the candidate; stripes in their place while the camera is lost.

    Args:
        peek: the newest frame, or None.
        analysis: the newest analysis, or None.
        now: monotonic seconds on the clock that the frames are stamped with.
    """

    def __init__(
        self,
        peek: Callable[[], Frame | None],
        analysis: Callable[[], FrameAnalysis | None],
        now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._peek = peek
        self._analysis = analysis
        self._now = now
        self._view: ViewState | None = None
        self._image: QImage | None = None
        self._sequence = 0
        self.painted = 0
        self.setMinimumSize(320, 240)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pull)
        self._timer.start(INTERVAL)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        self._view = view
        self.setAccessibleName(texts.translate("Desk", "Camera picture"))
        self.update()

    def stop(self) -> None:
        """Pull no more frames."""
        self._timer.stop()

    def _pull(self) -> None:
        frame = self._peek()
        if frame is None:
            if self._image is not None:
                self._image, self._sequence = None, 0
                self.update()
        elif frame.sequence != self._sequence:
            self._image, self._sequence = image_of(frame.bgr), frame.sequence
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture and what belongs on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setClipPath(rounded(box))
        view = self._view
        if view is None:
            return
        if self._image is None or view.camera.state is not CameraState.LIVE:
            self._paint_absence(painter, box, view)
            return
        shown = draw_cover(painter, self._image, box)
        self._paint_outline(painter, box, shown, view)
        self._paint_chip(painter, box)
        if view.guidance is not None:
            _paint_guidance(painter, box, texts.guidance(view.guidance))
        self.painted += 1

    def _paint_outline(self, painter: QPainter, box: QRectF, shown: QRectF, view: ViewState) -> None:
        analysis = self._analysis()
        if analysis is None or analysis.subject is None:
            return
        if self._now() - analysis.frame.monotonic > OVERLAY_AGE:
            return
        scale = box.width() / shown.width()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(_OUTLINE.get(view.look, LINE)), 3))
        painter.drawEllipse(_outline(analysis.subject, shown, scale))

    def _paint_chip(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(font(13))
        text = texts.translate("Desk", "Live")
        width = painter.fontMetrics().horizontalAdvance(text) + 24
        area = QRectF(box.left() + 14, box.top() + 12, width, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(area, 7, 7)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_absence(self, painter: QPainter, box: QRectF, view: ViewState) -> None:
        opening = view.message is Message.CAMERA_OPENING or view.camera.state is CameraState.LIVE
        look = Look.WAIT if opening else Look.FAULT
        painter.fillRect(box, ground_of(look))
        side = min(box.width(), box.height()) * 0.2
        centre = QPointF(box.center().x(), box.center().y() - side * 0.55)
        draw_badge(painter, look, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))
        painter.setPen(QColor(LOOKS[look].text))
        painter.setFont(font(24, QFont.Weight.ExtraBold))
        title = texts.translate("Desk", "Starting the camera") if opening else fault_words.camera_title(view.camera)
        top = centre.y() + side * 0.65
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(box.left() + 20, top, box.width() - 40, 36), flags, title)
        if not opening:
            painter.setFont(font(15))
            area = QRectF(box.left() + 30, top + 42, box.width() - 60, 80)
            painter.drawText(area, flags, fault_words.camera_help(view.camera))


def _outline(face: Face, shown: QRectF, scale: float) -> QRectF:
    left, top, right, bottom = face.box.tolist()
    grown = 0.08 * (bottom - top)
    return QRectF(
        (left - shown.left() - grown) * scale,
        (top - shown.top() - 1.5 * grown) * scale,
        (right - left + 2 * grown) * scale,
        (bottom - top + 2.5 * grown) * scale,
    )


def _paint_guidance(painter: QPainter, box: QRectF, text: str) -> None:
    band = QRectF(box.left(), box.bottom() - 84, box.width(), 84)
    shade = QLinearGradient(band.topLeft(), band.bottomLeft())
    shade.setColorAt(0, QColor(8, 14, 24, 0))
    shade.setColorAt(0.5, QColor(8, 14, 24, 170))
    shade.setColorAt(1, QColor(8, 14, 24, 210))
    painter.fillRect(band, shade)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(font(23, QFont.Weight.DemiBold))
    painter.drawText(band.adjusted(0, 22, 0, 0), Qt.AlignmentFlag.AlignCenter, text)
