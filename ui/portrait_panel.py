"""The registered photo and the live face, one above the other, their eyes in line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from recognition.portrait import portrait
from recognition.types import FrameAnalysis
from ui import texts
from ui.labels import label
from ui.painting import image_of
from ui.portrait_pane import PortraitPane
from ui.view_state import Message, ViewState

_MOST_PHOTOS = 3
_LIVE_INTERVAL = 120  # milliseconds


class PortraitPanel(QFrame):
    """Registered photo above, live face below. The other registered photos stand small beside the first."""

    def __init__(self, analysis: Callable[[], FrameAnalysis | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._analysis = analysis
        self._view: ViewState | None = None
        self._shown: FrameAnalysis | None = None
        self._photos: tuple[bytes, ...] = ()
        self._registered_title = label(12.5, tone="secondary")
        self._live_title = label(12.5, tone="secondary")
        self._registered = PortraitPane()
        self._live = PortraitPane()
        self._others = [PortraitPane() for _ in range(_MOST_PHOTOS - 1)]
        for pane in self._others:
            pane.setMinimumSize(40, 40)
        small = QVBoxLayout()
        small.setSpacing(6)
        for pane in self._others:
            small.addWidget(pane)
        # One grid for both portraits: they must be of one size, or their eye distances differ.
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 12)
        self._grid.setSpacing(6)
        self._grid.addWidget(self._registered_title, 0, 0, 1, 2)
        self._grid.addWidget(self._registered, 1, 0)
        self._grid.addLayout(small, 1, 1)
        self._grid.addWidget(self._live_title, 2, 0, 1, 2)
        self._grid.addWidget(self._live, 3, 0)
        self._grid.setRowStretch(1, 1)
        self._grid.setRowStretch(3, 1)
        self._grid.setColumnStretch(0, 4)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._follow)
        self._timer.start(_LIVE_INTERVAL)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        self._view = view
        self._registered_title.setText(texts.translate("Desk", "Registered photo"))
        self._live_title.setText(texts.translate("Desk", "Live face"))
        photos = view.candidate.photos[:_MOST_PHOTOS] if view.candidate else ()
        if photos != self._photos:
            self._photos = photos
            images = [QImage.fromData(photo) for photo in photos]
            for pane, image in zip([self._registered, *self._others], [*images, None, None, None], strict=False):
                pane.show_image(image)
        if not photos:
            self._registered.show_image(
                None,
                texts.translate("Desk", "No usable photo")
                if view.candidate
                else texts.translate("Desk", "No candidate chosen"),
            )
        for index, pane in enumerate(self._others, 2):
            pane.setVisible(len(photos) >= index)
        self._grid.setColumnStretch(1, 1 if len(photos) > 1 else 0)
        self._grid.setHorizontalSpacing(6 if len(photos) > 1 else 0)
        self._follow()

    def stop(self) -> None:
        """Follow the live face no more."""
        self._timer.stop()

    def _follow(self) -> None:
        view = self._view
        if view is None:
            return
        analysis = view.live or (self._analysis() if view.checkin else None)
        if analysis is None or analysis.subject is None:
            self._shown = None
            word = (
                texts.translate("Desk", "No clear picture")
                if view.message is Message.NO_PICTURE
                else texts.translate("Desk", "No face yet")
            )
            self._live.show_image(None, word)
        elif analysis is not self._shown:
            self._shown = analysis
            self._live.show_image(image_of(portrait(analysis.frame.bgr, analysis.subject)))
