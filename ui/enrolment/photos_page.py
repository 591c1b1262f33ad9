"""Second page: everybody's photos, worst first, to be looked through and sent back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from enrollment.photo_errands import Gallery, csv_report, gallery, html_report, person
from enrollment.triage.triage import Finding
from enrollment.triaging import TriageProgress
from enrollment.workbench import Failure, Trouble
from models.manifest import ModelEntry
from recognition.engines import DEFAULT
from ui.enrolment import words
from ui.enrolment.bridge import Bridge
from ui.enrolment.detail_pane import DetailPane
from ui.enrolment.gallery_model import ROW, GalleryModel
from ui.enrolment.gallery_view import GalleryView
from ui.enrolment.page import Page
from ui.enrolment.task import Kind, Task
from ui.enrolment.thumbnails import Thumbnails
from ui.enrolment.widgets import Button, Choice, Empty, heading
from ui.labels import label
from ui.texts import translate
from ui.theme import GAP
from ui.view_state import Look

_TYPING = 180  # milliseconds without a key before a search


class PhotosPage(Page):
    """Gallery and detail.

    Signals:
        import_asked: nobody is there yet, and somebody wants to change that.
    """

    import_asked = Signal()

    def __init__(self, bridge: Bridge, task: Task, engine: ModelEntry, now: Callable[[], datetime]) -> None:
        super().__init__(bridge, task)
        self._engine, self._now = engine, now
        self._stale = True
        self._waiting = False
        self._weighed = False
        self._gallery = Gallery((), ())
        self._title, self.count = heading(), label(15, tone="secondary")
        self.search, self.finding, self.session = QLineEdit(), Choice(), Choice()
        self.search.setClearButtonEnabled(True)
        self.html, self.csv = Button("Ctrl+E"), Button("Ctrl+S")
        self.thumbnails = Thumbnails(bridge)
        self.model = GalleryModel(self.thumbnails)
        self.view = GalleryView(self.model)
        self.detail = DetailPane()
        self._empty = Empty()
        self._stack = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._filter)
        self._arrange()
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.finding.activated.connect(self._filter)
        self.session.activated.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.html.clicked.connect(lambda: self._ask_report("HTML (*.html)", "photos.html"))
        self.csv.clicked.connect(lambda: self._ask_report("CSV (*.csv)", "photos.csv"))
        task.changed.connect(self._show_state)
        self.retranslate()

    def enter(self) -> None:
        """The page is shown: weigh the photos, if something has changed."""
        self._waiting = self._stale and self._task.running
        if self._stale and not self._task.running:
            self._stale = False
            self.notice.hide()
            self._task.begin(Kind.TRIAGE, gallery(self._engine), self._show_gallery, self._not_weighed, _measure)
        self.view.setFocus()

    def renew(self) -> None:
        """Something was imported."""
        self._stale = True
        self.thumbnails.forget()

    def find_somebody(self) -> None:
        """Ctrl+F: search by name or number."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def write_report(self, path: Path) -> None:
        """Write the report, HTML or CSV by the name's ending."""
        if self._task.running:
            return
        self.notice.hide()
        triaged = [row.triaged for row in self._gallery.rows]
        measured = self._engine.name == DEFAULT
        job = (
            csv_report(path, triaged)
            if path.suffix.lower() == ".csv"
            else html_report(path, "", triaged, self._now(), measured=measured)
        )
        self._task.begin(Kind.REPORT, job, self._show_written, self.fail)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Enrolment", "Photos"))
        self.search.setPlaceholderText(translate("Enrolment", "Name or number (Ctrl+F)"))
        self.html.say(translate("Enrolment", "Report with pictures"))
        self.csv.say(translate("Enrolment", "List as CSV"))
        self._fill_filters()
        self._count()
        self.view.viewport().update()

    def _show_gallery(self, found: Gallery) -> None:
        self._gallery = found
        self._weighed = True
        self.model.set_rows(found.rows)
        self._fill_filters()
        self._filter()

    def _fill_filters(self) -> None:
        """Everything that was found in anyone, and every session, with how many."""
        finding, session_id = self.finding.currentData(), self.session.currentData()
        counts: dict[Finding, int] = {}
        for row in self._gallery.rows:
            for each in row.triaged.findings:
                counts[each] = counts.get(each, 0) + 1
        self.finding.clear()
        self.finding.addItem(translate("Enrolment", "Every photo"), None)
        for each in Finding:
            if each in counts:
                self.finding.addItem(words.say("%1 (%2)", words.finding(each), counts[each]), each)
        self.session.clear()
        self.session.addItem(translate("Enrolment", "All sessions"), None)
        for session in self._gallery.sessions:
            self.session.addItem(words.session(session), session.id)
        self.finding.setCurrentIndex(max(self.finding.findData(finding), 0))
        self.session.setCurrentIndex(max(self.session.findData(session_id), 0))

    def _filter(self) -> None:
        self.model.filter(self.search.text(), self.finding.currentData(), self.session.currentData())
        self._count()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
            self.view.scrollToTop()
        else:
            self.detail.show_row(None)

    def _count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        sentence = (
            translate("Enrolment", "%2 candidates, those most likely to have trouble at the desk first")
            if shown == total
            else translate("Enrolment", "%1 of %2 candidates")
        )
        self.count.setText(words.say(sentence, shown, total) if total else "")
        self._stack.setCurrentIndex(0 if shown else 1)
        self.detail.invite(shown > 0)
        if total:
            self._empty.tell(
                translate("Enrolment", "Nobody fits"),
                translate("Enrolment", "Clear the search, or choose every photo and all sessions."),
            )
        elif not self._weighed:
            self._empty.tell("", "")  # it is being done, or the notice above says why not
        else:
            self._empty.tell(
                translate("Enrolment", "No photos yet"),
                translate("Enrolment", "Import a roster and its photos first (F5)."),
            )
        self._show_state()

    def _choose(self) -> None:
        row = self.view.currentIndex().data(ROW) if self.view.currentIndex().isValid() else None
        self.detail.show_row(row)
        if row is not None:
            self._bridge.ask(person(row.id), self.detail.show_person, self.fail)

    def _ask_report(self, pattern: str, name: str) -> None:
        title = translate("Enrolment", "Save the report")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, pattern)
        if chosen:
            self.write_report(Path(chosen))

    def _show_written(self, path: Path) -> None:
        self.tell(Look.ADMIT, lambda: (translate("Enrolment", "Saved"), str(path)))

    def _not_weighed(self, failure: Failure) -> None:
        """Try again when the page is shown the next time."""
        self._stale = True
        if failure.trouble is Trouble.STOPPED:
            self.tell(Look.WAIT, lambda: (translate("Enrolment", "Stopped. F6 weighs the photos from the start."), ""))
        else:
            self.fail(failure)

    def _show_state(self) -> None:
        for button in (self.html, self.csv):
            button.setEnabled(bool(self.model.total) and not self._task.running)
        if self._waiting and self.isVisible() and not self._task.running:
            self.enter()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self.count)
        top.addLayout(names, 1)
        top.addWidget(self.html)
        top.addWidget(self.csv)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        for part, share in ((self.search, 5), (self.finding, 4), (self.session, 4)):
            filters.addWidget(part, share)
        listed = QFrame()
        listed.setObjectName("card")
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(8, 8, 4, 8)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        inside.addWidget(self._stack)
        left = QVBoxLayout()
        left.setSpacing(GAP - 2)
        left.addLayout(filters)
        left.addWidget(listed, 1)
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addLayout(left, 1)
        middle.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 2)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addLayout(middle, 1)


def _measure(progress: TriageProgress) -> tuple[int, int]:
    return progress.done, progress.total
