"""Small portraits for the gallery: fetched when somebody looks, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader

from enrollment.photo_errands import portraits
from enrollment.workbench import Failure
from ui.enrolment.bridge import Bridge

KEPT = 400  # pictures; 100 kB each
WAITING = 120  # more than any screen shows at once: whoever scrolls on has no use for older ones
AT_A_TIME = 24
SIDE = 160  # pixels


class Thumbnails(QObject):
    """Portraits by the ids of candidates. At most one batch is under way, the newest wishes first.

    Signals:
        arrived: a frozenset of ids whose pictures are here now.
    """

    arrived = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way: frozenset[int] = frozenset()
        self.fetched = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, id_: int) -> QImage | None:
        """A candidate's portrait, null where there is none; None while it is fetched."""
        image = self._kept.get(id_)
        if image is not None:
            self._kept.move_to_end(id_)
            return image
        if id_ not in self._under_way:
            self._wanted[id_] = None
            self._wanted.move_to_end(id_)
            while len(self._wanted) > WAITING:
                self._wanted.popitem(last=False)
            self._fetch()
        return None

    def forget(self) -> None:
        """Fetch everything anew: photos may have changed."""
        self._kept.clear()

    def _fetch(self) -> None:
        if self._under_way or not self._wanted:
            return
        newest = [self._wanted.popitem()[0] for _ in range(min(AT_A_TIME, len(self._wanted)))]
        self._under_way = frozenset(newest)
        self.fetched += len(newest)
        self._bridge.ask(portraits(newest), self._take, self._fail)

    def _take(self, found: dict[int, bytes]) -> None:
        for id_, data in found.items():
            self._kept[id_] = decoded(data, SIDE)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._under_way = frozenset()
        self.arrived.emit(frozenset(found))
        self._fetch()

    def _fail(self, failure: Failure) -> None:
        """Show none rather than ask again and again; the page that is open tells what is wrong with the database."""
        self._take(dict.fromkeys(self._under_way, b""))


def decoded(data: bytes, side: int) -> QImage:
    """A JPEG at a side of so many pixels; null where there is none. Shrinking while decoding takes half the time."""
    if not data:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    reader.setScaledSize(QSize(side, side))
    return reader.read()
