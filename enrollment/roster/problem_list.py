"""Many problems: how many there are of each kind, and the list of all of them for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from enrollment.errors import PhotoProblem
from enrollment.roster.problems import Kind, RosterProblem, Said, Wording, named, photo_fault
from vault.files import write_whole
from wire.spreadsheets import DELIMITER, inert

COLUMNS = ("file", "line", "column", "expected", "found")
SHOWN = 20  # problems of a kind that are told one by one
_VARIES = "…"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Problems that are alike (`RosterProblem.kind`): what was expected, with "…" in the place of values that differ,
    and what was found where it is the same of all. ``first`` and ``last`` are lines."""

    kind: Kind
    column: str
    expected: Said
    found: Said | None
    count: int
    first: int
    last: int

    def __str__(self) -> str:
        found = f", found {self.found}" if self.found is not None else ""
        lines = f"lines {self.first} to {self.last}" if self.last > self.first else f"line {self.first}"
        return f"{self.column}: expected {self.expected}{found} ({lines})"


def kinds(problems: Iterable[RosterProblem]) -> tuple[ProblemKind, ...]:
    """The kinds of problems, the most frequent first."""
    ordered = sorted(problems, key=lambda problem: (problem.kind, problem.line))
    found = (_kind(list(group)) for _, group in groupby(ordered, key=lambda problem: problem.kind))
    return tuple(sorted(found, key=lambda kind: (-kind.count, kind.first)))


def told(problems: Sequence[RosterProblem]) -> Iterator[str]:
    """A line for each problem in English, at most `SHOWN` of a kind; where there are more than that in all, how many
    there are of each kind."""
    lines: defaultdict[Kind, list[int]] = defaultdict(list)
    for problem in problems:
        lines[problem.kind].append(problem.line)
    so_far: Counter[Kind] = Counter()
    for problem in problems:
        so_far[problem.kind] += 1
        if so_far[problem.kind] <= SHOWN:
            yield str(problem)
        elif so_far[problem.kind] == SHOWN + 1:
            rest = lines[problem.kind][SHOWN:]
            where = f"lines {rest[0]} to {rest[-1]}" if len(rest) > 1 else f"line {rest[0]}"
            yield f"  and {len(rest):,} more like this, {where}"
    if len(problems) > SHOWN:
        yield f"{len(problems):,} problems:"
        yield from (f"{kind.count:>9,}  {kind}" for kind in kinds(problems))


def write_problems(
    path: Path,
    problems: Iterable[RosterProblem],
    titles: Sequence[str] = COLUMNS,
    cells: Callable[[RosterProblem], Sequence[str]] = lambda problem: (
        problem.column,
        str(problem.expected),
        str(problem.found),
    ),
) -> None:
    """Write all problems as CSV, whole or not, which a spreadsheet opens as text.

    ``titles`` are those of the columns, ``cells`` gives what stands in the last three, in some language.

    Raises:
        OSError: the file cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITER)
    writer.writerow(titles)
    for each in problems:
        writer.writerow([inert(cell) for cell in (each.file, str(each.line), *cells(each))])
    write_whole(path, text.getvalue().encode("utf-8-sig", "replace"))  # without the mark, Excel takes it for cp1252


def _kind(alike: Sequence[RosterProblem]) -> ProblemKind:
    first = alike[0]
    expected = first.expected
    if any(each.expected != expected for each in alike):
        expected = Said(expected.wording, tuple(_VARIES for _ in expected.values))
    found = first.found if all(each.found == first.found for each in alike) else None
    if found is None and first.found.wording is Wording.PHOTO:
        fault = PhotoProblem(first.kind[2])
        found = photo_fault(fault, named(fault))
    return ProblemKind(first.kind, first.column, expected, found, len(alike), first.line, alike[-1].line)
