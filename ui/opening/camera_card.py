"""Which camera: by name, with what it sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from recognition.types import Frame
from station.camera.devices import CameraDevice
from ui.enrolment.widgets import Choice
from ui.labels import key, label
from ui.opening import words
from ui.painting import draw_cover, ground_of, image_of, rounded
from ui.texts import translate
from ui.theme import BUTTON_RADIUS, LOOKS, font
from ui.view_state import Look

_INTERVAL = 100  # milliseconds between two looks at the slot: enough to see who is in view, and little work


class Preview(QWidget):
    """What the camera sees, at a low rate, and only while somebody looks at it."""

    def __init__(self, peek: Callable[[], Frame | None]) -> None:
        super().__init__()
        self._peek = peek
        self._image: QImage | None = None
        self._sequence = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._pull)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def showing(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    def hasHeightForWidth(self) -> bool:
        """It has the shape of a picture, so that nothing is cut off."""
        return True

    def heightForWidth(self, width: int) -> int:
        """By the shape of the picture that is shown; of most cameras' where there is none."""
        image = self._image
        return width * image.height() // image.width() if image is not None else width * 3 // 4

    def sizeHint(self) -> QSize:
        """The least, whatever is shown: the height follows from the width that there is."""
        return QSize(240, 180)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the slot."""
        super().showEvent(event)
        self._timer.start(_INTERVAL)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or that there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setClipPath(rounded(box, BUTTON_RADIUS))
        if self._image is not None:
            draw_cover(painter, self._image, box)
            return
        painter.fillRect(box, ground_of(Look.FAULT))
        painter.setPen(QColor(LOOKS[Look.FAULT].text))
        painter.setFont(font(15))
        said = translate("Opening", "No picture from this camera")
        painter.drawText(box.adjusted(16, 0, -16, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, said)

    def _pull(self) -> None:
        frame = self._peek()
        if frame is None:
            if self._image is not None:
                self._image, self._sequence = None, 0
                self.update()
        elif frame.sequence != self._sequence:
            before = self._image
            self._image, self._sequence = image_of(frame.bgr), frame.sequence
            if before is None or before.size() != self._image.size():
                self.updateGeometry()
            self.update()


class CameraCard(QFrame):
    """The cameras there are, the chosen one, and its picture.

    Signals:
        chosen: the target of the camera that somebody has chosen.
    """

    chosen = Signal(str)

    def __init__(self, peek: Callable[[], Frame | None], current: CameraDevice) -> None:
        super().__init__()
        self.setObjectName("card")
        self._current = current
        self._cameras: tuple[CameraDevice, ...] | None = None
        self._title = label(15, QFont.Weight.DemiBold)
        self.choice = Choice()
        self.choice.activated.connect(self._choose)
        self.preview = Preview(peek)
        title = QHBoxLayout()
        title.addWidget(self._title)
        title.addStretch(1)
        title.addWidget(key("C"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(title)
        layout.addWidget(self.choice)
        layout.addWidget(self.preview, 1)
        self.retranslate()

    @property
    def current(self) -> CameraDevice:
        """The camera that is in use."""
        return self._current

    def show_cameras(self, cameras: Sequence[CameraDevice]) -> None:
        """Show which there are now."""
        self._cameras = tuple(cameras)
        self._list()

    def use(self, target: str) -> None:
        """This one is in use now."""
        self._current = next((each for each in self._offered() if each.target == target), CameraDevice(target, ""))
        self._list()

    def ask(self) -> None:
        """Open the list."""
        self.choice.setFocus()
        if self.choice.count() > 1:
            self.choice.showPopup()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Opening", "Camera"))
        self.choice.setAccessibleName(translate("Opening", "Choose the camera"))
        self.preview.setAccessibleName(translate("Opening", "Picture of the chosen camera"))
        self._list()
        self.preview.update()

    def _offered(self) -> list[CameraDevice]:
        """Those there are; the one in use too where it is a file or a stream, or was unplugged."""
        there = list(self._cameras or ())
        if all(each.target != self._current.target for each in there):
            there.insert(0, self._current)
        return there

    def _list(self) -> None:
        offered = self._offered()
        plugged = None if self._cameras is None else {each.target for each in self._cameras}
        self.choice.clear()
        for each in offered:
            gone = plugged is not None and each.target not in plugged and each.target.isdigit()
            name = words.camera(each)
            name = words.fill(translate("Opening", "%1 (not plugged in)"), name) if gone else name
            self.choice.addItem(name, each.target)
        self.choice.setCurrentIndex([each.target for each in offered].index(self._current.target))

    def _choose(self, index: int) -> None:
        target = str(self.choice.itemData(index))
        if target != self._current.target:
            self.chosen.emit(target)
