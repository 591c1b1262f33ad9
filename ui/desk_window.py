"""The desk's window: pages in their place, keys to whoever they are meant for, one state in and intentions out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recognition.types import Frame, FrameAnalysis
from station.checkin.pace import pace
from ui import texts
from ui.decision_bar import KEYS
from ui.desk_page import DeskPage
from ui.footer import Footer, VenueFigures
from ui.header import Header
from ui.help_dialog import HelpDialog, KeyRow
from ui.keys import QUIET, BurstFilter
from ui.note_field import NoteField
from ui.open_cases_page import OpenCasesPage
from ui.overlay import Overlay
from ui.review_page import ReviewPage
from ui.theme import MARGIN
from ui.view_state import Action, Message, ViewState
from wire.gallery import SessionInfo
from wire.staff import Staff

_TAKES_CARDS = (
    Message.NEXT,
    Message.ADMITTED,
    Message.PROVISIONAL,
    Message.REFUSED,
    Message.CANCELLED,
    Message.UNDONE,
)
_TAKES_NONE = (Message.PROGRAM_FAULT, Message.PACK_EXPIRED)
_FOOTER_INTERVAL = 1000  # milliseconds


class DeskWindow(QWidget):
    """Shows a `ViewState`: on the desk's page, or on that where somebody compares by eye. The list of admissions to be
    settled is opened by the operator, and gives way as soon as the next person is checked.

    Signals:
        card_entered: the text of a number that was typed, or typed by a hand scanner.
        action_chosen: an `Action` that needs nothing more.
        search_asked: the operator looks for somebody whose card cannot be read.
        receipt_asked: the candidate wants a receipt of what was recorded.
        screen_asked: the candidate's screen is to be opened, or closed.
        language_asked: the operator wants the other language.
        closed: the window was closed.
    """

    card_entered = Signal(str)
    action_chosen = Signal(object)
    search_asked = Signal()
    receipt_asked = Signal()
    screen_asked = Signal()
    language_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        station_id: str,
        session: SessionInfo,
        peek: Callable[[], Frame | None],
        analysis: Callable[[], FrameAnalysis | None],
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
        capture_of: Callable[[UUID], bytes | None],
        venue: Callable[[], VenueFigures | None] = lambda: None,
        silent: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setMinimumSize(1180, 700)
        self.operator: Staff | None = None
        self._peek = peek
        self._monotonic = monotonic
        self._now = now
        self._venue = venue
        self._silent = silent
        self._view: ViewState | None = None
        self._burst = BurstFilter()
        self._settling = False
        self._in_bars: tuple[object, ...] | None = None
        self.header = Header(station_id, session)
        self.page = DeskPage(peek, analysis, monotonic)
        self.review = ReviewPage(monotonic)
        self.cases = OpenCasesPage(monotonic, capture_of)
        self.footer = Footer()
        self._pages = QStackedWidget()
        self._functions: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F1: self._show_help,
            Qt.Key.Key_F2: self.language_asked.emit,
            Qt.Key.Key_F3: self.page.evidence.ask_number,
            Qt.Key.Key_F4: self._ask_search,
            Qt.Key.Key_F6: lambda: self._settle(not self._settling),
            Qt.Key.Key_F7: self.page.time_notice.button.click,
            Qt.Key.Key_F8: self.receipt_asked.emit,
            Qt.Key.Key_F9: self.screen_asked.emit,
            Qt.Key.Key_F11: self._fill_screen,
        }
        self._connect()
        self._arrange()
        self._footer_timer = QTimer(self)
        self._footer_timer.timeout.connect(self._refresh_footer)
        self._footer_timer.start(_FOOTER_INTERVAL)

    @property
    def view(self) -> ViewState | None:
        """The state that is shown."""
        return self._view

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        before, self._view = self._view, view
        self._settling = self._settling and not _calls_back(before, view)
        self.setWindowTitle(texts.translate("Desk", "Hadir · check-in"))
        self._render_bars(view)
        self.page.render_view(view, self._now())
        self.review.render_view(view)
        self._turn_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for everything that is not typed into a field."""
        key = event.key()
        if key in self._functions:
            self._functions[key]()
        elif event.isAutoRepeat() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif self._burst.press(key, self._monotonic(), event.text()):
            QTimer.singleShot(round(QUIET * 1000) + 10, self, self._settle_key)
        elif number := self._burst.scanned():
            self.card_entered.emit(number)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._view is not None:
            self._in_bars = None
            self.render_view(self._view)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop, then tell."""
        self.stop()
        super().closeEvent(event)
        self.closed.emit()

    def stop(self) -> None:
        """Follow camera and clock no more."""
        self.page.stop()
        self._footer_timer.stop()

    def _ask_search(self) -> None:
        """Somebody is looked for only while a card would be taken."""
        if self.page.number.isEnabled():
            self.search_asked.emit()

    def _fill_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _settle_key(self) -> None:
        """Quiet has followed a key: a person pressed it."""
        key = self._burst.settled(self._monotonic())
        if key is not None:
            self._press(key)

    def _press(self, key: int) -> None:
        page = self._pages.currentWidget()
        if page in (self.page, self.review, self.cases):
            page.press(key)

    def _number_entered(self, text: str) -> None:
        if text:
            self.card_entered.emit(text)
        else:
            self.page.press(Qt.Key.Key_Return)

    def _settle(self, wanted: bool) -> None:
        """Open the list of admissions to be settled, or go back to the desk."""
        self._settling = wanted
        self._turn_page()

    def _turn_page(self) -> None:
        view = self._view
        if view is None:
            return
        self._settling = self._settling and bool(view.open_cases) and view.message is not Message.REVIEWING
        if view.message is Message.REVIEWING:
            page: QWidget = self.review
        else:
            page = self.cases if self._settling else self.page
        if page is self.cases:
            self.cases.render_view(view, self._now())
        self._pages.setCurrentWidget(page)
        self._place_keys(view)

    def _place_keys(self, view: ViewState) -> None:
        """A number can be typed while no decision is pending and nothing else is asked; else the window has the keys.

        It has them only then: a click beside the number's field must not lose a number.
        """
        free = view.message in _TAKES_CARDS or (view.checkin is None and view.message not in _TAKES_NONE)
        on_desk = self._pages.currentWidget() is self.page and self.page.sheets.sheet is None
        takes_cards = free and on_desk and not view.waiting
        self.page.show_number(takes_cards, waits=view.message not in _TAKES_NONE)
        number = self.page.number
        number.letters = frozenset({KEYS[Action.UNDO][0]} if Action.UNDO in view.actions else ())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if takes_cards else Qt.FocusPolicy.StrongFocus)
        focused = self.focusWidget()
        if any(overlay.isVisible() for overlay in self.findChildren(Overlay)):
            return  # what covers the desk has the keys until it is closed
        if takes_cards:
            number.setFocus()
        elif not (isinstance(focused, NoteField) and focused.isVisible()):
            self.setFocus()

    def _render_bars(self, view: ViewState) -> None:
        """Header and footer, where something of them is new: while a face is looked at, nothing is."""
        frame = self._peek()
        injected = frame is not None and frame.injected
        silent = self._silent()
        shown = (injected, silent, self.operator, view.sync, view.admitted, view.expected, view.unresolved)
        if (shown, view.has_pins) != self._in_bars:
            self._in_bars = shown, view.has_pins
            self.header.show_texts(injected, self.operator, silent=silent)
            self._refresh_footer()

    def _refresh_footer(self) -> None:
        view, now = self._view, self._now()
        if view is None:
            return
        closes_at = view.pins_close_at
        queue = pace(view.admitted_at, view.admitted, view.expected, now, closes_at) if closes_at else None
        self.footer.render_view(
            view, now, pace=queue, closes_at=closes_at, expires_at=view.expires_at, venue=self._venue()
        )
        self.header.show_countdown((closes_at - now).total_seconds() if closes_at and view.has_pins else None)
        self.page.render_time(view, now)
        if self._pages.currentWidget() is self.cases:
            self.cases.render_view(view, now)

    def _show_help(self) -> None:
        actions = self._view.actions if self._view is not None else ()
        HelpDialog(self, actions, self._further_keys()).open()

    def _further_keys(self) -> tuple[KeyRow, ...]:
        """Keys of the page that is shown, which no button of the desk has."""
        translate = texts.translate
        note = ("N", translate("Desk", "Write a note"))
        if self._pages.currentWidget() is self.review:
            return (
                ("1 2 3", translate("Desk", "Same, different, can't tell")),
                ("← →", translate("Desk", "The registered photos")),
                ("↑ ↓", translate("Desk", "The other candidate's photos")),
                ("A – H", translate("Desk", "What the answer rests on")),
                note,
            )
        if self._pages.currentWidget() is self.cases:
            return (
                ("↑ ↓", translate("Desk", "Choose an admission")),
                ("1 2 3", translate("Desk", "Same, different, can't tell")),
                ("C X", translate("Desk", "Confirmed, refused")),
                note,
            )
        return (("Del", translate("Desk", "Let the waiting card go")),) if self._view and self._view.waiting else ()

    def _connect(self) -> None:
        self.header.language_asked.connect(self.language_asked)
        self.page.action_chosen.connect(self.action_chosen)
        self.page.layout_changed.connect(self._turn_page)
        self.page.number.entered.connect(self._number_entered)
        self.page.number.key_pressed.connect(self.page.press)
        self.page.open_cases.clicked.connect(lambda: self._settle(True))
        self.footer.unresolved_clicked.connect(lambda: self._settle(True))
        self.footer.help_clicked.connect(self._show_help)
        self.cases.closed.connect(lambda: self._settle(False))
        for part in (self.page.sheets, self.review, self.cases):
            part.scanned.connect(self.card_entered)
            part.written.connect(self.setFocus)

    def _arrange(self) -> None:
        for page in (self.page, self.review, self.cases):
            self._pages.addWidget(page)
        middle = QVBoxLayout()
        middle.setContentsMargins(MARGIN, 16, MARGIN, 16)
        middle.addWidget(self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(middle, 1)
        layout.addWidget(self.footer)


def _calls_back(before: ViewState | None, view: ViewState) -> bool:
    """Whether something happens at the desk that whoever settles an admission must see: somebody comes, or what was to
    be settled could not be stored."""
    at_desk = before.checkin.id if before and before.checkin else None
    comes = view.checkin is not None and view.checkin.id != at_desk
    failed = view.message is Message.STORAGE_FAULT and (before is None or before.message is not view.message)
    return comes or failed
