"""Showing a receipt, printing it, and saving it as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from PySide6.QtCore import QEvent, QMarginsF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPageLayout, QPageSize, QPainter, QPaintEvent, QPen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from station.checkin.receipts import Receipt
from ui.key_button import KeyButton, Tone
from ui.keys import QUIET, BurstFilter
from ui.labels import label
from ui.overlay import Overlay
from ui.receipt_paper import Paper, draw_receipt, page_size
from ui.texts import translate
from ui.theme import LINE

log = structlog.get_logger()

_LARGEST = QSize(430, 640)  # pixels, of the picture of the paper
_SIDE = 360
PrinterNames = Callable[[], Sequence[str]]
AskFile = Callable[[QWidget, str], Path | None]


def installed_printers() -> list[str]:
    """The printers that this computer knows, the usual one first. It may take a while where they are in a network."""
    usual = QPrinterInfo.defaultPrinterName()
    names = [str(name) for name in QPrinterInfo.availablePrinterNames()]
    return sorted(names, key=lambda name: (name != usual, name))


def print_receipt(receipt: Receipt, paper: Paper, printer_name: str, objection: str = "") -> bool:
    """Print on one sheet, without asking; False where the printer does not take it."""
    if QPrinterInfo.printerInfo(printer_name).isNull():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    return _draw_on(printer, receipt, paper, objection)


def save_receipt(receipt: Receipt, paper: Paper, path: Path, objection: str = "") -> bool:
    """Write a PDF of one page; False where the file cannot be written."""
    try:
        path.write_bytes(b"")  # what Qt says of a file that cannot be written says not why, and goes to its own log
    except OSError as error:
        log.warning("receipt not saved", error=str(error))
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return _draw_on(printer, receipt, paper, objection)


class ReceiptSheet(Overlay):
    """The receipt as it will be on paper, and what can be done with it.

    A card that is scanned meanwhile closes it: the next candidate is at the desk.

    Signals:
        scanned: the number of that card.
        printed: a printer took the receipt.
        saved: the `Path` of the PDF that was written.

    Args:
        printers: the names of the printers that are set up; asked once, when the sheet is made.
        monotonic: seconds, to tell a person's keys from a scanner's.
        objection: how to object, in the words of the venue's policy.
        ask_file: asks where to save, by a suggested name.
    """

    scanned = Signal(str)
    printed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        receipt: Receipt,
        monotonic: Callable[[], float],
        *,
        printers: PrinterNames = installed_printers,
        objection: str = "",
        paper: Paper = Paper.ROLL_80,
        ask_file: AskFile | None = None,
    ) -> None:
        super().__init__(parent)
        self._receipt = receipt
        self._monotonic = monotonic
        self._objection = objection
        self._ask_file = ask_file or _ask_file
        self._burst = BurstFilter()
        self._printers = tuple(printers())
        self._picture = _Picture()
        self._title = label(18, QFont.Weight.Bold)
        self._number = label(26, QFont.Weight.Bold)
        self._note = label(14, tone="secondary")
        self._note.setWordWrap(True)
        self._told = label(14, QFont.Weight.DemiBold)
        self._told.setWordWrap(True)
        self.papers = {Paper.ROLL_80: KeyButton("1"), Paper.A6: KeyButton("2")}
        self.print_button = KeyButton("P", Tone.PLAIN, main=True, filled=True)
        self.save_button = KeyButton("S")
        self.close_button = KeyButton("Esc")
        self._paper = paper
        for each, button in self.papers.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=each: self.use_paper(chosen))
        self.print_button.setEnabled(bool(self._printers))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.close)
        self._arrange()
        self._show_texts()

    @property
    def note(self) -> str:
        """What is said of the printer, and of what was done last."""
        return f"{self._note.text()} {self._told.text()}".strip()

    def use_paper(self, paper: Paper) -> None:
        """Show, and print, on another paper."""
        self._paper = paper
        for each, button in self.papers.items():
            button.setChecked(each is paper)
        self._picture.show_receipt(self._receipt, paper, self._objection)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_texts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A person's keys for the buttons, a scanner's for the desk."""
        event.accept()
        if event.isAutoRepeat():
            return
        if self._burst.press(event.key(), self._monotonic(), event.text()):
            QTimer.singleShot(round(QUIET * 1000) + 10, self, self._settle_key)
        elif number := self._burst.scanned():
            self.close()
            self.scanned.emit(number)

    def _settle_key(self) -> None:
        key = self._burst.settled(self._monotonic())
        buttons = {
            Qt.Key.Key_1: self.papers[Paper.ROLL_80],
            Qt.Key.Key_2: self.papers[Paper.A6],
            Qt.Key.Key_P: self.print_button,
            Qt.Key.Key_S: self.save_button,
            Qt.Key.Key_Escape: self.close_button,
            Qt.Key.Key_Return: self.close_button,
            Qt.Key.Key_Enter: self.close_button,
        }
        button = buttons.get(Qt.Key(key)) if key is not None else None
        if button is not None and button.isEnabled():
            button.click()

    def _print(self) -> None:
        if print_receipt(self._receipt, self._paper, self._printers[0], self._objection):
            self._told.setText(translate("Receipt", "Sent to the printer."))
            self.printed.emit()
        else:
            self._told.setText(translate("Receipt", "The printer did not take it. Check it, or save a PDF."))

    def _save(self) -> None:
        path = self._ask_file(self, f"{self._receipt.number}.pdf")
        self.setFocus()
        if path is None:
            return
        if save_receipt(self._receipt, self._paper, path, self._objection):
            self._told.setText(translate("Receipt", "Saved as %1.").replace("%1", path.name))
            self.saved.emit(path)
        else:
            self._told.setText(translate("Receipt", "It could not be saved there. Choose another folder."))

    def _show_texts(self) -> None:
        self._title.setText(translate("Receipt", "Receipt for the candidate"))
        self.setAccessibleName(self._title.text())
        self._number.setText(self._receipt.number)
        self._note.setText(
            translate("Receipt", "Printer: %1").replace("%1", self._printers[0])
            if self._printers
            else translate(
                "Receipt",
                "No printer is set up at this desk. The candidate can write the number down or photograph the code.",
            )
        )
        self.papers[Paper.ROLL_80].say(translate("Receipt", "80 mm roll"))
        self.papers[Paper.A6].say("A6")
        self.print_button.say(translate("Receipt", "Print"))
        self.save_button.say(translate("Receipt", "Save as PDF"))
        self.close_button.say(translate("Receipt", "Close"))
        name = translate("Receipt", "Receipt %1 as it is printed").replace("%1", self._receipt.number)
        self._picture.setAccessibleName(name)
        self.use_paper(self._paper)

    def _arrange(self) -> None:
        papers = QHBoxLayout()
        papers.setSpacing(10)
        for button in self.papers.values():
            papers.addWidget(button)
        side = QVBoxLayout()
        side.setSpacing(10)
        for part in (self._title, self._number, self._note):
            side.addWidget(part)
        side.addStretch(1)
        side.addWidget(self._told)
        side.addLayout(papers)
        for button in (self.print_button, self.save_button, self.close_button):
            side.addWidget(button)
        column = QWidget()
        column.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        column.setFixedWidth(_SIDE)
        layout = QHBoxLayout(self.card)
        layout.setContentsMargins(24, 22, 24, 22)
        layout.setSpacing(28)
        layout.addWidget(self._picture)
        layout.addWidget(column)


class _Picture(QWidget):
    """The paper, as large as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Receipt, Paper, str] | None = None
        self._millimetres = QSizeF(80, 100)
        self.setFixedSize(_LARGEST)

    def show_receipt(self, receipt: Receipt, paper: Paper, objection: str) -> None:
        """Show a receipt on a paper, in the language in use."""
        self._shown = (receipt, paper, objection)
        self._millimetres = page_size(receipt, paper, objection)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper and what is on it."""
        if self._shown is None:
            return
        receipt, paper, objection = self._shown
        size = self._millimetres
        scale = min((self.width() - 2) / size.width(), (self.height() - 2) / size.height())
        sheet = QRectF(0, 0, size.width() * scale, size.height() * scale)
        sheet.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LINE), 1))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRect(sheet)
        painter.translate(sheet.topLeft())
        draw_receipt(painter, receipt, paper, scale, objection)


def _draw_on(printer: QPrinter, receipt: Receipt, paper: Paper, objection: str) -> bool:
    size = page_size(receipt, paper, objection)
    if paper is Paper.A6:
        page = QPageSize(QPageSize.PageSizeId.A6)
    else:
        page = QPageSize(size, QPageSize.Unit.Millimeter, "80 mm", QPageSize.SizeMatchPolicy.ExactMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setDocName(f"Hadir {receipt.number}")
    printer.setCreator("Hadir")
    painter = QPainter()
    if not painter.begin(printer):
        return False
    draw_receipt(painter, receipt, paper, printer.resolution() / 25.4, objection)
    return bool(painter.end()) and printer.printerState() is not QPrinter.PrinterState.Error


def _ask_file(parent: QWidget, name: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, translate("Receipt", "Save as PDF"), name, "PDF (*.pdf)")
    return Path(chosen) if chosen else None
