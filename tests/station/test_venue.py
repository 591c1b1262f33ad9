"""What a station knows of its venue: merged page by page, whole before it is shown, and never in the way of reports."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.connectivity import Link
from station.errors import TransportError
from station.outbox.policy import SendingPolicy
from station.venue import EVERY, VenueStanding, VenueView, Watch, merged, poll
from tests.conftest import TurnedClock
from tests.station.makers import NOW
from wire.standing import CandidateStanding, StandingCounts, StandingPage, StandingStatus

COUNTS = StandingCounts(admitted=1, provisional=0, refused=0, expected=350, stations=4)


def somebody(number: str, status: StandingStatus = StandingStatus.ADMITTED) -> CandidateStanding:
    return CandidateStanding(number=number, status=status, at=NOW, station_id="PLM-02", operator="Rina")


def page(*people: CandidateStanding, cursor: int = 1, begins: bool = False, more: bool = False) -> StandingPage:
    return StandingPage(
        server_time=NOW, counts=COUNTS, candidates=people, begins=begins, more=more, cursor=f"{cursor}-{'0' * 16}"
    )


@dataclass
class Pages:
    """A server that answers with one page after the other; one that is an error is raised."""

    answers: list[StandingPage | TransportError] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def standing(self, session_id: str, since: str | None) -> StandingPage:
        self.asked.append((session_id, since))
        answer = self.answers.pop(0)
        if isinstance(answer, TransportError):
            raise answer
        return answer


def watch(pages: Pages, link: Link = Link.ONLINE, jitter: float = 0.5, **options: object) -> Watch:
    return Watch(pages, "SKD-1", lambda: link, TurnedClock(), jitter=lambda: jitter, **options)  # type: ignore[arg-type]


def test_pages_are_merged_and_the_later_word_about_somebody_counts() -> None:
    view = merged(None, page(somebody("1"), somebody("2"), begins=True), 5.0)
    view = merged(view, page(somebody("2", StandingStatus.REFUSED), somebody("3"), cursor=2), 6.0)
    assert {number: each.status.value for number, each in view.people.items()} == {
        "1": "ADMITTED",
        "2": "REFUSED",
        "3": "ADMITTED",
    }
    assert (view.taken_at, view.cursor, view.counts) == (6.0, f"2-{'0' * 16}", COUNTS)
    assert (view.age(7.5), view.age(5.0)) == (1.5, 0.0)


def test_whoever_was_undone_is_gone_and_a_new_beginning_forgets_everybody() -> None:
    view = merged(None, page(somebody("1"), somebody("2")), 0.0)
    view = merged(view, page(somebody("1", StandingStatus.NONE), somebody("9", StandingStatus.NONE)), 0.0)
    assert set(view.people) == {"2"}
    assert set(merged(view, page(somebody("3"), begins=True), 0.0).people) == {"3"}


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(StandingStatus)), max_size=30), st.randoms())
def test_however_changes_are_cut_into_pages_and_repeated_the_view_is_the_same(
    changes: list[tuple[int, StandingStatus]], dice: random.Random
) -> None:
    people = [somebody(str(number), status) for number, status in changes]
    whole = merged(None, page(*people, begins=True), 0.0)
    view: VenueView | None = None
    start = 0
    while view is None or start < len(people):
        end = start + dice.randint(1, 5)
        part = page(*people[start:end], begins=start == 0)
        view = merged(merged(view, part, 0.0), part, 0.0)
        start = end
    assert dict(view.people) == dict(whole.people)


def test_a_view_is_shown_once_its_last_page_has_come() -> None:
    standing = VenueStanding()
    assert (standing.snapshot(), standing.cursor) == (None, None)
    standing.take(page(somebody("1"), begins=True, more=True), 1.0)
    assert standing.snapshot() is None
    standing.take(page(somebody("2"), cursor=2), 2.0)
    shown = standing.snapshot()
    assert shown is not None
    assert set(shown.people) == {"1", "2"}
    standing.take(page(somebody("3"), cursor=3, begins=True, more=True), 3.0)
    assert standing.snapshot() is shown


def test_what_has_come_before_a_failure_is_not_asked_for_again() -> None:
    pages = Pages([page(somebody("1"), begins=True, more=True), TransportError("cut"), page(somebody("2"), cursor=2)])
    standing = VenueStanding()
    with pytest.raises(TransportError):
        poll(pages, "SKD-1", standing, TurnedClock())
    poll(pages, "SKD-1", standing, TurnedClock())
    assert pages.asked == [("SKD-1", None), ("SKD-1", f"1-{'0' * 16}"), ("SKD-1", f"1-{'0' * 16}")]
    view = standing.snapshot()
    assert view is not None
    assert set(view.people) == {"1", "2"}


def test_a_server_that_never_comes_to_an_end_is_left_until_the_next_look() -> None:
    pages = Pages([page(somebody("1"), more=True)] * 200)
    poll(pages, "SKD-1", VenueStanding(), TurnedClock())
    assert len(pages.asked) == 100


@pytest.mark.parametrize("link", [link for link in Link if link is not Link.ONLINE])
def test_nothing_is_asked_while_the_line_is_not_up(link: Link) -> None:
    pages = Pages()
    assert watch(pages, link).look_once() < EVERY
    assert pages.asked == []


@pytest.mark.parametrize(("jitter", "wait"), [(0.0, 0.8 * EVERY), (0.5, EVERY), (1.0, 1.2 * EVERY)])
def test_stations_do_not_all_look_at_once(jitter: float, wait: float) -> None:
    views: list[VenueView] = []
    looking = watch(Pages([page(somebody("1"), begins=True)]), jitter=jitter, on_view=views.append)
    assert looking.look_once() == pytest.approx(wait)
    assert views == [looking.snapshot()]


def test_a_server_that_fails_is_left_alone_for_longer_and_what_is_known_stays() -> None:
    failing = [TransportError("busy", status=503, retry_after=90.0), *[TransportError("cut")] * 8]
    looking = watch(Pages([page(somebody("1"), begins=True), *failing, page(cursor=2)]), jitter=1.0)
    looking.look_once()
    known = looking.snapshot()
    waits = [looking.look_once() for _ in failing]
    assert waits[0] == 90.0
    assert waits[-1] == SendingPolicy().backoff(9, 1.0) > 10 * EVERY
    assert looking.snapshot() is known
    assert looking.look_once() == pytest.approx(1.2 * EVERY)


def test_a_watch_survives_what_nobody_has_thought_of_and_stops_at_once() -> None:
    asked = Event()

    class Broken:
        def standing(self, session_id: str, since: str | None) -> StandingPage:
            asked.set()
            raise ZeroDivisionError

    looking = Watch(Broken(), "SKD-1", lambda: Link.ONLINE, TurnedClock())
    looking.start()
    assert asked.wait(5)
    looking.stop(5)
    assert looking.snapshot() is None
