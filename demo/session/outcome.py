"""What a session came to: what was decided against what was expected, and how fast it went."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from rich.console import Console
from rich.table import Table

from demo.session.record import Entry
from demo.session.script import day
from wire.reports import CheckInReport, Report
from wire.vocabulary import Decision


def table_of(recorded: Sequence[Entry]) -> str:
    """What was decided against what was expected, entry by entry."""
    expected = [(visit.title, entry) for visit in day() for entry in visit.entries]
    table = Table(title="The session", header_style="bold", title_justify="left")
    for name in ("#", "who", "number", "expected", "found", ""):
        table.add_column(name, no_wrap=True)
    for place, (wanted, found) in enumerate(zip_longest(expected, recorded), 1):
        title, entry = wanted or ("", None)
        same = "ok" if entry == found else "DIFFERS"
        number = (entry or found or Entry("", "")).number
        table.add_row(str(place), title, number, _words(entry), _words(found), same)
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def _words(entry: Entry | None) -> str:
    if entry is None:
        return "nothing"
    parts = (entry.what, entry.verdict, entry.reason, entry.refusal, "PIN" if entry.pin else "")
    return " ".join(str(part) for part in parts if part)


def measured(reports: Sequence[Report]) -> str:
    """From card to verdict, of those who were let in by the machine's word at the first attempt."""
    clean = sorted(
        report.seconds_to_verdict
        for report in reports
        if isinstance(report, CheckInReport)
        and report.decision is Decision.ADMIT
        and not report.earlier_attempts
        and report.seconds_to_verdict is not None
    )
    if not clean:
        return "nobody was admitted at the first attempt"
    median, slow = clean[len(clean) // 2], clean[ceil(0.95 * len(clean)) - 1]
    return f"{len(clean)} clean candidates, card to verdict: median {median:.2f} s, 95th percentile {slow:.2f} s"
