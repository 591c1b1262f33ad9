"""The enrolment window as a program of its own: it opens, has the database to itself, and ends when it is asked to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

OPENS_WITHIN = 60  # seconds


def hadir(home: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli.main", "--home", str(home), *arguments]
    command += ["--passphrase-file", str(home.parent / "passphrase")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.mark.skipif(os.name == "nt", reason="nothing asks a program without a console to stop on Windows")
def test_the_window_has_the_database_to_itself_until_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("correct horse battery\n")
    home = tmp_path / "home"
    log = home / "logs" / "station.log"
    until = time.monotonic() + OPENS_WITHIN
    with hadir(home, "enroll", "window") as window:
        while not (log.exists() and "enrolment window opened" in log.read_text()):
            assert window.poll() is None, window.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.1)
        with hadir(home, "enroll", "status") as status:
            _, refused = status.communicate(timeout=OPENS_WITHIN)
        while window.poll() is None and time.monotonic() < until:
            window.terminate()  # more than once: the first may come before the window's loop listens
            time.sleep(0.5)
        window.kill()
        _, errors = window.communicate()
    assert "another program works on" in refused
    # Python lets go of its handlers while it ends: one of the signals may come just then.
    assert window.returncode in (0, -signal.SIGTERM), errors
    with hadir(home, "enroll", "status") as status:
        said, _ = status.communicate(timeout=OPENS_WITHIN)
    assert "no candidate went in yet" in said
