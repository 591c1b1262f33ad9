"""The rows of a search: photo, name, number, seat, NIK in part, and whether somebody is in already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from station.checkin.background import Admission
from station.masking import masked_nik
from station.session import Candidate
from ui import texts
from ui.painting import draw_cover, rounded
from ui.texts import translate
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, PAPER, SECONDARY, TERTIARY, TINT, font
from ui.view_state import Look

ROW = 76  # pixels
_GAP, _PHOTO = 6, QSize(46, 56)
_FINDING = Qt.ItemDataRole.UserRole
_MOST_PICTURES = 200
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody who fits, and how they were let in, if they were."""

    candidate: Candidate
    admission: Admission | None


class FoundModel(QAbstractListModel):
    """Who was found."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []

    def show(self, findings: Sequence[Finding]) -> None:
        """List these."""
        self.beginResetModel()
        self.findings = list(findings)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many were found."""
        return len(self.findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A finding, or its words for a screen reader."""
        finding = self.findings[index.row()]
        if role == _FINDING:
            return finding
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (finding.candidate.name, facts(finding), state(finding)) if part)
        return None


def facts(finding: Finding) -> str:
    """Number, seat and masked NIK."""
    candidate = finding.candidate
    parts: list[str] = [candidate.number]
    if candidate.seat:
        parts.append(translate("Search", "seat %1").replace("%1", candidate.seat))
    if candidate.nik:
        parts.append(f"NIK {masked_nik(candidate.nik)}")
    return " · ".join(parts)


def state(finding: Finding) -> str:
    """Whether somebody is in, and when they were let in; empty where they are not."""
    if finding.admission is None:
        return ""
    sentence = (
        translate("Search", "Admitted provisionally at %1")
        if finding.admission.provisional
        else translate("Search", "Admitted at %1")
    )
    return sentence.replace("%1", texts.clock_time(finding.admission.at.astimezone()))


class FoundRow(QStyledItemDelegate):
    """Paints one of them. Whoever is marked has a frame, a ground, and Enter on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = _Pictures(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One height for all."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        finding: Finding = index.data(_FINDING)
        status: QStyle.StateFlag = option.state
        marked = bool(status & QStyle.StateFlag.State_Selected)
        hovered = bool(status & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(1, 1, -1, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(BRAND if marked else LINE), 2 if marked else 1.2))
        painter.setBrush(QColor(TINT if marked else PAPER if hovered else CARD))
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        photo = QRectF(box.left() + 9, box.center().y() - _PHOTO.height() / 2, _PHOTO.width(), _PHOTO.height())
        self._paint_photo(painter, finding.candidate, photo)
        right = box.right() - 14
        if marked:
            right = _paint_key(painter, box) - 12
        right = _paint_state(painter, finding, box, right)
        _paint_words(painter, finding, QRectF(photo.right() + 14, box.top() + 9, right - photo.right() - 26, 26))
        painter.restore()

    def _paint_photo(self, painter: QPainter, candidate: Candidate, box: QRectF) -> None:
        painter.save()
        painter.setClipPath(rounded(box, 7))
        picture = self._pictures.of(candidate)
        if picture is None:
            painter.fillRect(box, QColor(PAPER))
            painter.setPen(QPen(QColor(TERTIARY), 1.5))  # a person without a face: there is no photo
            painter.drawEllipse(QRectF(box.center().x() - 8, box.center().y() - 17, 16, 18))
            painter.drawEllipse(QRectF(box.center().x() - 15, box.center().y() + 5, 30, 40))
        else:
            painter.drawPixmap(box.toRect(), picture)
        painter.restore()


class _Pictures(QObject):
    """First photos, as small as they are shown: decoded once, as far as they are looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[str, QPixmap | None] = {}

    def of(self, candidate: Candidate) -> QPixmap | None:
        """A candidate's; None where there is none that can be read."""
        if candidate.number not in self._known:
            if len(self._known) >= _MOST_PICTURES:
                self._known.clear()
            self._known[candidate.number] = _thumbnail(candidate)
        return self._known[candidate.number]


def _thumbnail(candidate: Candidate) -> QPixmap | None:
    image = QImage.fromData(candidate.photos[0]) if candidate.photos else QImage()
    if image.isNull():
        return None
    small = QPixmap(_PHOTO * 2)  # sharp on a screen of 200 %
    painter = QPainter(small)
    draw_cover(painter, image, QRectF(small.rect()))
    painter.end()
    return small


def _paint_words(painter: QPainter, finding: Finding, area: QRectF) -> None:
    face = font(16.5, QFont.Weight.DemiBold)
    painter.setFont(face)
    painter.setPen(QColor(INK))
    name = QFontMetrics(face).elidedText(finding.candidate.name, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
    face = font(13.5)
    painter.setFont(face)
    painter.setPen(QColor(SECONDARY))
    below = area.translated(0, 26)
    told = QFontMetrics(face).elidedText(facts(finding), Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, told)


def _paint_state(painter: QPainter, finding: Finding, box: QRectF, right: float) -> float:
    """Paint whether somebody is in, ending at ``right``; return where it begins."""
    said = state(finding)
    if not said:
        return right
    provisional = finding.admission is not None and finding.admission.provisional
    colours = LOOKS[Look.CHECK if provisional else Look.ADMIT]
    face = font(13, QFont.Weight.DemiBold)
    width = QFontMetrics(face).horizontalAdvance(said) + 22
    area = QRectF(right - width, box.center().y() - 13, width, 26)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ground))
    painter.drawRoundedRect(area, 13, 13)
    painter.setPen(QColor(colours.text))
    painter.setFont(face)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, said)
    return area.left() - 4


def _paint_key(painter: QPainter, box: QRectF) -> float:
    """Paint the key that chooses whoever is marked; return where it begins."""
    face = font(12, QFont.Weight.DemiBold)
    width = QFontMetrics(face).horizontalAdvance("Enter") + 14
    area = QRectF(box.right() - 14 - width, box.center().y() - 11, width, 22)
    painter.setPen(QPen(QColor(LINE), 1))
    painter.setBrush(QColor(CARD))
    painter.drawRoundedRect(area, 5, 5)
    painter.setPen(QColor(SECONDARY))
    painter.setFont(face)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "Enter")
    return area.left()
