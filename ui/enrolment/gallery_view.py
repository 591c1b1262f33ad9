"""The gallery: portraits in rows and columns, each with name, number and what was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enrollment.photo_errands import GalleryRow
from ui.enrolment import words
from ui.enrolment.gallery_model import ROW, GalleryModel
from ui.icons import draw_badge
from ui.painting import rounded
from ui.texts import translate
from ui.theme import BRAND, INK, LINE, LOOKS, PAPER, SECONDARY, TERTIARY, font
from ui.view_state import Look

CELL = QSize(168, 226)
_MARGIN, _PICTURE = 8, 152
_TINT = "#E8EEF5"


class GalleryView(QListView):
    """A view of a `GalleryModel` that lays out cells of one size: it never asks for what is not on the screen."""

    def __init__(self, model: GalleryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setMouseTracking(False)


class _Cell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: GalleryRow = index.data(ROW)
        cell = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if selected:
            painter.setPen(QPen(QColor(BRAND), 2))
            painter.setBrush(QColor(_TINT))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 12, 12)
        box = QRectF(cell.left() + _MARGIN, cell.top() + _MARGIN, _PICTURE, _PICTURE)
        _paint_picture(painter, box, index.data(Qt.ItemDataRole.DecorationRole), whole=not row.usable)
        look = look_of(row)
        if look is not None:
            draw_badge(painter, look, QRectF(box.right() - 30, box.top() + 6, 24, 24))
        _paint_words(painter, box, row)
        painter.restore()


def look_of(row: GalleryRow) -> Look | None:
    """How a candidate stands out: without a usable photo, with something found, or not at all."""
    if not row.usable:
        return Look.STOP
    return Look.CHECK if row.triaged.findings else None


def _paint_picture(painter: QPainter, box: QRectF, image: QImage | None, *, whole: bool) -> None:
    """A portrait nearer than it is, or all of a photo that cannot serve."""
    painter.save()
    painter.setClipPath(rounded(box, 10))
    painter.fillRect(box, QColor(PAPER if image is None else LINE))
    if image is not None and image.isNull():
        painter.fillRect(box, QColor(PAPER))
        painter.setPen(QColor(TERTIARY))
        painter.setFont(font(13))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, translate("Enrolment", "No portrait"))
    elif image is not None:
        side = image.width()
        near = QRectF(side * 0.13, side * 0.1, side * 0.74, side * 0.74)
        painter.drawImage(box, image, QRectF(image.rect()) if whole else near)
    painter.restore()


def _paint_words(painter: QPainter, box: QRectF, row: GalleryRow) -> None:
    lines = [
        (row.triaged.name, font(13.5, QFont.Weight.DemiBold), INK, 18),
        (row.triaged.number, font(12), SECONDARY, 17),
    ]
    look = look_of(row)
    if look is not None and row.triaged.findings:
        lines.append((words.telling(row), font(12, QFont.Weight.DemiBold), LOOKS[look].text, 17))
    top = box.bottom() + 5
    for text, face, colour, height in lines:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        width = box.width()
        cut = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(QRectF(box.left(), top, width, height), Qt.AlignmentFlag.AlignVCenter, cut)
        top += height
