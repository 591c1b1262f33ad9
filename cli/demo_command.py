"""`hadir demo`: the morning at a test centre."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer


def demo(
    output: Annotated[
        Path, typer.Option("--output", help="Folder for data, screenshots and transcript; its data is made anew.")
    ] = Path("demo-output"),
    seed: Annotated[int, typer.Option("--seed", help="Another seed is another morning with other people.")] = 1,
    unwatched: Annotated[
        bool, typer.Option("--unwatched", help="Play without a window, at full speed, even if there is a screen.")
    ] = False,
) -> None:
    """Watch a morning at a test centre: camera, faces, decisions, reports; all of it real.

    Starts a central server on a free port of this computer, enrols the 40 people of the AT&T/ORL faces, opens the
    desk on a camera that plays other photos of them, and lets an operator check in honest candidates, impostors, a
    person who is not on the roster and one too blurred to judge, while the server is lost and comes back. What each
    verdict is depends on the faces alone.

    With a screen it stays open afterwards for you to try; without one it runs by itself. Exit code 0 only if every
    verdict was right and every decision arrived on the server exactly once.
    """
    from demo import account
    from demo.errors import DemoError
    from demo.run import play
    from ui.platform_check import has_screen, missing_libraries

    watched = has_screen(os.environ) and not unwatched
    environment = dict(os.environ) if watched else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    lacking = missing_libraries(environment)
    if lacking:
        raise DemoError(lacking + (". To play without a window: hadir demo --unwatched" if watched else ""))
    told: list[str] = []

    def say(line: str) -> None:
        told.append(line)
        typer.echo(line)

    # Ended from outside, the programs that it started end with it.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _frame: sys.exit(128 + number))
    played = play(output.absolute(), seed, watched, say)
    faults = account.faults(played)
    for line in ("", account.table(played), *faults):
        say(line)
    say(f"screenshots and transcript: {output}")
    closing = account.closing_line(played)
    told.append(closing)
    (output / "transcript.txt").write_text("\n".join(told) + "\n", encoding="utf-8")
    typer.echo(closing)
    if faults:
        raise typer.Exit(1)
