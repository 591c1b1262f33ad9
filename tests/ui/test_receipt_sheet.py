"""A receipt can be shown, printed and saved, and its code can be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from station.checkin.receipts import Receipt, code_text
from station.ids import CheckInId
from ui import receipt as receipts
from ui import theme
from ui.languages import Languages
from ui.receipt import ReceiptSheet, installed_printers, print_receipt, save_receipt
from ui.receipt_paper import DECISIONS, Paper, draw_receipt, page_size, qr_image
from wire.vocabulary import Decision

WIB = timezone(timedelta(hours=7))
AT = datetime(2026, 10, 12, 7, 30, 12, tzinfo=WIB)
RECEIPT = Receipt(
    CheckInId(UUID("0199d3a4-5b3c-7abc-8def-0123456789ab")),
    Decision.ADMIT,
    AT,
    "SKD-1",
    "SKD CPNS · Sesi 2",
    "BKN Regional VII, Palembang",
    "Ruang A",
    "meja-3",
    digest="ab" * 32,
)
LONGEST = replace(
    RECEIPT,
    decision=Decision.PROVISIONAL,
    deadline=AT + timedelta(hours=1),
    session="Seleksi Kompetensi Dasar " * 4,
    venue="Universitas Sriwijaya " * 5,
    pin="482913",
)


class Keys:
    """Seconds that go on by as much as a person needs for a key, or a scanner."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 1.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture(autouse=True)
def languages(qapp: QApplication) -> Iterator[Languages]:
    theme.apply(qapp)
    made = Languages(qapp)
    made.use("en")
    yield made
    made.use("en")


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def sheet(qtbot: QtBot, keys: Keys) -> Callable[..., ReceiptSheet]:
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()

    def make(*printers: str, save_as: Path | None = None) -> ReceiptSheet:
        made = ReceiptSheet(desk, RECEIPT, keys, printers=lambda: printers, ask_file=lambda _parent, _name: save_as)
        made.open()
        return made

    return make


def picture(receipt: Receipt, paper: Paper, per_millimetre: float = 8) -> QImage:
    size = page_size(receipt, paper)
    image = QImage(
        round(size.width() * per_millimetre), round(size.height() * per_millimetre), QImage.Format.Format_Grayscale8
    )
    image.fill(255)
    painter = QPainter(image)
    draw_receipt(painter, receipt, paper, per_millimetre)
    painter.end()
    return image


def pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return np.ascontiguousarray(rows[:, : image.width()]).copy()


def test_the_code_is_a_qr_code_with_white_about_it() -> None:
    drawn = pixels(qr_image(code_text(RECEIPT)))
    assert (drawn[:4] == 255).all()
    assert (drawn[:, -4:] == 255).all()
    found = zxingcpp.read_barcodes(drawn)
    assert [(each.text, each.ec_level) for each in found] == [(code_text(RECEIPT), "M")]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("receipt", [RECEIPT, LONGEST], ids=["short", "longest"])
def test_on_paper_the_code_can_be_read_and_the_margins_are_white(
    languages: Languages, language: str, paper: Paper, receipt: Receipt
) -> None:
    languages.use(language)
    drawn = pixels(picture(receipt, paper))
    margin = 8 * 4
    assert [each.text for each in zxingcpp.read_barcodes(drawn)] == [code_text(receipt)]
    for edge in (drawn[:margin], drawn[-margin:], drawn[:, :margin], drawn[:, -margin:]):
        assert (edge == 255).all()


def test_a_roll_is_as_long_as_what_is_on_it_and_a_page_is_a_page() -> None:
    assert page_size(RECEIPT, Paper.ROLL_80).width() == 80
    assert page_size(LONGEST, Paper.ROLL_80).height() > page_size(RECEIPT, Paper.ROLL_80).height()
    assert page_size(RECEIPT, Paper.ROLL_80, "Keberatan: " * 60).height() > page_size(RECEIPT, Paper.ROLL_80).height()
    assert page_size(LONGEST, Paper.A6).toTuple() == (105, 148)


def test_every_decision_that_has_a_receipt_has_a_word() -> None:
    assert set(DECISIONS) == set(Decision) - {Decision.CANCEL}


@pytest.mark.parametrize("paper", Paper)
def test_a_pdf_has_one_page_of_the_papers_size(tmp_path: Path, paper: Paper) -> None:
    file = tmp_path / "receipt.pdf"
    assert save_receipt(LONGEST, paper, file)
    data = file.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1
    box = data.split(b"/MediaBox [")[1].split(b"]")[0]
    width, height = (float(number) / 72 * 25.4 for number in box.split()[2:])
    size = page_size(LONGEST, paper)
    assert (width, height) == pytest.approx((size.width(), size.height()), abs=0.5)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert not save_receipt(RECEIPT, Paper.A6, tmp_path / "nowhere" / "receipt.pdf")


def test_a_printer_that_is_not_there_is_told() -> None:
    assert not print_receipt(RECEIPT, Paper.A6, "no such printer")


def test_the_usual_printer_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "Zebra")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Canon", "Zebra", "Epson"])
    assert installed_printers() == ["Zebra", "Canon", "Epson"]


def test_without_a_printer_it_says_so_and_a_pdf_can_be_saved(
    sheet: Callable[..., ReceiptSheet], tmp_path: Path, qtbot: QtBot
) -> None:
    made = sheet(save_as=tmp_path / "4D2.pdf")
    assert made.note.startswith("No printer is set up")
    assert not made.print_button.isEnabled()
    with qtbot.waitSignal(made.saved) as saved:
        QTest.keyClick(made, Qt.Key.Key_S)
    assert saved.args == [tmp_path / "4D2.pdf"]
    assert "Saved as 4D2.pdf." in made.note


def test_saving_that_fails_or_is_given_up_is_no_fault(sheet: Callable[..., ReceiptSheet], tmp_path: Path) -> None:
    made = sheet(save_as=tmp_path / "nowhere" / "4D2.pdf")
    made.save_button.click()
    assert "could not be saved" in made.note
    given_up = sheet()
    given_up.save_button.click()
    assert "saved" not in given_up.note.lower()


def test_a_printer_takes_it_on_the_paper_that_was_chosen(
    sheet: Callable[..., ReceiptSheet], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Paper, str]] = []

    def take(_receipt: Receipt, paper: Paper, printer: str, _objection: str) -> bool:
        asked.append((paper, printer))
        return len(asked) > 1

    monkeypatch.setattr(receipts, "print_receipt", take)
    made = sheet("Epson TM-T82")
    made.print_button.click()
    assert "did not take it" in made.note
    made.papers[Paper.A6].click()
    with qtbot.waitSignal(made.printed):
        made.print_button.click()
    assert asked == [(Paper.ROLL_80, "Epson TM-T82"), (Paper.A6, "Epson TM-T82")]


def test_the_next_card_closes_it_and_is_not_lost(sheet: Callable[..., ReceiptSheet], keys: Keys, qtbot: QtBot) -> None:
    made = sheet("Epson")
    keys.step = 0.005
    with qtbot.waitSignal(made.closed), qtbot.waitSignal(made.scanned) as scanned:
        QTest.keyClicks(made, "24300110012345")
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert scanned.args == ["24300110012345"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_closes_by_keyboard(sheet: Callable[..., ReceiptSheet], qtbot: QtBot, key: Qt.Key) -> None:
    made = sheet()
    with qtbot.waitSignal(made.closed):
        QTest.keyClick(made, key)


def test_it_speaks_the_language_that_is_switched_to(
    sheet: Callable[..., ReceiptSheet], languages: Languages, qtbot: QtBot
) -> None:
    made = sheet()
    languages.use("id")
    qtbot.waitUntil(lambda: made.save_button.text() == "Simpan sebagai PDF")


def test_the_example_of_the_contract_is_what_the_code_says() -> None:
    contract = (Path(__file__).parents[2] / "docs" / "receipt.md").read_text(encoding="utf-8")
    assert code_text(RECEIPT).partition(";t=")[0] in contract
    assert RECEIPT.number in contract
