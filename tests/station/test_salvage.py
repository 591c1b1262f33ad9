"""Whatever befalls the file, what can be read is saved, and what cannot is told; nothing is discarded."""

from __future__ import annotations

import itertools
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station import packs
from station.errors import JournalError
from station.journal import database, entries, identity, integrity, journals, salvage
from station.journal.reading import verify_database
from station.journal.rows import rows_of
from station.journal.schema import MIGRATIONS
from station.journal.verification import Fault
from station.operators import signing_in
from station.operators import store as people
from station.operators.errors import LockedOutError, UnknownStaffError, WrongPinError
from station.outbox import store
from tests.station.makers import KEY, NOW, fill, open_journal, with_pictures
from tests.station.operators.makers import ADMIN_PIN, OTHER_PIN, PIN, PINS, hire
from vault import sqlite
from vault.errors import PassphraseError
from vault.keys import DatabaseKey, PassphraseSource
from vault.pages import PAGE, Pages, log_of
from wire.envelopes import Envelope, EnvelopeOutcome, unseal
from wire.registration import Registered
from wire.reports import KeyReport
from wire.signing import SigningKey
from wire.staff import Role
from wire.vocabulary import ReportOutcome

DECISIONS = 60
SIGNER, FORMER_SIGNER = (SigningKey.from_bytes(bytes([each] * 32)).public for each in (1, 2))


@dataclass(frozen=True)
class Original:
    """A sound, registered journal: its file, its entries, its pictures by digest."""

    path: Path
    envelopes: list[Envelope]
    pictures: dict[str, bytes]

    @property
    def pages(self) -> int:
        return self.path.stat().st_size // PAGE


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = tmp_path_factory.mktemp("original") / "station.sqlite3"
    connection = open_journal(path)
    registered = Registered(station_id="station-1", venue="Palembang", server_time=NOW)
    identity.keep(connection, registered, "t" * 43, "https://hadir.example", NOW)
    for number in range(DECISIONS // 2):
        content = os.urandom(200 + 500 * number)
        entries.record(connection, with_pictures(content), [content])
        fill(connection, 1)
    journals.rotate(connection, NOW)
    fill(connection, 5)
    packs.make_identity(connection)
    packs.trust(connection, SIGNER, NOW)
    packs.trust(connection, FORMER_SIGNER, NOW)
    packs.trust(connection, FORMER_SIGNER, NOW, trusted=False)
    envelopes = entries.envelopes(connection)
    pictures = dict(connection.execute("SELECT digest, content FROM picture").fetchall())
    connection.close()
    return Original(path, envelopes, pictures)


@pytest.fixture
def path(original: Original, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copy(original.path, tmp_path / "station.sqlite3"))


def damage(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE + 1000] ^= 16
    path.write_bytes(content)


def pages_with(path: Path, *needles: bytes) -> list[int]:
    """The pages on which any of these stands, counted from 0."""
    found = [number - 1 for number, page in Pages(path, KEY) if any(needle in page for needle in needles)]
    assert found
    return found


def saved_in(path: Path) -> list[Envelope]:
    """The entries of the old journal that a repaired file has; it is sound, and takes decisions."""
    connection = integrity.open_sound(path, KEY)
    fill(connection, 1)
    envelopes = entries.envelopes(connection)
    assert store.counts(connection).pending == len(envelopes)
    connection.close()
    assert isinstance(unseal(envelopes[-2]), KeyReport)
    return envelopes[:-2]


def test_every_row_of_a_sound_file_is_read_out_of_its_pages(original: Original) -> None:
    pages = Pages(original.path, KEY)
    assert pages.damaged == pages.log_damaged == 0
    rows = [row.values for row in rows_of(pages)]
    payloads = {values[-1] for values in rows if len(values) == 16}
    assert payloads == {envelope.payload for envelope in original.envelopes}
    contents = {values[0]: values[2] for values in rows if len(values) == 3 and isinstance(values[2], bytes)}
    assert contents == original.pictures


def test_a_repaired_station_opens_the_packs_that_are_for_it_and_trusts_nobody_whom_it_did_not(path: Path) -> None:
    before = database.connect(path, KEY)
    own, trusted = packs.own_identity(before), packs.trusted_signers(before)
    before.close()
    assert [each.id for each in trusted] == [SIGNER.id]
    damage(path, *pages_with(path, b"CREATE TABLE picture"))
    salvage.repair(path, KEY, NOW)
    after = integrity.open_sound(path, KEY)
    assert own is not None
    assert packs.make_identity(after).secret_text() == own.secret_text()
    assert [each.id for each in packs.trusted_signers(after)] == [SIGNER.id]
    after.close()


def test_a_repaired_station_knows_its_people_and_who_may_not_sign_in_for_now(path: Path) -> None:
    before = database.connect(path, KEY)
    admin = hire(before, "Made", Role.ADMIN, ADMIN_PIN)
    rina, budi = hire(before, "Rina", pin=PIN), hire(before, "Budi", pin=PIN)
    for _ in range(3):
        with pytest.raises(WrongPinError):
            signing_in.check_pin(before, rina.id, OTHER_PIN, NOW, PINS)
    people.retire(before, budi.id, NOW)
    before.close()
    damage(path, *pages_with(path, b"CREATE TABLE picture"))
    salvage.repair(path, KEY, NOW)
    after = integrity.open_sound(path, KEY)
    assert people.active(after) == [admin, rina]
    assert signing_in.check_pin(after, admin.id, ADMIN_PIN, NOW, PINS) == admin
    with pytest.raises(LockedOutError):
        signing_in.check_pin(after, rina.id, PIN, NOW, PINS)
    with pytest.raises(UnknownStaffError):
        signing_in.check_pin(after, budi.id, PIN, NOW, PINS)
    after.close()


def test_older_rows_that_a_repair_finds_bring_back_neither_a_pin_nor_somebody_who_has_left(tmp_path: Path) -> None:
    """Every change stands in a frame of its own in the log, those before it too."""
    living = open_journal(tmp_path / "living.sqlite3")
    admin = hire(living, "Made", Role.ADMIN, ADMIN_PIN)
    rina = hire(living, "Rina", pin=PIN)
    people.set_pin(living, admin.id, OTHER_PIN, PINS)
    people.retire(living, rina.id, NOW)
    path = tmp_path / "station.sqlite3"
    shutil.copy(tmp_path / "living.sqlite3", path)
    shutil.copy(log_of(tmp_path / "living.sqlite3"), log_of(path))
    living.close()
    rows = [row.values for row in rows_of(Pages(path, KEY)) if str(rina.id) in row.values]
    assert {values[6] for values in rows} == {1, 2}
    salvage.repair(path, KEY, NOW)
    after = integrity.open_sound(path, KEY)
    assert people.active(after) == [admin]
    assert signing_in.check_pin(after, admin.id, OTHER_PIN, NOW, PINS) == admin
    with pytest.raises(WrongPinError):
        signing_in.check_pin(after, admin.id, ADMIN_PIN, NOW, PINS)
    after.close()


def test_every_table_has_rows_of_a_shape_of_its_own() -> None:
    """By which a repair tells them apart: the storage classes of a row's columns, those that may be empty both ways."""
    connection = sqlite.connect(":memory:")
    for statement in (statement for step in MIGRATIONS for statement in step):
        connection.execute(statement)
    shapes: set[tuple[str, ...]] = set()
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        number = [kind == "INTEGER" and key == 1 for _, _, kind, _, _, key in columns]
        classes = [
            {"NULL"} if is_number else {kind} if required or key else {kind, "NULL"}
            for is_number, (_, _, kind, required, _, key) in zip(number, columns, strict=True)
        ]
        for shape in itertools.product(*classes):
            assert shape not in shapes, table
            shapes.add(shape)
    connection.close()


def test_any_one_damaged_page_costs_no_more_than_what_stood_on_it(original: Original, tmp_path: Path) -> None:
    lost = []
    for page in range(0, original.pages, 3):
        path = Path(shutil.copy(original.path, tmp_path / f"{page}.sqlite3"))
        damage(path, page)
        done = salvage.repair(path, KEY, NOW)
        assert done is not None
        assert done.damaged_pages == 1
        saved = saved_in(path)
        lost.append(len(original.envelopes) - len(saved))
        assert [envelope for envelope in original.envelopes if envelope in saved] == saved
        assert done.pictures >= len(original.pictures) - 5
    assert max(lost) <= 5
    assert lost.count(0) > len(lost) / 2


def test_a_damaged_first_page_which_leads_to_all_others_costs_nothing(original: Original, path: Path) -> None:
    damage(path, 0)
    with pytest.raises(PassphraseError):
        integrity.open_sound(path, KEY)
    done = salvage.repair(path, KEY, NOW)
    assert done is not None
    assert (done.account.problems, done.pictures) == ((), len(original.pictures))
    assert done.key_kept
    assert done.registered
    assert saved_in(path) == original.envelopes


@settings(max_examples=25)
@given(st.data())
def test_many_damaged_pages_or_a_cut_lose_only_what_stood_there(
    original: Original, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = Path(shutil.copy(original.path, tmp_path_factory.mktemp("damaged") / "station.sqlite3"))
    before = path.read_bytes()
    spoilt = data.draw(st.lists(st.integers(0, original.pages - 1), max_size=12, unique=True))
    damage(path, *spoilt)
    if data.draw(st.booleans()):
        with path.open("rb+") as file:
            file.truncate(data.draw(st.integers(PAGE, len(before) - 1)))
    damaged = path.read_bytes()
    try:
        done = salvage.repair(path, KEY, NOW)
    except (JournalError, PassphraseError):
        assert path.read_bytes() == damaged  # not a single page was left
        return
    assert done is not None
    assert done.aside.read_bytes() == damaged
    connection = integrity.open_sound(path, KEY)
    account = verify_database(connection)
    found = entries.envelopes(connection)
    connection.close()
    saved = [envelope for envelope in found if envelope in original.envelopes]
    assert [envelope for envelope in original.envelopes if envelope in saved] == saved
    assert len(found) - len(saved) <= 1  # the new journal's first
    missing = {envelope.station_seq for envelope in original.envelopes} - {envelope.station_seq for envelope in saved}
    last = max((envelope.station_seq for envelope in saved), default=0)
    assert account.problems == done.account.problems
    assert bool(account.problems) >= any(sequence < last for sequence in missing)


def test_what_was_delivered_is_queued_again_and_lost_entries_are_told(original: Original, path: Path) -> None:
    connection = database.connect(path, KEY)
    delivered = [
        EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.ACCEPTED) for envelope in original.envelopes
    ]
    store.settle(connection, delivered)
    connection.close()
    damage(path, *pages_with(path, original.envelopes[10].payload.encode()))
    done = salvage.repair(path, KEY, NOW)
    assert done is not None
    gaps = [problem for problem in done.account.problems if problem.fault is Fault.GAP]
    assert gaps
    assert len(saved_in(path)) < len(original.envelopes)


def test_the_new_journal_names_the_end_of_the_old_one_and_is_signed_with_its_key(
    original: Original, path: Path
) -> None:
    damage(path, 2)
    salvage.repair(path, KEY, NOW)
    connection = integrity.open_sound(path, KEY)
    newest = entries.envelopes(connection)[-1]
    assert identity.read(connection) == identity.Identity("station-1", "Palembang", "https://hadir.example", "t" * 43)
    connection.close()
    first = unseal(newest)
    assert isinstance(first, KeyReport)
    assert first.continues is not None
    last = original.envelopes[-1]
    assert (first.continues.journal_id, first.continues.last_seq, first.continues.last_digest) == (
        last.journal_id,
        last.station_seq,
        last.digest,
    )
    assert (newest.key_id, first.station_seq) == (last.key_id, 1)
    assert first.journal_id != last.journal_id


def test_where_the_key_is_lost_a_new_one_signs_and_the_station_is_to_be_registered_again(
    original: Original, path: Path
) -> None:
    connection = database.connect(path, KEY)
    secrets = [secret for (secret,) in connection.execute("SELECT secret FROM signing_key")]
    connection.close()
    damage(path, *pages_with(path, *secrets))
    done = salvage.repair(path, KEY, NOW)
    assert done is not None
    assert not done.key_kept
    saved = saved_in(path)
    assert saved[-1] == original.envelopes[-1]


def test_what_stands_only_in_the_log_is_saved_and_a_damaged_frame_is_noticed_before_sqlite_drops_the_rest(
    tmp_path: Path,
) -> None:
    living = open_journal(tmp_path / "living.sqlite3")
    fill(living, 20)
    path = tmp_path / "station.sqlite3"
    shutil.copy(tmp_path / "living.sqlite3", path)
    shutil.copy(log_of(tmp_path / "living.sqlite3"), log_of(path))
    expected = entries.envelopes(living)
    living.close()
    log = bytearray(log_of(path).read_bytes())
    middle = 32 + (len(log) // (PAGE + 24) // 2) * (PAGE + 24)
    log[middle + 500] ^= 1
    log_of(path).write_bytes(log)
    with pytest.raises(JournalError, match="pages of its log"):
        integrity.open_sound(path, KEY)
    assert log_of(path).read_bytes() == log
    done = salvage.repair(path, KEY, NOW)
    assert done is not None
    assert saved_in(path) == expected
    assert log_of(done.aside).read_bytes() == log


def test_what_was_never_committed_is_no_entry(tmp_path: Path) -> None:
    living = open_journal(tmp_path / "living.sqlite3")
    fill(living, 3)
    expected = entries.envelopes(living)
    living.execute("PRAGMA cache_size = 1")  # so that the transaction spills into the log before it is committed
    living.execute("BEGIN IMMEDIATE")
    for _ in range(40):
        content = os.urandom(3000)
        entries.append(living, with_pictures(content), [content])
    path = tmp_path / "station.sqlite3"
    shutil.copy(tmp_path / "living.sqlite3", path)
    shutil.copy(log_of(tmp_path / "living.sqlite3"), log_of(path))
    living.execute("ROLLBACK")
    living.close()
    assert log_of(path).stat().st_size > 40 * PAGE
    salvage.repair(path, KEY, NOW)
    assert saved_in(path) == expected


@pytest.mark.parametrize("step", range(6))
def test_cut_off_at_any_step_and_run_again_nothing_is_lost(
    original: Original, path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    damage(path, 0, 9)
    log_of(path).write_bytes(b"a log of which nothing can be read")
    damaged = path.read_bytes()
    left = [step]
    for name in ("rename", "unlink"):
        real = getattr(Path, name)

        def counting(self: Path, *args: object, real: object = real, **kwargs: object) -> object:
            if self.name.startswith("station.sqlite3") and not left[0]:
                raise KeyboardInterrupt
            left[0] -= self.name.startswith("station.sqlite3")
            return real(self, *args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, counting)
    with pytest.raises(KeyboardInterrupt):
        salvage.repair(path, KEY, NOW)
    monkeypatch.undo()
    if not path.exists():
        with pytest.raises(JournalError, match="was interrupted; run: hadir journal repair"):
            database.connect(path, KEY)
    salvage.repair(path, KEY, NOW)
    assert len(saved_in(path)) >= len(original.envelopes) - 5
    kept = [file for file in path.parent.glob("station.sqlite3.damaged-*") if file.read_bytes() == damaged]
    assert len(kept) == 1
    assert sorted(file.suffix for file in path.parent.iterdir() if "damaged" not in file.name) == [".sqlite3"]


def test_a_second_repair_keeps_the_journals_of_the_first(original: Original, path: Path) -> None:
    for _ in range(2):
        damage(path, 0)
        salvage.repair(path, KEY, NOW)
    connection = integrity.open_sound(path, KEY)
    account = verify_database(connection)
    connection.close()
    assert account.problems == ()
    assert [journal.entries for journal in account.journals] == [len(original.envelopes), 1, 1]
    assert len(list(path.parent.glob("*damaged*"))) == 2


def test_with_another_key_nothing_is_touched(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(JournalError, match="no page of local database"):
        salvage.repair(path, DatabaseKey(bytes(32), KEY.salt), NOW)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_where_nothing_was_recorded_there_is_nothing_to_repair(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="there is no local database"):
        salvage.key_for(tmp_path / "station.sqlite3", PassphraseSource(lambda new: "x"))


def test_a_journal_that_was_only_prepared_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "station.sqlite3"
    connection = database.connect(path, KEY)
    prepared = journals.prepare(connection, NOW)
    connection.close()
    damage(path, 0)
    salvage.repair(path, KEY, NOW)
    connection = integrity.open_sound(path, KEY)
    assert journals.prepare(connection, NOW).key.public == prepared.key.public
    assert identity.read(connection) is None
    connection.close()
