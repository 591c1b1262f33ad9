"""The window says of a roster's rows what the commands say, in either language."""

from __future__ import annotations

from string import Formatter

import pytest

from enrollment.roster.problems import Said, Wording, cell, said
from ui.enrolment.roster_words import WORDINGS, wording
from ui.languages import Languages

AS_WRITTEN = {Wording.CELL, Wording.VALUE}
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
    assert sentence != str(filled(each)) or each is Wording.OTHER_SESSION
    assert all(str(value) in sentence for value in filled(each).values)


def test_every_wording_is_said() -> None:
    assert set(WORDINGS) | AS_WRITTEN == set(Wording)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_cell_is_told_as_it_is_written(language: str, languages: Languages) -> None:
    languages.use(language)
    assert wording(cell("12 Okt %1")) == "“12 Okt %1”"
    assert wording(cell("a\x07b")) == "'a\\x07b'"
    assert wording(cell("")) == {"id": "kosong", "en": "nothing"}[language]
    assert wording(said(Wording.VALUE, "00")) == "00"
    assert str(cell("12 Okt")) == "'12 Okt'"
