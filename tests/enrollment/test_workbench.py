"""One thread, jobs in order; long ones give way to short ones and can be stopped; errors become messages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from enrollment.errors import EnrollmentError, PackingError, RosterError, StoreError
from enrollment.store import candidates
from enrollment.workbench import Bench, Failure, Trouble, Workbench, trouble_of
from models.errors import ModelError, UnknownModelError
from recognition.recogniser import Recogniser
from tests.enrollment.makers import open_database, row
from vault import sqlite
from vault.errors import DatabaseFaultError, PassphraseError

PATIENCE = 20  # seconds


class Listener:
    """Collects what a workbench says, and waits for it."""

    def __init__(self) -> None:
        self.said: Queue[tuple[str, Any]] = Queue()

    def hear(self, what: str) -> Callable[[Any], None]:
        return lambda value: self.said.put((what, value))

    def next(self) -> tuple[str, Any]:
        return self.said.get(timeout=PATIENCE)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def bench(tmp_path: Path, recogniser: Recogniser) -> Iterator[Workbench]:
    made = Workbench(open_database(tmp_path), lambda: recogniser)
    made.start()
    yield made
    made.close()


def put_one(connection: sqlite.Connection, number: str) -> None:
    candidates.put(connection, [row(number, "a.jpg")], {number: ("a.jpg",)})


def numbers(bench: Bench) -> list[str]:
    return [each.number for each in candidates.all_candidates(bench.connection)]


def test_jobs_are_done_in_order_on_one_thread(bench: Workbench, listener: Listener) -> None:
    for place in range(5):
        bench.do(
            lambda _, place=place: (place, threading.current_thread().name),  # type: ignore[misc]
            listener.hear("done"),
            listener.hear("failed"),
        )
    assert [listener.next() for _ in range(5)] == [("done", (place, "workbench")) for place in range(5)]


def test_a_long_job_gives_way_to_short_ones_whenever_it_reports(bench: Workbench, listener: Listener) -> None:
    asked = threading.Event()

    def long(using: Bench) -> str:
        using.report(1)
        assert asked.wait(PATIENCE)
        using.report(2)
        return "long"

    bench.do(long, listener.hear("done"), listener.hear("failed"), listener.hear("progress"), long=True)
    assert listener.next() == ("progress", 1)
    bench.do(lambda _: "short", listener.hear("done"), listener.hear("failed"))
    asked.set()
    assert [listener.next() for _ in range(3)] == [("progress", 2), ("done", "short"), ("done", "long")]


def test_a_short_job_waits_while_a_transaction_is_open(bench: Workbench, listener: Listener) -> None:
    asked = threading.Event()

    def long(using: Bench) -> str:
        using.connection.execute("BEGIN IMMEDIATE")
        using.report(1)
        assert asked.wait(PATIENCE)
        using.report(2)
        using.connection.execute("COMMIT")
        return "long"

    def short(using: Bench) -> str:
        put_one(using.connection, "2")
        return "short"

    bench.do(long, listener.hear("done"), listener.hear("failed"), listener.hear("progress"), long=True)
    assert listener.next() == ("progress", 1)
    bench.do(short, listener.hear("done"), listener.hear("failed"))
    asked.set()
    assert [listener.next() for _ in range(3)] == [("progress", 2), ("done", "long"), ("done", "short")]


def test_a_long_job_is_stopped_at_its_next_report_and_what_it_stored_stays(
    bench: Workbench, listener: Listener
) -> None:
    stopped = threading.Event()

    def long(using: Bench) -> None:
        put_one(using.connection, "1")
        using.report(1)
        assert stopped.wait(PATIENCE)
        using.report(2)
        put_one(using.connection, "2")

    bench.do(long, listener.hear("done"), listener.hear("failed"), listener.hear("progress"), long=True)
    assert listener.next() == ("progress", 1)
    bench.stop()
    stopped.set()
    assert listener.next() == ("progress", 2)
    assert listener.next() == ("failed", Failure(Trouble.STOPPED))
    bench.do(numbers, listener.hear("done"), listener.hear("failed"))
    assert listener.next() == ("done", ["1"])


def test_a_long_job_that_is_stopped_while_it_waits_ends_at_its_first_report(
    bench: Workbench, listener: Listener
) -> None:
    asked = threading.Event()

    def short(_: Bench) -> str:
        assert asked.wait(PATIENCE)
        return "short"

    def long(using: Bench) -> str:
        using.report(1)
        return "long"

    bench.do(short, listener.hear("done"), listener.hear("failed"))
    bench.do(long, listener.hear("done"), listener.hear("failed"), listener.hear("progress"), long=True)
    bench.stop()
    asked.set()
    assert [listener.next() for _ in range(3)] == [
        ("done", "short"),
        ("progress", 1),
        ("failed", Failure(Trouble.STOPPED)),
    ]
    bench.do(long, listener.hear("done"), listener.hear("failed"), long=True)
    assert listener.next() == ("done", "long")


def test_stopping_when_nothing_runs_does_not_stop_the_next_job(bench: Workbench, listener: Listener) -> None:
    def long(using: Bench) -> str:
        using.report(1)
        return "whole"

    bench.stop()
    bench.do(long, listener.hear("done"), listener.hear("failed"), listener.hear("progress"), long=True)
    assert [listener.next(), listener.next()] == [("progress", 1), ("done", "whole")]


def test_closing_ends_what_runs_drops_what_waits_and_closes_the_database(
    tmp_path: Path, recogniser: Recogniser, listener: Listener
) -> None:
    connection = open_database(tmp_path)
    bench = Workbench(connection, lambda: recogniser)
    bench.start()
    running, ended = threading.Event(), threading.Event()

    def long(using: Bench) -> None:
        while not ended.is_set():
            running.set()
            using.report(1)

    bench.do(long, listener.hear("done"), listener.hear("failed"), long=True)
    bench.do(lambda _: "never", listener.hear("done"), listener.hear("failed"), long=True)
    assert running.wait(PATIENCE)
    bench.close()
    ended.set()
    assert listener.next() == ("failed", Failure(Trouble.STOPPED))
    assert listener.said.empty()
    with pytest.raises(sqlite.Error):
        connection.execute("SELECT 1")


def test_a_job_that_fails_says_what_and_the_next_one_is_done(bench: Workbench, listener: Listener) -> None:
    def fails(using: Bench) -> None:
        candidates.find(using.connection, "7")

    bench.do(fails, listener.hear("done"), listener.hear("failed"))
    bench.do(lambda _: "next", listener.hear("done"), listener.hear("failed"))
    what, failure = listener.next()
    assert what == "failed"
    assert failure.trouble is Trouble.REQUEST
    assert "'7'" in failure.detail
    assert listener.next() == ("done", "next")


def test_a_mistake_of_the_program_is_logged_and_told_not_swallowed(
    bench: Workbench, listener: Listener, station_log: Path
) -> None:
    def mistaken(_: Bench) -> None:
        raise LookupError("nobody foresaw this one")

    bench.do(mistaken, listener.hear("done"), listener.hear("failed"))
    assert listener.next() == ("failed", Failure(Trouble.PROGRAM, "nobody foresaw this one"))
    assert "nobody foresaw this one" in station_log.read_text(encoding="utf-8")


def test_the_engine_is_opened_once_and_only_when_a_job_needs_it(
    tmp_path: Path, recogniser: Recogniser, listener: Listener
) -> None:
    opened = []

    def open_it() -> Recogniser:
        opened.append(True)
        return recogniser

    bench = Workbench(open_database(tmp_path), open_it)
    bench.start()
    bench.do(numbers, listener.hear("done"), listener.hear("failed"))
    assert listener.next() == ("done", [])
    assert not opened
    for _ in range(2):
        bench.do(lambda using: using.recogniser().model_id, listener.hear("done"), listener.hear("failed"))
        assert listener.next() == ("done", recogniser.model_id)
    assert opened == [True]
    bench.close()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (RosterError("r"), Trouble.ROSTER),
        (StoreError("s"), Trouble.REQUEST),
        (PackingError("p"), Trouble.PACK),
        (EnrollmentError("e"), Trouble.REQUEST),
        (PassphraseError("p"), Trouble.KEY),
        (DatabaseFaultError("d"), Trouble.STORE),
        (sqlite.OperationalError("disk is full"), Trouble.STORE),
        (UnknownModelError("u"), Trouble.ENGINE),
        (ModelError("m"), Trouble.ENGINE),
        (FileNotFoundError("f"), Trouble.FILE),
        (ZeroDivisionError(), Trouble.PROGRAM),
    ],
)
def test_every_error_is_a_trouble_of_some_kind(error: Exception, trouble: Trouble) -> None:
    assert trouble_of(error) is trouble
