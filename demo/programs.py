"""The programs of a demonstration: `hadir` commands, and the central server, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from demo.errors import DemoError
from demo.home import PASSPHRASE

_STOP_WITHIN = 20.0  # seconds


class ServerProcess:
    """The central server, on the same port each time it is started."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        """Start it and wait until it answers. Raises DemoError."""
        command = hadir(self._home, "server", "run", "--port", str(self._port))
        log = (self._home / "server.log").open("a")
        with log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.startswith("serving "):
            raise DemoError(f"the server did not start; see {self._home / 'server.log'}")
        self.url = line.removeprefix("serving ").strip()
        self._port = int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def stop(self) -> None:
        """Ask it to stop, and wait."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=_STOP_WITHIN)
            self._process = None


def hadir(home: Path, *arguments: str) -> list[str]:
    """The command line of `hadir` on a data folder."""
    return [sys.executable, "-m", "cli.main", "--home", str(home), *arguments]


def run_hadir(home: Path, *arguments: str, expect: Collection[int] = (0,)) -> subprocess.CompletedProcess[str]:
    """Run a command to its end with the passphrase of the data folder. Raises DemoError."""
    environment = {**os.environ, "HADIR_PASSPHRASE_FILE": str(home / PASSPHRASE)}
    done = subprocess.run(hadir(home, *arguments), capture_output=True, text=True, check=False, env=environment)
    if done.returncode not in expect:
        raise DemoError(f"hadir {' '.join(arguments[:2])} failed: {done.stderr.strip()}")
    return done
