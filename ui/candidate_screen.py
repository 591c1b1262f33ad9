"""A second screen that faces the candidate: their own picture as in a mirror, and what to do. Nothing confidential."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from recognition.types import Frame
from ui import texts
from ui.candidate_view import CandidateView, Scene, candidate_view
from ui.guidance_figures import draw_guidance, draw_scene
from ui.live_view import INTERVAL
from ui.painting import draw_cover, image_of, rounded
from ui.texts import translate
from ui.theme import BRAND, CARD, LINE, PAPER, font
from ui.view_state import ViewState

_LINE_SHARE, _MARGIN_SHARE = 0.2, 0.035  # of the height
_LARGEST, _SMALLEST = 0.09, 0.035  # letters, of the height


class CandidateScreen(QWidget):
    """A window without a frame that never takes the keys, and never lies where the operator works.

    Args:
        peek: the newest frame, or None.
    """

    def __init__(self, peek: Callable[[], Frame | None]) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._peek = peek
        self._view = CandidateView(Scene.WELCOME)
        self._image: QImage | None = None
        self._sequence = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pull)
        self._say()

    @property
    def view(self) -> CandidateView:
        """What is shown."""
        return self._view

    @property
    def line(self) -> str:
        """The one line that stands on it."""
        return _line(self._view)

    def render_view(self, view: ViewState) -> None:
        """Show a state of the desk, as far as it is the candidate's business."""
        shown = candidate_view(view)
        if shown != self._view:
            self._view = shown
            if not shown.preview:
                self._image, self._sequence = None, 0  # nobody's picture stays behind
        self._say()

    def toggle(self, operator: QWidget) -> bool:
        """Show it on another screen than the operator's window is on, or take it away.

        Returns whether it is shown. There may be no other screen; a screen that shows the same as the operator's, or a
        part of it, is none.
        """
        if self.isVisible():
            self.close()
            return False
        return self._show_beside(operator)

    def follow(self, operator: QWidget) -> bool:
        """Go on after screens have come or gone, or the operator's window has moved; returns whether it is shown.

        It goes to another screen or, where there is none, away: it never covers the operator's.
        """
        if not self.isVisible():
            return False
        mine = self.screen().geometry()
        if mine in free_screens(_geometries(), operator.screen().geometry()) and self.geometry() == mine:
            return True
        return self._show_beside(operator)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Pull no more frames, and keep none."""
        self._timer.stop()
        self._image, self._sequence = None, 0
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint picture, figure and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.fillRect(whole, QColor(PAPER))
        margin = whole.height() * _MARGIN_SHARE
        line_height = whole.height() * _LINE_SHARE
        top = whole.adjusted(margin, margin, -margin, -line_height - margin)
        if self._view.preview and self._image is not None:
            picture, figure = _beside(top, margin)
            self._paint_mirror(painter, picture)
        else:
            figure = top
        self._paint_figure(painter, figure)
        below = QRectF(margin, top.bottom(), whole.width() - 2 * margin, line_height)
        _paint_line(painter, self.line, below, whole.height())

    def _paint_mirror(self, painter: QPainter, box: QRectF) -> None:
        if self._image is None:
            return
        painter.save()
        painter.setClipPath(rounded(box))
        painter.translate(2 * box.center().x(), 0)
        painter.scale(-1, 1)
        draw_cover(painter, self._image, box)
        painter.restore()

    def _paint_figure(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QColor(LINE))
        painter.setBrush(QColor(CARD))
        painter.drawRoundedRect(box, 14, 14)
        inner = box.adjusted(24, 24, -24, -24)
        if self._view.scene is Scene.GUIDE and self._view.guidance is not None:
            draw_guidance(painter, self._view.guidance, inner)
        else:
            draw_scene(painter, self._view.scene, inner)

    def _show_beside(self, operator: QWidget) -> bool:
        free = free_screens(_geometries(), operator.screen().geometry())
        if not free:
            self.close()
            return False
        screen = next(each for each in QGuiApplication.screens() if each.geometry() == free[0])
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._timer.start(INTERVAL)
        return True

    def _pull(self) -> None:
        frame = self._peek() if self._view.preview else None
        if frame is None:
            if self._image is not None:
                self._image, self._sequence = None, 0
                self.update()
        elif frame.sequence != self._sequence:
            self._image, self._sequence = image_of(frame.bgr), frame.sequence
            self.update()

    def _say(self) -> None:
        self.setWindowTitle(translate("Candidate", "Hadir · candidate's screen"))
        self.setAccessibleName(self.line)
        self.update()


def free_screens(screens: Sequence[QRect], operator: QRect) -> list[QRect]:
    """The screens that show nothing of the operator's: neither that one, nor one that mirrors it in whole or part."""
    return [screen for screen in screens if not screen.intersects(operator)]


def _geometries() -> list[QRect]:
    return [screen.geometry() for screen in QGuiApplication.screens()]


def _line(view: CandidateView) -> str:
    if view.scene is Scene.GUIDE and view.guidance is not None:
        return texts.guidance(view.guidance)
    if view.scene is Scene.THANKS:
        return translate("Candidate", "Thank you. One moment, please")
    if view.scene is Scene.WAIT:
        return translate("Candidate", "One moment, please")
    return translate("Candidate", "Welcome. Please show your participant card")


def _beside(area: QRectF, gap: float) -> tuple[QRectF, QRectF]:
    """Picture and figure, beside each other or, on a screen that stands upright, one below the other."""
    if area.width() >= area.height():
        width = (area.width() - gap) * 0.62
        picture = QRectF(area.left(), area.top(), width, area.height())
        return picture, QRectF(picture.right() + gap, area.top(), area.width() - width - gap, area.height())
    height = (area.height() - gap) * 0.62
    picture = QRectF(area.left(), area.top(), area.width(), height)
    return picture, QRectF(area.left(), picture.bottom() + gap, area.width(), area.height() - height - gap)


def _paint_line(painter: QPainter, text: str, box: QRectF, height: float) -> None:
    """One line, as large as it fits; on two where it would be too small to read from where candidates stand."""
    pixels = height * _LARGEST
    while pixels > height * _SMALLEST and _advance(text, pixels) > box.width():
        pixels *= 0.95
    painter.setPen(QColor(BRAND))
    painter.setFont(font(pixels, QFont.Weight.Bold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def _advance(text: str, pixels: float) -> int:
    return QFontMetrics(font(pixels, QFont.Weight.Bold)).horizontalAdvance(text)
