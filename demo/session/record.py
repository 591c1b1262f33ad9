"""What stands on record about a candidate, as far as the script names it beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station.journal import entries
from vault import sqlite
from wire.decisions import RefusalCategory, Resolution, ReviewAnswer
from wire.envelopes import unseal
from wire.reports import CheckInReport, Report, ResolutionReport, UndoReport
from wire.vocabulary import Decision, Reason, Verdict

TAKEN_BACK = "TAKEN BACK"


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, one that was taken back, or one that was settled.

    ``what`` is a `Decision`, `TAKEN_BACK` or a `Resolution`. ``second`` is who signed too, ``answers`` are what people
    saw who compared by eye. ``pin``: the candidate's PIN was shown. ``note`` is a refusal's, or the override's reason.
    """

    number: str
    what: Decision | Resolution | str
    verdict: Verdict | None = None
    reason: Reason | None = None
    attempts: int = 1
    second: str = ""
    answers: tuple[ReviewAnswer, ...] = ()
    refusal: RefusalCategory | None = None
    pin: bool = False
    note: str = ""


def entries_of(reports: Iterable[Report]) -> list[Entry]:
    """What reports say about candidates, in their order; those about the desk itself are left out."""
    return [entry for report in reports if (entry := _entry_of(report)) is not None]


def _entry_of(report: Report) -> Entry | None:
    match report:
        case CheckInReport():
            return Entry(
                report.candidate_number,
                report.decision,
                report.verdict,
                report.reason,
                len(report.earlier_attempts) + 1,
                report.second.name if report.second else "",
                tuple(review.answer for review in report.reviews),
                report.refusal.category if report.refusal else None,
                report.pin_shown,
                report.refusal.note if report.refusal else report.override,
            )
        case UndoReport():
            return Entry(report.candidate_number, TAKEN_BACK)
        case ResolutionReport():
            return Entry(report.candidate_number, report.resolution, second=report.second.name)
        case _:
            return None


def reports_of(journal: sqlite.Connection) -> list[Report]:
    """Every report in a journal, in order."""
    return [unseal(envelope) for envelope in entries.envelopes(journal)]
