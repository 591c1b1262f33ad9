"""Each station of a venue is told who was admitted at the others: all of it, in pages, and nothing of other venues."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from server.contacts import take_heartbeat
from server.database import WRITING, open_engine
from server.errors import SessionUnknownError
from server.exam_sessions import hold_sessions
from server.ingest import ingest
from server.projection import rebuild
from server.tables import Access, Candidate, Contact, Report
from server.venues import standing_page
from station.client import HttpTransport, ServerAddress
from station.clock import SystemClock
from station.connectivity import Link
from station.errors import TransportError
from station.outbox.policy import SendingPolicy
from station.venue import VenueStanding, VenueView, Watch, merged, poll
from tests.server.conftest import registered
from tests.server.scribe import NOW, OPERATOR, SESSION, Scribe
from wire.decisions import Resolution
from wire.envelopes import Envelope, unseal
from wire.heartbeat import CameraHealth, Heartbeat
from wire.standing import MAX_STANDINGS, StandingPage, StandingStatus
from wire.vocabulary import Decision, ReportOutcome

if TYPE_CHECKING:
    from tests.server.conftest import Client, Servers

Sessions = sessionmaker[Session]
JAYAPURA = "Kanreg IX Jayapura"
PATH = f"/v1/sessions/{SESSION}/standing"
PATIENCE = 20.0


def send(sessions: Sessions, scribe: Scribe, *envelopes: Envelope) -> None:
    for start in range(0, len(envelopes), 100):
        results = ingest(sessions, scribe.station_id, envelopes[start : start + 100], NOW)
        assert {result.outcome for result in results} == {ReportOutcome.ACCEPTED}


def follow(sessions: Sessions, scribe: Scribe, before: VenueView | None = None) -> VenueView:
    """What a station knows after it has read all pages."""
    view, more = before, True
    while more:
        page = standing_page(sessions, scribe.station_id, SESSION, view.cursor if view else None, NOW)
        assert StandingPage.model_validate_json(page.model_dump_json()) == page
        view, more = merged(view, page, 0.0), page.more
    assert view is not None
    return view


def beat(sessions: Sessions, scribe: Scribe, session_id: str | None = SESSION) -> None:
    heartbeat = Heartbeat(
        sent_at=NOW,
        clock_offset=None,
        journal_id=scribe.journal_id,
        last_seq=scribe.last_seq,
        last_digest=scribe.last_digest,
        pending=0,
        quarantined=0,
        pictures_pending=0,
        session_id=session_id,
        camera=CameraHealth.LIVE,
        program="0.1.0",
    )
    take_heartbeat(sessions, scribe.station_id, heartbeat, NOW)


@pytest.fixture
def other(sessions: Sessions) -> Scribe:
    """Another desk of the same venue."""
    return registered(sessions, Scribe("PLM-02"))


def test_a_station_is_told_where_when_and_by_whom_the_others_admitted(
    sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open(350), scribe.checkin("1", operator=OPERATOR))
    beat(sessions, scribe)
    view = follow(sessions, other)
    assert (view.counts.admitted, view.counts.expected, view.counts.stations) == (1, 350, 1)
    told = view.people["1"]
    assert (told.status, told.station_id, told.operator, told.at) == (
        StandingStatus.ADMITTED,
        "PLM-01",
        OPERATOR.name,
        NOW,
    )


def test_only_what_changed_is_told_again(sessions: Sessions, scribe: Scribe, other: Scribe) -> None:
    sent = scribe.checkin("P", Decision.PROVISIONAL)
    send(sessions, scribe, scribe.begin(), scribe.open(), scribe.checkin("1"), sent)
    first = standing_page(sessions, other.station_id, SESSION, None, NOW)
    assert (first.begins, first.more, len(first.candidates)) == (True, False, 2)
    again = standing_page(sessions, other.station_id, SESSION, first.cursor, NOW)
    assert (again.begins, again.candidates, again.cursor) == (False, (), first.cursor)
    send(sessions, other, other.begin(), other.resolve(sent))
    changed = standing_page(sessions, other.station_id, SESSION, first.cursor, NOW)
    assert [(each.number, each.status) for each in changed.candidates] == [("P", StandingStatus.ADMITTED)]
    assert changed.counts.admitted == 2


def test_an_admission_that_was_undone_is_taken_back(sessions: Sessions, scribe: Scribe, other: Scribe) -> None:
    admitted = scribe.checkin("1")
    send(sessions, scribe, scribe.begin(), scribe.open(), admitted, scribe.checkin("2"))
    view = follow(sessions, other)
    assert set(view.people) == {"1", "2"}
    send(sessions, scribe, scribe.undo(admitted))
    view = follow(sessions, other, view)
    assert set(view.people) == {"2"}
    assert view.counts.admitted == 1


def test_long_lists_come_in_pages_and_nobody_is_missed(sessions: Sessions, scribe: Scribe, other: Scribe) -> None:
    numbers = [str(number) for number in range(2 * MAX_STANDINGS + 30)]
    send(sessions, scribe, scribe.begin(), scribe.open(), *[scribe.checkin(number) for number in numbers])
    page = standing_page(sessions, other.station_id, SESSION, None, NOW)
    assert (len(page.candidates), page.more) == (MAX_STANDINGS, True)
    send(sessions, scribe, scribe.checkin("0", Decision.REFUSE))  # was on the first page, moves to the end
    assert set(follow(sessions, other, merged(None, page, 0.0)).people) == set(numbers)


def test_a_page_of_the_longest_names_is_no_longer_than_a_station_reads(
    sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    name = OPERATOR.model_copy(update={"name": "\x01" * 120})
    wide = [scribe.checkin(f"{number:03}" + "\x01" * 117, operator=name) for number in range(MAX_STANDINGS)]
    send(sessions, scribe, scribe.begin(), scribe.open(), *wide)
    page = standing_page(sessions, other.station_id, SESSION, None, NOW)
    assert len(page.candidates) == MAX_STANDINGS
    assert len(page.model_dump_json()) < 256 * 1024


def test_a_session_of_another_venue_or_none_is_unknown(sessions: Sessions, scribe: Scribe) -> None:
    stranger = registered(sessions, Scribe("JYP-01"), JAYAPURA)
    send(sessions, scribe, scribe.begin(), scribe.checkin("1"))
    with pytest.raises(SessionUnknownError):  # nobody has said yet whose it is
        standing_page(sessions, scribe.station_id, SESSION, None, NOW)
    send(sessions, scribe, scribe.open())
    for station, name in ((stranger, SESSION), (scribe, "nothing"), (scribe, "\0")):
        with pytest.raises(SessionUnknownError):
            standing_page(sessions, station.station_id, name, None, NOW)
    assert standing_page(sessions, scribe.station_id, SESSION, None, NOW).candidates


def test_what_stations_of_another_venue_decided_is_not_told(sessions: Sessions, scribe: Scribe) -> None:
    stranger = registered(sessions, Scribe("JYP-01"), JAYAPURA)
    send(sessions, scribe, scribe.begin(), scribe.open(), scribe.checkin("1"))
    send(sessions, stranger, stranger.begin(), stranger.checkin("2"))
    assert set(follow(sessions, scribe).people) == {"1"}


def test_only_stations_that_were_heard_of_late_and_serve_the_session_are_open(
    sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open())
    beat(sessions, scribe)
    beat(sessions, other, "another session")
    assert follow(sessions, scribe).counts.stations == 1
    beat(sessions, other)
    assert follow(sessions, scribe).counts.stations == 2
    with sessions() as db:
        db.execute(update(Contact).where(Contact.station_id == "PLM-02").values(at=NOW - timedelta(minutes=4)))
        db.execute(update(Contact).where(Contact.station_id == "PLM-01").values(heartbeat='{"version": 99}'))
        db.commit()
    assert follow(sessions, scribe).counts.stations == 0


def test_that_a_station_begins_to_follow_a_session_is_on_record(
    sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open())
    follow(sessions, other)
    with sessions() as db:
        assert db.scalars(select(Access)).all() == []  # it was told of nobody
    send(sessions, scribe, scribe.checkin("1"))
    view = follow(sessions, other)
    send(sessions, scribe, scribe.checkin("2"))
    follow(sessions, other, view)
    with sessions() as db:
        accesses = [(row.user_name, row.action, row.subject) for row in db.scalars(select(Access))]
    assert accesses == [("station PLM-02", "STANDING", SESSION)]


@pytest.mark.parametrize("cursor", ["9999999999999999-" + "0" * 16, "1-" + "0" * 16, "0-" + "0" * 16])
def test_a_cursor_of_a_report_that_is_not_there_begins_anew(sessions: Sessions, scribe: Scribe, cursor: str) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open(), scribe.checkin("1"))
    page = standing_page(sessions, scribe.station_id, SESSION, cursor, NOW)
    assert (page.begins, len(page.candidates)) == (True, 1)


def test_a_rebuild_changes_no_cursor(sessions: Sessions, scribe: Scribe, other: Scribe) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open(), *scribe.checkins(5))
    view = follow(sessions, other)
    rebuild(sessions, lambda _done: None)
    page = standing_page(sessions, other.station_id, SESSION, view.cursor, NOW)
    assert (page.begins, page.candidates) == (False, ())


def test_a_report_has_no_id_before_those_of_its_session_with_lower_ones_are_committed(
    database_url: str, sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    send(sessions, scribe, scribe.begin(), scribe.open())
    send(sessions, other, other.begin())
    slow, quick = scribe.checkin("slow"), other.checkin("quick")
    engine = open_engine(database_url)
    with ThreadPoolExecutor(1) as threads, sessions() as holding:
        holding.connection(execution_options=WRITING)
        hold_sessions(holding, [unseal(slow)])
        row = slow.model_dump(exclude={"payload"}) | {"payload": slow.payload}
        row |= {"previous": unseal(slow).previous, "venue": "V", "received_at": NOW}
        low = holding.scalar(insert(Report).values(row).returning(Report.id))
        delivered = threads.submit(ingest, sessionmaker(engine), "PLM-02", [quick], NOW)
        time.sleep(0.5)
        assert not delivered.done()
        holding.commit()
        assert delivered.result(PATIENCE)[0].outcome is ReportOutcome.ACCEPTED
    with sessions() as db:
        assert low is not None
        assert db.scalars(select(Candidate.changed)).one() > low
    engine.dispose()


def test_whoever_reads_while_many_desks_report_misses_nobody(
    database_url: str, sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    desks = [scribe, other, *(registered(sessions, Scribe(f"PLM-{number}")) for number in (3, 4))]
    send(sessions, scribe, scribe.begin(), scribe.open())
    for desk in desks[1:]:
        send(sessions, desk, desk.begin())
    batches = [[desk.checkin(f"{desk.station_id}-{number}") for number in range(40)] for desk in desks]
    engines = [open_engine(database_url) for _ in desks]

    def deliver(at: int) -> None:
        for start in range(0, 40, 4):
            batch = batches[at][start : start + 4]
            for _attempt in range(50):
                results = ingest(sessionmaker(engines[at]), desks[at].station_id, batch, NOW)
                if all(result.outcome is not ReportOutcome.RETRY for result in results):
                    break

    view = None
    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(deliver, at) for at in range(4)]
        while not all(each.done() for each in running):
            view = follow(sessions, other, view)
        for each in running:
            each.result()
    for engine in engines:
        engine.dispose()
    assert view is not None
    view = follow(sessions, other, view)  # from its cursor on, not anew
    assert len(view.people) == view.counts.admitted == 160


def test_the_route_asks_for_a_token_and_a_cursor_of_its_own_making(client: Client, scribe: Scribe) -> None:
    client.post_batch([scribe.begin(), scribe.open(), scribe.checkin("1")])
    answer = client.get(PATH)
    assert answer.status_code == 200
    page = StandingPage.model_validate_json(answer.content)
    assert client.get(PATH, params={"since": page.cursor}).json()["candidates"] == []
    refusals: list[tuple[str, dict[str, Any], int, str]] = [
        (PATH, {"headers": {"Authorization": "Bearer nobody"}}, 401, "unauthorised"),
        (PATH, {"params": {"since": "'; DROP TABLE report;--"}}, 422, "parameter_invalid"),
        (PATH, {"params": {"since": "0" * 17 + "-" + "0" * 16}}, 422, "parameter_invalid"),
        ("/v1/sessions/nothing/standing", {}, 404, "session_unknown"),
        ("/v1/sessions/%00/standing", {}, 404, "session_unknown"),
        (f"/v1/sessions/{'x' * 121}/standing", {}, 422, "parameter_invalid"),
    ]
    for path, options, status, code in refusals:
        answer = client.get(path, **options)
        assert (answer.status_code, answer.json()["error"]) == (status, code), path


@pytest.fixture
def line(servers: Servers, scribe: Scribe) -> Iterator[HttpTransport]:
    """A station's line to a real server."""
    _, url = servers.start()
    transport = HttpTransport(ServerAddress(url), SendingPolicy(), scribe.token)
    yield transport
    transport.close()


def test_a_station_follows_a_session_of_any_name_on_a_real_server(
    line: HttpTransport, sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    name = "2026/10 ?#%& sesi pagi"
    standing = VenueStanding()
    with pytest.raises(TransportError) as caught:
        poll(line, name, standing, SystemClock())
    assert (caught.value.status, caught.value.code) == (404, "session_unknown")
    send(sessions, other, other.begin(), other.open(id=name))
    sent = [other.checkin(str(number), session_id=name, operator=OPERATOR) for number in range(MAX_STANDINGS + 1)]
    send(sessions, other, *sent)
    poll(line, name, standing, SystemClock())
    view = standing.snapshot()
    assert view is not None
    assert len(view.people) == view.counts.admitted == MAX_STANDINGS + 1
    provisional = other.checkin("Q", Decision.PROVISIONAL, session_id=name)
    send(sessions, other, other.undo(sent[0]), provisional, other.resolve(provisional, Resolution.REFUSED))
    poll(line, name, standing, SystemClock())
    view = standing.snapshot()
    assert view is not None
    assert "0" not in view.people
    assert view.people["Q"].status is StandingStatus.REFUSED


def test_a_watch_looks_by_itself_and_stops(
    line: HttpTransport, sessions: Sessions, scribe: Scribe, other: Scribe
) -> None:
    send(sessions, other, other.begin(), other.open(), other.checkin("1"))
    watch = Watch(line, SESSION, lambda: Link.ONLINE, SystemClock())
    watch.start()
    until = time.monotonic() + PATIENCE
    while watch.snapshot() is None and time.monotonic() < until:
        time.sleep(0.02)
    watch.stop()
    view = watch.snapshot()
    assert view is not None
    assert set(view.people) == {"1"}
