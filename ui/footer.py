"""The bar at the bottom: the line to the server, what waits, how many are in, how the queue moves, what runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from station.checkin.pace import Pace
from station.connectivity import Link
from station.outbox.sender import SyncStatus
from ui import texts
from ui.chips import Chip, Piece, filled
from ui.labels import key
from ui.texts import translate
from ui.theme import AMBER_DOT, GREEN_DOT, GREY_DOT, MARGIN
from ui.view_state import Look, ViewState

_DOTS = {
    Link.ONLINE: GREEN_DOT,
    Link.OFFLINE: AMBER_DOT,
    Link.UNKNOWN: GREY_DOT,
    Link.UNREGISTERED: GREY_DOT,
    Link.UNAUTHORISED: AMBER_DOT,
}
_GAP, _NEAR_GAP = 20, 8
_SOON = timedelta(minutes=30)  # before a pack expires, from which on it is amber


@dataclass(frozen=True, slots=True)
class VenueFigures:
    """How a venue stands, as the server knows it: admitted and expected in this session at all its desks."""

    admitted: int
    expected: int


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.colour = GREY_DOT
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(self.rect())


class Footer(QFrame):
    """What is not urgent. Where there is no room for all, what matters least goes first; nothing amber ever does.

    Signals:
        unresolved_clicked: the operator wants the list of provisional admissions that nobody has settled.
        help_clicked: the operator wants to see the keys.
    """

    unresolved_clicked = Signal()
    help_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(42)
        self._dot = _Dot()
        self._sync, self._pending, self._quarantined = Chip(bare=True), Chip(bare=True), Chip(bare=True)
        self._admitted, self._pace, self._venue = Chip(bare=True), Chip(bare=True), Chip(bare=True)
        self._late, self._expiry = Chip(), Chip(bare=True)
        self._unresolved = Chip(clickable=True)
        self._key, self._help = key("F1"), Chip(clickable=True, bare=True)
        self._unresolved.clicked.connect(self.unresolved_clicked)
        self._help.clicked.connect(self.help_clicked)
        self._wanted: set[Chip] = set()
        self._left = (self._pending, self._quarantined, self._admitted, self._pace, self._late, self._venue)
        self._chips = (self._sync, *self._left, self._unresolved, self._expiry, self._help)
        line = _row(self._dot, self._sync)
        keys = _row(self._key, self._help)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(line)
        for part in self._left:
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._unresolved)
        layout.addWidget(self._expiry)
        layout.addLayout(keys)

    @property
    def sync_text(self) -> str:
        """What is said of the line to the server."""
        return self._sync.text_shown

    @property
    def shown_texts(self) -> tuple[str, ...]:
        """Everything that there is room for, from left to right."""
        return tuple(chip.text_shown for chip in self._chips if chip.isVisibleTo(self))

    def render_view(
        self,
        view: ViewState,
        now: datetime,
        *,
        pace: Pace | None = None,
        closes_at: datetime | None = None,
        expires_at: datetime | None = None,
        venue: VenueFigures | None = None,
    ) -> None:
        """Show a state as of now.

        Args:
            pace: how the queue of this desk moves.
            closes_at: until when everybody should be in, in the venue's time zone, which all times are told in.
            expires_at: until when the session's pack is valid.
            venue: how the venue stands, where the server has said so.
        """
        self._wanted = {self._sync, self._pending, self._admitted, self._help}
        self._show_sync(view.sync, now)
        self._show_queue(view, pace, closes_at)
        if venue is not None:
            figures = texts.number(venue.admitted), texts.number(venue.expected)
            self._want(self._venue, filled(translate("Desk", "Venue %1 of %2"), *figures))
        if view.unresolved:
            waiting = filled(translate("Desk", "%1 unresolved"), texts.number(view.unresolved))
            told = translate("Desk", "%1 provisional admissions are not settled. Show them")
            self._want(self._unresolved, waiting, told.replace("%1", texts.number(view.unresolved)), Look.CHECK)
        if expires_at is not None:
            self._show_expiry(expires_at, now, closes_at)
        self._help.show_pieces([Piece(translate("Desk", "help"))])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _want(self, chip: Chip, pieces: list[Piece], name: str = "", look: Look | None = None) -> None:
        chip.show_pieces(pieces, name, look)
        self._wanted.add(chip)

    def _show_sync(self, sync: SyncStatus | None, now: datetime) -> None:
        colour = AMBER_DOT if sync and sync.set_back else _DOTS[sync.link if sync else Link.UNKNOWN]
        if self._dot.colour != colour:
            self._dot.colour = colour
            self._dot.update()
        said = texts.sync(sync, now)
        self._sync.show_pieces([Piece(said, cut=True)], said)
        self._pending.show_pieces(filled(translate("Desk", "To send %1"), texts.number(sync.pending if sync else 0)))
        if sync is not None and sync.quarantined:
            refused = filled(translate("Desk", "%1 refused by the server"), texts.number(sync.quarantined))
            self._want(self._quarantined, refused, look=Look.CHECK)

    def _show_queue(self, view: ViewState, pace: Pace | None, closes_at: datetime | None) -> None:
        figures = texts.number(view.admitted), texts.number(view.expected)
        self._admitted.show_pieces(filled(translate("Desk", "Admitted %1 of %2"), *figures))
        if pace is None or pace.per_minute is None:
            return
        rate = filled(translate("Desk", "%1 people/min"), texts.number(pace.per_minute, 1))
        if pace.finished_at is None or closes_at is None:
            self._want(self._pace, rate)
            return
        done = pace.finished_at.astimezone(closes_at.tzinfo)
        forecast = filled(translate("Desk", "done about %1"), texts.clock_time(done))
        if done <= closes_at:
            self._want(self._pace, [*rate, Piece(" · "), *forecast])
            return
        self._want(self._pace, rate)
        if pace.desks is not None:
            desks = filled(translate("Desk", "%1 desks needed"), texts.number(pace.desks))
            forecast = [*forecast, Piece(" · "), *desks]
        self._want(self._late, forecast, look=Look.CHECK)

    def _show_expiry(self, expires_at: datetime, now: datetime, closes_at: datetime | None) -> None:
        zone = closes_at.tzinfo if closes_at else expires_at.tzinfo
        until, today = expires_at.astimezone(zone), now.astimezone(zone)
        look = Look.CHECK if until - today < _SOON else None
        when = texts.clock_time(until) if until.date() == today.date() else texts.date(until)
        if until <= today:
            self._want(self._expiry, [Piece(translate("Desk", "Pack expired"), bold=True)], look=look)
        else:
            self._want(self._expiry, filled(translate("Desk", "Pack valid until %1"), when), look=look)

    def _fit(self) -> None:
        """Leave out what there is no room for, then cut the words about the line."""
        keep = set(self._wanted)
        for part in (self._help, self._expiry, self._pace, self._venue, self._pending):
            if self._needed(keep) > self.width() and not part.urgent:
                keep.discard(part)
        for chip in self._chips:
            chip.setVisible(chip in keep)
        over = max(self._needed(keep) - self.width(), 0)
        self._sync.setFixedWidth(max(self._sync.natural - over, self._sync.least))

    def _needed(self, chips: set[Chip]) -> int:
        """The width that some chips take, with everything about them."""
        signs = self._dot.width() + self._key.sizeHint().width() + 2 * _NEAR_GAP
        return 2 * MARGIN + signs + sum(chip.natural + _GAP for chip in chips) + _GAP


def _row(sign: QWidget, words: Chip) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(_NEAR_GAP)
    row.addWidget(sign)
    row.addWidget(words)
    return row
