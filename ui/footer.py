"""The bar at the bottom: the line to the server, what waits, how many are in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from station.connectivity import Link
from station.outbox.sender import SyncStatus
from ui import texts
from ui.labels import key, label
from ui.theme import AMBER_DOT, GREEN_DOT, GREY_DOT, MARGIN
from ui.view_state import ViewState

_DOTS = {
    Link.ONLINE: GREEN_DOT,
    Link.OFFLINE: AMBER_DOT,
    Link.UNKNOWN: GREY_DOT,
    Link.UNREGISTERED: GREY_DOT,
    Link.UNAUTHORISED: AMBER_DOT,
}


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
    """Sync state, pending, quarantined, admitted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(42)
        self._dot = _Dot()
        self._sync = label(13, tone="secondary")
        self._pending = label(13, tone="secondary")
        self._quarantined = label(13, QFont.Weight.DemiBold, tone="amber")
        self._admitted = label(13, tone="secondary")
        self._help = label(13, tone="secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(8)
        layout.addWidget(self._dot)
        for part in (self._sync, self._pending, self._quarantined, self._admitted):
            layout.addWidget(part)
            layout.addSpacing(14)
        layout.addStretch(1)
        layout.addWidget(key("F1"))
        layout.addWidget(self._help)

    @property
    def sync_text(self) -> str:
        """What is said of the line to the server."""
        return self._sync.text()

    def render_view(self, view: ViewState, now: datetime) -> None:
        """Show a state as of now."""
        sync = view.sync
        self._show_sync(sync, now)
        quarantined = sync.quarantined if sync else 0
        self._quarantined.setVisible(quarantined > 0)
        self._quarantined.setText(
            texts.translate("Desk", "%1 refused by the server").replace("%1", texts.number(quarantined))
        )
        admitted = texts.translate("Desk", "Admitted %1 of %2").replace("%1", texts.number(view.admitted))
        self._admitted.setText(admitted.replace("%2", texts.number(view.expected)))
        self._help.setText(texts.translate("Desk", "help"))

    def _show_sync(self, sync: SyncStatus | None, now: datetime) -> None:
        colour = AMBER_DOT if sync and sync.set_back else _DOTS[sync.link if sync else Link.UNKNOWN]
        if self._dot.colour != colour:
            self._dot.colour = colour
            self._dot.update()
        self._sync.setText(texts.sync(sync, now))
        pending = sync.pending if sync else 0
        self._pending.setText(texts.translate("Desk", "To send %1").replace("%1", texts.number(pending)))
