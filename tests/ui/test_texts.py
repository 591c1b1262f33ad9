"""Everything is said, in both languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import ui
from station.checkin.guidance import Guidance
from ui import texts
from ui.view_state import Action, Message

FOLDER = Path(ui.__file__).parent
TRANSLATIONS = FOLDER / "translations"


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} is not installed beside this Python")
    return found


def sentences(path: Path) -> dict[str, str]:
    messages = ElementTree.parse(path).getroot().iter("message")  # noqa: S314
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def test_every_message_action_and_guidance_has_words() -> None:
    assert set(texts.HEADLINES) == set(Message)
    assert set(texts.DETAILS) | {Message.MATCH} == set(Message)
    assert set(texts.ACTIONS) == set(Action)
    assert set(texts.GUIDANCE) == set(Guidance)


def test_every_sentence_of_the_source_is_in_the_translation_file(tmp_path: Path) -> None:
    fresh = tmp_path / "hadir_id.ts"
    sources = [str(path) for path in sorted(FOLDER.rglob("*.py"))]
    subprocess.run([tool("pyside6-lupdate"), *sources, "-ts", str(fresh)], check=True, capture_output=True)
    assert set(sentences(fresh)) == set(sentences(TRANSLATIONS / "hadir_id.ts")), "run: make translations"


def test_every_sentence_is_translated_with_the_same_places_for_values() -> None:
    for source, translation in sentences(TRANSLATIONS / "hadir_id.ts").items():
        assert translation, source
        for place in ("%1", "%2"):
            assert source.count(place) == translation.count(place), source


def test_the_compiled_translation_is_that_of_the_file(tmp_path: Path) -> None:
    fresh = tmp_path / "hadir_id.qm"
    command = [tool("pyside6-lrelease"), str(TRANSLATIONS / "hadir_id.ts"), "-qm", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    assert fresh.read_bytes() == (TRANSLATIONS / "hadir_id.qm").read_bytes(), "run: make translations"
