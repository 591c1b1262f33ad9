"""The gallery: worst first, filtered, and as quick with fifty thousand as with five."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from demo.faces import number_of, photo_name
from enrollment.photo_errands import GalleryRow
from enrollment.triage.triage import Finding, Triaged
from recognition.images import read_image
from tests.ui.enrolment.conftest import LONG_NAME, Enrolment, candidate
from ui.enrolment.gallery_model import ROW
from ui.enrolment.thumbnails import AT_A_TIME, KEPT, WAITING
from ui.enrolment.window import PHOTOS
from ui.portrait_pane import PicturePane

MANY = 50_000


def many() -> list[GalleryRow]:
    return [
        GalleryRow(id_, f"S{id_ % 9}", Triaged(f"{id_:08}", f"Name {id_}", 0.1, (), ()), f"name {id_} {id_:08}")
        for id_ in range(1, MANY + 1)
    ]


def test_everybody_is_there_and_who_has_no_usable_photo_comes_first(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1), (*candidate(3)[:6], "not-there.jpg"))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    model = enrolment.window.photos.model
    enrolment.until(lambda: model.rowCount() == 3)
    assert model.index(0).data(ROW).triaged.number == number_of(3)
    assert not model.index(0).data(ROW).usable
    assert enrolment.window.photos.detail.name.text() == model.index(0).data(ROW).triaged.name


def test_the_list_is_searched_by_every_word_of_name_or_number(enrolment: Enrolment) -> None:
    model = enrolment.window.photos.model
    model.set_rows(many())
    model.filter("NAME 4999")
    assert {row.data(ROW).triaged.number for row in map(model.index, range(model.rowCount()))} >= {
        "00004999",
        "00049990",
    }
    model.filter("nobody")
    assert model.rowCount() == 0
    model.filter(session="S3")
    assert all(model.index(row).data(ROW).session_id == "S3" for row in range(model.rowCount()))
    model.filter(finding=next(iter(Finding)))
    assert model.rowCount() == 0


def test_fifty_thousand_candidates_load_only_what_is_looked_at(enrolment: Enrolment) -> None:
    page = enrolment.window.photos
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page.model.set_rows(many())
    page._count()
    enrolment.until(lambda: page.thumbnails.fetched > 0)
    QTest.qWait(200)
    on_screen = page.thumbnails.fetched
    assert on_screen <= 3 * AT_A_TIME
    bar = page.view.verticalScrollBar()
    steps = 200
    for step in range(1, steps + 1):
        bar.setValue(bar.maximum() * step // steps)
        QGuiApplication.processEvents()
    enrolment.until(lambda: page.model.index(MANY - 1).data(Qt.ItemDataRole.DecorationRole) is not None)
    assert page.thumbnails.fetched < steps * AT_A_TIME
    assert page.thumbnails.fetched < MANY // 10
    assert len(page.thumbnails) <= KEPT


def test_whoever_scrolls_past_is_forgotten_and_the_newest_comes_first(enrolment: Enrolment) -> None:
    thumbnails = enrolment.window.photos.thumbnails
    arrived: list[int] = []
    thumbnails.arrived.connect(lambda ids: arrived.extend(sorted(ids)))
    for id_ in range(1, 5001):
        assert thumbnails.get(id_) is None
    enrolment.until(lambda: 5000 - WAITING + 1 in arrived)
    first = arrived[0]
    assert first == 1
    assert min(arrived[1:]) > 5000 - WAITING
    assert 5000 in arrived[1 : AT_A_TIME + 1]
    assert thumbnails.fetched <= WAITING + 1


def test_a_thumbnail_is_the_candidates_own_portrait(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page = enrolment.window.photos
    enrolment.until(lambda: page.model.rowCount() == 2)
    ids = [page.model.index(row).data(ROW).id for row in range(2)]
    enrolment.until(lambda: all(page.thumbnails.get(id_) is not None for id_ in ids))
    one, other = (page.thumbnails.get(id_) for id_ in ids)
    assert one is not None
    assert other is not None
    assert not one.isNull()
    assert one != other


def test_a_long_name_is_whole_in_the_detail_and_cut_in_the_gallery(enrolment: Enrolment, qtbot: QtBot) -> None:
    name = LONG_NAME.strip()[:120].strip()
    enrolment.import_(candidate(1, 1, name=name))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page = enrolment.window.photos
    enrolment.until(lambda: page.detail.name.text() == name)
    assert page.detail.width() < enrolment.window.width() // 3
    assert not page.grab().isNull()


def test_a_photo_that_cannot_serve_is_shown_all_the_same(enrolment: Enrolment, faces: Path) -> None:
    one, other = (read_image(faces / photo_name(person, 1)) for person in (1, 2))
    cv2.imwrite(str(enrolment.folder / "both.png"), cv2.hconcat([one, other]))
    enrolment.import_((*candidate(1)[:6], "both.png"), photos=enrolment.folder)
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page = enrolment.window.photos
    enrolment.until(lambda: len(page.detail.findChildren(PicturePane)) == 1)
    (pane,) = page.detail.findChildren(PicturePane)
    assert pane.accessibleName() == "several faces"
    shown = pane.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2) != shown.pixelColor(shown.width() // 2, 8)
    row = page.model.index(0).data(ROW)
    enrolment.until(lambda: page.thumbnails.get(row.id) is not None)
    thumbnail = page.thumbnails.get(row.id)
    assert thumbnail is not None
    assert not thumbnail.isNull()


def test_the_sentence_for_the_candidate_goes_to_the_clipboard(enrolment: Enrolment) -> None:
    enrolment.import_((*candidate(3)[:6], "not-there.jpg"))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    detail = enrolment.window.photos.detail
    enrolment.until(lambda: bool(detail.sentence.text()))
    QTest.keyClick(enrolment.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == detail.sentence.text()


def test_reports_have_everybody_with_a_finding_and_need_nothing_else(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.import_(candidate(1, 1, 2), (*candidate(3)[:6], "not-there.jpg"))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page = enrolment.window.photos
    enrolment.until(lambda: page.html.isEnabled())
    for name in ("photos.html", "photos.csv"):
        page.write_report(tmp_path / name)
        enrolment.idle()
        enrolment.until(lambda: page.notice.title.text() == "Saved")
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert number_of(3) in text
        assert 'src="http' not in text


def test_a_report_that_cannot_be_written_says_why(enrolment: Enrolment, tmp_path: Path) -> None:
    enrolment.import_((*candidate(3)[:6], "not-there.jpg"))
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    page = enrolment.window.photos
    enrolment.until(lambda: page.html.isEnabled())
    (tmp_path / "file").touch()
    page.write_report(tmp_path / "file" / "photos.html")
    enrolment.idle()
    enrolment.until(page.notice.isVisible)
    assert page.notice.title.text().startswith("The report was not written.")


def test_an_empty_gallery_says_what_to_do_and_so_does_a_search_that_finds_nobody(enrolment: Enrolment) -> None:
    page = enrolment.window.photos
    enrolment.window.show_page(PHOTOS)
    enrolment.idle()
    assert page._empty.title.text() == "No photos yet"
    page.model.set_rows(many()[:10])
    page.search.setText("nobody")
    enrolment.until(lambda: page.model.rowCount() == 0)
    enrolment.until(lambda: page._empty.title.text() == "Nobody fits")
    assert page._empty.isVisible()


def test_weighing_can_be_stopped_and_begins_anew_when_the_page_is_asked_for(enrolment: Enrolment) -> None:
    enrolment.import_(candidate(1, 1), candidate(2, 1))
    page, held = enrolment.window.photos, threading.Event()
    enrolment.app.bridge.ask(lambda _: held.wait(10), lambda _: None, page.fail)
    enrolment.window.show_page(PHOTOS)
    enrolment.app.task.stop()
    held.set()
    enrolment.idle()
    enrolment.until(page.notice.isVisible)
    assert page.notice.title.text() == "Stopped. F6 weighs the photos from the start."
    assert page.model.rowCount() == 0
    QTest.keyClick(enrolment.window, Qt.Key.Key_F6)
    enrolment.until(lambda: page.model.rowCount() == 2)
    assert not page.notice.isVisible()
