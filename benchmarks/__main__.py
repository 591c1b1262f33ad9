"""`python -m benchmarks`: prints every table."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import latency, peers
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline


def main() -> None:
    """Measure and print."""
    console = Console(width=100)
    with tempfile.TemporaryDirectory() as cache:
        registry = ModelRegistry(Path(cache))
        pipeline = open_pipeline(registry)
        console.print(f"{os.cpu_count()} cores; milliseconds\n")
        table = Table("one face, 640x480, 1:N over 1,000", "median", "95th percentile", title_justify="left")
        for row in latency.measure(registry, pipeline).rows():
            table.add_row(*row)
        console.print(table)
        table = Table("side by side", "median", "95th percentile", "times as long")
        for row in peers.rows(registry):
            table.add_row(*row)
        console.print(table)


if __name__ == "__main__":
    main()
