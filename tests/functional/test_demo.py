"""The whole of it, as a stranger sees it: `hadir demo`, and a station killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

PLAYS_WITHIN = 240.0  # seconds; it takes about 40


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def start(output: Path, seed: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "cli.main", "demo", "--seed", str(seed), "--output", str(output)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.mark.skipif(os.name == "nt", reason="a kill is not told from a crash on Windows")
def test_a_station_that_is_killed_twice_loses_and_doubles_nothing(tmp_path: Path) -> None:
    demo = start(tmp_path, seed=2)
    lines: list[str] = []
    visits = 0
    kill_after = {4, 9}
    pid = 0
    overdue = Timer(PLAYS_WITHIN, demo.kill)
    overdue.start()
    with demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            lines.append(line.rstrip())
            if found := re.fullmatch(r"station running, pid (\d+)", lines[-1]):
                pid = int(found[1])
            visits += " decision " in lines[-1]
            if visits in kill_after:
                kill_after.remove(visits)
                os.kill(pid, signal.SIGKILL)
        code = demo.wait()
    overdue.cancel()
    text = "\n".join(lines)
    assert code == 0, text
    assert text.count("the station was killed; starting it again") == 2, text
    closing = re.fullmatch(r"demo: (\d+) decisions recorded, (\d+) reports on the server", lines[-1])
    assert closing, text
    assert closing[1] == closing[2]
    assert int(closing[1]) >= 20
    assert "WRONG" not in text
    assert (tmp_path / "transcript.txt").read_text(encoding="utf-8").splitlines()[-1] == lines[-1]
    assert len(list((tmp_path / "screenshots").glob("*.png"))) >= 8


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGTERM to catch on Windows")
def test_a_demonstration_that_is_told_to_stop_leaves_no_program_behind(tmp_path: Path) -> None:
    with start(tmp_path, seed=3) as demo:
        assert demo.stdout is not None
        found = None
        while found is None:
            found = re.fullmatch(r"station running, pid (\d+)", demo.stdout.readline().rstrip())
        demo.terminate()
    assert demo.returncode == 128 + signal.SIGTERM
    until = time.monotonic() + PLAYS_WITHIN
    while is_running(int(found[1])):
        assert time.monotonic() < until
        time.sleep(0.05)
