"""What check-ins add to the achieved rates: see `server.tables.Rate`. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from server.kept import plain
from server.upserts import Row
from wire.reports import CheckInReport
from wire.vocabulary import ADMITTING, Decision, Verdict

_JUDGED = frozenset({Decision.ADMIT, Decision.ADMIT_MANUAL, Decision.PROVISIONAL, Decision.REFUSE})


def rate_rows(checkins: Iterable[CheckInReport]) -> list[Row]:
    """The sums of each station and session, in order."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report in checkins:
        sums[report.station_id, plain(report.session_id)].update(_rate(report))
    names = ("checkins", "genuine", "missed", "impostor", "false_matches", "decisions", "overrides")
    return [
        {"station_id": station, "session_id": name, **{each: counter[each] for each in names}}
        for (station, name), counter in sorted(sums.items())
    ]


def _rate(report: CheckInReport) -> Counter[str]:
    """What one check-in adds to the rates."""
    admitted = report.decision in ADMITTING
    scores = [attempt.score for attempt in report.earlier_attempts] + [report.score]
    first = next((score for score in scores if score is not None), None)
    judged = report.verdict is not None and report.decision in _JUDGED
    against = (report.verdict is Verdict.MATCH) != (admitted or report.decision is Decision.PROVISIONAL)
    found: Counter[str] = Counter(checkins=1)
    if admitted and first is not None and report.threshold is not None:
        found.update(genuine=1, missed=int(first < report.threshold))
    if report.others is not None:
        found.update(impostor=report.others.compared, false_matches=report.others.above)
    if judged:
        found.update(decisions=1, overrides=int(against and report.decision is not Decision.PROVISIONAL))
    return found
