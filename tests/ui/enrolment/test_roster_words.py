"""The window says of a roster's rows what the commands say, in either language."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from string import Formatter

import pytest

from enrollment.changes import Mark
from enrollment.errors import PhotoProblem
from enrollment.roster.problems import Said, Wording, cell, photo_fault, said
from enrollment.roster.sessions import exam_session
from ui.enrolment.roster_words import WORDINGS, changed, wording
from ui.languages import Languages

START = datetime(2026, 8, 12, 8, tzinfo=timezone(timedelta(hours=7)))
AS_WRITTEN = {Wording.CELL, Wording.VALUE, Wording.PHOTO}
WORDED = [each for each in Wording if each not in AS_WRITTEN]


def filled(each: Wording) -> Said:
    """With as many values as it has places."""
    places = sum(field is not None for _, field, _, _ in Formatter().parse(each.value))
    return Said(each, tuple(f"v{place}" for place in range(places)))


@pytest.mark.parametrize("each", WORDED)
def test_english_is_what_the_commands_say(each: Wording, languages: Languages) -> None:
    languages.use("en")
    assert wording(filled(each)) == str(filled(each))


@pytest.mark.parametrize("each", WORDED)
def test_indonesian_is_another_sentence_with_the_same_values(each: Wording, languages: Languages) -> None:
    languages.use("id")
    sentence = wording(filled(each))
    assert sentence != str(filled(each))
    assert all(str(value) in sentence for value in filled(each).values)


def test_every_wording_is_said() -> None:
    assert set(WORDINGS) | AS_WRITTEN == set(Wording)


def test_a_photo_that_cannot_serve_is_told_as_everywhere_in_the_window(languages: Languages) -> None:
    languages.use("id")
    assert wording(photo_fault(PhotoProblem.MISSING, "no such file")) == "berkas tidak ada"


def test_times_and_days_are_written_as_the_language_writes_them(languages: Languages) -> None:
    session = exam_session("Sesi 1", "Palembang", "A", START)
    languages.use("id")
    assert wording(said(Wording.SAME_START, 1200, START)) == "waktu mulai sesi ini di baris 1.200, 12 Agu 2026 08.00"
    assert wording(said(Wording.VALUE, START)) == changed(START) == "12 Agu 2026 08.00"
    assert changed(date(1999, 8, 3)) == "3 Agu 1999"
    assert changed(session) == "Sesi 1 · Palembang, A · 12 Agu 2026 08.00"
    languages.use("en")
    assert changed(START) == "12 Aug 2026 08:00"


@pytest.mark.parametrize("mark", Mark)
def test_what_stands_for_a_value_is_said_in_both_languages(mark: Mark, languages: Languages) -> None:
    languages.use("en")
    assert changed(mark) == str(mark)
    languages.use("id")
    assert changed(mark) != str(mark) or mark is Mark.PIN
    assert changed("none") == "none"


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_cell_is_told_as_it_is_written(language: str, languages: Languages) -> None:
    languages.use(language)
    assert wording(cell("12 Okt %1")) == "“12 Okt %1”"
    assert wording(cell("a\x07b")) == "'a\\x07b'"
    assert wording(cell("")) == {"id": "kosong", "en": "nothing"}[language]
    assert wording(said(Wording.VALUE, "00")) == "00"
    assert str(cell("12 Okt")) == "'12 Okt'"
