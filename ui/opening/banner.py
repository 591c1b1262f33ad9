"""What all checks together mean: colour, icon, a few words, one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.labels import label
from ui.opening.badge import OutcomeBadge
from ui.painting import ground_of, rounded
from ui.theme import LOOKS
from ui.view_state import Look
from wire.reports import CheckOutcome

_OUTCOMES = {Look.ADMIT: CheckOutcome.PASSED, Look.CHECK: CheckOutcome.WARNED, Look.FAULT: CheckOutcome.FAILED}


class Banner(QWidget):
    """Stands above the checks, and above the packs where one was refused."""

    def __init__(self, pixels: float = 24) -> None:
        """``pixels``: of the headline."""
        super().__init__()
        self._look = Look.WAIT
        self._badge = OutcomeBadge(44)
        self.headline, self.sentence = label(pixels, QFont.Weight.ExtraBold), label(15)
        for part in (self.headline, self.sentence):
            part.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.headline)
        said.addWidget(self.sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 12, 18, 12)
        layout.setSpacing(16)
        layout.addWidget(self._badge)
        layout.addLayout(said, 1)

    def tell(self, look: Look, headline: str, sentence: str) -> None:
        """Show it."""
        self._look = look
        self._badge.show_outcome(_OUTCOMES.get(look))
        for part, text in ((self.headline, headline), (self.sentence, sentence)):
            part.setText(text)
            part.setVisible(bool(text))
            part.setStyleSheet(f"color: {LOOKS[look].text};")
        self.setAccessibleName(f"{headline}. {sentence}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(rounded(QRectF(self.rect())), ground_of(self._look))
