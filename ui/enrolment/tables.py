"""Tables of the window: rows of text that can be long, shown by a model without a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme import font

_Row = TypeVar("_Row")
_Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel, Generic[_Row]):
    """Rows, and what stands in each column of one. ``titles`` are asked anew when the language changes."""

    def __init__(
        self,
        titles: Callable[[], Sequence[str]],
        cells: Callable[[_Row], Sequence[str]],
        right: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self._titles = titles
        self._cells = cells
        self._right = right
        self.rows: Sequence[_Row] = ()

    def set_rows(self, rows: Sequence[_Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many each has."""
        return len(self._titles())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; the whole of it as a tool tip too, since it may be cut."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(self.rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section]
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def retranslate(self) -> None:
        """Say everything again."""
        self.set_rows(self.rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def table(model: QAbstractTableModel, widths: Sequence[int], stretched: int) -> QTableView:
    """A view of rows, to be walked with the arrows; Ctrl+C copies a cell, whole even where it is cut. ``stretched`` is
    the column that takes the room that is left."""
    view = QTableView()
    view.setModel(model)
    view.setFont(font(14))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(38)
    header = view.horizontalHeader()
    header.setFont(font(13))
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate(widths):
        view.setColumnWidth(column, width)
    copy = QShortcut(QKeySequence.StandardKey.Copy, view, context=Qt.ShortcutContext.WidgetShortcut)
    copy.activated.connect(lambda: QGuiApplication.clipboard().setText(str(view.currentIndex().data() or "")))
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return view
