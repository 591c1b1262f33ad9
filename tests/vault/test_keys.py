"""The key of the database comes from the keyring, else from a passphrase, and nothing lies beside the file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from tests.vault.makers import Asked, MemoryKeyring
from vault import opening
from vault.errors import DatabaseFaultError, KeySourceError, PassphraseError
from vault.keys import DatabaseKey, KeyringSource, PassphraseSource, derive, salt_of
from vault.unlocking import unlock

GOOD = "correct horse battery"
SERVICE = "hadir test"
KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))
MIGRATIONS = (("CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT",),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "things.sqlite3"


def make(path: Path, key: DatabaseKey) -> None:
    opening.connect(path, key, MIGRATIONS).close()


def test_a_new_file_takes_the_keyring_and_asks_nobody(path: Path) -> None:
    ring = MemoryKeyring()
    key = unlock(path, KeyringSource(ring, SERVICE), PassphraseSource(Asked()))
    make(path, key)
    assert ring.items == {(SERVICE, key.salt.hex()): key.secret.hex()}
    assert salt_of(path) == key.salt
    assert unlock(path, KeyringSource(ring, SERVICE), PassphraseSource(Asked())) == key


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring])
def test_without_a_real_keyring_the_passphrase_is_asked_for(path: Path, kind: Callable[[], KeyringBackend]) -> None:
    backend = kind()
    asked = Asked(GOOD, GOOD)
    key = unlock(path, KeyringSource(backend, SERVICE), PassphraseSource(asked))
    make(path, key)
    assert unlock(path, KeyringSource(backend, SERVICE), PassphraseSource(asked)) == key
    assert asked.new == [True, False]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_file_made_with_a_passphrase_still_opens_with_it_where_a_keyring_has_appeared(path: Path) -> None:
    make(path, unlock(path, PassphraseSource(Asked(GOOD))))
    ring = MemoryKeyring()
    unlock(path, KeyringSource(ring, SERVICE), PassphraseSource(Asked(GOOD)))
    assert ring.items == {}


def test_a_wrong_passphrase_says_so_and_touches_nothing(path: Path) -> None:
    make(path, unlock(path, PassphraseSource(Asked(GOOD))))
    before = path.read_bytes()
    with pytest.raises(PassphraseError, match="the passphrase is wrong"):
        unlock(path, PassphraseSource(Asked(GOOD + " ")))
    assert path.read_bytes() == before


@pytest.mark.parametrize("short", ["", "elevenchars"])
def test_a_short_passphrase_is_refused_for_a_new_file(path: Path, short: str) -> None:
    with pytest.raises(PassphraseError, match="expected at least 12 characters"):
        unlock(path, PassphraseSource(Asked(short)))
    assert not path.exists()


def test_two_files_of_one_passphrase_have_different_keys(tmp_path: Path) -> None:
    keys = [unlock(tmp_path / name, PassphraseSource(Asked(GOOD))) for name in ("a", "b")]
    assert keys[0].secret != keys[1].secret
    assert keys[0].salt != keys[1].salt


def test_the_derivation_is_argon2id_with_the_parameters_of_the_rfc() -> None:
    # Made once with argon2-cffi 25.1: a change of parameters would lock everybody out.
    assert hashlib.sha256(derive(GOOD, bytes(range(16)))).hexdigest()[:16] == "839dda2e05ea84d1"


def test_a_locked_keyring_is_an_error_not_a_new_passphrase(path: Path) -> None:
    ring = MemoryKeyring()
    make(path, unlock(path, KeyringSource(ring, SERVICE)))
    ring.locked = True
    with pytest.raises(KeySourceError, match="the keyring gave no key: KeyringLocked"):
        unlock(path, KeyringSource(ring, SERVICE), PassphraseSource(Asked(GOOD)))
    with pytest.raises(KeySourceError, match="the keyring took no key: KeyringLocked"):
        unlock(path.with_name("new"), KeyringSource(ring, SERVICE), PassphraseSource(Asked(GOOD)))


def test_an_item_of_the_keyring_that_is_no_key_is_told(path: Path) -> None:
    ring = MemoryKeyring()
    key = unlock(path, KeyringSource(ring, SERVICE))
    make(path, key)
    ring.items[SERVICE, key.salt.hex()] = "hunter2"
    with pytest.raises(KeySourceError, match="is not a key of 32 bytes"):
        unlock(path, KeyringSource(ring, SERVICE))


def test_with_no_source_at_all_it_is_said_what_is_missing(path: Path) -> None:
    with pytest.raises(KeySourceError, match="neither a keyring nor a passphrase"):
        unlock(path, KeyringSource(MemoryKeyring(priority=0), SERVICE))


def test_a_file_of_an_earlier_build_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(DatabaseFaultError, match="of an earlier build and not encrypted"):
        unlock(path, PassphraseSource(Asked(GOOD)))
    assert path.stat().st_size == 4096


def test_a_file_cut_off_within_its_salt_is_told(path: Path) -> None:
    path.write_bytes(b"short")
    with pytest.raises(DatabaseFaultError, match="cut off after 5 bytes"):
        unlock(path, PassphraseSource(Asked(GOOD)))


def test_a_key_never_shows_itself(path: Path) -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)


def test_errors_of_sqlcipher_do_not_go_to_standard_error(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make(path, KEY)
    with pytest.raises(PassphraseError):
        opening.connect(path, DatabaseKey(bytes(32), KEY.salt), MIGRATIONS)
    assert capfd.readouterr().err == ""
