"""One short sound a look, so that an operator need not look up. Made here, played by what the computer has."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ui.view_state import Look

_RATE = 22_050  # samples per second
_LEVEL = 0.25  # of full scale

# Notes as (hertz, seconds), one after the other. Rising is good, falling is not, a repeated low note is a fault.
NOTES: dict[Look, tuple[tuple[float, float], ...]] = {
    Look.ADMIT: ((784, 0.09), (1175, 0.16)),
    Look.CHECK: ((659, 0.12), (0, 0.05), (659, 0.12)),
    Look.STOP: ((494, 0.14), (330, 0.26)),
    Look.FAULT: ((220, 0.12), (0, 0.06), (220, 0.12), (0, 0.06), (220, 0.12)),
    Look.WAIT: ((1047, 0.05),),
}
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def tone(look: Look) -> bytes:
    """The sound of a look as a WAV file, 16 bit mono, each note faded in and out over 5 ms."""
    pieces = []
    for hertz, seconds in NOTES[look]:
        time = np.arange(round(_RATE * seconds)) / _RATE
        fade = np.minimum(1, np.minimum(time, time[::-1]) / 0.005)
        pieces.append(_LEVEL * fade * np.sin(2 * np.pi * hertz * time))
    samples = (np.concatenate(pieces) * 32767).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


class Sounds:
    """Plays sounds without waiting for them. The files lie in ``folder``; ``beep`` is for want of a player."""

    def __init__(self, folder: Path, beep: Callable[[], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._beep = beep
        self._files = {look: folder / f"{look.value}.wav" for look in Look}
        for look, file in self._files.items():
            file.write_bytes(tone(look))
        self._player = next((player for player in _PLAYERS if shutil.which(player[0])), None)
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, look: Look) -> None:
        """Play the sound of a look, cutting off the one before."""
        file = str(self._files[look])
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif self._player is None:
            self._beep()
        else:
            self.close()
            self._playing = subprocess.Popen(
                [*self._player, file], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def close(self) -> None:
        """Stop what is playing."""
        if self._playing is not None:
            self._playing.kill()  # at once: a player that is slow to end must not hold up the window
            self._playing.wait()
            self._playing = None
