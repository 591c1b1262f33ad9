"""Which session: a pack that lies here or on the server, or one that is dropped or chosen."""

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
from ui.opening.fetch_bar import FetchBar
from ui.opening.pack_row import PackRow
from ui.texts import translate
from ui.theme import GAP, MARGIN, TARGET
from ui.view_state import Look
from wire.errors import PackProblem
from wire.pack_listing import ListedPack


class PacksPage(QWidget):
    """Shows what there is, and why a pack was refused.

    Signals:
        chosen: the path of a pack that somebody wants.
        wanted: a pack on the server that somebody wants.
    """

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PackRow] = []
        self._reading = False
        self._refused: tuple[str, PackProblem | None] | None = None
        self._shelf: Sequence[ShelvedPack] = ()
        self._offers: Sequence[ListedPack] | None = ()
        self._looking = False
        self._trouble: Exception | None = None  # of the server, when it was asked what it has
        self._broken: tuple[str, Exception] | None = None  # the title of a pack that did not arrive, and why
        self._title, self._explanation = heading(), label(15, tone="secondary")
        self._explanation.setWordWrap(True)
        self.notice = Banner(18)
        self.notice.hide()
        self.fetching = FetchBar()
        self.on_server = label(14, tone="secondary")
        self.on_server.setWordWrap(True)
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
        self._shelf = packs
        self._show_rows()

    def look_on_server(self) -> None:
        """The server is being asked what it has."""
        self._looking, self._trouble = True, None
        self._show_state()

    def show_offers(self, offers: Sequence[ListedPack] | None) -> None:
        """Show what the server has for this station; None: there is no server."""
        self._looking, self._offers = False, offers
        self._show_rows()

    def show_trouble(self, error: Exception) -> None:
        """Say why the server does not tell what it has."""
        self._looking, self._trouble, self._offers = False, error, ()
        self._show_rows()

    def choose_focused(self) -> None:
        """Enter: the pack that has the focus, or else the first one."""
        focused = self._focused() or (self.rows[0] if self.rows else None)
        if focused is not None and not self._reading:
            self._choose(focused.pack)

    def move_focus(self, step: int) -> None:
        """Up and down through the list."""
        if self.rows:
            focused = self._focused()
            at = self.rows.index(focused) if focused else -1
            row = self.rows[min(max(at + step, 0), len(self.rows) - 1)]
            row.setFocus()
            self._area.ensureWidgetVisible(row)

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
        self.fetching.end()
        self._reading, self._refused, self._broken = True, None, None
        self._show_state()

    def fetch(self, pack: ListedPack) -> None:
        """A pack is on its way from the server."""
        self._reading, self._refused, self._broken = True, None, None
        self.fetching.begin(pack)
        self._show_state()

    def stay(self) -> None:
        """Getting it was cancelled."""
        self._end_fetching()

    def break_off(self, title: str, error: Exception) -> None:
        """Say why a pack did not arrive from the server."""
        self._broken = (title, error)
        self._end_fetching()

    def refuse(self, name: str, problem: PackProblem | None) -> None:
        """Say why a pack is refused; None: it was not the pack's fault."""
        self._refused = (name, problem)
        self._end_fetching()

    def take(self) -> None:
        """The pack was taken."""
        self._reading, self._refused = False, None
        self._show_state()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Opening", "Which session?"))
        self._explanation.setText(
            translate("Opening", "Packs at this station and on the server. Press Enter to load one.")
        )
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
        self.fetching.retranslate()
        for row in self.rows:
            row.retranslate()
        self._show_state()

    def _show_rows(self) -> None:
        """Those that lie here, then those on the server. A row whose pack is still there stays, and keeps the focus."""
        focused = self._focused()
        before, had_focus = self.rows, focused is not None or not self.rows
        packs: list[ShelvedPack | ListedPack] = [*self._shelf, *(self._offers or ())]
        self.rows = [next((row for row in before if row.pack == pack), None) or self._row(pack) for pack in packs]
        for row in before:
            self._list.removeWidget(row)
            if row not in self.rows:
                row.deleteLater()
        for index, row in enumerate(self.rows):
            self._list.insertWidget(index, row)
            row.show()  # what is not shown yet does not get the focus
        self._empty.setVisible(not self.rows)
        self._show_state()
        if self.rows and had_focus and focused not in self.rows:
            self.rows[0].setFocus()

    def _row(self, pack: ShelvedPack | ListedPack) -> PackRow:
        row = PackRow(pack)
        row.clicked.connect(lambda: self._choose(pack))
        return row

    def _focused(self) -> PackRow | None:
        """The row that has the focus, or would have it if this window were in front."""
        holder = self.window().focusWidget()
        return next((row for row in self.rows if row is holder), None)

    def _end_fetching(self) -> None:
        """The pack that was on its way has the focus again, so that Enter tries anew."""
        self._reading = False
        wanted = self.fetching.end()
        self._show_state()
        row = next((row for row in self.rows if row.pack == wanted), None)
        if row is not None:
            row.setFocus()

    def _choose(self, pack: ShelvedPack | ListedPack) -> None:
        if isinstance(pack, ListedPack):
            self.wanted.emit(pack)
        else:
            self.chosen.emit(pack.path)

    def _show_state(self) -> None:
        for part in (*self.rows, self.card, self.browse):
            part.setEnabled(not self._reading)
        self.on_server.setText(self._said_of_server())
        on_its_way = self.fetching.isVisibleTo(self)
        self.back.setEnabled(not on_its_way)
        if self._reading:
            self.notice.tell(Look.WAIT, translate("Opening", "Reading the pack …"), "")
        elif self._broken is not None:
            title, error = self._broken
            reason, advice = words.server_trouble(error)
            self.notice.tell(
                Look.FAULT, words.fill(translate("Opening", "%1 did not arrive. %2"), title, reason), advice
            )
        elif self._refused is not None:
            name, problem = self._refused
            if problem is None:
                self.notice.tell(
                    Look.FAULT,
                    words.fill(translate("Opening", "%1 was not loaded: the database did not answer."), name),
                    translate("Opening", "Close other Hadir windows and try again; tell venue IT if it stays so."),
                )
            else:
                reason, advice = words.refusal(problem)
                self.notice.tell(
                    Look.FAULT, words.fill(translate("Opening", "%1 was refused. %2"), name, reason), advice
                )
        told = self._reading or self._refused is not None or self._broken is not None
        self.notice.setVisible(told and not on_its_way)

    def _said_of_server(self) -> str:
        if self._looking:
            return translate("Opening", "Asking the server for packs …")
        if self._trouble is not None:
            return " ".join(words.server_trouble(self._trouble))
        if self._offers is None:
            return translate(
                "Opening", "This station is registered with no server: packs come on a stick or as a file."
            )
        return "" if self._offers else translate("Opening", "The server has no other packs for this station.")

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        self._list.addWidget(self._empty, 1)
        self._list.addStretch(1)
        inner.setLayout(self._list)
        area = self._area = QScrollArea()
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
        left.addWidget(self.fetching)
        left.addWidget(area, 1)
        left.addWidget(self.on_server)
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
