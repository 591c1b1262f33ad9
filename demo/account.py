"""The account of a morning: was each verdict the one the script names, and did every decision arrive once?"""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from demo.events import Decided
from demo.morning import Visit
from demo.run import Played
from ui.view_state import Message
from wire.vocabulary import Reason, Verdict

# What the screen said, as a verdict or a reason.
_FOUND: dict[str, Verdict | Reason] = {
    Message.MATCH.value: Verdict.MATCH,
    Message.NO_MATCH.value: Verdict.NO_MATCH,
    Message.LOOKALIKE.value: Verdict.LOOKALIKE,
    Message.BETWEEN.value: Verdict.INCONCLUSIVE,
    Message.NO_PICTURE.value: Verdict.INCONCLUSIVE,
    Message.NOT_ON_ROSTER.value: Reason.NOT_ON_ROSTER,
    Message.ALREADY_ADMITTED.value: Reason.ALREADY_ADMITTED,
}


def as_expected(visit: Visit, result: Decided | None) -> bool:
    """Whether the station found what the script names."""
    return result is not None and _FOUND.get(result.found) == visit.expected


def faults(played: Played) -> list[str]:
    """Everything that is not as it should be; empty when the demonstration succeeded.

    After a station was killed, the result of the visit it was killed in may be on disk without having been told.
    """
    found = []
    for index, visit in enumerate(played.morning.visits):
        result = played.results.get(index)
        if result is None and played.restarts:
            continue
        if not as_expected(visit, result):
            said = result.found if result else "nothing"
            found.append(f"{visit.title} ({visit.card}): expected {visit.expected}, found {said}")
    lost, unknown = played.decisions - played.reports, played.reports - played.decisions
    doubled = played.report_rows - len(played.reports)
    for number, what in ((len(lost), "lost"), (len(unknown), "unknown"), (doubled, "doubled")):
        if number:
            found.append(f"{number} reports {what}")
    if len(played.decisions) < len(played.morning.visits):
        found.append(f"{len(played.morning.visits)} visits, only {len(played.decisions)} decisions recorded")
    return found


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
        grid.add_row(str(index + 1), *_cells(visit, played.results.get(index)))
    text = io.StringIO()
    Console(file=text, width=width).print(grid)
    return text.getvalue() + _measured(played)


def closing_line(played: Played) -> str:
    """How many decisions there are, and how many reports."""
    return f"demo: {len(played.decisions)} decisions recorded, {played.report_rows} reports on the server"


def _cells(visit: Visit, result: Decided | None) -> list[str]:
    card = "camera" if visit.by_camera else "keys"
    head = [visit.title, visit.card, card, visit.expected.value]
    if result is None:
        return [*head, "recorded, not told", "", "", "", "", "", "-"]
    found = _FOUND.get(result.found)
    return [
        *head,
        found.value if found else result.found,
        f"{result.score:.3f}" if result.score is not None else "-",
        f"{result.threshold:.3f}" if result.threshold is not None else "-",
        str(result.frames) if result.seconds is not None else "-",
        f"{result.seconds:.2f}" if result.seconds is not None else "-",
        result.decision + (f" (attempt {result.attempts})" if result.attempts > 1 else ""),
        "ok" if as_expected(visit, result) else "WRONG",
    ]


def _measured(played: Played) -> str:
    lines = [f"cold start of the station: {played.opened_in:.2f} s from the command to the live preview"]
    times = sorted(
        result.seconds for result in played.results.values() if result.seconds is not None and result.attempts == 1
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
