"""The list of pairs, most alike first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enrollment.errands import ListedPair
from enrollment.store.pairs import Answer, Review
from ui.enrolment import words
from ui.texts import translate
from ui.theme import BRAND, INK, LINE, LOOKS, SECONDARY, font
from ui.view_state import Look

PAIR = Qt.ItemDataRole.UserRole
ANSWER_LOOKS = {
    Answer.SAME: Look.STOP,
    Answer.DIFFERENT: Look.ADMIT,
    Answer.TWINS: Look.ADMIT,
    Answer.UNCLEAR: Look.CHECK,
}
_HEIGHT = 64
_TINT = "#E8EEF5"
_Index = QModelIndex | QPersistentModelIndex


class PairModel(QAbstractListModel):
    """Pairs under the role `PAIR`; ``open_only`` hides what was answered."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[ListedPair] = []
        self._shown: list[ListedPair] = []
        self._open_only = False

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._all)

    @property
    def open_count(self) -> int:
        """How many wait for an answer, the unclear ones among them."""
        return sum(is_open(each) for each in self._all)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A pair, or its names for a screen reader."""
        pair = self._shown[index.row()]
        if role == PAIR:
            return pair
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{pair.one}\n{pair.other}"
        return None

    def set_pairs(self, pairs: Sequence[ListedPair]) -> None:
        """Show other pairs."""
        self._all = list(pairs)
        self.show_open_only(self._open_only)

    def show_open_only(self, open_only: bool) -> None:
        """Show those that wait for an answer, or all."""
        self.beginResetModel()
        self._open_only = open_only
        self._shown = [each for each in self._all if not open_only or is_open(each)]
        self.endResetModel()

    def answered(self, listed: ListedPair, review: Review) -> None:
        """A pair has an answer now. It stays in its place, to be found again, until the list is shown anew."""
        after = replace(listed, pair=replace(listed.pair, review=review))
        key = (listed.pair.one, listed.pair.other)
        for pairs in (self._all, self._shown):
            for place, each in enumerate(pairs):
                if (each.pair.one, each.pair.other) == key:
                    pairs[place] = after
        places = [row for row, each in enumerate(self._shown) if each is after]
        for row in places:
            self.dataChanged.emit(self.index(row), self.index(row))


def is_open(listed: ListedPair) -> bool:
    """Whether a pair waits for an answer; an unclear one still does."""
    return listed.pair.review is None or listed.pair.review.answer is Answer.UNCLEAR


class PairView(QListView):
    """A view of a `PairModel`."""

    def __init__(self, model: PairModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Row(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        listed: ListedPair = index.data(PAIR)
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(box, QColor(_TINT))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(BRAND))
        painter.fillRect(QRectF(box.left() + 12, box.bottom() - 1, box.width() - 24, 1), QColor(LINE))
        state, colours = _state(listed)
        face = font(12, QFont.Weight.DemiBold)
        width = QFontMetrics(face).horizontalAdvance(state) + 16
        chip = QRectF(box.right() - width - 10, box.center().y() - 11, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LOOKS[colours].ground))
        painter.drawRoundedRect(chip, 11, 11)
        painter.setPen(QColor(LOOKS[colours].text))
        painter.setFont(face)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, state)
        room = chip.left() - box.left() - 24
        for line, (name, colour) in enumerate(((listed.one, INK), (listed.other, SECONDARY if not selected else INK))):
            face = font(14, QFont.Weight.DemiBold if line == 0 else QFont.Weight.Normal)
            painter.setFont(face)
            painter.setPen(QColor(colour))
            cut = QFontMetrics(face).elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(
                QRectF(box.left() + 14, box.top() + 9 + line * 22, room, 22), Qt.AlignmentFlag.AlignVCenter, cut
            )
        painter.restore()


def _state(listed: ListedPair) -> tuple[str, Look]:
    review = listed.pair.review
    if review is None:
        return translate("Enrolment", "open"), Look.WAIT
    return words.answer(review.answer), ANSWER_LOOKS[review.answer]
