"""One candidate of the gallery: every photo, what was found in it, and the sentence to tell the candidate."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from enrollment.photo_errands import Face, GalleryRow, Person
from enrollment.triage.triage import UNUSABLE, Finding, TriagedPhoto
from ui.enrolment import words
from ui.enrolment.gallery_view import look_of
from ui.enrolment.widgets import Button, Empty, Notice, rule
from ui.labels import ElidedLabel, label
from ui.portrait_pane import PicturePane, PortraitPane
from ui.texts import translate
from ui.view_state import Look

WIDTH = 372
_ACROSS = 2
_PORTRAIT = 158
_ALONE = 240  # of a candidate's only photo


class DetailPane(QFrame):
    """Shows a candidate, or how to choose one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self._row: GalleryRow | None = None
        self._person: Person | None = None
        self._inviting = False
        self.name = label(19, QFont.Weight.DemiBold)
        self.name.setWordWrap(True)
        self._number = label(14, tone="secondary")
        self._session = label(13, tone="secondary")
        self._session.setWordWrap(True)
        self.chance = Notice()
        self._photos = QGridLayout()
        self._photos.setSpacing(10)
        self._rule = rule()
        self._sentence_title = label(12.5, tone="secondary")
        self.sentence = label(14)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = Button("Ctrl+K")
        self.copy.clicked.connect(self.copy_sentence)
        self._empty = Empty()
        self._stack = QStackedWidget()
        self._arrange()
        self.retranslate()

    def show_row(self, row: GalleryRow | None) -> None:
        """Show what the gallery knows of a candidate already; the photos follow."""
        self._row, self._person = row, None
        self.retranslate()

    def invite(self, inviting: bool) -> None:
        """Say how to choose somebody as long as nobody is; or not, where there is nobody to choose."""
        self._inviting = inviting
        self.retranslate()

    def show_person(self, person: Person | None) -> None:
        """Show a candidate's photos, if it is still the one that is chosen."""
        if person is not None and self._row is not None and person.candidate.id == self._row.id:
            self._person = person
            self.retranslate()

    def copy_sentence(self) -> None:
        """Put the sentence to tell the candidate on the clipboard."""
        if self._row is not None and self.sentence.text():
            QGuiApplication.clipboard().setText(self.sentence.text())
            self.copy.say(translate("Enrolment", "Copied"))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if self._inviting:
            self._empty.tell(
                translate("Enrolment", "Choose a candidate"),
                translate("Enrolment", "Arrow keys walk through the gallery; what was found stands here."),
            )
        else:
            self._empty.tell("", "")
        row = self._row
        self._stack.setCurrentIndex(0 if row is not None else 1)
        if row is None:
            return
        self.name.setText(row.triaged.name)
        self._number.setText(row.triaged.number)
        self._session.setText(words.session(self._person.candidate.session) if self._person else row.session_id)
        self._say_findings(row)
        self._sentence_title.setText(translate("Enrolment", "To tell the candidate"))
        self.sentence.setText(words.sentence_for(row))
        self.copy.say(translate("Enrolment", "Copy sentence"))
        for part in (self._rule, self._sentence_title, self.sentence, self.copy):
            part.setVisible(bool(self.sentence.text()))
        self._show_photos(self._person.faces if self._person else (), row.triaged.photos)

    def _say_findings(self, row: GalleryRow) -> None:
        look = look_of(row) or Look.ADMIT
        told = (each for each in row.triaged.findings if each not in UNUSABLE)  # the title says that
        found = "\n".join(f"• {words.finding(each)}" for each in told)
        self.chance.tell(look, words.chance(row), found)

    def _show_photos(self, faces: tuple[Face, ...], triaged: tuple[TriagedPhoto, ...]) -> None:
        while (item := self._photos.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = {photo.name: photo.findings for photo in triaged}
        side = _ALONE if len(faces) == 1 else _PORTRAIT
        for place, face in enumerate(faces):
            shown = _photo(face, found.get(face.photo.name, ()), side)
            self._photos.addWidget(shown, place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignTop)

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(18, 16, 14, 16)
        inside.setSpacing(8)
        for part in (self.name, self._number, self._session, self.chance):
            inside.addWidget(part)
        inside.addLayout(self._photos)
        inside.addWidget(self._rule)
        inside.addWidget(self._sentence_title)
        inside.addWidget(self.sentence)
        inside.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._stack.addWidget(area)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self._stack)


def _photo(face: Face, findings: tuple[Finding, ...], side: int) -> QWidget:
    """A portrait, or the whole photo, with the file's name and what is wrong with it."""
    made = QWidget()
    pane = PortraitPane() if face.usable else PicturePane()
    pane.setFixedSize(side, side)
    pane.show_image(QImage.fromData(face.portrait) if face.portrait else None, _said_of(face))
    name = ElidedLabel(12, tone="secondary")
    name.set_whole(face.photo.name)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    layout.addWidget(pane)
    layout.addWidget(name)
    if face.portrait and findings:
        layout.addWidget(_problem(", ".join(map(words.finding, findings))))
    return made


def _problem(said: str) -> QLabel:
    made = label(12, QFont.Weight.DemiBold, tone="amber")
    made.setWordWrap(True)
    made.setText(said)
    return made


def _said_of(face: Face) -> str:
    photo = face.photo
    problem = photo.problem or (photo.facts.problem if photo.facts else None)
    if problem is not None:
        return words.photo_problem(problem)
    return "" if photo.facts is not None else translate("Enrolment", "not looked at yet")
