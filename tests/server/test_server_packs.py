"""Session packs lie on the server whole, encrypted and signed, and only their own stations get them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session, sessionmaker
from typer.testing import CliRunner

from cli.context import Context
from cli.paths import Paths
from cli.server_pack_command import app
from recognition.types import ModelId
from server.backup import write_backup
from server.errors import PackRequestError, UnknownPackError
from server.packs import add_pack, all_packs, pack_piece, packs_for, remove_expired, remove_pack
from server.tables import Access, PackPiece, PackReader, SessionPack
from station import packs
from station.client import HttpTransport, ServerAddress
from station.errors import TransportError
from station.outbox.policy import SendingPolicy
from station.packs_from_server import fetch
from tests.server.conftest import registered
from tests.server.scribe import NOW, Scribe
from tests.station.makers import open_journal
from tests.wire.makers import FACTS, SIGNER, STATION, content, pack
from wire.errors import PackError, PackProblem
from wire.gallery import GalleryFile
from wire.pack import parse_pack, read_pack
from wire.pack_keys import StationKey
from wire.pack_listing import MAX_LISTED, MAX_PACK_PIECE, ListedPack, PackListing

if TYPE_CHECKING:
    from tests.server.conftest import Client, Servers

Sessions = sessionmaker[Session]
PALEMBANG = "  palembang "  # as somebody typed it for the invitation; the packs say Palembang
DAY = timedelta(days=1)
PATIENCE = 20.0


def to(*names: str) -> list[StationKey]:
    return [StationKey(name, STATION.recipient) for name in names]


def big() -> GalleryFile:
    """A session whose pack takes several pieces."""
    photo = bytes(range(256)) * (3 * MAX_PACK_PIECE // 256)
    digest = hashlib.sha256(photo).hexdigest()
    made = content()
    people = [each.model_copy(update={"photos": [digest]}) for each in made.header.candidates]
    return GalleryFile(made.header.model_copy(update={"candidates": people}), made.templates, {digest: photo})


def of_session(id_: str) -> GalleryFile:
    made = content(1)
    session = made.header.session.model_copy(update={"id": id_, "title": "\x01" * 120, "room": "\x01" * 120})
    return GalleryFile(made.header.model_copy(update={"session": session}), made.templates, made.photos)


@pytest.fixture
def put(sessions: Sessions, tmp_path: Path) -> Callable[[bytes], ListedPack]:
    """Puts a pack on the server, as headquarters does."""

    def add(data: bytes) -> ListedPack:
        path = tmp_path / "new.pack"
        path.write_bytes(data)
        return add_pack(sessions, path, NOW, by="root")

    return add


@pytest.fixture
def desk(sessions: Sessions) -> Scribe:
    """A station at the packs' venue."""
    return registered(sessions, Scribe("desk-1"), PALEMBANG)


Put = Callable[[bytes], ListedPack]


def rows(sessions: Sessions) -> Sequence[int | None]:
    with sessions() as db:
        return [db.scalar(select(func.count()).select_from(table)) for table in (SessionPack, PackReader, PackPiece)]


def test_a_station_sees_its_packs_and_gets_them_byte_for_byte(sessions: Sessions, put: Put, desk: Scribe) -> None:
    data = pack(big(), to=to("desk-1", "desk-2"))
    told = put(data)
    assert packs_for(sessions, "desk-1", NOW).packs == (told,)
    assert (told.digest, told.size, told.tells_of(parse_pack(data).claims())) == (
        parse_pack(data).digest,
        len(data),
        True,
    )
    got = b""
    while len(got) < told.size:
        got += pack_piece(sessions, "desk-1", told.digest, len(got), NOW)
    assert got == data
    assert pack_piece(sessions, "desk-1", told.digest, len(data) - 7, NOW) == data[-7:]
    assert pack_piece(sessions, "desk-1", told.digest, 5, NOW) == data[5:MAX_PACK_PIECE]


def test_others_see_nothing_of_it(sessions: Sessions, put: Put, desk: Scribe) -> None:
    told = put(pack(to=to("desk-1", "JYP-01")))
    registered(sessions, Scribe("JYP-01"), "Jayapura")  # is named, as by mistake, and stands elsewhere
    registered(sessions, Scribe("desk-3"), PALEMBANG)  # is of the venue, and not named
    for stranger in ("JYP-01", "desk-3"):
        assert packs_for(sessions, stranger, NOW).packs == ()
        with pytest.raises(PackRequestError) as caught:
            pack_piece(sessions, stranger, told.digest, 0, NOW)
        assert (caught.value.status, caught.value.code) == (404, "pack_unknown")


def test_a_pack_that_has_expired_is_neither_taken_nor_given(sessions: Sessions, put: Put, desk: Scribe) -> None:
    told = put(pack())
    later = FACTS.expires_at
    assert packs_for(sessions, "desk-1", later).packs == ()
    with pytest.raises(PackRequestError, match="no longer"):
        pack_piece(sessions, "desk-1", told.digest, 0, later)
    with pytest.raises(PackError) as caught:
        put(pack(facts=replace(FACTS, not_before=NOW - 3 * DAY, expires_at=NOW - DAY)))
    assert caught.value.problem is PackProblem.EXPIRED
    put(pack(facts=replace(FACTS, not_before=NOW + DAY, expires_at=NOW + 2 * DAY)))  # for tomorrow


def test_of_a_session_the_newest_pack_is_shown(sessions: Sessions, put: Put, desk: Scribe) -> None:
    first, second = put(pack()), put(pack(content(1)))
    with sessions() as db:
        older = first.model_copy(update={"created_at": first.created_at - DAY})
        db.execute(
            update(SessionPack).where(SessionPack.digest == first.digest).values(listing=older.model_dump_json())
        )
        db.commit()
    assert packs_for(sessions, "desk-1", NOW).packs == (second,)


def test_the_longest_listing_is_no_longer_than_a_station_reads(sessions: Sessions, put: Put, desk: Scribe) -> None:
    for number in range(MAX_LISTED + 1):
        put(pack(of_session(f"{number:03}" + "\x01" * 117)))
    listing = packs_for(sessions, "desk-1", NOW)
    assert len(listing.packs) == MAX_LISTED
    assert len(listing.model_dump_json()) < 256 * 1024


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda data: data[:-1], PackProblem.TRUNCATED),
        (lambda data: data[:120], PackProblem.TRUNCATED),
        (lambda data: altered(data, len(data) - 9), PackProblem.ALTERED),
        (lambda data: data + b"\0", PackProblem.ALTERED),
        (lambda data: data[:20] + bytes(80) + data[100:], PackProblem.UNSIGNED),
        (lambda data: b"PK" + data, PackProblem.NOT_A_PACK),
    ],
)
def test_what_is_not_a_whole_signed_pack_is_not_taken(
    sessions: Sessions, put: Put, spoil: Callable[[bytes], bytes], problem: PackProblem
) -> None:
    with pytest.raises(PackError) as caught:
        put(spoil(pack(big())))
    assert caught.value.problem is problem
    assert rows(sessions) == [0, 0, 0]


def test_a_pack_that_is_put_here_twice_is_here_once(sessions: Sessions, put: Put) -> None:
    data = pack(big(), to=to("desk-1", "desk-2"))
    assert put(data) == put(data)
    assert rows(sessions) == [1, 2, -(-len(data) // MAX_PACK_PIECE)]


def test_a_pack_is_taken_away_with_all_its_pieces_by_the_beginning_of_its_digest(sessions: Sessions, put: Put) -> None:
    gone, kept = put(pack(big())), put(pack())
    with sessions() as db:
        for beginning in ("", "zz", "%"):
            with pytest.raises(UnknownPackError):
                remove_pack(db, beginning, NOW, by="root")
        assert remove_pack(db, gone.digest[:12], NOW, by="root") == gone
        db.commit()
        assert [(each.digest, stations) for each, stations in all_packs(db)] == [(kept.digest, 1)]
        assert remove_expired(db, NOW, by="root") == []
        assert remove_expired(db, FACTS.expires_at, by="root") == [kept]
        db.commit()
    assert rows(sessions) == [0, 0, 0]


def test_who_put_took_and_fetched_a_pack_is_on_record(sessions: Sessions, put: Put, desk: Scribe) -> None:
    told = put(pack(big()))
    pack_piece(sessions, "desk-1", told.digest, 0, NOW)
    pack_piece(sessions, "desk-1", told.digest, MAX_PACK_PIECE, NOW)
    with sessions() as db:
        remove_pack(db, told.digest, NOW, by="root")
        db.commit()
        found = [(row.user_name, row.action, row.subject) for row in db.scalars(select(Access).order_by(Access.id))]
    assert found == [
        ("root", "PACK_ADDED", told.digest),
        ("station desk-1", "PACK_FETCHED", told.digest),
        ("root", "PACK_REMOVED", told.digest),
    ]


def test_a_backup_leaves_packs_to_headquarters(engine: Engine, put: Put, tmp_path: Path) -> None:
    put(pack())
    assert not {"session_pack", "pack_reader", "pack_piece"} & set(write_backup(engine, tmp_path / "backup.gz"))


def test_the_routes_ask_for_a_token_a_digest_and_an_offset(client: Client, sessions: Sessions, put: Put) -> None:
    told = put(pack(to=to("PLM-01")))
    assert PackListing.model_validate_json(client.get("/v1/packs").content).packs == ()  # another venue's
    path, unknown = f"/v1/packs/{told.digest}", f"/v1/packs/{'0' * 64}"
    nobody = {"Authorization": "Bearer nobody"}
    refusals = [
        ("/v1/packs", nobody, 401, "unauthorised"),
        (f"{path}?offset=0", nobody, 401, "unauthorised"),
        (f"{path}?offset=0", {}, 404, "pack_unknown"),
        (f"{unknown}?offset=0", {}, 404, "pack_unknown"),
        (path, {}, 422, "parameter_invalid"),
        (f"{path}?offset=-1", {}, 422, "parameter_invalid"),
    ]
    for asked, headers, status, code in refusals:
        answer = client.get(asked, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (status, code), asked


def test_an_offset_beyond_the_end_is_refused(sessions: Sessions, put: Put, desk: Scribe) -> None:
    told = put(pack())
    with pytest.raises(PackRequestError) as caught:
        pack_piece(sessions, "desk-1", told.digest, told.size, NOW)
    assert (caught.value.status, caught.value.code) == (416, "offset_beyond")


def test_the_command_adds_lists_and_removes(tmp_path: Path) -> None:
    file, broken = tmp_path / "SKD-1.pack", tmp_path / "half.pack"
    file.write_bytes(pack(facts=replace(FACTS, expires_at=FACTS.expires_at.replace(year=9000))))
    broken.write_bytes(pack()[:-1])

    def run(*arguments: object) -> tuple[str, BaseException | None]:
        told = [str(each) for each in arguments]
        result = CliRunner().invoke(app, told, obj=Context(Paths(tmp_path / "home")))
        return result.output, result.exception

    digest = read_pack(file).digest[:12]
    assert run("add", file) == (f"added {digest}\tPalembang\tSKD\n", None)
    _, error = run("add", broken)
    assert isinstance(error, PackError)
    assert str(error) == f"pack {broken}: the last 1 bytes of the pack are missing"
    (line,) = run("list")[0].splitlines()
    assert line.split("\t")[:3] == [digest, "Palembang", "SKD"]
    assert line.split("\t")[5:] == ["2", "1", str(file.stat().st_size)]
    assert isinstance(run("remove")[1], SystemExit)
    assert run("remove", "--expired") == ("", None)
    assert run("remove", digest) == (f"removed {digest}\tPalembang\tSKD\n", None)
    assert run("list") == ("", None)


def test_a_station_gets_and_opens_its_pack_from_a_real_server_that_was_killed_meanwhile(
    servers: Servers, sessions: Sessions, put: Put, desk: Scribe, tmp_path: Path
) -> None:
    journal = open_journal(tmp_path / "station.sqlite3")
    packs.trust(journal, SIGNER.public, NOW)
    reader = StationKey("desk-1", packs.make_identity(journal).recipient)
    data = pack(big(), replace(FACTS, expires_at=FACTS.expires_at.replace(year=9000)), [reader])
    told = put(data)
    process, url = servers.start()
    line = HttpTransport(ServerAddress(url), SendingPolicy(), desk.token)
    assert line.packs().packs == (told,)
    seen: list[int] = []

    def watch(arrived: int) -> None:
        seen.append(arrived)
        if arrived == MAX_PACK_PIECE:
            process.kill()
            process.wait(PATIENCE)

    shelf = tmp_path / "packs"
    with pytest.raises(TransportError):
        fetch(line, told, shelf, packs.trusted_signers(journal), watch, lambda: False)
    line.close()
    assert list(shelf.glob("*.pack")) == []
    line = HttpTransport(ServerAddress(servers.start()[1]), SendingPolicy(), desk.token)
    got = fetch(line, told, shelf, packs.trusted_signers(journal), seen.append, lambda: False)
    line.close()
    assert got == shelf / "SKD-1.pack"
    assert got.read_bytes() == data
    assert seen[:3] == [0, MAX_PACK_PIECE, MAX_PACK_PIECE]  # it went on where it was
    assert [path.name for path in shelf.iterdir()] == ["SKD-1.pack"]
    assert packs.open_pack(got, journal, ModelId("test"), NOW).info.id == "SKD-1"
    journal.close()


def test_bytes_that_were_altered_on_the_server_are_refused_at_the_station(
    servers: Servers, sessions: Sessions, put: Put, desk: Scribe, tmp_path: Path
) -> None:
    told = put(pack(facts=replace(FACTS, pack_id=UUID(int=8), expires_at=FACTS.expires_at.replace(year=9000))))
    with sessions() as db:
        piece = db.scalars(select(PackPiece)).one()
        piece.content = altered(piece.content, len(piece.content) - 9)
        db.commit()
    line = HttpTransport(ServerAddress(servers.start()[1]), SendingPolicy(), desk.token)
    with pytest.raises(PackError) as caught:
        fetch(line, told, tmp_path / "packs", [SIGNER.public], lambda arrived: None, lambda: False)
    line.close()
    assert caught.value.problem is PackProblem.ALTERED
    assert list((tmp_path / "packs").iterdir()) == []
