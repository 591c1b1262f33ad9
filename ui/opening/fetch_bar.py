"""How far the pack from the server has arrived."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.enrolment.widgets import Button
from ui.labels import label
from ui.opening import words
from ui.texts import translate
from wire.pack_listing import ListedPack

_SCALE = 1000


class FetchBar(QWidget):
    """Stands above the packs while one is on its way; ``cancel`` is for whoever shows it to listen to."""

    def __init__(self) -> None:
        super().__init__()
        self._pack: ListedPack | None = None
        self._arrived, self._stopping = 0, False
        self.title, self.state = label(16, QFont.Weight.DemiBold), label(14, tone="secondary")
        self.title.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = Button("Esc")
        said = QVBoxLayout()
        said.setSpacing(8)
        for part in (self.title, self.bar, self.state):
            said.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(20)
        layout.addLayout(said, 1)
        layout.addWidget(self.cancel)
        self.hide()

    def begin(self, pack: ListedPack) -> None:
        """A pack is to arrive."""
        self._pack, self._arrived, self._stopping = pack, 0, False
        self.retranslate()
        self.show()

    def show_arrived(self, size: int) -> None:
        """So many bytes are here."""
        self._arrived = size
        self.retranslate()

    def show_stopping(self) -> None:
        """Somebody has cancelled it."""
        self._stopping = True
        self.retranslate()

    def end(self) -> ListedPack | None:
        """Nothing is on its way any more; returns what was, if anything."""
        pack, self._pack = self._pack, None
        self.hide()
        return pack

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.cancel.say(translate("Opening", "Cancel"))
        self.cancel.setEnabled(not self._stopping)
        if self._pack is None:
            return
        self.title.setText(words.fill(translate("Opening", "Getting %1 from the server"), self._pack.session.title))
        self.bar.setRange(0, _SCALE)
        self.bar.setValue(self._arrived * _SCALE // self._pack.size)
        arrived = words.fill(translate("Opening", "%1 of %2 MB"), *words.megabytes(self._arrived, self._pack.size))
        self.state.setText(translate("Opening", "Stopping …") if self._stopping else arrived)
        self.setAccessibleName(f"{self.title.text()}. {self.state.text()}")
