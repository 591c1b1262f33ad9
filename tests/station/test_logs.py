"""The log tells what went wrong and nothing about anybody."""

from __future__ import annotations

import json
from pathlib import Path

import structlog

from station.logs import log_to_file

NAME = "Siti Rahmawati"


def test_a_traceback_in_the_log_holds_no_local_variable(tmp_path: Path, station_log: Path) -> None:
    own = tmp_path / "own.log"
    log_to_file(own)

    def fail(name: str) -> None:
        secret = f"face of {name}"
        raise RuntimeError(f"{len(secret)} bytes could not be analysed")

    try:
        fail(NAME)
    except RuntimeError:
        structlog.get_logger().exception("analysis failed")
    finally:
        log_to_file(station_log)
    last = json.loads(own.read_text(encoding="utf-8").splitlines()[-1])
    assert last["event"] == "analysis failed"
    assert "bytes could not be analysed" in last["exception"]
    assert "Siti" not in json.dumps(last)
