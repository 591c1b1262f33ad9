"""The bar at the top before a session is known: which desk, who is signed in, which language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import sign_in_words
from ui.chips import Chip, Piece
from ui.header import Wordmark
from ui.texts import translate
from ui.theme import MARGIN
from wire.staff import Staff


class PlainHeader(QFrame):
    """As `ui.header.Header`, for the pages that come before the desk.

    Signals:
        language_asked: somebody wants the other language.
        operator_clicked: whoever is signed in wants to sign out.
    """

    language_asked = Signal()
    operator_clicked = Signal()

    def __init__(self, station_id: str) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(56)
        self._station_id = station_id
        self._station, self._operator, self._language = Chip(), Chip(clickable=True), Chip(clickable=True)
        self._operator.hide()
        self._operator.clicked.connect(self.operator_clicked)
        self._language.clicked.connect(self.language_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(12)
        layout.addWidget(Wordmark())
        layout.addWidget(self._station)
        layout.addStretch(1)
        layout.addWidget(self._operator)
        layout.addWidget(self._language)

    def show_texts(self, operator: Staff | None = None) -> None:
        """Show the words in the language in use."""
        station = translate("SignIn", "Desk %1").replace("%1", self._station_id)
        self._station.show_pieces([Piece(station, bold=True)], station)
        self._operator.setVisible(operator is not None)
        if operator is not None:
            role = sign_in_words.role(operator.role)
            self._operator.show_pieces(
                [Piece(operator.name, bold=True), Piece(f" · {role}")],
                translate("Desk", "%1, %2. Sign out").replace("%1", operator.name).replace("%2", role),
            )
        self._language.show_pieces([Piece("ID / EN · F2")], translate("Desk", "Change the language"))
