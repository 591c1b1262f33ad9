"""Which session: a pack that lies here, or one that is dropped or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from station.shelf import SUFFIX, ShelvedPack
from ui.enrolment.widgets import Button, Empty, heading
from ui.labels import label
from ui.opening import words
from ui.opening.banner import Banner
from ui.opening.drop_card import DropCard
from ui.opening.pack_row import PackRow
from ui.texts import translate
from ui.theme import GAP, MARGIN, TARGET
from ui.view_state import Look
from wire.errors import PackProblem


class PacksPage(QWidget):
    """Shows what there is, and why a pack was refused.

    Signals:
        chosen: the path of a pack that somebody wants.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PackRow] = []
        self._reading = False
        self._refused: tuple[Path, PackProblem | None] | None = None
        self._title, self._explanation = heading(), label(15, tone="secondary")
        self._explanation.setWordWrap(True)
        self.notice = Banner(18)
        self.notice.hide()
        self._empty = Empty()
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(8)
        self.browse, self.back = Button("Ctrl+O"), Button("Esc")
        self.card = DropCard(_is_pack, self.browse)
        self.card.chosen.connect(self.chosen)
        self.browse.clicked.connect(self.ask_file)
        self.back.setFixedHeight(TARGET)
        self._arrange()
        self.retranslate()

    def show_packs(self, packs: Sequence[ShelvedPack]) -> None:
        """Show the packs that lie here."""
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = [PackRow(pack) for pack in packs]
        for index, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, path=row.pack.path: self.chosen.emit(path))
            self._list.insertWidget(index, row)
        self._empty.setVisible(not self.rows)
        self._show_state()
        if self.rows:
            self.rows[0].setFocus()

    def choose_focused(self) -> None:
        """Enter: the pack that has the focus, or else the first one."""
        focused = next((row for row in self.rows if row.hasFocus()), self.rows[0] if self.rows else None)
        if focused is not None and not self._reading:
            self.chosen.emit(focused.pack.path)

    def move_focus(self, step: int) -> None:
        """Up and down through the list."""
        if self.rows:
            at = next((index for index, row in enumerate(self.rows) if row.hasFocus()), -1)
            self.rows[min(max(at + step, 0), len(self.rows) - 1)].setFocus()

    def ask_file(self) -> None:
        """Let a file be chosen."""
        dialog = QFileDialog(self, translate("Opening", "Choose a session pack"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(translate("Opening", "Session packs (*.pack)"))
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        dialog.open()

    def read(self) -> None:
        """A pack is being read."""
        self._reading, self._refused = True, None
        self._show_state()

    def refuse(self, path: Path, problem: PackProblem | None) -> None:
        """Say why a pack is refused; None: it was not the pack's fault."""
        self._reading, self._refused = False, (path, problem)
        self._show_state()

    def take(self) -> None:
        """The pack was taken."""
        self._reading, self._refused = False, None
        self._show_state()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Opening", "Which session?"))
        self._explanation.setText(translate("Opening", "Packs that lie at this station. Press Enter to load one."))
        self._empty.tell(
            translate("Opening", "No packs at this station yet"),
            translate("Opening", "Bring the one from headquarters on a stick, and drop it on the right."),
        )
        self.card.say(
            translate("Opening", "Drop a .pack file here"),
            translate("Opening", "It is copied to this station, so the stick can be taken out."),
        )
        self.browse.say(translate("Opening", "Choose a file…"))
        self.back.say(translate("Opening", "Back to the checks"))
        for row in self.rows:
            row.retranslate()
        self._show_state()

    def _show_state(self) -> None:
        for part in (*self.rows, self.card, self.browse):
            part.setEnabled(not self._reading)
        if self._reading:
            self.notice.tell(Look.WAIT, translate("Opening", "Reading the pack …"), "")
        elif self._refused is not None:
            path, problem = self._refused
            if problem is None:
                self.notice.tell(
                    Look.FAULT,
                    translate("Opening", "%1 was not loaded: the database did not answer.").replace("%1", path.name),
                    translate("Opening", "Close other Hadir windows and try again; tell venue IT if it stays so."),
                )
            else:
                reason, advice = words.refusal(problem)
                said = translate("Opening", "%1 was refused. %2")
                self.notice.tell(Look.FAULT, words.fill(said, path.name, reason), advice)
        self.notice.setVisible(self._reading or self._refused is not None)

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        inner.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._title)
        left.addWidget(self._explanation)
        left.addWidget(self.notice)
        left.addWidget(area, 1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.card, 1)
        right.addWidget(self.back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        layout.setSpacing(16)
        layout.addLayout(left, 67)
        layout.addLayout(right, 33)


def _is_pack(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and path.is_file()
