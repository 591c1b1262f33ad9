"""Every finding and every refusal has its sentence, with a place for each of its values."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pytestqt.qtbot import QtBot

from station.camera.devices import CameraDevice
from station.selftest import results
from station.selftest.results import Check, CheckResult, Finding
from ui.languages import Languages
from ui.opening import words
from ui.opening.check_list import CheckRow
from ui.opening.findings import CHECKS, OUTCOMES, REMEDIES, SENTENCES
from wire.errors import PackProblem
from wire.reports import CheckOutcome

WIB = timezone(timedelta(hours=7))
NO_REMEDY_NEEDED = {
    Finding.LIGHT_UNKNOWN,
    Finding.CLOCK_UNKNOWN,
    Finding.SERVER_UNKNOWN,
    Finding.SOUND_NONE,
    Finding.SOUND_OFF,
    Finding.SOUND_UNKNOWN,
}


def places(finding: Finding) -> int:
    """How many places a sentence has."""
    return len(set(re.findall("%[1-9]", str(SENTENCES[finding]))))


def test_everything_has_words() -> None:
    assert set(CHECKS) == set(Check)
    assert set(OUTCOMES) == set(words.LOOKS) == set(CheckOutcome)
    assert set(SENTENCES) == set(Finding)
    assert set(words.REASONS) == set(words.ADVICE) == set(PackProblem)


def test_what_is_not_well_has_a_remedy() -> None:
    well = {finding for finding in Finding if finding.name.endswith(("_READY", "_GOOD", "_ON_FACE", "_RIGHT"))}
    well |= {Finding.CAMERA_LIVE, Finding.DISK_ROOM, Finding.SERVER_REACHED}
    assert set(REMEDIES) == set(Finding) - well - NO_REMEDY_NEEDED


def test_no_sentence_has_a_place_that_its_finding_has_no_value_for() -> None:
    source = inspect.getsource(results.Finding)
    for name, behind in re.findall(r"^    ([A-Z_]+) = \"[^\"]*\"(?:  # (.*))?$", source, re.MULTILINE):
        told = behind.split(";")[0].split(":")[0] if name != "CHECK_FAILED" else "name of the error"
        assert places(Finding[name]) <= (len(told.split(", ")) if told else 0), name


def test_names_with_places_in_them_stay_as_they_are(languages: Languages) -> None:
    result = CheckResult(Check.PACK, CheckOutcome.FAILED, Finding.PACK_OTHER_VENUE, ("Gedung %2", "Aula"))
    assert words.sentence(result) == "The pack is for Gedung %2, this station belongs to Aula."


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Live: 1920 by 1080, 29.9"), ("id", "Langsung: 1920 \N{MULTIPLICATION SIGN} 1080, 29,9")],
)
def test_numbers_are_written_as_the_language_does(languages: Languages, language: str, expected: str) -> None:
    languages.use(language)
    result = CheckResult(Check.CAMERA, CheckOutcome.PASSED, Finding.CAMERA_LIVE, (1920, 1080, 29.9))
    assert expected in words.sentence(result)


def test_moments_are_in_the_venues_own_time(languages: Languages) -> None:
    assert words.moment(datetime(2026, 10, 12, 8, 5, tzinfo=WIB)) == "12 Oct 2026 08:05"
    in_utc = datetime(2026, 10, 12, 1, 5, tzinfo=UTC)
    assert words.moment(in_utc).endswith(in_utc.astimezone().strftime("%H:%M"))


def test_a_camera_without_a_name_has_a_number(languages: Languages) -> None:
    assert words.camera(CameraDevice("1", "")) == "Camera 2"
    assert words.camera(CameraDevice("lobby.mp4", "")) == "lobby.mp4"
    languages.use("id")
    assert words.camera(CameraDevice("1", "")) == "Kamera 2"


@pytest.mark.parametrize("language", ["en", "id"])
def test_names_and_outcomes_fit_their_columns(languages: Languages, qtbot: QtBot, language: str) -> None:
    languages.use(language)
    for check in Check:
        for outcome in CheckOutcome:
            row = CheckRow(check)
            qtbot.addWidget(row)
            row.show_result(CheckResult(check, outcome, Finding.SOUND_OFF))
            for part in (row.name, row.word):
                assert part.fontMetrics().horizontalAdvance(part.text()) <= part.width(), part.text()
