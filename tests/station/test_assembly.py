"""A station from its parts: who it is, and that its journal is sound, before anything is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recognition.pipeline import Pipeline
from station.assembly import Station
from station.camera.replay import ReplayCamera, Scene
from station.clock import ServerClock, SystemClock
from station.config import UNNAMED, StationConfig
from station.errors import JournalError, SessionError, StationError
from station.journal import database, entries, identity, integrity
from station.local import LocalDatabase
from tests.station.makers import KEY, NOW, fill, open_journal, session, with_pictures
from wire.envelopes import unseal
from wire.registration import Registered
from wire.reports import OpeningReport


class Assembled(Station):
    """A station that closes its database when it stops."""

    def __init__(self, local: LocalDatabase, pipeline: Pipeline, config: StationConfig) -> None:
        super().__init__(
            config,
            session(),
            ReplayCamera(Scene()),
            pipeline,
            local,
            SystemClock(),
            ServerClock(),
            lambda snapshot: None,
            lambda status: None,
        )
        self.local = local

    def stop(self) -> None:
        super().stop()
        self.local.close()


def assemble(path: Path, pipeline: Pipeline, **config: Any) -> Assembled:
    local = LocalDatabase(path, KEY, config.get("id", ""), SystemClock())
    try:
        return Assembled(local, pipeline, StationConfig(**config))
    except StationError:
        local.close()
        raise


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


def register(path: Path, server: str = "http://127.0.0.1:1") -> None:
    connection = open_journal(path, "desk-7")
    registered = Registered(station_id="desk-7", venue="Palembang", server_time=NOW)
    identity.keep(connection, registered, "t" * 43, server, NOW)
    connection.close()


@pytest.mark.parametrize(("config", "name"), [({}, UNNAMED), ({"id": "desk-3"}, "desk-3")])
def test_a_station_that_nobody_registered_is_called_as_configured_for_good(
    path: Path, pipeline: Pipeline, config: dict[str, str], name: str
) -> None:
    for again in (config, {}):
        station = assemble(path, pipeline, **again)
        assert station.identity == identity.Identity(name)
        station.stop()


def test_a_registered_station_keeps_its_name_whatever_is_configured(path: Path, pipeline: Pipeline) -> None:
    register(path)
    station = assemble(path, pipeline)
    assert station.identity.station_id == "desk-7"
    station.stop()
    with pytest.raises(JournalError, match="belongs to station desk-7, this station is desk-8"):
        assemble(path, pipeline, id="desk-8")


def test_a_pack_s_policy_holds_and_the_configuration_can_only_be_stricter(path: Path, pipeline: Pipeline) -> None:
    station = assemble(path, pipeline)
    assert (station.policy.accept.fmr, station.policy.margin) == (1e-4, 0.05)
    station.stop()
    with pytest.raises(SessionError, match=r"expected a target_fmr of at most 0\.0001, .* found 0\.01"):
        assemble(path, pipeline, target_fmr=1e-2)
    with pytest.raises(SessionError, match="there is no threshold for a false match rate of 1e-05"):
        assemble(path, pipeline, target_fmr=1e-5)


def test_a_token_never_goes_over_an_open_line(path: Path, pipeline: Pipeline) -> None:
    register(path, "http://192.0.2.1:8640")
    with pytest.raises(StationError, match="plain http is refused"):
        assemble(path, pipeline)


def test_each_opening_is_recorded(path: Path, pipeline: Pipeline) -> None:
    for _ in range(2):
        station = assemble(path, pipeline)
        station.start()
        station.stop()
    connection = database.connect_existing(path, KEY)
    openings = [unseal(envelope) for envelope in entries.envelopes(connection)][1:]
    connection.close()
    assert len(openings) == 2
    assert all(isinstance(each, OpeningReport) and each.session.expected == 4 for each in openings)


def test_a_damaged_journal_opens_no_desk_and_says_what_to_do(path: Path, pipeline: Pipeline) -> None:
    connection = open_journal(path)
    fill(connection, 20)
    connection.close()
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    for _ in range(2):  # the lock was let go of
        with pytest.raises(JournalError, match=r"is damaged \(.*\); run: hadir journal repair"):
            assemble(path, pipeline)
    with pytest.raises(JournalError):
        integrity.open_sound(path, KEY)


def test_a_station_gives_the_picture_of_a_check_in_for_settling_it(path: Path, pipeline: Pipeline) -> None:
    station = assemble(path, pipeline)
    made = entries.record(station.local.journal, with_pictures(b"a face"), [b"a face"])
    assert station.capture(made.checkin_id) == b"a face"
    station.stop()


def test_a_journal_that_cannot_be_read_any_more_is_no_missing_picture(path: Path, pipeline: Pipeline) -> None:
    station = assemble(path, pipeline)
    made = entries.record(station.local.journal, with_pictures(b"a face"), [b"a face"])
    station.local.journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(bytes(path.stat().st_size))
    for ask in (station.capture, station.report_digest):
        with pytest.raises(JournalError):
            ask(made.checkin_id)
    station.stop()
