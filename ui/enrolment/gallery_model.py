"""The gallery's rows: everybody, worst first, of whom a filter shows some."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from enrollment.photo_errands import GalleryRow
from enrollment.triage.triage import Finding
from ui.enrolment.thumbnails import Thumbnails

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """Rows under the role `ROW`, pictures under DecorationRole: a picture is fetched when a view asks for it."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._all: Sequence[GalleryRow] = ()
        self._shown: list[GalleryRow] = []
        self._places: dict[int, int] = {}
        thumbnails.arrived.connect(self._show)

    @property
    def total(self) -> int:
        """How many there are, filter or not."""
        return len(self._all)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row, its picture, or its name for a screen reader."""
        row = self._shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(row.id)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.triaged.name}\n{row.triaged.number}"
        return None

    def set_rows(self, rows: Sequence[GalleryRow]) -> None:
        """Show everybody anew."""
        self._all = rows
        self.filter()

    def filter(self, text: str = "", finding: Finding | None = None, session: str | None = None) -> None:
        """Show those whose name or number has a text, who have a finding, who are of a session."""
        wanted = text.casefold().split()
        self.beginResetModel()
        self._shown = [
            row
            for row in self._all
            if (finding is None or finding in row.triaged.findings)
            and (session is None or row.session_id == session)
            and all(word in row.searched for word in wanted)
        ]
        self._places = {row.id: place for place, row in enumerate(self._shown)}
        self.endResetModel()

    def _show(self, ids: frozenset[int]) -> None:
        for id_ in ids:
            if id_ in self._places:
                index = self.index(self._places[id_])
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
