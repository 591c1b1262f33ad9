"""What few imports need: other names of photos, other names of columns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.enrolment.widgets import Button
from ui.enrolment.words import say
from ui.labels import label
from ui.texts import translate
from ui.theme import GAP


class Unusual(QWidget):
    """A pattern of photo names, and a file that says which column means what.

    Signals:
        changed: one of them is given, or no more.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mapping: Path | None = None
        self.pattern, self._mapping_name = QLineEdit(), QLineEdit()
        self._mapping_name.setReadOnly(True)
        self._mapping_name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pattern_title, self._mapping_title = label(12.5, tone="secondary"), label(12.5, tone="secondary")
        self.choose, self.clear = Button(), Button()
        self._arrange()
        self.pattern.textChanged.connect(self.changed)
        self.choose.clicked.connect(self._ask_mapping)
        self.clear.clicked.connect(lambda: self.use_mapping(None))
        self.retranslate()
        self.use_mapping(None)

    @property
    def given(self) -> int:
        """How many of them are given."""
        return bool(self.pattern.text().strip()) + (self.mapping is not None)

    def use_mapping(self, path: Path | None) -> None:
        """Take a mapping file, or none."""
        self.mapping = path
        self._mapping_name.setText(path.name if path else "")
        self._mapping_name.setToolTip(str(path) if path else "")
        self.clear.setVisible(path is not None)
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._pattern_title.setText(translate("Enrolment", "Photo names, if unusual"))
        self.pattern.setPlaceholderText(say(translate("Enrolment", "such as %1"), "{nik}/{number}_*.jpg"))
        self._mapping_title.setText(translate("Enrolment", "Column names, if unusual: a TOML file"))
        self._mapping_name.setPlaceholderText(say(translate("Enrolment", "such as %1"), 'number = "No. Ujian"'))
        self.choose.say(translate("Enrolment", "Choose file …"))
        self.clear.say(translate("Enrolment", "Clear"))

    def _ask_mapping(self) -> None:
        title = translate("Enrolment", "Choose the file of the column names")
        name, _ = QFileDialog.getOpenFileName(self, title, "", "TOML (*.toml)")
        if name:
            self.use_mapping(Path(name))

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for title, field, buttons in (
            (self._pattern_title, self.pattern, ()),
            (self._mapping_title, self._mapping_name, (self.choose, self.clear)),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStrut(self.choose.height())
            row.addWidget(field, 1)
            for button in buttons:
                row.addWidget(button)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addLayout(row)
            layout.addLayout(column, 1)
