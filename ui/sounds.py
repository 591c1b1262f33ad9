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
import structlog

from ui.view_state import Look

log = structlog.get_logger()

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
    """Plays sounds without waiting for them. No sound is worth a fault: what fails is told by `silent` alone.

    The files lie in ``folder``; ``beep`` is for want of a player.
    """

    def __init__(self, folder: Path, beep: Callable[[], None]) -> None:
        self._beep = beep
        self._files = {look: folder / f"{look.value}.wav" for look in Look}
        self._player = next((player for player in _PLAYERS if shutil.which(player[0])), None)
        self._playing: subprocess.Popen[bytes] | None = None
        self._silent = sys.platform != "win32" and self._player is None
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for look, file in self._files.items():
                file.write_bytes(tone(look))
        except OSError as error:
            self._fail(error)

    @property
    def silent(self) -> bool:
        """Whether the computer could not play the last sound, so that an operator knows that there is none to wait for.

        True from the start where there is no player; a missing device shows once a player has given up on it.
        """
        self._look_after()
        return self._silent

    def play(self, look: Look) -> None:
        """Play the sound of a look, cutting off the one before."""
        file = str(self._files[look])
        try:
            if sys.platform == "win32":
                import winsound

                winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC)
                self._silent = False
            elif self._player is None:
                self._beep()
            else:
                self.close()
                self._playing = subprocess.Popen(
                    [*self._player, file],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
        except (OSError, RuntimeError) as error:  # winsound raises RuntimeError where there is no device
            self._fail(error)

    def close(self) -> None:
        """Stop what is playing."""
        self._look_after()
        if self._playing is not None:
            self._playing.kill()  # at once: a player that is slow to end must not hold up the window
            self._playing.wait()
            self._playing = None

    def _look_after(self) -> None:
        """Take in how the last sound ended, once it has."""
        if self._playing is not None and self._playing.poll() is not None:
            self._silent = self._playing.returncode != 0
            self._playing = None

    def _fail(self, error: Exception) -> None:
        self._silent = True
        log.warning("no sound", error=str(error))
