"""Pairs are looked at side by side and answered by key; nobody is accused by arithmetic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from demo.faces import number_of
from enrollment.store.pairs import Answer
from tests.ui.enrolment.conftest import Enrolment, candidate
from ui.enrolment.pair_list import PAIR
from ui.enrolment.window import DUPLICATES

TWICE = {"99900011": 5, "99900012": 9}  # who is there under a second number


@pytest.fixture
def searched(enrolment: Enrolment) -> Enrolment:
    """Twenty people, two of them under two numbers and names, compared."""
    people = [candidate(person, 1, 2) for person in range(1, 21)]
    enrolment.import_(*people, *(candidate(of, 1, 3, number=as_, name="Someone Else") for as_, of in TWICE.items()))
    enrolment.window.show_page(DUPLICATES)
    page = enrolment.window.duplicates
    enrolment.until(page.search.isEnabled)
    QTest.keyClick(enrolment.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    enrolment.idle()
    enrolment.until(lambda: page.pane.opened is not None)
    return enrolment


def press(enrolment: Enrolment, key: Qt.Key) -> None:
    QTest.keyClick(enrolment.window.duplicates.view, key)


def test_nothing_is_searched_while_there_is_nobody(enrolment: Enrolment) -> None:
    enrolment.window.show_page(DUPLICATES)
    QTest.qWait(100)
    page = enrolment.window.duplicates
    assert not page.search.isEnabled()
    assert page._empty.title.text() == "Not searched yet"


def test_people_under_two_numbers_are_the_first_pairs(searched: Enrolment) -> None:
    page = searched.window.duplicates
    found = set()
    for row in range(len(TWICE)):
        page.view.setCurrentIndex(page.model.index(row))
        pair = page.model.index(row).data(PAIR).pair
        searched.until(lambda pair=pair: page.pane.opened is not None and page.pane.opened.pair == pair)  # type: ignore[misc]
        opened = page.pane.opened
        assert opened is not None
        found.add(frozenset((opened.one.candidate.number, opened.other.candidate.number)))
    assert found == {frozenset((number, number_of(person))) for number, person in TWICE.items()}
    assert "Arithmetic alone accuses nobody" in searched.window.duplicates.explanation.text()
    assert searched.window.duplicates.pane.chance.text()


def test_no_answer_is_stored_without_a_name(searched: Enrolment) -> None:
    page = searched.window.duplicates
    press(searched, Qt.Key.Key_1)
    assert page.notice.isVisible()
    assert page.pane.reviewer.hasFocus()
    page.enter()
    QTest.qWait(100)
    assert page.model.index(0).data(PAIR).pair.review is None


def test_an_answer_by_key_is_stored_with_who_when_and_note_and_another_replaces_it(searched: Enrolment) -> None:
    page = searched.window.duplicates
    page.pane.reviewer.setText("Rina Wulandari")
    page.pane.note.setText("same mole")
    page.view.setFocus()
    press(searched, Qt.Key.Key_1)
    searched.until(lambda: page.model.index(0).data(PAIR).pair.review is not None)
    page.view.setCurrentIndex(page.model.index(0))
    searched.until(lambda: page.pane.opened is not None and len(page.pane.opened.history) == 1)
    press(searched, Qt.Key.Key_3)
    searched.until(lambda: page.model.index(0).data(PAIR).pair.review.answer is Answer.TWINS)
    page.view.setCurrentIndex(page.model.index(0))
    searched.until(lambda: page.pane.opened is not None and len(page.pane.opened.history) == 2)
    first, second = page.pane.opened.history  # type: ignore[union-attr]
    assert (first.answer, first.reviewer, first.note) == (Answer.SAME, "Rina Wulandari", "same mole")
    assert (second.answer, second.note) == (Answer.TWINS, "")
    assert page.pane.history.text().splitlines()[0].startswith("Twins · Rina Wulandari")


def test_a_pair_that_is_not_seen_yet_takes_no_answer_and_says_so(searched: Enrolment) -> None:
    page = searched.window.duplicates
    page.pane.reviewer.setText("Rina")
    page.view.setFocus()
    press(searched, Qt.Key.Key_Right)
    press(searched, Qt.Key.Key_1)
    assert page.notice.title.text().startswith("This pair is still being opened.")
    second = page.model.index(1).data(PAIR).pair
    searched.until(lambda: page.pane.opened is not None and page.pane.opened.pair == second)
    assert not page.notice.isVisible()
    press(searched, Qt.Key.Key_2)
    searched.until(lambda: page.model.index(1).data(PAIR).pair.review is not None)
    assert page.model.index(0).data(PAIR).pair.review is None


def test_digits_that_are_typed_into_the_note_are_no_answers(searched: Enrolment) -> None:
    page = searched.window.duplicates
    page.pane.reviewer.setText("Rina")
    press(searched, Qt.Key.Key_N)
    assert page.pane.note.hasFocus()
    QTest.keyClicks(page.pane.note, "1 of 2")
    QTest.qWait(100)
    assert page.pane.note.text() == "1 of 2"
    assert page.model.index(0).data(PAIR).pair.review is None


def test_what_was_answered_can_be_hidden(searched: Enrolment) -> None:
    page = searched.window.duplicates
    page.pane.reviewer.setText("Rina")
    page.view.setFocus()
    pairs = page.model.rowCount()
    press(searched, Qt.Key.Key_2)
    searched.until(lambda: page.model.open_count == pairs - 1)
    page.open_only.setChecked(True)
    assert page.model.rowCount() == pairs - 1
    page.open_only.setChecked(False)
    assert page.model.rowCount() == pairs


def test_arrows_go_to_the_next_pair_and_back(searched: Enrolment) -> None:
    page = searched.window.duplicates
    press(searched, Qt.Key.Key_Right)
    assert page.view.currentIndex().row() == 1
    press(searched, Qt.Key.Key_Left)
    assert page.view.currentIndex().row() == 0
    press(searched, Qt.Key.Key_Left)
    assert page.view.currentIndex().row() == 0


def test_a_second_search_compares_nobody_again(searched: Enrolment) -> None:
    page = searched.window.duplicates
    page.main_action()
    searched.idle()
    searched.until(lambda: page.notice.title.text() == "Compared: 22 candidates, 0 of them new")
