"""Whether the journal, the server and the list of PINs agree with the script, candidate by candidate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from demo.home import JOURNAL, STATION_ID, open_journal
from demo.session.cast import pins
from demo.session.record import Entry, entries_of
from demo.session.script import day, pin_list, standings
from server.database import open_engine
from server.tables import Candidate, Report
from station.journal import entries
from station.journal.reading import verify_database
from wire.envelopes import unseal
from wire.reports import REPORTS, CheckInReport
from wire.reports import Report as AnyReport


def faults(home: Path, database: str | URL, seen: Mapping[str, str] | None = None) -> list[str]:
    """Everything that does not agree; empty where all of it does.

    Args:
        database: the server's, as a URL.
        seen: the PINs that the screen showed, by whose they were; None where nobody read them.
    """
    with closing(open_journal(home / JOURNAL)) as journal:
        found = [f"journal: {problem}" for problem in verify_database(journal).problems]
        envelopes = entries.envelopes(journal)
    reports = [unseal(envelope) for envelope in envelopes]
    found += _in_journal(entries_of(reports))
    found += _pins("the journal", reports)
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            rows = session.execute(
                select(Report.report_id, Report.digest, Report.payload).where(Report.station_id == STATION_ID)
            ).all()
            people = session.execute(select(Candidate.number, Candidate.status)).all()
    finally:
        engine.dispose()
    found += _delivered(
        [(each.report_id.hex, each.digest) for each in envelopes], [(row[0].hex, row[1]) for row in rows]
    )
    found += _pins("the server", [REPORTS.validate_json(row.payload) for row in rows])
    found += _standing({row.number: row.status for row in people})
    if seen is not None:
        found += _on_screen(seen)
    return found


def _in_journal(found: list[Entry]) -> Iterator[str]:
    expected = [entry for visit in day() for entry in visit.entries]
    for place, (want, got) in enumerate(zip_longest(expected, found), 1):
        if want != got:
            yield f"journal, entry {place}: expected {want}, found {got}"


def _delivered(recorded: list[tuple[str, str]], arrived: list[tuple[str, str]]) -> Iterator[str]:
    for number, what in (
        (len(set(recorded) - set(arrived)), "lost"),
        (len(set(arrived) - set(recorded)), "unknown"),
        (len(arrived) - len(set(arrived)), "doubled"),
    ):
        if number:
            yield f"server: {number} reports {what}"


def _pins(where: str, reports: list[AnyReport]) -> Iterator[str]:
    shown = {each.candidate_number for each in reports if isinstance(each, CheckInReport) and each.pin_shown}
    for number in sorted(shown ^ pin_list()):
        yield f"{number}: {where} says that a PIN was {'' if number in shown else 'not '}shown"


def _on_screen(seen: Mapping[str, str]) -> Iterator[str]:
    for number in sorted(seen.keys() | pin_list()):
        wanted = pins()[number] if number in pin_list() else None
        if seen.get(number) != wanted:
            yield f"{number}: the screen was to show the PIN {wanted}, it showed {seen.get(number)}"


def _standing(found: Mapping[str, str]) -> Iterator[str]:
    expected = {number: status.value for number, status in standings().items()}
    for number in sorted(found.keys() | expected.keys()):
        if found.get(number) != expected.get(number):
            yield f"{number}: expected {expected.get(number)} on the server, found {found.get(number)}"
