"""A station takes packs that are for it, its venue and its engine, now, by whom it trusts, and refuses all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.errors import GalleryError
from recognition.types import CandidateNumber, ModelId, Rival, Template
from station import packs
from station.journal import database, identity
from station.session import ExamSession, load_session
from tests.station.makers import KEY, MODEL, open_journal
from tests.wire.makers import DESK, FACTS, NOW, PHOTO, SIGNER, STATION, content, content_of, pack
from vault import sqlite
from wire.errors import PackError, PackProblem
from wire.pack import parse_pack
from wire.pack_keys import StationKey
from wire.registration import Registered
from wire.signing import SigningKey


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


@pytest.fixture
def connection(journal: Path) -> Iterator[sqlite.Connection]:
    """A station that has a key and trusts the signer of the tests."""
    opened = database.connect(journal, KEY)
    packs.make_identity(opened)
    packs.trust(opened, SIGNER.public, NOW)
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path, connection: sqlite.Connection) -> Path:
    """A pack for that station."""
    path = tmp_path / "SKD-1.pack"
    path.write_bytes(pack(to=[desk(connection)]))
    return path


def desk(connection: sqlite.Connection) -> StationKey:
    own = packs.own_identity(connection)
    assert own is not None
    return StationKey("desk-1", own.recipient)


def register(connection: sqlite.Connection, venue: str) -> None:
    connection.execute("INSERT INTO station (only, id) VALUES (1, 'station-1') ON CONFLICT DO NOTHING")
    open_journal(Path(connection.execute("PRAGMA database_list").fetchone()[2])).close()
    identity.keep(
        connection,
        Registered(station_id="station-1", venue=venue, server_time=NOW),
        "t" * 43,
        "https://hadir.example",
        NOW,
    )


def refused(file: Path, connection: sqlite.Connection, model: ModelId = MODEL, after: timedelta = timedelta(0)) -> str:
    with pytest.raises(PackError) as caught:
        packs.open_pack(file, connection, model, NOW + after)
    assert str(file) in str(caught.value)
    return f"{caught.value.problem.value}: {caught.value}"


def test_a_pack_for_this_station_becomes_its_session(file: Path, connection: sqlite.Connection) -> None:
    session = packs.open_pack(file, connection, MODEL, NOW)
    person = session.find(" c1")
    assert person is not None
    assert (person.name, person.seat, person.pin, person.nik) == ("Peserta 1", "A-01", "000001", "0" * 15 + "1")
    assert person.photos == (PHOTO,)
    assert str(person.born) == "2000-01-31"
    assert (session.info.room, session.digest) == ("A", parse_pack(file.read_bytes()).digest)
    assert session.expires_at == FACTS.expires_at
    assert session.policy.pin_closes_minutes == 5
    probe = Template.from_raw(np.array([1, 0, 0, 0], dtype=np.float32), MODEL)
    assert session.gallery.compare(probe, CandidateNumber("C0")).score == pytest.approx(1)
    assert [(point.fmr, point.threshold) for point in session.points] == [(1e-2, 0.3), (1e-4, 0.4)]


def test_nothing_that_a_log_may_hold_shows_a_pin_or_who_it_is_by_law(file: Path, connection: sqlite.Connection) -> None:
    person = packs.open_pack(file, connection, MODEL, NOW).candidates[CandidateNumber("C1")]
    for secret in (person.pin, person.nik, str(person.born)):
        assert secret not in repr(person)


def test_confirmed_twins_are_linked_both_ways(file: Path, connection: sqlite.Connection) -> None:
    file.write_bytes(pack(content(4, twins=[("C0", "C1"), ("C0", "C3")]), to=[desk(connection)]))
    session = packs.open_pack(file, connection, MODEL, NOW)
    assert session.twins == {"C0": {"C1", "C3"}, "C1": {"C0"}, "C3": {"C0"}}
    probe = Template.from_raw(np.array([0.8, 0.1, 0.5, 0.3], dtype=np.float32), MODEL)
    twin = session.nearest_twin(probe, CandidateNumber("C0"))
    assert twin is not None
    assert twin.number == "C3"
    assert session.nearest_twin(probe, CandidateNumber("C2")) is None


def session_of(photos: list[int], twins: list[tuple[str, str]]) -> ExamSession:
    sealed = parse_pack(pack(content_of(photos, twins), to=[DESK]))
    return load_session(sealed.open(sealed.verify([SIGNER.public]), STATION))


@given(st.lists(st.integers(0, 3), max_size=8))
def test_everybody_is_known_and_compared_only_by_photos_of_their_own(photos: list[int]) -> None:
    session = session_of(photos, [])
    templates = content_of(photos).templates
    row = 0
    for index, count in enumerate(photos):
        number = CandidateNumber(f"C{index}")
        person = session.find(number)
        assert person is not None
        assert person.photos == (PHOTO,) * count
        assert (number in session.gallery) is bool(count)
        if count:
            own = Template.fuse([Template(vector, MODEL) for vector in templates[row : row + count]])
            assert session.gallery.compare(own, number).score == pytest.approx(1, abs=1e-5)
        else:
            with pytest.raises(GalleryError):
                session.gallery.compare(Template(np.eye(1, 4, dtype=np.float32)[0], MODEL), number)
        row += count
    assert len(session.gallery) == sum(count > 0 for count in photos)


def test_nobody_without_a_photo_is_ever_the_nearest_to_a_face() -> None:
    session = session_of([0, 1, 0, 1, 0], [])
    probe = Template(np.array([1, 0, 0, 0], dtype=np.float32), MODEL)
    found = session.gallery.compare(probe, CandidateNumber("C3"))
    assert (found.number, found.score) == ("C3", 0)
    assert found.rival == Rival(CandidateNumber("C1"), 1)
    assert found.others == 1


def test_a_twin_without_a_photo_cannot_be_told_apart_and_counts_as_alike_as_the_candidate() -> None:
    session = session_of([1, 0, 1], [("C0", "C1"), ("C0", "C2")])
    probe = Template.from_raw(np.array([0.8, 0.1, 0.5, 0.3], dtype=np.float32), MODEL)
    own = session.gallery.compare(probe, CandidateNumber("C0")).score
    assert session.nearest_twin(probe, CandidateNumber("C0")) == Rival(CandidateNumber("C1"), own)


def test_a_key_is_made_once(connection: sqlite.Connection) -> None:
    own = packs.own_identity(connection)
    assert own is not None
    assert packs.make_identity(connection).secret_text() == own.secret_text()


def test_the_key_never_lies_in_the_file_in_the_clear(journal: Path, connection: sqlite.Connection) -> None:
    own = packs.own_identity(connection)
    connection.close()
    assert own is not None
    assert own.secret_text().encode() not in journal.read_bytes()


def test_a_station_without_a_key_says_whom_to_give_it_to(file: Path, tmp_path: Path) -> None:
    other = database.connect(tmp_path / "other.sqlite3", KEY)
    packs.trust(other, SIGNER.public, NOW)
    assert "not_for_this_station" in refused(file, other)
    packs.make_identity(other)
    message = refused(file, other)
    other.close()
    assert "the pack is for desk-1, not for this station; headquarters needs this station's key" in message


def test_trust_can_be_taken_back_and_given_again(file: Path, connection: sqlite.Connection) -> None:
    packs.trust(connection, SIGNER.public, NOW, trusted=False)
    assert packs.trusted_signers(connection) == []
    message = refused(file, connection)
    assert message.startswith("untrusted:")
    assert "hadir station trust FILE" in message
    other = SigningKey.from_bytes(bytes(32)).public
    packs.trust(connection, other, NOW)
    packs.trust(connection, SIGNER.public, NOW)
    packs.trust(connection, SIGNER.public, NOW)
    assert [each.id for each in packs.trusted_signers(connection)] == [other.id, SIGNER.public.id]
    packs.open_pack(file, connection, MODEL, NOW)


@pytest.mark.parametrize("venue", ["Palembang", " PALEMBANG ", "palembang"])
def test_a_pack_of_the_station_s_venue_is_taken(file: Path, connection: sqlite.Connection, venue: str) -> None:
    register(connection, venue)
    assert packs.open_pack(file, connection, MODEL, NOW).info.venue == "Palembang"


def test_a_pack_of_another_venue_is_refused(file: Path, connection: sqlite.Connection) -> None:
    register(connection, "Padang")
    assert "other_venue: " in refused(file, connection)
    assert "the pack is for Palembang, this station is at Padang" in refused(file, connection)


def test_a_pack_is_taken_from_its_first_moment_to_before_its_last(file: Path, connection: sqlite.Connection) -> None:
    last = FACTS.expires_at - NOW
    second = timedelta(seconds=1)
    for after in (timedelta(0), last - second):
        packs.open_pack(file, connection, MODEL, NOW + after)
    assert "not_yet_valid: " in refused(file, connection, after=-second)
    for after in (last, last + timedelta(days=400)):
        message = refused(file, connection, after=after)
        assert message.startswith("expired: ")
        assert "this computer's clock says" in message


def test_a_pack_of_another_engine_is_refused(file: Path, connection: sqlite.Connection) -> None:
    message = refused(file, connection, model=ModelId("other"))
    assert message.startswith("other_engine: ")
    assert "made with test, this station runs other" in message


def test_an_altered_pack_is_refused_before_anything_else_is_said_of_it(
    file: Path, connection: sqlite.Connection
) -> None:
    register(connection, "Padang")
    data = bytearray(file.read_bytes())
    data[200] ^= 1
    file.write_bytes(data)
    message = refused(file, connection, after=timedelta(days=400))
    assert message.startswith("altered: ")
    assert "do not use it" in message


def test_every_refusal_has_its_own_words(file: Path, connection: sqlite.Connection) -> None:
    data = file.read_bytes()
    found = {}
    for problem, bad in {
        PackProblem.NOT_A_PACK: b"PK\3\4",
        PackProblem.NEWER_FORMAT: data.replace(b"pack 1", b"pack 2", 1),
        PackProblem.TRUNCATED: data[:-1],
        PackProblem.UNSIGNED: data[:20] + bytes(80) + data[100:],
        PackProblem.UNTRUSTED: pack(to=[desk(connection)], key=SigningKey.generate()),
        PackProblem.ALTERED: data + b"x",
        PackProblem.NOT_FOR_THIS_STATION: pack(),
    }.items():
        file.write_bytes(bad)
        found[problem] = refused(file, connection)
        assert found[problem].startswith(f"{problem.value}: ")
    assert len(set(found.values())) == len(found)


def test_a_missing_pack_says_what_to_do(tmp_path: Path, connection: sqlite.Connection) -> None:
    assert "get it from headquarters" in refused(tmp_path / "SKD-9.pack", connection)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_open_a_desk(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("station")
    (folder / "x.pack").write_bytes(data)
    with pytest.raises(PackError), closing(database.connect(folder / "station.sqlite3", KEY)) as connection:
        packs.open_pack(folder / "x.pack", connection, MODEL, NOW)


def test_a_pack_that_was_taken_is_kept_in_the_place_of_an_older_one(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    copy = packs.keep_copy(file, folder, "SKD-1")
    assert copy == folder / "SKD-1.pack"
    assert copy.read_bytes() == file.read_bytes()
    file.write_bytes(b"a newer one")
    packs.keep_copy(file, folder, "SKD-1")
    packs.keep_copy(copy, folder, "SKD-1")
    assert copy.read_bytes() == b"a newer one"
    assert [each.name for each in folder.iterdir()] == ["SKD-1.pack"]


def test_a_photo_that_candidates_share_is_each_one_s_own(file: Path, connection: sqlite.Connection) -> None:
    session = packs.open_pack(file, connection, MODEL, NOW)
    assert [person.photos for person in session.candidates.values()] == [(PHOTO,), (PHOTO,)]
