"""Every finding has something to say to the candidate, in both languages."""

from __future__ import annotations

import pytest

from enrollment.photos.editing import EditSign
from enrollment.store.pairs import Answer
from enrollment.triage.sentences import Language, message, sentence
from enrollment.triage.triage import Finding
from enrollment.triage.words import ANSWERS, FINDINGS, SIGNS, TEXTS
from tests.enrollment.triage.makers import triaged


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("finding", Finding)
def test_a_finding_is_one_sentence_of_what_is_wrong_and_one_of_what_to_do(finding: Finding, language: Language) -> None:
    for photos in (1, 3):
        words = sentence(finding, language, photos)
        for each in (words.wrong, words.todo):
            assert each[0].isupper()
            assert each.endswith(".")
            assert each.count(". ") == 0
            assert "{" not in each
        assert words.todo.startswith("Mohon" if language is Language.INDONESIAN else "Please")


@pytest.mark.parametrize("finding", Finding)
def test_the_languages_differ(finding: Finding) -> None:
    assert sentence(finding, Language.INDONESIAN) != sentence(finding, Language.ENGLISH)


def test_a_dark_photo_is_told_as_an_official_would() -> None:
    dark = triaged(Finding.DARK)
    assert message(dark, Language.INDONESIAN) == (
        "Foto Anda terlalu gelap. Mohon unggah foto baru yang diambil di tempat terang, dengan cahaya dari depan."
    )
    assert message(dark, Language.ENGLISH) == (
        "Your photo is too dark. "
        "Please upload a new photo taken in a bright place, with the light coming from the front."
    )


def test_who_has_several_photos_is_not_told_that_all_are_bad() -> None:
    several = triaged(Finding.DARK, photos=3)
    assert message(several, Language.INDONESIAN).startswith("Setidaknya satu foto Anda terlalu gelap.")
    assert message(several, Language.ENGLISH).startswith("At least one of your photos is too dark.")


def test_several_findings_make_one_message_of_bounded_length() -> None:
    many = triaged(*list(Finding)[list(Finding).index(Finding.NO_FACE) :])
    for language in Language:
        assert message(many, language).count(".") == 6
        assert "  " not in message(many, language)


def test_that_no_photo_is_usable_goes_without_saying_where_the_reason_is_said() -> None:
    both = triaged(Finding.NO_USABLE_PHOTO, Finding.NO_FACE)
    assert message(both, Language.ENGLISH) == message(triaged(Finding.NO_FACE), Language.ENGLISH)
    assert message(triaged(Finding.NO_USABLE_PHOTO), Language.ENGLISH) != ""


def test_nothing_found_is_nothing_said() -> None:
    assert message(triaged(), Language.INDONESIAN) == ""


def test_the_report_has_a_word_for_everything_in_both_languages() -> None:
    assert set(FINDINGS) == set(Finding)
    assert set(SIGNS) == set(EditSign)
    assert set(ANSWERS) == set(Answer)
    for words in (*FINDINGS.values(), *SIGNS.values(), *ANSWERS.values(), *TEXTS.values()):
        assert words.id
        assert words.en


def test_what_is_told_in_the_same_words_is_told_once() -> None:
    both = triaged(Finding.NOT_RECEIVED, Finding.OUTSIDE, photos=2)
    assert message(both, Language.ENGLISH) == message(triaged(Finding.OUTSIDE, photos=2), Language.ENGLISH)
