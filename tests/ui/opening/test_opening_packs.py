"""A pack is chosen from those here, dropped, or picked as a file; one that is refused says why and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from station.client import UNTRUSTED
from station.errors import JournalError, TransportError
from station.shelf import packs_on
from tests.ui.opening.conftest import PATIENCE, Parts
from tests.wire.makers import FACTS, NOW, pack
from ui.languages import Languages
from ui.opening import words
from ui.opening.page import OpeningPage
from wire.errors import PackError, PackProblem
from wire.pack import read_pack
from wire.pack_listing import ListedPack, listed


@pytest.fixture
def shelf(tmp_path: Path, parts: Parts) -> Path:
    """A folder with a pack for today and one of last week."""
    week = timedelta(days=7)
    (tmp_path / "today.pack").write_bytes(pack())
    (tmp_path / "last.pack").write_bytes(
        pack(facts=replace(FACTS, not_before=FACTS.not_before - week, expires_at=FACTS.expires_at - week))
    )
    parts.shelf = packs_on([tmp_path], NOW)
    return tmp_path


def show(page: OpeningPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: len(page.packs.rows) == 2, timeout=PATIENCE)


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(page: OpeningPage, data: QMimeData) -> bool:
    """Drag something over the card and let go; whether it was taken."""
    act, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), act, data, button, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    page.packs.card.dragEnterEvent(enter)
    if enter.isAccepted():
        page.packs.card.dropEvent(QDropEvent(QPointF(5, 5), act, data, button, Qt.KeyboardModifier.NoModifier))
    return enter.isAccepted()


def test_packs_here_tell_venue_session_start_and_validity(
    page: OpeningPage, shelf: Path, qtbot: QtBot, languages: Languages
) -> None:
    show(page, qtbot)
    today, last = page.packs.rows
    assert today.accessibleName().startswith("SKD. Palembang, A · starts 11 Oct 2026")
    assert "Valid until 14 Oct 2026" in today.accessibleName()
    assert "No longer valid since 7 Oct 2026" in last.accessibleName()
    languages.use("id")
    qtbot.waitUntil(lambda: "Berlaku sampai 14 Okt 2026" in today.accessibleName(), timeout=PATIENCE)


def test_enter_takes_the_first_pack_and_the_checks_run_anew(
    page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot
) -> None:
    show(page, qtbot)
    with qtbot.waitSignal(page.pack_chosen, timeout=PATIENCE) as chosen:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert chosen.args == [shelf / "today.pack"]
    assert parts.taken == [shelf / "today.pack"]
    assert not page.showing_packs
    qtbot.waitUntil(lambda: page.checks.go_on.isEnabled(), timeout=PATIENCE)
    assert parts.runs == 1


def test_arrows_choose_and_escape_goes_back(page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot) -> None:
    show(page, qtbot)
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.packs.rows[1].hasFocus() or page.packs.rows[0].hasFocus(), timeout=PATIENCE)
    page.packs.rows[1].setFocus()
    QTest.keyClick(page.packs.rows[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: parts.taken == [shelf / "last.pack"], timeout=PATIENCE)
    qtbot.waitUntil(lambda: not page.showing_packs, timeout=PATIENCE)
    show(page, qtbot)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.showing_packs


@pytest.mark.parametrize("problem", list(PackProblem))
def test_a_refusal_says_why_and_what_to_do(
    page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot, problem: PackProblem
) -> None:
    parts.refusal = PackError("for programs", problem)
    show(page, qtbot)
    with qtbot.assertNotEmitted(page.pack_chosen):
        page.packs.choose_focused()
        qtbot.waitUntil(lambda: page.packs.card.isEnabled() and page.packs.notice.isVisible(), timeout=PATIENCE)
    reason, advice = words.refusal(problem)
    assert page.packs.notice.headline.text() == f"today.pack was refused. {reason}"
    assert page.packs.notice.sentence.text() == advice
    assert page.showing_packs


def test_a_database_that_does_not_answer_is_not_blamed_on_the_pack(
    page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot
) -> None:
    parts.refusal = JournalError("locked")
    show(page, qtbot)
    page.packs.choose_focused()
    qtbot.waitUntil(lambda: page.packs.card.isEnabled() and page.packs.notice.isVisible(), timeout=PATIENCE)
    assert page.packs.notice.headline.text() == "today.pack was not loaded: the database did not answer."


def test_a_dropped_pack_is_taken_and_anything_else_is_not(
    page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot
) -> None:
    show(page, qtbot)
    other = shelf / "peserta.csv"
    other.write_text("no pack")
    assert not drop(page, mime(other))
    assert not drop(page, mime(shelf / "gone.pack"))
    assert drop(page, mime(other, shelf / "last.pack"))
    qtbot.waitUntil(lambda: parts.taken == [shelf / "last.pack"], timeout=PATIENCE)


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")  # offscreen says so of every dialog
def test_a_pack_can_be_picked_as_a_file(page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot) -> None:
    show(page, qtbot)
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.packs.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(shelf / "last.pack"))
    dialog.close()
    qtbot.waitUntil(lambda: parts.taken == [shelf / "last.pack"], timeout=PATIENCE)


def test_a_station_without_packs_says_where_to_get_one(page: OpeningPage, qtbot: QtBot) -> None:
    page.show_packs()
    qtbot.wait(20)
    assert page.packs.rows == []
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.showing_packs


def offer(path: Path) -> ListedPack:
    """What the server says of the pack in a file, made again for another session."""
    sealed = read_pack(path)
    told = listed(sealed.digest, path.stat().st_size, sealed.claims())
    return told.model_copy(update={"session": told.session.model_copy(update={"id": "SKD-2", "title": "SKD siang"})})


@pytest.fixture
def offered(shelf: Path, parts: Parts) -> ListedPack:
    """A third pack, on the server, which arrives as a file."""
    made = offer(shelf / "today.pack")
    parts.offers, parts.arriving = (made,), shelf / "SKD-2.pack"
    return made


def show_all(page: OpeningPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: len(page.packs.rows) == 3, timeout=PATIENCE)


def test_packs_on_the_server_stand_below_those_here_and_say_where_they_are(
    page: OpeningPage, offered: ListedPack, qtbot: QtBot, languages: Languages
) -> None:
    show_all(page, qtbot)
    here, _, there = page.packs.rows
    assert "On the server" not in here.accessibleName()
    assert there.accessibleName().startswith("SKD siang. Palembang, A · starts 11 Oct 2026")
    assert there.accessibleName().endswith("On the server · 0.0 MB")
    languages.use("id")
    qtbot.waitUntil(lambda: "Di server" in there.accessibleName(), timeout=PATIENCE)


def test_a_pack_on_the_server_arrives_with_progress_and_is_taken(
    page: OpeningPage, offered: ListedPack, parts: Parts, shelf: Path, qtbot: QtBot
) -> None:
    show_all(page, qtbot)
    page.packs.move_focus(1)
    page.packs.move_focus(1)
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.packs.rows[2], timeout=PATIENCE)
    page.packs.rows[2].click()
    qtbot.waitUntil(lambda: page.packs.fetching.bar.value() > 0, timeout=PATIENCE)
    assert page.packs.fetching.title.text() == "Getting SKD siang from the server"
    assert not page.packs.browse.isEnabled()
    with qtbot.waitSignal(page.pack_chosen, timeout=PATIENCE) as chosen:
        parts.flowing.set()
    assert chosen.args == [shelf / "SKD-2.pack"]
    assert parts.taken == [shelf / "SKD-2.pack"]
    assert not page.showing_packs


def test_escape_cancels_what_is_on_its_way_and_stays_with_the_packs(
    page: OpeningPage, offered: ListedPack, parts: Parts, qtbot: QtBot
) -> None:
    show_all(page, qtbot)
    page.packs.rows[2].click()
    qtbot.waitUntil(page.packs.fetching.isVisible, timeout=PATIENCE)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.packs.fetching.isVisible(), timeout=PATIENCE)
    assert page.showing_packs
    assert parts.taken == []
    qtbot.waitUntil(lambda: len(page.packs.rows) == 3 and page.packs.browse.isEnabled(), timeout=PATIENCE)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.showing_packs


TROUBLE = [
    (TransportError("refused", status=401, code="unauthorised"), "The server does not accept this station."),
    (TransportError("gone", status=404, code="pack_unknown"), "The server no longer has this pack for this station."),
    (TransportError("untrusted", code=UNTRUSTED), "This computer does not trust the server's certificate."),
    (TransportError("nobody"), "The server was not reached."),
    (OSError(28, "No space left on device"), "The pack could not be stored on this computer."),
]


@pytest.mark.parametrize(("error", "reason"), TROUBLE)
def test_a_pack_that_does_not_arrive_says_why_and_what_to_do(
    page: OpeningPage, offered: ListedPack, parts: Parts, shelf: Path, qtbot: QtBot, error: Exception, reason: str
) -> None:
    parts.arriving = error
    parts.flowing.set()
    show_all(page, qtbot)
    page.packs.rows[2].click()
    qtbot.waitUntil(page.packs.notice.isVisible, timeout=PATIENCE)
    assert page.packs.notice.headline.text() == f"SKD siang did not arrive. {reason}"
    assert page.packs.notice.sentence.text()
    parts.arriving = shelf / "SKD-2.pack"
    QTest.keyClick(page, Qt.Key.Key_Return)  # tries the same one anew
    qtbot.waitUntil(lambda: parts.taken == [shelf / "SKD-2.pack"], timeout=PATIENCE)


def test_a_pack_that_arrives_altered_is_refused_as_any_other(
    page: OpeningPage, offered: ListedPack, parts: Parts, qtbot: QtBot
) -> None:
    parts.arriving = PackError("for programs", PackProblem.ALTERED)
    parts.flowing.set()
    show_all(page, qtbot)
    page.packs.rows[2].click()
    qtbot.waitUntil(page.packs.notice.isVisible, timeout=PATIENCE)
    reason, advice = words.refusal(PackProblem.ALTERED)
    assert page.packs.notice.headline.text() == f"SKD siang was refused. {reason}"
    assert page.packs.notice.sentence.text() == advice


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        (None, "This station is registered with no server"),
        ((), "The server has no other packs for this station."),
        (TransportError("nobody"), "The server was not reached. Check the network, then press F5."),
    ],
)
def test_what_the_server_does_not_have_stands_in_nobodys_way(
    page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot, offers: Exception | tuple[()] | None, said: str
) -> None:
    parts.offers = offers
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.packs.on_server.text().startswith(said), timeout=PATIENCE)
    assert not page.packs.notice.isVisible()
    assert all(row.isEnabled() for row in page.packs.rows)


def test_f5_asks_the_server_again(page: OpeningPage, shelf: Path, parts: Parts, qtbot: QtBot) -> None:
    parts.offers = TransportError("nobody")
    show(page, qtbot)
    qtbot.waitUntil(lambda: "was not reached" in page.packs.on_server.text(), timeout=PATIENCE)
    parts.offers = (offer(shelf / "today.pack"),)
    QTest.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(page.packs.rows) == 3, timeout=PATIENCE)
    assert page.packs.on_server.text() == ""


def test_arrows_bring_what_is_further_down_into_view(
    page: OpeningPage, offered: ListedPack, parts: Parts, qtbot: QtBot
) -> None:
    session = offered.session
    parts.offers = [
        offered.model_copy(update={"session": session.model_copy(update={"id": str(index)})}) for index in range(10)
    ]
    QTest.keyClick(page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: len(page.packs.rows) == 12, timeout=PATIENCE)
    last = page.packs.rows[-1]
    qtbot.waitUntil(lambda: last.y() > 0 and last.visibleRegion().isEmpty(), timeout=PATIENCE)
    for _ in page.packs.rows:
        page.packs.move_focus(1)
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().size() == last.size(), timeout=PATIENCE)
