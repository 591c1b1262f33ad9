"""Programs that a test starts, talks to in lines, stops, and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Program:
    """A module of the tests, run as a process."""

    def __init__(self, module: str, *arguments: object) -> None:
        command = [sys.executable, "-m", f"tests.functional.faults.{module}", *map(str, arguments)]
        self._module = module
        environment = {**os.environ, "OPENCV_LOG_LEVEL": "SILENT"}
        self._process = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def read(self) -> str:
        """The next line that it prints, waiting for it; fails where it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"{self._module} has ended"
        return line.strip()

    def write(self, line: str) -> None:
        """Give it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def stand_still(self) -> None:
        """It does nothing from now on, and does not know it."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It goes on as if nothing had been."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def program(module: str, *arguments: object) -> Iterator[Program]:
    """A program that is ended in any case."""
    started = Program(module, *arguments)
    try:
        yield started
    finally:
        started.kill()
