"""Five short sounds that nobody confuses, and a desk that goes on without them."""

from __future__ import annotations

import itertools
import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from recognition.types import Image
from ui.sounds import NOTES, Sounds, tone
from ui.view_state import Look

PATIENCE = 10_000  # milliseconds


def samples(look: Look) -> Image:
    with wave.open(BytesIO(tone(look))) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def pitches(look: Look) -> tuple[float, ...]:
    return tuple(hertz for hertz, _ in NOTES[look] if hertz)


def player(folder: Path, exits_with: int) -> Path:
    """A player that notes what it is to play, and ends as it is told to."""
    folder.mkdir()
    program = folder / "pw-play"
    program.write_text(f'#!/bin/sh\necho "$1" >> {folder}/played\nexit {exits_with}\n')
    program.chmod(0o700)
    return folder


def no_beep() -> None:
    raise AssertionError("there is a player")


@pytest.mark.parametrize("look", Look)
def test_no_sound_lasts_longer_than_half_a_second_or_is_louder_than_a_quarter(look: Look) -> None:
    heard = samples(look)
    assert 0.04 * 22_050 < len(heard) < 0.55 * 22_050
    assert np.abs(heard.astype(int)).max() <= 0.25 * 32767 + 1


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(Look, 2)])
def test_two_looks_differ_in_pitch_or_in_how_often_it_sounds(one: Look, other: Look) -> None:
    same_count = len(pitches(one)) == len(pitches(other))
    ratios = [max(a, b) / min(a, b) for a, b in zip(pitches(one), pitches(other), strict=False)]
    assert not same_count or max(ratios) > 1.12  # two semitones


def test_a_good_end_rises_a_bad_one_falls_and_a_fault_stays_low() -> None:
    assert pitches(Look.ADMIT)[0] < pitches(Look.ADMIT)[-1]
    assert pitches(Look.STOP)[0] > pitches(Look.STOP)[-1]
    assert max(pitches(Look.FAULT)) < min(pitches(Look.CHECK))


def test_the_players_sound_is_the_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    bin_folder = player(tmp_path / "bin", 0)
    monkeypatch.setenv("PATH", str(bin_folder))
    sounds = Sounds(tmp_path / "sounds", no_beep)
    sounds.play(Look.CHECK)
    qtbot.waitUntil(lambda: (bin_folder / "played").exists(), timeout=PATIENCE)
    sounds.close()
    assert (bin_folder / "played").read_text().strip() == str(tmp_path / "sounds" / "check.wav")
    assert not sounds.silent


def test_a_player_that_finds_no_device_makes_the_desk_silent_until_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bin_folder = player(tmp_path / "bin", 1)
    monkeypatch.setenv("PATH", str(bin_folder))
    sounds = Sounds(tmp_path / "sounds", no_beep)
    assert not sounds.silent
    sounds.play(Look.STOP)
    qtbot.waitUntil(lambda: sounds.silent, timeout=PATIENCE)
    (bin_folder / "pw-play").write_text("#!/bin/sh\nexit 0\n")
    sounds.play(Look.STOP)
    qtbot.waitUntil(lambda: not sounds.silent, timeout=PATIENCE)


def test_without_a_player_the_desk_is_silent_but_for_the_beep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    beeps: list[int] = []
    sounds = Sounds(tmp_path / "sounds", lambda: beeps.append(1))
    sounds.play(Look.FAULT)
    assert beeps == [1]
    assert sounds.silent


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(player(tmp_path / "bin", 0)))
    (tmp_path / "taken").write_text("a file in the folder's place")
    sounds = Sounds(tmp_path / "taken", no_beep)
    assert sounds.silent
    sounds.close()


def test_a_player_that_cannot_be_started_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bin_folder = player(tmp_path / "bin", 0)
    monkeypatch.setenv("PATH", str(bin_folder))
    sounds = Sounds(tmp_path / "sounds", no_beep)
    (bin_folder / "pw-play").unlink()
    sounds.play(Look.ADMIT)
    assert sounds.silent
    sounds.close()
