"""Words can be read on every ground, and no meaning hangs on colour alone."""

from __future__ import annotations

import wave
from io import BytesIO
from pathlib import Path

import pytest

from ui import theme
from ui.sounds import NOTES, Sounds, tone
from ui.view_state import Look


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", Look)
def test_the_words_of_every_look_stand_out_from_its_ground(look: Look) -> None:
    colours = theme.LOOKS[look]
    for ground in (colours.ground, colours.stripe or colours.ground, theme.CARD):
        assert contrast(colours.text, ground) >= 4.5


@pytest.mark.parametrize("text", [theme.INK, theme.SECONDARY, theme.TERTIARY, theme.BRAND])
def test_every_tone_of_text_stands_out_from_card_and_paper(text: str) -> None:
    assert contrast(text, theme.CARD) >= 4.5
    assert contrast(text, theme.PAPER) >= 4.5


def test_only_a_fault_is_striped() -> None:
    assert [look for look in Look if theme.LOOKS[look].stripe] == [Look.FAULT]


def test_every_look_has_a_sound_of_its_own() -> None:
    assert set(NOTES) == set(Look)
    assert len(set(NOTES.values())) == len(Look)
    for look in Look:
        with wave.open(BytesIO(tone(look))) as file:
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
            assert 0.03 < file.getnframes() / file.getframerate() < 1


def test_without_a_player_the_computer_beeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    beeps: list[int] = []
    sounds = Sounds(tmp_path / "sounds", lambda: beeps.append(1))
    sounds.play(Look.STOP)
    sounds.close()
    assert beeps == [1]
