"""What registered photos say about trouble at the desk, on a folder that holds one folder per person (LFW).

    python -m benchmarks.trouble FOLDER

Every photo is a probe, with a template as the desk makes it; and a reference, with one as enrolment makes it, as it is
and made worse in three ways. Prints the tables of `enrollment.triage.chance`, what each measure adds to the unified
score, and how well the tables foretell what happens to people from whom they were not made. Takes minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.trouble_trials import Desk, Trial, look, several_trials, single_trials
from enrollment.triage.chance import (
    QUALITY_EDGES,
    SHARPNESS_EDGES,
    STRENGTH_EDGES,
    Agreement,
    Cells,
    Share,
    Tables,
    cell_of,
    chance_of_trouble,
    row_of,
    strength_of,
)
from recognition.evaluation.measuring import Genuine, fnmr_at
from recognition.quality import sharpness, unified_quality

PREDICTED = (0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)  # bins of the reliability tables

Rows = NDArray[np.int64]
Numbers = NDArray[np.float64]


def main(root: Path) -> None:
    """Measure and print."""
    console = Console(width=110)
    photos = look(root, Path(tempfile.gettempdir()) / "hadir-benchmarks" / "models")
    desk = Desk(photos)
    single, several = list(single_trials(photos, desk)), list(several_trials(photos, desk))
    tables = tables_of(single, several)
    for name, cells in (("single", tables.single), ("several", tables.several)):
        print(f"    {name}=(")
        for row in cells:
            print(
                f"        ({', '.join(f'Share({each.value:.4f}, {each.low:.4f}, {each.high:.4f})' for each in row)}),"
            )
        print("    ),")
    table = Table("unified score and", "Brier score, one photo", "better by")
    for line in _added(single):
        table.add_row(*line)
    console.print(table)
    for name, trials in (("one photo", single), ("several photos", several)):
        foretold = np.zeros(len(trials))
        halves = _people(trials) % 2
        for half in (0, 1):
            others = tables_of(*([each for each in those if each.person % 2 != half] for those in (single, several)))
            for index in np.flatnonzero(halves == half).tolist():
                trial = trials[index]
                seen = [each.seen for each in trial.references]
                foretold[index] = chance_of_trouble(seen, trial.agreement, others)
        console.print(_reliability(name, foretold, trials))
        untouched = np.array([each.untouched for each in trials])
        console.print(_reliability(f"{name}, as LFW has them", foretold[untouched], _where(trials, untouched)))


def tables_of(single: Sequence[Trial], several: Sequence[Trial]) -> Tables:
    """The tables that some trials give."""
    cells = np.array([cell_of(each.references[0].seen) for each in single])
    table = _cells(cells, single, (len(QUALITY_EDGES), len(SHARPNESS_EDGES)))
    rows = [row_of(strength_of([reference.seen for reference in each.references], table)) for each in several]
    levels = [each.agreement for each in several]
    return Tables(table, _cells(np.array([rows, levels]).T, several, (len(STRENGTH_EDGES), len(Agreement))))


def _cells(cells: Rows, trials: Sequence[Trial], shape: tuple[int, int]) -> Cells:
    values = _falling(*_counted(cells, trials, shape))
    return tuple(
        tuple(
            _share(_where(trials, (cells == (row, column)).all(axis=1)), float(values[row, column]))
            for column in range(shape[1])
        )
        for row in range(shape[0])
    )


def _share(trials: Sequence[Trial], value: float) -> Share:
    """A value with the interval of the trials that it stands for."""
    if not trials:
        return Share(value, 0.0, 1.0)
    people = _people(trials)
    scores = np.array([not each.missed for each in trials], dtype=np.float32)
    _, (low, high) = fnmr_at(0.5, Genuine(scores, people, people, people))
    return Share(value, min(low, value), max(high, value))


def _counted(cells: Rows, trials: Sequence[Trial], shape: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """How many trials of each cell missed, and how many there are."""
    misses, made = np.zeros(shape), np.zeros(shape)
    np.add.at(misses, tuple(cells.T), [each.missed for each in trials])
    np.add.at(made, tuple(cells.T), 1)
    return misses, made


def _people(trials: Sequence[Trial]) -> Rows:
    return np.array([each.person for each in trials], dtype=np.int64)


def _where(trials: Sequence[Trial], there: NDArray[np.bool_]) -> list[Trial]:
    return [trials[index] for index in np.flatnonzero(there).tolist()]


def _falling(misses: NDArray[np.float64], made: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of misses in every cell, so that it falls along both axes.

    The block estimator of H. Deng, C.-H. Zhang: "Isotonic regression in multi-dimensional spaces and graphs", Annals of
    Statistics 48, 2020: of the blocks that begin before a cell, the least of the greatest means up to where they end.
    """
    rows, columns = made.shape

    def mean(top: int, left: int, bottom: int, right: int) -> float:
        count = made[top : bottom + 1, left : right + 1].sum()
        return float(misses[top : bottom + 1, left : right + 1].sum() / count) if count else 0.0

    def greatest(top: int, left: int, row: int, column: int) -> float:
        ends = ((bottom, right) for bottom in range(row, rows) for right in range(column, columns))
        return max(mean(top, left, bottom, right) for bottom, right in ends)

    def value(row: int, column: int) -> float:
        starts = ((top, left) for top in range(row + 1) for left in range(column + 1))
        return min(greatest(top, left, row, column) for top, left in starts)

    return np.array([[value(row, column) for column in range(columns)] for row in range(rows)])


def _added(trials: Sequence[Trial]) -> Iterator[tuple[str, str, str]]:
    """What a table of the unified score and one more measure gains, on people whom it was not made from."""
    rows = np.array([cell_of(each.references[0].seen)[0] for each in trials])
    alone = _brier(trials, np.stack([rows, np.zeros_like(rows)], axis=1), (len(QUALITY_EDGES), 1))
    yield "nothing", f"{alone:.4f}", ""
    for name in sorted({name for each in trials for name in each.references[0].components} - {unified_quality.NAME}):
        values = np.array([each.references[0].components.get(name, 100) for each in trials])
        edges = SHARPNESS_EDGES if name == sharpness.NAME else (0, *np.quantile(values, [1 / 3, 2 / 3]))
        columns = np.searchsorted(edges, values, side="right") - 1
        found = _brier(trials, np.stack([rows, columns], axis=1), (len(QUALITY_EDGES), 3))
        yield name, f"{found:.4f}", f"{1 - found / alone:.1%}"


def _brier(trials: Sequence[Trial], cells: Rows, shape: tuple[int, int]) -> float:
    halves = _people(trials) % 2
    errors = np.zeros(len(trials))
    for half in (0, 1):
        made, asked = halves != half, halves == half
        values = _falling(*_counted(cells[made], _where(trials, made), shape))
        errors[asked] = values[tuple(cells[asked].T)] - [each.missed for each in _where(trials, asked)]
    return float(np.mean(errors**2))


def _reliability(name: str, foretold: Numbers, trials: Sequence[Trial]) -> Table:
    missed = np.array([each.missed for each in trials], dtype=np.float64)
    base = missed.mean()
    score, least = np.mean((foretold - missed) ** 2), base * (1 - base)
    title = f"{name}: {base:.2%} missed. Brier score {score:.4f}; of the base rate, {least:.4f}"
    table = Table("foretold", "people", "trials", "mean foretold", "missed", "95 % interval", title=title)
    bins = np.searchsorted(PREDICTED, foretold, side="right") - 1
    for index, (low, high) in enumerate(pairwise(PREDICTED)):
        there = bins == index
        if there.any():
            share = _share(_where(trials, there), float(missed[there].mean()))
            people = len(np.unique(_people(_where(trials, there))))
            interval = f"{share.low:.1%} to {share.high:.1%}"
            mean = f"{foretold[there].mean():.1%}"
            table.add_row(
                f"{low:.1%} to {high:.1%}", f"{people}", f"{there.sum()}", mean, f"{share.value:.1%}", interval
            )
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
