"""A private key is in the keyring or in a file that only its passphrase opens, and never lost by another."""

from __future__ import annotations

import stat
from pathlib import Path

import pyrage
import pytest
from keyring.backends.null import Keyring as NoKeyring

from tests.vault.makers import Asked, MemoryKeyring
from vault.errors import KeySourceError, PassphraseError, PrivateKeyError
from vault.private_keys import PrivateKeys

GOOD = "correct horse battery"
SECRET = bytes(range(32))


def keys(folder: Path, ring: MemoryKeyring | None = None, *answers: str) -> PrivateKeys:
    return PrivateKeys(folder / "keys", ring or NoKeyring(), Asked(*answers))  # type: ignore[no-untyped-call]


def test_a_keyring_takes_the_key_and_the_file_only_names_it(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    made = keys(tmp_path, ring)
    made.keep("officer", SECRET)
    content = made.file_of("officer").read_bytes()
    assert list(ring.items.values()) == [SECRET.hex()]
    assert SECRET not in content
    assert SECRET.hex().encode() not in content
    assert keys(tmp_path, ring).load("officer") == SECRET


def test_without_a_keyring_an_age_file_takes_it_that_other_tools_open(tmp_path: Path) -> None:
    made = keys(tmp_path, None, GOOD)
    made.keep("officer", SECRET)
    file = made.file_of("officer")
    assert SECRET not in file.read_bytes()
    assert pyrage.passphrase.decrypt(file.read_bytes(), GOOD) == SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert keys(tmp_path, None, GOOD).load("officer") == SECRET
    with pytest.raises(PassphraseError, match="the passphrase is wrong"):
        keys(tmp_path, None, GOOD + " ").load("officer")


def test_a_passphrase_can_be_wanted_where_there_is_a_keyring(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    keys(tmp_path, ring, GOOD).keep("officer", SECRET, with_passphrase=True)
    assert ring.items == {}
    assert keys(tmp_path, ring, GOOD).load("officer") == SECRET


def test_a_key_that_is_there_is_never_overwritten_and_nobody_is_asked(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    keys(tmp_path, ring).keep("officer", SECRET)
    for again in (keys(tmp_path, ring), keys(tmp_path)):
        with pytest.raises(PrivateKeyError, match="never overwritten"):
            again.keep("officer", bytes(32))
    assert keys(tmp_path, ring).load("officer") == SECRET


def test_a_short_passphrase_protects_nothing(tmp_path: Path) -> None:
    with pytest.raises(PassphraseError, match="expected at least 12 characters, got 5"):
        keys(tmp_path, None, "short").keep("officer", SECRET)
    assert not keys(tmp_path).file_of("officer").exists()


def test_what_is_missing_or_none_of_ours_is_told(tmp_path: Path) -> None:
    made = keys(tmp_path)
    with pytest.raises(PrivateKeyError, match="there is no private key officer"):
        made.load("officer")
    made.folder.mkdir()
    made.file_of("officer").write_bytes(SECRET)
    with pytest.raises(PrivateKeyError, match="no item of a keyring and is no age file"):
        made.load("officer")


def test_a_keyring_that_is_locked_or_anothers_is_told(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    keys(tmp_path, ring).keep("officer", SECRET)
    ring.locked = True
    with pytest.raises(KeySourceError, match="KeyringLocked"):
        keys(tmp_path, ring).load("officer")
    with pytest.raises(KeySourceError, match="the keyring took no key"):
        keys(tmp_path, ring).keep("second", SECRET)
    with pytest.raises(KeySourceError, match="may be another user's"):
        keys(tmp_path, MemoryKeyring()).load("officer")
    ring.locked = False
    ring.items = dict.fromkeys(ring.items, "no key")
    with pytest.raises(KeySourceError, match="not hexadecimal"):
        keys(tmp_path, ring).load("officer")
