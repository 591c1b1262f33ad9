"""Finding oneself among the people of a station: by finger, by arrows, or by typing a part of one's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QRegularExpression,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import sign_in_words as words
from ui.labels import label
from ui.texts import translate
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, PAPER, SECONDARY, TARGET, TINT, font
from wire.staff import Staff

_ROW, _GAP, _FACE = 66, 8, 42
_STAFF = Qt.ItemDataRole.UserRole
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_Index = QModelIndex | QPersistentModelIndex


def draw_initials(painter: QPainter, name: str, box: QRectF) -> None:
    """A round picture of a person: the initials."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BRAND))
    painter.drawEllipse(box)
    painter.setPen(QColor(CARD))
    painter.setFont(font(box.height() * 0.36, QFont.Weight.DemiBold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words.initials(name))


class StaffList(QWidget):
    """A field to type a part of a name into, and everybody whom that leaves.

    Signals:
        chosen: a `Staff`, by finger or Enter.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._staff: tuple[Staff, ...] = ()
        self.field = _FindField()
        self.view = _View()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Row(self._takes_enter, self.view))
        self._nobody = label(15, tone="secondary")
        self._nobody.setWordWrap(True)
        for part in (self.field, self.view):
            part.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.field.moved.connect(self.view.go)
        self.field.entered.connect(self._choose_current)
        self.view.clicked.connect(self._choose)
        self.view.entered_on.connect(self._choose_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        layout.addWidget(self._nobody)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.field)
        self.show_texts()

    @property
    def names(self) -> list[str]:
        """Who is listed."""
        return [staff.name for staff in self._model.staff]

    def show_staff(self, staff: Sequence[Staff]) -> None:
        """List these; whoever was marked stays so, if they are among them."""
        marked = self._marked()
        self._staff = tuple(staff)
        self._narrow()
        self._mark(marked.id if marked else None)

    def begin(self) -> None:
        """Forget what was typed, and take keys."""
        self.field.clear()
        self.field.setFocus()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        find = translate("SignIn", "Type a part of your name")
        self.field.setPlaceholderText(find)
        self.field.setAccessibleName(find)
        self.view.setAccessibleName(translate("SignIn", "Who works here"))
        self._nobody.setText(translate("SignIn", "Nobody of that name works here. An admin can add people."))
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the key that chooses only while it would."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.view.viewport().update()
        return super().eventFilter(watched, event)

    def _takes_enter(self) -> bool:
        return self.field.hasFocus() or self.view.hasFocus()

    def _narrow(self) -> None:
        parts = self.field.text().casefold().split()
        left = tuple(staff for staff in self._staff if all(part in staff.name.casefold() for part in parts))
        self._model.show_staff(left)
        self._nobody.setVisible(bool(parts) and not left)
        self._mark(None)

    def _marked(self) -> Staff | None:
        return self._model.at(self.view.currentIndex())

    def _mark(self, staff_id: UUID | None) -> None:
        rows = [row for row, staff in enumerate(self._model.staff) if staff.id == staff_id]
        self.view.setCurrentIndex(self._model.index(rows[0] if rows else 0, 0))

    def _choose_current(self) -> None:
        self._choose(self.view.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        staff = self._model.at(index)
        if staff is None:
            self.field.selectAll()
        else:
            self.chosen.emit(staff)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.staff: tuple[Staff, ...] = ()

    def show_staff(self, staff: tuple[Staff, ...]) -> None:
        self.beginResetModel()
        self.staff = staff
        self.endResetModel()

    def at(self, index: _Index) -> Staff | None:
        return self.staff[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.staff)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        staff = self.at(index)
        if staff is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{staff.name}, {words.role(staff.role)}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return staff.name
        return staff if role == _STAFF else None


class _View(QListView):
    """Signals:
    entered_on: Enter was pressed.
    """

    entered_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("staff")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def go(self, key: int) -> None:
        """Do what an arrow key does."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}[Qt.Key(key)]
        row = min(max(self.currentIndex().row() + step, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; Qt's own signal for it is also that of a double click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)


class _FindField(QLineEdit):
    """Takes no digits: a PIN that is typed too early would stand here for everybody to read.

    Signals:
    entered: Enter was pressed.
    moved: an arrow key, which is for the list below.
    """

    entered = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(17))
        self.setMaxLength(120)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[^0-9]*"), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and the arrows from the window; Escape only where there is something to clear."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() in _ARROWS:
            self.moved.emit(event.key())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """A person: initials, name, role. Who is marked has a frame, a ground, and the key that chooses on the right."""

    def __init__(self, takes_enter: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._takes_enter = takes_enter

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One height for all."""
        return QSize(200, _ROW + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        staff = index.data(_STAFF)
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect)
        marked = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = area.adjusted(1, 1, -1, -_GAP - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(BRAND if marked else LINE), 2 if marked else 1.2))
        painter.setBrush(QColor(TINT if marked else PAPER if hovered else CARD))
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        face = QRectF(box.left() + 13, box.center().y() - _FACE / 2, _FACE, _FACE)
        draw_initials(painter, staff.name, face)
        room = _draw_key(painter, box) if marked and self._takes_enter() else 0.0
        text = QRectF(face.right() + 14, box.top() + 9, box.right() - face.right() - 30 - room, 26)
        name = font(16.5, QFont.Weight.DemiBold)
        painter.setFont(name)
        painter.setPen(QColor(INK))
        cut = QFontMetrics(name).elidedText(staff.name, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.setFont(font(13))
        painter.setPen(QColor(SECONDARY))
        painter.drawText(
            text.translated(0, 25).adjusted(0, 0, 0, -5), Qt.AlignmentFlag.AlignVCenter, words.role(staff.role)
        )
        painter.restore()


def _draw_key(painter: QPainter, box: QRectF) -> float:
    """The key that chooses who is marked; returns the room that it takes."""
    face = font(12, QFont.Weight.DemiBold)
    painter.setFont(face)
    width = QFontMetrics(face).horizontalAdvance("Enter") + 14
    key = QRectF(box.right() - 16 - width, box.center().y() - 11, width, 22)
    painter.setPen(QPen(QColor(LINE), 1))
    painter.setBrush(QColor(CARD))
    painter.drawRoundedRect(key, 5, 5)
    painter.setPen(QColor(SECONDARY))
    painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "Enter")
    return float(width) + 12
