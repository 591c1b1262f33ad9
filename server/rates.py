"""What check-ins add to the achieved rates: see `server.tables.Rate`. Pure.

The truth about a comparison is what people found, the later and better look before the earlier: the resolution of a
provisional admission, else what all who looked by eye answered before they saw the score, else that somebody was
admitted. An undone check-in says nothing of the kind, and no decision stands behind it: it may have been about the
wrong card. Its comparisons with other candidates were made all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from server.kept import plain
from server.upserts import Row
from wire.decisions import RefusalCategory, Resolution, ReviewAnswer
from wire.reports import CheckInReport
from wire.vocabulary import ADMITTING, Decision, Verdict

_JUDGED = frozenset({Decision.ADMIT, Decision.ADMIT_MANUAL, Decision.PROVISIONAL, Decision.REFUSE})
_NAMES = ("checkins", "genuine", "missed", "impostor", "false_matches", "decisions", "overrides")


@dataclass(frozen=True, slots=True)
class Measured:
    """A check-in and what became of it. With another ``sign``, it is taken out of the rates again."""

    report: CheckInReport
    is_undone: bool = False
    resolution: Resolution | None = None
    sign: int = 1


def rate_rows(measured: Iterable[Measured]) -> list[Row]:
    """The sums of each station and session, in order."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in measured:
        counts = sums[each.report.station_id, plain(each.report.session_id)]
        for name, number in _rate(each).items():
            counts[name] += each.sign * number
    return [
        {"station_id": station, "session_id": name, **{each: counts[each] for each in _NAMES}}
        for (station, name), counts in sorted(sums.items())
    ]


def _rate(measured: Measured) -> Counter[str]:
    """What one check-in adds to the rates."""
    report, found = measured.report, Counter[str]()
    if report.others is not None:
        found.update(impostor=report.others.compared, false_matches=report.others.above)
    if measured.is_undone:
        return found
    scores = [attempt.score for attempt in report.earlier_attempts] + [report.score]
    first = next((score for score in scores if score is not None), None)
    if first is not None and report.threshold is not None and _is_genuine(report, measured.resolution):
        found.update(genuine=1, missed=int(first < report.threshold))
    admitted = report.decision in ADMITTING
    against = (report.verdict is Verdict.MATCH) != (admitted or report.decision is Decision.PROVISIONAL)
    if report.verdict is not None and report.decision in _JUDGED:
        found.update(decisions=1, overrides=int(against and report.decision is not Decision.PROVISIONAL))
    found.update(checkins=1)
    return found


def _is_genuine(report: CheckInReport, resolution: Resolution | None) -> bool:
    if resolution is not None:
        return resolution is Resolution.CONFIRMED
    if report.refusal is not None and report.refusal.category is RefusalCategory.DIFFERENT_PERSON:
        return False
    answers = {review.answer for review in report.reviews}
    if answers in ({ReviewAnswer.SAME}, {ReviewAnswer.DIFFERENT}):
        return answers == {ReviewAnswer.SAME}
    return report.decision in ADMITTING
