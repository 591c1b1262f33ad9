"""A drawn figure for everything that a candidate may be asked to do: a head, arrows, light. No words in it.

Everything is drawn on a field of 100 by 100, the head about its middle.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from station.checkin.guidance import Guidance
from ui.candidate_view import Scene
from ui.theme import AMBER_DOT, BRAND, GREEN_DOT, LINE, LOOKS, TINT
from ui.view_state import Look

_FIELD = 100.0
_HEAD = QRectF(34, 24, 32, 42)
_FAINT, _WRONG = "#8D9AAD", LOOKS[Look.STOP].text
_LIGHT = "#F5B942"


def draw_guidance(painter: QPainter, guidance: Guidance, box: QRectF) -> None:
    """The figure of an instruction, as large as the box allows."""
    with _Field(painter, box):
        _GUIDANCE[guidance](painter)


def draw_scene(painter: QPainter, scene: Scene, box: QRectF) -> None:
    """The figure of a scene in which nothing is asked."""
    with _Field(painter, box):
        _SCENES[scene](painter)


class _Field:
    """A painter on the field of 100 by 100, put back as it was afterwards."""

    def __init__(self, painter: QPainter, box: QRectF) -> None:
        self._painter = painter
        self._box = box

    def __enter__(self) -> None:
        side = min(self._box.width(), self._box.height())
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.translate(self._box.center().x() - side / 2, self._box.center().y() - side / 2)
        self._painter.scale(side / _FIELD, side / _FIELD)

    def __exit__(self, *_: object) -> None:
        self._painter.restore()


def _pen(colour: str = BRAND, width: float = 2.4, dashed: bool = False) -> QPen:
    style = Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine
    pen = QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([1.6, 2.2])
    return pen


def _person(
    painter: QPainter,
    *,
    head: QRectF = _HEAD,
    colour: str = BRAND,
    fill: str | None = TINT,
    dashed: bool = False,
    eyes: float | None = 0.0,
    lift: float = 0.0,
    tilt: float = 0.0,
) -> None:
    """Head and shoulders.

    ``eyes``: how far to the side they look, -1 to 1, None for none; ``lift``: how far up, in heads; ``tilt`` of the
    head in degrees, clockwise.
    """
    painter.setPen(_pen(colour, dashed=dashed))
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    width, height = head.width(), head.height()
    middle = head.center().x()
    shoulders = QPainterPath(QPointF(middle - width * 0.95, head.bottom() + height * 0.5))
    shoulders.quadTo(middle - width * 0.9, head.bottom() + height * 0.1, middle, head.bottom() + height * 0.08)
    shoulders.quadTo(
        middle + width * 0.9, head.bottom() + height * 0.1, middle + width * 0.95, head.bottom() + height * 0.5
    )
    painter.drawPath(shoulders)
    painter.save()
    painter.translate(middle, head.bottom())
    painter.rotate(tilt)
    painter.translate(-middle, -head.bottom())
    painter.drawEllipse(head)
    if eyes is not None:
        _face(painter, head, colour, eyes, lift)
    painter.restore()


def _face(painter: QPainter, head: QRectF, colour: str, aside: float, lift: float) -> None:
    width, height = head.width(), head.height()
    x, y = head.center().x() + aside * width * 0.22, head.center().y() - height * (0.06 + lift)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    size = width * 0.065
    for side in (-1, 1):
        painter.drawEllipse(QPointF(x + side * width * 0.19, y), size, size * 1.15)
    painter.setPen(_pen(colour, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mouth = QPainterPath(QPointF(x - width * 0.15, y + height * 0.32))
    mouth.quadTo(x, y + height * 0.4, x + width * 0.15, y + height * 0.32)
    painter.drawPath(mouth)
    nose = QPainterPath(QPointF(x, y + height * 0.08))
    nose.lineTo(x + width * (0.05 + 0.1 * aside), y + height * 0.2)
    nose.lineTo(x, y + height * 0.21)
    painter.drawPath(nose)


def _arrow(painter: QPainter, begin: QPointF, end: QPointF, colour: str = GREEN_DOT) -> None:
    painter.setPen(_pen(colour, 4))
    painter.drawLine(begin, end)
    _point(painter, end, math.atan2(end.y() - begin.y(), end.x() - begin.x()), colour)


def _point(painter: QPainter, at: QPointF, angle: float, colour: str = GREEN_DOT) -> None:
    """The head of an arrow. ``angle`` is in radians, clockwise from the right."""
    painter.setPen(_pen(colour, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for turn in (-2.5, 2.5):
        painter.drawLine(at, at + QPointF(math.cos(angle + turn), math.sin(angle + turn)) * 6.5)


def _turn(painter: QPainter, box: QRectF, begin: float, sweep: float) -> None:
    """A curved arrow on an ellipse. Degrees, counter-clockwise from the right, as Qt counts them."""
    painter.setPen(_pen(GREEN_DOT, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    path.arcMoveTo(box, begin)
    path.arcTo(box, begin, sweep)
    painter.drawPath(path)
    _point(painter, path.currentPosition(), -math.radians(path.angleAtPercent(1.0)))


def _cross(painter: QPainter, centre: QPointF, size: float) -> None:
    painter.setPen(_pen(_WRONG, 4))
    painter.drawLine(centre - QPointF(size, size), centre + QPointF(size, size))
    painter.drawLine(centre - QPointF(size, -size), centre + QPointF(size, -size))


def _sun(painter: QPainter, centre: QPointF, radius: float = 7.5) -> None:
    painter.setPen(_pen(AMBER_DOT, 2.4))
    painter.setBrush(QColor(_LIGHT))
    painter.drawEllipse(centre, radius, radius)
    for ray in range(8):
        direction = QPointF(math.cos(ray * math.pi / 4), math.sin(ray * math.pi / 4))
        painter.drawLine(centre + direction * (radius + 3.5), centre + direction * (radius + 7.5))


def _corners(painter: QPainter, box: QRectF) -> None:
    """The four corners of a camera's view."""
    painter.setPen(_pen(GREEN_DOT, 3.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = 9
    for x, y, right, down in (
        (box.left(), box.top(), 1, 1),
        (box.right(), box.top(), -1, 1),
        (box.left(), box.bottom(), 1, -1),
        (box.right(), box.bottom(), -1, -1),
    ):
        path = QPainterPath(QPointF(x + right * reach, y))
        path.lineTo(x, y)
        path.lineTo(x, y + down * reach)
        painter.drawPath(path)


def _scaled(factor: float, centre: QPointF | None = None) -> QRectF:
    middle = centre or _HEAD.center()
    width, height = _HEAD.width() * factor, _HEAD.height() * factor
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


def _look_here(painter: QPainter) -> None:
    _person(painter)
    _corners(painter, QRectF(18, 10, 64, 70))


def _face_the_camera(painter: QPainter) -> None:
    _person(painter, eyes=-1.0)
    _turn(painter, QRectF(22, 4, 56, 26), 160, -130)


def _come_closer(painter: QPainter) -> None:
    _person(painter, head=_scaled(1.25), colour=_FAINT, fill=None, dashed=True, eyes=None)
    _person(painter, head=_scaled(0.62))
    for x, y in ((-1, -1), (1, -1), (-1, 0.35), (1, 0.35)):
        begin = _HEAD.center() + QPointF(x * 27, y * 20)
        _arrow(painter, begin, begin + QPointF(x * 13, y * 12))


def _move_back(painter: QPainter) -> None:
    _person(painter, head=_scaled(1.2), eyes=None)
    _person(painter, head=_scaled(0.68), colour=GREEN_DOT, fill=None, dashed=True)
    for x, y in ((-1, -1), (1, -1), (-1, 0.35), (1, 0.35)):
        begin = _HEAD.center() + QPointF(x * 42, y * 36)
        _arrow(painter, begin, begin - QPointF(x * 13, y * 12))


def _move_to_the_middle(painter: QPainter) -> None:
    _corners(painter, QRectF(24, 10, 52, 68))
    _person(painter, head=_scaled(0.8, QPointF(22, 45)))
    _arrow(painter, QPointF(44, 45), QPointF(62, 45))


def _hold_head_straight(painter: QPainter) -> None:
    painter.setPen(_pen(_FAINT, 2, dashed=True))
    painter.drawLine(QPointF(50, 6), QPointF(50, 72))
    _person(painter, tilt=-24)
    _turn(painter, QRectF(8, 8, 84, 84), 128, -44)


def _raise_chin(painter: QPainter) -> None:
    _person(painter, lift=-0.13)
    _arrow(painter, QPointF(80, 62), QPointF(80, 32))


def _lower_chin(painter: QPainter) -> None:
    _person(painter, lift=0.13)
    _arrow(painter, QPointF(80, 32), QPointF(80, 62))


def _move_into_the_light(painter: QPainter) -> None:
    _person(painter, head=_scaled(0.85, QPointF(32, 52)), fill="#C9D3E0")
    _sun(painter, QPointF(80, 22))
    _arrow(painter, QPointF(54, 50), QPointF(70, 38))


def _avoid_glare(painter: QPainter) -> None:
    _person(painter, head=_scaled(0.85, QPointF(60, 54)), fill="#FFF6DD")
    _sun(painter, QPointF(24, 24))
    _cross(painter, QPointF(24, 24), 11)


def _leave_the_shadow(painter: QPainter) -> None:
    _person(painter, head=_scaled(0.9, QPointF(42, 48)))
    painter.save()
    half = QPainterPath()
    half.addEllipse(_scaled(0.9, QPointF(42, 48)))
    painter.setClipPath(half)
    painter.fillRect(QRectF(0, 0, 42, 100), QColor(15, 27, 45, 110))
    painter.restore()
    _sun(painter, QPointF(82, 18), 6)
    _arrow(painter, QPointF(64, 48), QPointF(84, 48))


def _hold_still(painter: QPainter) -> None:
    _person(painter)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(_FAINT, 2.6))
    for side in (-1, 1):
        for reach in (0, 7):
            box = QRectF(50 - 24 - reach, 45 - 18 - reach, 48 + 2 * reach, 36 + 2 * reach)
            painter.drawArc(box, (0 if side > 0 else 180) * 16 - 35 * 16, 70 * 16)
    _cross(painter, QPointF(80, 76), 6.5)


def _one_person_only(painter: QPainter) -> None:
    _person(painter, head=_scaled(0.7, QPointF(75, 38)), colour=_FAINT, fill=None, dashed=True)
    _person(painter, head=_scaled(0.85, QPointF(36, 48)))
    _cross(painter, QPointF(76, 38), 9)


def _show_whole_face(painter: QPainter) -> None:
    _person(painter)
    painter.setPen(_pen(_FAINT))
    painter.setBrush(QColor(LINE))
    cloth = QPainterPath(QPointF(34.5, 46))
    cloth.quadTo(50, 51, 65.5, 46)
    cloth.quadTo(65, 66, 50, 66)
    cloth.quadTo(35, 66, 34.5, 46)
    painter.drawPath(cloth)
    _arrow(painter, QPointF(80, 46), QPointF(80, 72))


def _welcome(painter: QPainter) -> None:
    """A participant card with its code."""
    painter.setPen(_pen())
    painter.setBrush(QColor(TINT))
    painter.drawRoundedRect(QRectF(12, 26, 76, 50), 6, 6)
    painter.setBrush(QColor(BRAND))
    painter.drawRoundedRect(QRectF(20, 36, 18, 22), 3, 3)
    painter.setPen(_pen(BRAND, 2.6))
    for y in (64, 70):
        painter.drawLine(QPointF(20, y), QPointF(44, y))
    modules = QPainterPath()
    for row, bits in enumerate(("11101", "10100", "11011", "00110", "10111")):
        for column, bit in enumerate(bits):
            if bit == "1":
                modules.addRect(QRectF(55 + column * 5, 38 + row * 5, 5, 5))
    painter.fillPath(modules.simplified(), QColor(BRAND))


def _thanks(painter: QPainter) -> None:
    """A head that is content. No tick: that would look like a verdict."""
    _person(painter)


def _wait(painter: QPainter) -> None:
    """A clock."""
    painter.setPen(_pen(width=3))
    painter.setBrush(QColor(TINT))
    painter.drawEllipse(QPointF(50, 50), 28, 28)
    painter.drawLine(QPointF(50, 32), QPointF(50, 50))
    painter.drawLine(QPointF(50, 50), QPointF(62, 57))


_GUIDANCE: dict[Guidance, Callable[[QPainter], None]] = {
    Guidance.FACE_THE_CAMERA: _face_the_camera,
    Guidance.ONE_PERSON_ONLY: _one_person_only,
    Guidance.COME_CLOSER: _come_closer,
    Guidance.MOVE_BACK: _move_back,
    Guidance.MOVE_TO_THE_MIDDLE: _move_to_the_middle,
    Guidance.HOLD_HEAD_STRAIGHT: _hold_head_straight,
    Guidance.RAISE_CHIN: _raise_chin,
    Guidance.LOWER_CHIN: _lower_chin,
    Guidance.MOVE_INTO_THE_LIGHT: _move_into_the_light,
    Guidance.AVOID_GLARE: _avoid_glare,
    Guidance.LEAVE_THE_SHADOW: _leave_the_shadow,
    Guidance.HOLD_STILL: _hold_still,
    Guidance.SHOW_WHOLE_FACE: _show_whole_face,
    Guidance.LOOK_HERE: _look_here,
}

_SCENES: dict[Scene, Callable[[QPainter], None]] = {
    Scene.WELCOME: _welcome,
    Scene.GUIDE: _look_here,
    Scene.THANKS: _thanks,
    Scene.WAIT: _wait,
}
