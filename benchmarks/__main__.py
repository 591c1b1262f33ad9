"""`python -m benchmarks [SECTION ...]`: prints every table, or those of the sections named."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks import arithmetic, backlog, latency, networks, packs, photos, server, side_by_side
from benchmarks.rivals import rivals
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline
from recognition.types import Frame
from station.camera.replay import ReplayCamera, scene_of

_ENROLLED = 60  # photos
_CORES = os.cpu_count() or 1


def main(sections: Sequence[str]) -> None:
    """Measure and print."""
    known: dict[str, Callable[[Console, Path], None]] = {
        "latency": _latency,
        "networks": _networks,
        "enrolment": _enrolment,
        "verification": _verification,
        "search": _search,
        "accuracy": _accuracy,
        "duplicates": _duplicates,
        "packs": _packs,
        "server": _server,
        "backlog": _backlog,
    }
    unknown = sorted(set(sections) - set(known))
    if unknown:
        sys.exit(f"no section {', '.join(unknown)}; there are: {', '.join(known)}")
    console = Console(width=110)
    console.print(f"{_CORES} cores; milliseconds unless it says otherwise\n")
    with tempfile.TemporaryDirectory() as folder:
        for name in sections or known:
            known[name](console, Path(folder))


def _latency(console: Console, folder: Path) -> None:
    registry = ModelRegistry(folder / "models")
    open_pipeline(registry)  # folds the weights, which is done once and for all
    start = perf_counter()
    pipeline = open_pipeline(registry)
    pipeline.analyse(Frame(1, 0.0, ReplayCamera(scene_of(photos.stills()), seed=1).render(), "bench"))
    loaded = perf_counter() - start
    rows = [*latency.measure(registry, pipeline).rows(), ("models opened to first result", f"{loaded * 1000:.0f}", "")]
    _table(console, ("one face, 640x480, 1:N over 1,000", "median", "95th percentile"), rows)


def _networks(console: Console, folder: Path) -> None:
    registry = ModelRegistry(folder / "models")
    _table(console, ("the same files, the usual way", "median", "95th percentile", "ratio"), networks.rows(registry))
    _table(console, ("one embedding and the arithmetic limit", "figure"), arithmetic.rows(registry))


def _enrolment(console: Console, folder: Path) -> None:
    portraits = photos.portraits(folder, _ENROLLED)
    single = ModelRegistry(folder / "models", threads=1)
    _, *others = rivals(ModelRegistry(folder / "models"))
    speeds = side_by_side.enrolment(single, others, portraits, _CORES)
    rows = [
        (speed.name, f"{speed.photos_a_second:.1f}", f"{speeds[0].photos_a_second / speed.photos_a_second:.1f}")
        for speed in speeds
    ]
    _table(console, (f"enrolment, {_ENROLLED} portraits of 480x640", "photos a second", "Hadir is faster by"), rows)


def _verification(console: Console, folder: Path) -> None:
    portraits = photos.portraits(folder, 2)
    rows = side_by_side.verification(list(rivals(ModelRegistry(folder / "models"))), portraits)
    _table(console, ("one verification, 480x640, file to score", "median", "95th percentile", "ratio"), rows)


def _search(console: Console, folder: Path) -> None:
    rows = side_by_side.search(list(rivals(ModelRegistry(folder / "models"))))
    _table(console, ("search", "package", "median", "ratio"), rows)


def _accuracy(console: Console, folder: Path) -> None:
    others = list(rivals(ModelRegistry(folder / "models")))
    columns = ("no face in", "threshold", "FNMR")
    _table(console, ("ORL, FMR 0.1 %", *columns), side_by_side.accuracy(others, photos.orl(), 1e-3))
    lfw = photos.lfw()
    if lfw:
        title = f"LFW, {len(lfw)} photos of {len({photo.person for photo in lfw})} people, FMR 0.01 %"
        _table(console, (title, *columns), side_by_side.accuracy(others, lfw, 1e-4))
    else:
        console.print("LFW: not beside the project (HADIR_DATA), left out")


def _duplicates(console: Console, folder: Path) -> None:
    console.file.flush()
    # In a process of its own: the peak of its memory is one of the figures.
    subprocess.run([sys.executable, "-m", "benchmarks.duplicates"], check=True)


def _packs(console: Console, folder: Path) -> None:
    title = f"pack of {packs.CANDIDATES:,} candidates, {packs.REFERENCES} photo each"
    _table(console, (title, "median", "95th percentile"), packs.rows(folder, packs.CANDIDATES, packs.REFERENCES))


def _server(console: Console, folder: Path) -> None:
    server.measure_both(console, folder, server.STATIONS, server.SECONDS)


def _backlog(console: Console, folder: Path) -> None:
    backlog.measure(console, folder, backlog.REPORTS, f"sqlite:///{folder / 'backlog.sqlite3'}")


def _table(console: Console, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
