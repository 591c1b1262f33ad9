"""Whatever is done to a journal, it is found, and where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.errors import JournalError
from station.journal import database, entries, journals
from station.journal.reading import verify_database
from station.journal.verification import Account, ExpectedHead, Fault, Unreadable, read_lines, verify
from tests.station.makers import KEY, NOW, fill, open_journal, report, with_pictures
from vault import sqlite
from wire.envelopes import Envelope, digest_of, seal
from wire.reports import Continued
from wire.signing import REPORT_DOMAIN, SigningKey

ENTRIES = 10
FORGER = SigningKey.generate()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of ten entries with pictures and a replaced key."""
    path = tmp_path_factory.mktemp("journal") / "station.sqlite3"
    connection = open_journal(path)
    fill(connection, 3)
    entries.record(connection, with_pictures(b"first picture"), [b"first picture"])
    journals.rotate(connection, NOW)
    fill(connection, 3)
    entries.record(connection, with_pictures(b"second picture"), [b"second picture"])
    connection.close()
    return path


@pytest.fixture(scope="module")
def envelopes(original: Path) -> list[Envelope]:
    connection = database.connect(original, KEY)
    found = entries.envelopes(connection)
    connection.close()
    assert len(found) == ENTRIES
    return found


@pytest.fixture
def journal(original: Path, tmp_path: Path) -> Iterator[sqlite.Connection]:
    """A copy with the triggers gone, as somebody would who has the key of the database."""
    shutil.copy(original, tmp_path / "station.sqlite3")
    connection = database.connect(tmp_path / "station.sqlite3", KEY)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")
    yield connection
    connection.close()


def found(account: Account) -> set[tuple[int, Fault]]:
    return {(problem.station_seq, problem.fault) for problem in account.problems}


def head_of(envelopes: list[Envelope]) -> ExpectedHead:
    return ExpectedHead(envelopes[-1].station_seq, envelopes[-1].digest)


def test_an_untouched_journal_is_sound_and_its_head_is_told(envelopes: list[Envelope], original: Path) -> None:
    account = verify(envelopes, head_of(envelopes))
    assert account.problems == ()
    (summary,) = account.journals
    assert (summary.entries, summary.last_seq, summary.last_digest) == (ENTRIES, ENTRIES, envelopes[-1].digest)
    assert len(summary.keys) == 2
    connection = database.connect(original, KEY)
    assert verify_database(connection, head_of(envelopes)) == account
    connection.close()


def changed(envelope: Envelope) -> Envelope:
    payload = envelope.payload.replace('"ADMIT"', '"REFUSE"').replace("2026", "2025")
    return envelope.model_copy(update={"payload": payload})


def resealed(envelope: Envelope, key: SigningKey) -> Envelope:
    """Changed, its digest made to fit, and signed: by the forger in the name of the true key."""
    forged = changed(envelope)
    digest = digest_of(forged.payload)
    return forged.model_copy(update={"digest": digest, "signature": key.sign(REPORT_DOMAIN, digest)})


def tamper(envelopes: list[Envelope], kind: str, at: int, other: int) -> list[Envelope]:
    made = list(envelopes)
    match kind:
        case "change":
            made[at] = changed(envelopes[at])
        case "forge":
            made[at] = resealed(envelopes[at], FORGER)
        case "sign":
            made[at] = resealed(envelopes[at], FORGER).model_copy(update={"key_id": FORGER.public.id})
        case "drop":
            del made[at]
        case "cut":
            del made[at:]
        case "swap":
            made[at], made[other] = made[other], made[at]
        case "repeat":
            made.insert(at, envelopes[other])
        case "insert":
            made.insert(at, resealed(envelopes[at], FORGER).model_copy(update={"report_id": uuid4()}))
    return made


INDEX = st.integers(0, ENTRIES - 1)


@given(st.sampled_from(["change", "forge", "sign", "drop", "cut", "swap", "repeat", "insert"]), INDEX, INDEX)
def test_any_tampering_is_found_at_its_place(envelopes: list[Envelope], kind: str, at: int, other: int) -> None:
    if kind == "swap" and at == other:
        return
    account = verify(tamper(envelopes, kind, at, other), head_of(envelopes))
    places = sorted(problem.station_seq for problem in account.problems)
    assert places
    last = ENTRIES - 1
    if kind in ("change", "forge", "sign"):
        assert places[0] == at + 1
    elif kind == "drop":
        assert found(account) & {(at + 2, Fault.GAP), (last, Fault.CUT_OFF)}
    elif kind == "cut":
        assert {problem.fault for problem in account.problems} == {Fault.CUT_OFF}
    elif kind == "swap":
        assert set(places) & {at + 1, other + 1}
    elif kind == "repeat":
        assert set(places) & {other + 1, at + 1}
    else:
        assert at + 1 in places


def test_each_tampering_is_called_by_its_name(envelopes: list[Envelope]) -> None:
    def faults(index: int, **update: object) -> set[tuple[int, Fault]]:
        tampered = list(envelopes)
        tampered[index] = envelopes[index].model_copy(update=update)
        return found(verify(tampered))

    assert faults(2, payload=envelopes[2].payload + " ") == {(3, Fault.DIGEST)}
    assert faults(2, signature=envelopes[1].signature) == {(3, Fault.SIGNATURE)}
    assert faults(2, key_id="f" * 32) == {(3, Fault.KEY_UNKNOWN)}
    assert faults(2, report_id=uuid4()) == {(3, Fault.NAMED_OTHERWISE)}
    assert (3, Fault.OTHER_STATION) in faults(2, station_id="other")
    assert (4, Fault.LINK) in faults(2, digest="0" * 64)
    assert found(verify(envelopes[1:])) >= {(2, Fault.NO_BEGINNING), (2, Fault.GAP)}
    assert found(verify([*envelopes[:3], envelopes[1]])) == {(2, Fault.ORDER), (2, Fault.REPEATED)}
    assert found(verify([*envelopes[:5], *envelopes[6:]])) == {(7, Fault.GAP), (7, Fault.KEY_UNKNOWN)}


def test_a_key_that_was_replaced_signs_nothing_any_more(tmp_path: Path) -> None:
    """Somebody who stole the old key writes on with it."""
    connection = open_journal(tmp_path / "station.sqlite3")
    end = entries.head(connection)
    assert end is not None
    old = entries.signing_key(connection, end.journal_id)
    journals.rotate(connection, NOW)
    found_entries = entries.envelopes(connection)
    connection.close()
    place = entries.Place("station-1", end.journal_id, 3, found_entries[-1].digest)
    account = verify([*found_entries, seal(report(place), old)])
    assert found(account) == {(3, Fault.KEY_REPLACED)}


def test_the_head_of_an_earlier_verify_proves_that_nothing_was_cut_off_since(envelopes: list[Envelope]) -> None:
    noted = ExpectedHead.parse(f"{envelopes[5].station_seq}:{envelopes[5].digest}")
    assert verify(envelopes, noted).problems == ()
    assert verify(envelopes[:6], noted).problems == ()
    assert found(verify(envelopes[:5], noted)) == {(5, Fault.CUT_OFF)}


@pytest.mark.parametrize("text", ["", "7", "0:" + "a" * 64, "7:xyz", "7:" + "a" * 63])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(JournalError, match="expected SEQ:DIGEST"):
        ExpectedHead.parse(text)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE entry SET decision = 'REFUSE' WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET candidate_number = 'C9' WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET session_id = 'other' WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET kind = 'opening' WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET recorded_at = '2020' WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET previous = digest WHERE station_seq = 3", (3, Fault.COLUMN)),
        ("UPDATE entry SET digest = 'no digest' WHERE station_seq = 3", (3, Fault.UNREADABLE)),
        ("UPDATE entry SET payload = replace(payload, 'ADMIT', 'REFUSE') WHERE station_seq = 3", (3, Fault.DIGEST)),
        ("DELETE FROM entry WHERE station_seq = 3", (4, Fault.GAP)),
        ("UPDATE entry SET position = 99 WHERE station_seq = 3", (3, Fault.ORDER)),
        ("UPDATE picture SET content = x'00' WHERE rowid = 1", (5, Fault.PICTURE)),
        ("DELETE FROM picture WHERE rowid = 2", (10, Fault.PICTURE_MISSING)),
        ("INSERT INTO picture VALUES ('one that nobody took', 1, x'00')", (0, Fault.PICTURE)),
        ("INSERT INTO outbox (position) VALUES (77)", (0, Fault.OUTBOX)),
        ("DELETE FROM signing_key", (10, Fault.KEY_OTHER)),
        ("DELETE FROM signing_key WHERE first_seq > 1", (10, Fault.KEY_OTHER)),
    ],
)
def test_tampering_with_the_database_is_found(
    journal: sqlite.Connection, statement: str, expected: tuple[int, Fault]
) -> None:
    journal.execute(statement)
    assert expected in found(verify_database(journal))


def test_a_registered_station_without_any_entry_is_found(journal: sqlite.Connection) -> None:
    journal.execute("UPDATE station SET token = 'a token'")
    journal.executescript("DELETE FROM outbox; DELETE FROM picture_outbox; DELETE FROM picture; DELETE FROM entry")
    assert found(verify_database(journal)) == {(0, Fault.NO_BEGINNING)}


def test_delivery_changes_nothing_that_is_verified(journal: sqlite.Connection) -> None:
    journal.execute("DELETE FROM outbox WHERE position < 5")
    journal.execute("DELETE FROM picture_outbox")
    assert verify_database(journal).problems == ()


def test_an_export_is_verified_without_any_key_and_a_spoilt_line_is_told(envelopes: list[Envelope]) -> None:
    lines = [envelope.model_dump_json() for envelope in envelopes]
    assert verify(read_lines(lines), head_of(envelopes)).problems == ()
    spoilt = json.dumps(json.loads(lines[2]) | {"digest": "x"})
    items = list(read_lines([*lines[:2], spoilt, *lines[3:]]))
    assert isinstance(items[2], Unreadable)
    assert (4, Fault.GAP) in found(verify(items))
    assert (0, Fault.UNREADABLE) in found(verify(items))


def test_a_journal_that_goes_on_from_another_names_its_end(tmp_path: Path) -> None:
    connection = open_journal(tmp_path / "station.sqlite3")
    fill(connection, 2)
    end = entries.head(connection)
    assert end is not None
    key = entries.signing_key(connection, end.journal_id)
    for digest, expected in ((end.last_digest, set()), ("0" * 64, {(1, Fault.CONTINUES)})):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            continued = Continued(journal_id=end.journal_id, last_seq=end.last_seq, last_digest=digest)
            journals.go_on(connection, key, continued, NOW)
        assert found(verify_database(connection)) == expected
    fill(connection, 1)
    summaries = verify_database(connection).journals
    assert [summary.entries for summary in summaries] == [3, 1, 2]
    connection.close()
