"""A screen of its own, or the one there is: keys in by xdotool, colours and pictures out by ImageMagick."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from demo.errors import DemoError
from ui.theme import LOOKS
from ui.view_state import Look

SIZE = (1366, 768)
_PROGRAMS = {"xdotool": "xdotool", "import": "imagemagick", "Xvfb": "xvfb", "openbox": "openbox"}
_VERDICT = (1340, 100)  # a pixel of the ground of the verdict's panel, and of no word on it
_SCANNER, _PERSON = 4, 95  # milliseconds between two keys
_NEAR = 6  # of 255, in each of red, green and blue


class Screen:
    """One X display. ``own`` starts an Xvfb with a window manager; else it is that of the environment."""

    def __init__(self, own: bool) -> None:
        """Raises DemoError: a program is missing, or there is no display."""
        needed = [name for name in _PROGRAMS if own or name in ("xdotool", "import")]
        if missing := [_PROGRAMS[name] for name in needed if shutil.which(name) is None]:
            raise DemoError(f"install what the scripted operator needs: apt-get install {' '.join(missing)}")
        self._running: list[subprocess.Popen[str]] = []
        self.environment = dict(os.environ)
        if own:
            self._start()
        elif not self.environment.get("DISPLAY"):
            raise DemoError("expected an X display in DISPLAY, found none; leave out --here to have one made")
        self.environment["QT_QPA_PLATFORM"] = "xcb"

    @property
    def display(self) -> str:
        """Its name, as in DISPLAY."""
        return self.environment["DISPLAY"]

    def stop(self) -> None:
        """End what was started."""
        for process in reversed(self._running):
            process.terminate()
            process.communicate()

    def scan(self, text: str) -> None:
        """Type a text and Enter as a hand scanner does."""
        self._do("xdotool", "type", "--args", "1", "--delay", str(_SCANNER), text, "key", "Return")

    def write(self, text: str) -> None:
        """Type a text no faster than people do."""
        self._do("xdotool", "type", "--delay", str(_PERSON), text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their names in X11."""
        self._do("xdotool", "key", "--delay", str(_PERSON), *keys)

    def windows(self, pid: int) -> int:
        """How many windows of a process can be seen."""
        command = ["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", "."]
        # It ends with 1 where it finds none.
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=self.environment)
        return len(done.stdout.split())

    def look(self) -> Look | None:
        """The look of the verdict by its colour; None where the desk's page is not shown."""
        x, y = _VERDICT
        pixel = self._do("import", "-window", "root", "-crop", f"1x1+{x}+{y}", "-depth", "8", "rgb:-")
        for look, colours in LOOKS.items():
            for ground in (colours.ground, colours.stripe):
                wanted = bytes.fromhex(ground[1:]) if ground else b""
                if wanted and all(abs(one - other) <= _NEAR for one, other in zip(pixel, wanted, strict=True)):
                    return look
        return None

    def photograph(self, path: Path) -> None:
        """Save a picture of the whole screen."""
        self._do("import", "-window", "root", str(path))

    def _start(self) -> None:
        width, height = SIZE
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._running.append(server)
        number = server.stdout.readline().strip() if server.stdout else ""
        if not number:
            raise DemoError("Xvfb did not start")
        self.environment["DISPLAY"] = f":{number}"
        manager = ["openbox", "--sm-disable"]
        self._running.append(subprocess.Popen(manager, stderr=subprocess.DEVNULL, text=True, env=self.environment))

    def _do(self, *command: str) -> bytes:
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, env=self.environment).stdout
