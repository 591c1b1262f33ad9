"""The sessions that packs can be built for, to be ticked, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from enrollment.packing_errands import Outlook
from ui.enrolment import words
from ui.texts import number, translate

_Index = QModelIndex | QPersistentModelIndex
_TICK = 0
_RIGHT = (3, 4)


class OutlookModel(QAbstractTableModel):
    """Sessions with a box each.

    Signals:
        ticked: other sessions are chosen now.
    """

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.all: Sequence[Outlook] = ()
        self._shown: list[Outlook] = []
        self._chosen: set[str] = set()

    @property
    def chosen(self) -> list[Outlook]:
        """What is ticked, shown or not."""
        return [each for each in self.all if each.summary.session.id in self._chosen]

    def set_outlooks(self, outlooks: Sequence[Outlook]) -> None:
        """Show other sessions; those that are still there stay ticked."""
        self.all = outlooks
        self._chosen &= {each.summary.session.id for each in outlooks}
        self.show_venue(None)

    def show_venue(self, venue: str | None) -> None:
        """Show the sessions of a venue, or all."""
        self.beginResetModel()
        self._shown = [each for each in self.all if venue is None or each.summary.session.venue == venue]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many columns there are."""
        return len(_titles())

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The first column has a box, which Space ticks from any column."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _TICK else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell."""
        outlook = self._shown[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _TICK:
            ticked = outlook.summary.session.id in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and index.column() != _TICK:
            return _cells(outlook)[index.column() - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a session."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != _TICK:
            return False
        id_ = self._shown[index.row()].summary.session.id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen.add(id_)
        else:
            self._chosen.discard(id_)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def toggle(self, row: int) -> None:
        """Tick a row that is not, and untick one that is."""
        index = self.index(row, _TICK)
        ticked = self.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def retranslate(self) -> None:
        """Say everything again."""
        self.beginResetModel()
        self.endResetModel()


def outlook_sentences(chosen: Sequence[Outlook]) -> tuple[str, str]:
    """The tone, and what is in the packs and what speaks against building them, in sentences."""
    if not chosen:
        return "secondary", translate("Enrolment", "Tick the sessions whose packs you want (Space).")
    everybody = sum(each.summary.candidates for each in chosen)
    said = [words.say(translate("Enrolment", "Candidates that go in: %1"), everybody)]
    against = (
        (
            sum(each.without_photo for each in chosen),
            translate("Enrolment", "Without a usable photo, checked by ID card: %1"),
        ),
        (sum(each.summary.waiting for each in chosen), translate("Enrolment", "Photos not looked at yet: %1")),
        (
            sum(each.not_compared for each in chosen),
            translate("Enrolment", "Not compared with the others yet (F7): %1"),
        ),
        (
            sum(each.unreviewed for each in chosen),
            translate("Enrolment", "Pairs that look alike, without an answer: %1"),
        ),
        (
            len({pair for each in chosen for pair in each.unreviewed_across}),
            translate("Enrolment", "Pairs with a candidate of another session, without an answer: %1"),
        ),
        (sum(each.same_person for each in chosen), translate("Enrolment", "One person with two numbers: %1")),
        (
            len({pair for each in chosen for pair in each.same_person_across}),
            translate("Enrolment", "One person with a number in another session too: %1"),
        ),
    )
    faults = [words.say(sentence, count) for count, sentence in against if count]
    venues = len({each.summary.session.venue for each in chosen})
    if venues > 1:
        faults.append(words.say(translate("Enrolment", "For the same stations, packs of several venues: %1"), venues))
    said += faults
    twins = sum(each.twins for each in chosen)
    if twins:
        said.append(words.say(translate("Enrolment", "Twins that are linked: %1"), twins))
    return "check" if faults else "admit", " · ".join(said)


def _titles() -> tuple[str, ...]:
    return (
        "",
        translate("Enrolment", "Session"),
        translate("Enrolment", "Starts"),
        translate("Enrolment", "Candidates"),
        translate("Enrolment", "No photo"),
    )


def _cells(outlook: Outlook) -> tuple[str, ...]:
    session = outlook.summary.session
    counts = (outlook.summary.candidates, outlook.without_photo)
    return words.place(session), words.moment(session.starts_at), *map(number, counts)
