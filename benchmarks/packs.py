"""How long it takes to build a session pack and to open it at a station.

    python -m benchmarks.packs [--candidates N] [--references N]

The templates are random and the portraits random bytes of the usual size, which nothing here looks at; the station's
database, the signature and the encryption are real.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.timing import milliseconds, summary
from recognition.types import ModelId
from station import packs
from station.clock import SystemClock
from station.journal import database
from vault.keys import DatabaseKey
from wire.gallery import CalibrationInfo, CandidateEntry, GalleryFile, GalleryHeader, PointInfo, SessionInfo
from wire.pack import build_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey
from wire.signing import SigningKey

CANDIDATES, REFERENCES = 1_000, 1
PORTRAIT, DIMENSION = 30_000, 128  # bytes, numbers of a template
_ROUNDS = 10
_MODEL = ModelId("bench")


def rows(folder: Path, candidates: int, references: int) -> Iterator[tuple[str, str, str]]:
    """What was measured: a name, a median and a 95th percentile in milliseconds."""
    content, signer, now = _content(candidates, references), SigningKey.generate(), SystemClock().now()
    journal, key = folder / "station.sqlite3", DatabaseKey(bytes(32), bytes(range(16)))
    connection = database.connect(journal, key)
    packs.trust(connection, signer.public, now)
    recipients = [StationKey("bench", packs.make_identity(connection).recipient)]
    facts = PackFacts(uuid4(), now, now + timedelta(days=1))
    start = perf_counter()
    data = build_pack(content, facts, recipients, signer, now)
    yield f"build, {len(data) / 1e6:.0f} MB", f"{(perf_counter() - start) * 1000:.0f}", ""
    pack = folder / "bench.pack"
    pack.write_bytes(data)
    times = milliseconds(lambda: packs.open_pack(pack, connection, _MODEL, now), _ROUNDS, 1)
    connection.close()
    yield ("open at the station", *summary(times))


def _content(candidates: int, references: int) -> GalleryFile:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(candidates * references, DIMENSION)).astype(np.float32)
    portraits = [random.bytes(PORTRAIT) for _ in vectors]
    digests = [hashlib.sha256(each).hexdigest() for each in portraits]
    header = GalleryHeader(
        session=SessionInfo(id="bench", title="bench", venue="bench", starts_at=SystemClock().now()),
        model_id=_MODEL,
        calibration=CalibrationInfo(
            comparisons=0,
            suspects=0,
            centre=[0.0] * DIMENSION,
            points=[PointInfo(fmr=1e-4, threshold=0.4, basis="engine")],
        ),
        candidates=[
            CandidateEntry(number=str(index), name=f"Peserta {index}", photos=digests[index::candidates])
            for index in range(candidates)
        ],
    )
    templates = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return GalleryFile(header, templates, dict(zip(digests, portraits, strict=True)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--references", type=int, default=REFERENCES, help="photos of each")
    arguments = parser.parse_args()
    table = Table(f"pack of {arguments.candidates:,} x {arguments.references} (ms)", "median", "95th percentile")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), arguments.candidates, arguments.references):
            table.add_row(*row)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
