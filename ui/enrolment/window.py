"""The enrolment window: four pages, what runs, and the keys for all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.enrolment.duplicates_page import DuplicatesPage
from ui.enrolment.help import HelpDialog
from ui.enrolment.import_page import ImportPage
from ui.enrolment.packs_page import PacksPage
from ui.enrolment.page import Page
from ui.enrolment.photos_page import PhotosPage
from ui.enrolment.side_bar import KEYS, SideBar
from ui.enrolment.style import SHEET
from ui.enrolment.task import Task, TaskBar
from ui.header import Wordmark
from ui.labels import chip, key, label
from ui.texts import translate
from ui.theme import CHIP, MARGIN, font

IMPORT, PHOTOS, DUPLICATES, PACKS = range(4)


class EnrolmentWindow(QWidget):
    """Shows the pages; what they do is theirs.

    Signals:
        language_asked: somebody wants the other language.
        closed: the window was closed.
    """

    language_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        task: Task,
        importing: ImportPage,
        photos: PhotosPage,
        duplicates: DuplicatesPage,
        packs: PacksPage,
    ) -> None:
        super().__init__()
        self.setObjectName("enrolment")
        self.setMinimumSize(1180, 700)
        self.setStyleSheet(SHEET)
        self._task = task
        self.importing, self.photos, self.duplicates, self.packs = importing, photos, duplicates, packs
        self._pages: tuple[Page, ...] = (importing, photos, duplicates, packs)
        self._place = chip()
        self._language = QPushButton("ID / EN · F2")
        self._help = label(13, tone="secondary")
        self._state = label(13, tone="secondary")
        self.side_bar, self.task_bar = SideBar(), TaskBar(task)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self._arrange()
        self.side_bar.chosen.connect(self.show_page)
        self._language.clicked.connect(self.language_asked)
        importing.imported.connect(photos.renew)
        task.changed.connect(self._say_state)
        self._shortcuts()
        self.retranslate()
        self.show_page(IMPORT)

    @property
    def page(self) -> int:
        """The page that is shown."""
        return self._stack.currentIndex()

    def show_page(self, place: int) -> None:
        """Show a page."""
        self._stack.setCurrentIndex(place)
        self.side_bar.show_page(place)
        self._pages[place].enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no page wants."""
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)

    def escape(self) -> None:
        """Esc: stop what runs; else leave the preview, or the field that is typed into."""
        if self._task.running:
            self._task.stop()
        elif self.page == IMPORT:
            self.importing.back()
        elif self.page == PHOTOS:
            self.photos.view.setFocus()
        elif self.page == DUPLICATES:
            self.duplicates.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell; whoever runs the window ends the rest."""
        super().closeEvent(event)
        self.closed.emit()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.setWindowTitle(translate("Enrolment", "Hadir · enrolment"))
        self._place.setText(translate("Enrolment", "Enrolment"))
        self._help.setText(translate("Enrolment", "help"))
        self._language.setAccessibleName(translate("Enrolment", "Change the language"))
        self.side_bar.retranslate()
        self.task_bar.show_state()
        self._say_state()

    def _say_state(self) -> None:
        self._state.setText(
            translate("Enrolment", "Working; you can go on looking around.")
            if self._task.running
            else translate("Enrolment", "Ready")
        )

    def _shortcuts(self) -> None:
        for place, (code, _) in enumerate(KEYS):
            self._on(QKeySequence(code), partial(self.show_page, place))
        self._on(QKeySequence(Qt.Key.Key_F1), self._show_help)
        self._on(QKeySequence(Qt.Key.Key_F2), self.language_asked.emit)
        self._on(QKeySequence(Qt.Key.Key_F11), self._toggle_whole_screen)
        self._on(QKeySequence(Qt.Key.Key_Escape), self.escape)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on(QKeySequence(keys), self._main_action)
        clicks: dict[str, Mapping[int, QAbstractButton]] = {
            "Ctrl+O": {IMPORT: self.importing.chooser.choose_roster, PACKS: self.packs.settings.add},
            "Ctrl+D": {IMPORT: self.importing.chooser.choose_folder, PACKS: self.packs.settings.choose_folder},
            "Ctrl+T": {IMPORT: self.importing.chooser.choose_zip},
            "Ctrl+M": {IMPORT: self.importing.chooser.more},
            "Ctrl+S": {IMPORT: self.importing.preview.save, PHOTOS: self.photos.csv},
            "Ctrl+E": {PHOTOS: self.photos.html},
            "Ctrl+K": {PHOTOS: self.photos.detail.copy},
        }
        for keys, buttons in clicks.items():
            self._on(QKeySequence(keys), partial(self._click, buttons))
        self._on(QKeySequence("Ctrl+F"), self._find)

    def _on(self, keys: QKeySequence, action: Callable[[], object]) -> None:
        QShortcut(keys, self).activated.connect(action)

    def _click(self, buttons: Mapping[int, QAbstractButton]) -> None:
        button = buttons.get(self.page)
        if button is not None and button.isVisible():
            button.click()

    def _main_action(self) -> None:
        self._pages[self.page].main_action()

    def _find(self) -> None:
        if self.page == PHOTOS:
            self.photos.find_somebody()

    def _toggle_whole_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_help(self) -> None:
        dialog = HelpDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _arrange(self) -> None:
        header, footer = QFrame(), QFrame()
        header.setObjectName("header")
        header.setFixedHeight(56)
        footer.setObjectName("footer")
        footer.setFixedHeight(42)
        self._language.setObjectName("chip")
        self._language.setFont(font(13))
        self._language.setFixedHeight(CHIP)
        self._language.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout(header)
        top.setContentsMargins(MARGIN, 0, MARGIN, 0)
        top.setSpacing(12)
        for part in (Wordmark(), self._place):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._language)
        bottom = QHBoxLayout(footer)
        bottom.setContentsMargins(MARGIN, 0, MARGIN, 0)
        bottom.setSpacing(8)
        bottom.addWidget(self._state)
        bottom.addStretch(1)
        bottom.addWidget(key("F1"))
        bottom.addWidget(self._help)
        inside = QVBoxLayout()
        inside.setContentsMargins(MARGIN, 16, MARGIN, 16)
        inside.addWidget(self._stack)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(inside, 1)
        right.addWidget(self.task_bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.side_bar)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(middle, 1)
        layout.addWidget(footer)
