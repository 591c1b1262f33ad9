"""The account of a morning: was each verdict the one the script names, and did every decision arrive once?"""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from demo.morning import Visit
from demo.run import Played
from wire.reports import CheckInReport
from wire.vocabulary import Reason


def found(report: CheckInReport | None) -> str:
    """What the station found, by its journal: a verdict, or the reason why there is none."""
    return "nothing" if report is None else str(report.verdict or report.reason)


def as_expected(visit: Visit, report: CheckInReport | None) -> bool:
    """Whether the station found what the script names, and no more than that."""
    plain = report is not None and (report.reason is not Reason.ALREADY_ADMITTED)
    return plain and found(report) == visit.expected.value


def faults(played: Played) -> list[str]:
    """Everything that is not as it should be; empty when the demonstration succeeded."""
    wrong = [
        f"{visit.title} ({visit.card}): expected {visit.expected}, found {found(played.recorded.get(visit.card))}"
        for visit in played.morning.visits
        if not as_expected(visit, played.recorded.get(visit.card))
    ]
    lost, unknown = played.entries - played.reports, played.reports - played.entries
    doubled = played.report_rows - len(played.reports)
    counts = ((len(lost), "lost"), (len(unknown), "unknown"), (doubled, "doubled"))
    return wrong + [f"{number} reports {what}" for number, what in counts if number]


def table(played: Played, width: int = 170) -> str:
    """The morning as a table, and what was measured."""
    grid = Table(title="The morning", header_style="bold", title_justify="left")
    grid.add_column("#", justify="right")
    for name in ("who", "number", "card", "expected", "found"):
        grid.add_column(name, no_wrap=True)
    for name in ("score", "threshold", "frames", "seconds"):
        grid.add_column(name, justify="right")
    grid.add_column("decision", no_wrap=True)
    grid.add_column("")
    for index, visit in enumerate(played.morning.visits):
        grid.add_row(str(index + 1), *_cells(visit, played.recorded.get(visit.card)))
    text = io.StringIO()
    Console(file=text, width=width).print(grid)
    return text.getvalue() + _measured(played)


def closing_line(played: Played) -> str:
    """How many decisions there are, and how many reports of them on the server."""
    arrived = sum(report_id in played.decisions for report_id, _ in played.reports)
    return f"demo: {len(played.decisions)} decisions recorded, {arrived} reports on the server"


def _cells(visit: Visit, report: CheckInReport | None) -> list[str]:
    card = "camera" if visit.by_camera else "keys"
    head = [visit.title, visit.card, card, visit.expected.value, found(report)]
    if report is None:
        return [*head, "-", "-", "-", "-", "-", "WRONG"]
    attempts = len(report.earlier_attempts) + 1
    compared = report.seconds_to_verdict is not None
    return [
        *head,
        f"{report.score:.3f}" if report.score is not None else "-",
        f"{report.threshold:.3f}" if report.threshold is not None else "-",
        str(report.frames_used) if compared else "-",
        f"{report.seconds_to_verdict:.2f}" if compared else "-",
        report.decision.value + (f" (attempt {attempts})" if attempts > 1 else ""),
        "ok" if as_expected(visit, report) else "WRONG",
    ]


def _measured(played: Played) -> str:
    lines = [f"cold start of the station: {played.opened_in:.2f} s from the command to the live preview"]
    times = sorted(
        report.seconds_to_verdict
        for report in played.recorded.values()
        if report.seconds_to_verdict is not None and not report.earlier_attempts
    )
    if times:
        median, slow = times[len(times) // 2], times[min(len(times) - 1, round(0.95 * len(times)))]
        lines.append(f"card to verdict: median {median:.2f} s, 95th percentile {slow:.2f} s")
    if played.finished:
        lines.append(
            f"window: longest stall {played.finished.longest_stall:.0f} ms, "
            f"{played.finished.stalls_over_50} over 50 ms; preview {played.finished.preview_rate:.0f} pictures/s; "
            f"{played.finished.frames_overwritten} frames overwritten unseen"
        )
    if played.restarts:
        lines.append(f"the station was killed and started again {played.restarts} times")
    return "\n".join(lines) + "\n"
