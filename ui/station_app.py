"""A station's day in one window: somebody signs in, the opening, the desk; signing out leads back to signing in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

import structlog
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from station.assembly import Station
from station.camera.devices import CameraDevice, list_cameras
from station.clock import Clock
from station.errors import StationError
from station.opening import Opening, Taken
from station.operators.people import People
from station.operators.permissions import Permission
from ui.background import Background
from ui.bridge import Bridge
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.notice_panel import NoticePanel
from ui.opening.page import OpeningPage, OpeningParts
from ui.plain_header import PlainHeader
from ui.second_signature import SecondSignature
from ui.sign_in import SignInPanel
from ui.sounds import Sounds
from ui.texts import translate
from ui.view_state import Look
from wire.reports import SelfTestResult
from wire.staff import Staff

log = structlog.get_logger()

MakeStation = Callable[[Bridge, Taken, str, tuple[SelfTestResult, ...]], Station]
"""Builds a station on a bridge, for a session, a camera's target, and what the self-test found."""


@dataclass(frozen=True, slots=True, eq=False)
class DayParts:
    """What a day is made of. ``failed`` is told of what ends a thread or a slot, once there is a desk to show it."""

    station_id: str
    opening: Opening
    people: People
    make_station: MakeStation
    clock: Clock
    languages: Languages
    sounds: Sounds | None
    on_desk: Callable[[DeskApp], None]


class StationWindow(QStackedWidget):
    """The one window.

    Signals:
        closed: somebody has closed it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("Hadir")
        self.setMinimumSize(1180, 700)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 fills the screen, on every page."""
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell."""
        super().closeEvent(event)
        self.closed.emit()


class StationApp(QObject):
    """Owns the window and what is shown in it, until `stop`."""

    def __init__(self, parts: DayParts) -> None:
        super().__init__()
        self._parts = parts
        self._operator: Staff | None = None
        self._background = Background()
        self.desk: DeskApp | None = None
        self.window = StationWindow()
        people = parts.people
        self.sign_in = SignInPanel(
            parts.station_id, people.active, people.sign_in, people.set_up, self._background, parts.clock.monotonic
        )
        self.opening = OpeningPage(
            OpeningParts(
                run=parts.opening.check,
                cameras=lambda: list_cameras([parts.opening.camera]),
                use_camera=parts.opening.use_camera,
                peek=parts.opening.latest.peek,
                packs=parts.opening.packs,
                take_pack=parts.opening.take_pack,
                offers=parts.opening.offers,
                fetch_pack=parts.opening.fetch_pack,
            ),
            CameraDevice(parts.opening.camera, ""),
        )
        self._opening_page = _OpeningFrame(parts.station_id, self.opening)
        self.sign_in.signed_in.connect(self._sign_in)
        self.sign_in.language_asked.connect(parts.languages.use_other)
        self.opening.opened.connect(self._open)
        self._opening_page.language_asked.connect(parts.languages.use_other)
        self._opening_page.header.operator_clicked.connect(self.sign_out)
        self.window.addWidget(self.sign_in)
        self.window.addWidget(self._opening_page)

    def start(self) -> None:
        """Start the camera, and ask who works here."""
        self._parts.opening.start()
        self.window.setCurrentWidget(self.sign_in)

    def stop(self) -> None:
        """Stop what runs. Nothing is shown after that, and nobody is signed in any more."""
        self.opening.stop()
        self._parts.opening.stop()
        self._background.close()
        if self.desk is not None:
            self.desk.stop()
        if self._operator is not None:
            self._record_sign_out(self._operator)

    def sign_out(self) -> None:
        """Ask anew who works here. A check-in under way stays as it is, for whoever signs in next."""
        operator, self._operator = self._operator, None
        if operator is not None:
            self._background.ask(lambda: self._parts.people.sign_out(operator), lambda _: None, _log_failure)
        self.window.setCurrentWidget(self.sign_in)

    def ask_second(
        self, purpose: str, exclude: Collection[UUID], permission: Permission = Permission.SIGN_SECOND
    ) -> Staff | None:
        """Somebody else who signs with their own PIN; None where nobody does."""
        dialog = SecondSignature(
            purpose,
            self._parts.people.active,
            self._parts.people.check,
            self._background,
            self._parts.clock.monotonic,
            exclude,
            permission,
            self.window,
        )
        return dialog.signer if dialog.exec() else None

    def _sign_in(self, staff: Staff) -> None:
        self._operator = staff
        if self.desk is not None:
            self.desk.set_operator(staff)
            self.window.setCurrentWidget(self.desk.window)
            return
        self._opening_page.show_operator(staff)
        self.window.setCurrentWidget(self._opening_page)
        self.opening.start()

    def _open(self) -> None:
        parts, taken, operator = self._parts, self._parts.opening.taken, self._operator
        if taken is None or operator is None:
            return
        results = tuple(result.reported for result in self.opening.results)
        try:
            self.desk = DeskApp(
                lambda bridge: parts.make_station(bridge, taken, parts.opening.camera, results),
                parts.clock,
                parts.languages,
                parts.sounds,
                operator,
                self.ask_second,
            )
        except StationError as error:
            self._tell_failure(error)
            return
        self.opening.stop()
        parts.opening.stop()
        parts.on_desk(self.desk)
        self.desk.window.header.operator_clicked.connect(self.sign_out)
        self.desk.opening_asked.connect(self._open_again)
        self.window.addWidget(self.desk.window)
        try:
            self.desk.start()
        except StationError as error:
            self._open_again()
            self._tell_failure(error)
            return
        self.window.setCurrentWidget(self.desk.window)
        self._opening_page.notice.hide()
        log.info("desk opened", station=parts.station_id, candidates=len(taken.session.candidates))

    def _open_again(self) -> None:
        """Leave the desk for the opening, where another pack may be chosen."""
        desk, self.desk = self.desk, None
        if desk is None or self._operator is None:
            return
        self.window.setCurrentWidget(self._opening_page)
        self.window.removeWidget(desk.window)
        desk.stop()
        desk.window.deleteLater()
        desk.deleteLater()
        self._parts.opening.start()
        self._opening_page.show_operator(self._operator)
        self.opening.start()

    def _tell_failure(self, error: StationError) -> None:
        log.error("desk not opened", problem=str(error))
        self._opening_page.tell_failure(error)

    def _record_sign_out(self, operator: Staff) -> None:
        try:
            self._parts.people.sign_out(operator)
        except StationError as error:
            _log_failure(error)


class _OpeningFrame(QWidget):
    """The opening below a header.

    Signals:
        language_asked: somebody wants the other language.
    """

    language_asked = Signal()

    def __init__(self, station_id: str, page: OpeningPage) -> None:
        super().__init__()
        self.header = PlainHeader(station_id)
        self._operator: Staff | None = None
        self.header.language_asked.connect(self.language_asked)
        self.notice = NoticePanel(0)
        self.notice.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.notice)
        layout.addWidget(page, 1)
        self.setFocusProxy(page)

    def tell_failure(self, error: StationError) -> None:
        """Say why the desk cannot be opened, in the program's own words."""
        self.notice.tell(Look.FAULT, translate("Opening", "The desk cannot be opened"), str(error))
        self.notice.show()

    def show_operator(self, operator: Staff) -> None:
        """Say who is signed in."""
        self._operator = operator
        self.header.show_texts(operator)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 changes the language."""
        if event.key() == Qt.Key.Key_F2:
            self.language_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.header.show_texts(self._operator)


def _log_failure(error: StationError) -> None:
    log.error("sign-out not recorded", problem=str(error))
