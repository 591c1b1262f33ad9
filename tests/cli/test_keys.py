"""`hadir keys`: the key that signs packs is made once, kept protected, and shows its public half only."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest

from tests.cli.conftest import Hadir
from tests.vault.makers import MemoryKeyring
from wire.pack_keys import read_signer
from wire.signing import SigningKey


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    made = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def secret_of(ring: MemoryKeyring) -> SigningKey:
    (secret,) = ring.items.values()
    return SigningKey.from_bytes(bytes.fromhex(secret))


def test_a_key_is_made_shown_and_exported_and_its_secret_is_nowhere_but_in_the_keyring(
    hadir: Hadir, tmp_path: Path, ring: MemoryKeyring
) -> None:
    home, file = tmp_path / "home", tmp_path / "signer.txt"
    ran = [hadir("--home", home, "keys", *command) for command in (["new"], ["show"], ["export", file])]
    assert [each.code for each in ran] == [0, 0, 0]
    key = secret_of(ring)
    assert ran[0].out == ran[1].out
    for part in (key.public.text, key.public.id, key.public.fingerprint):
        assert part in ran[1].out
    assert read_signer(file.read_text()).id == key.public.id
    everything = "".join(each.out + each.err for each in ran) + "".join(
        path.read_text() for path in [*home.rglob("*"), file] if path.is_file()
    )
    assert key.secret_bytes().hex() not in everything


def test_a_key_that_is_there_is_never_overwritten(hadir: Hadir, tmp_path: Path, ring: MemoryKeyring) -> None:
    hadir("--home", tmp_path, "keys", "new")
    before = dict(ring.items)
    again = hadir("--home", tmp_path, "keys", "new")
    assert again.code == 2
    assert "never overwritten" in again.err
    assert ring.items == before


def test_an_export_overwrites_no_file(hadir: Hadir, tmp_path: Path, ring: MemoryKeyring) -> None:
    hadir("--home", tmp_path, "keys", "new")
    file = tmp_path / "signer.txt"
    file.write_text("somebody's")
    ran = hadir("--home", tmp_path, "keys", "export", file)
    said = "there is one of that name already, which is never overwritten; name another, or move it away"
    assert (ran.code, ran.err) == (2, f"hadir: key file: {said}: {file}\n")
    assert file.read_text() == "somebody's"


def test_an_export_into_no_folder_names_the_file_that_was_asked_for(
    hadir: Hadir, tmp_path: Path, ring: MemoryKeyring
) -> None:
    hadir("--home", tmp_path, "keys", "new")
    file = tmp_path / "none" / "signer.txt"
    ran = hadir("--home", tmp_path, "keys", "export", file)
    assert (ran.code, ran.err) == (2, f"hadir: key file: it cannot be written: No such file or directory: {file}\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read: No such file or directory"), (b"\xff\xfe", "expected text in UTF-8, found other bytes")],
)
def test_a_passphrase_file_that_gives_none_says_why(
    hadir: Hadir, folder: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    (tmp_path / "passphrase").unlink()
    if content is not None:
        (tmp_path / "passphrase").write_bytes(content)
    ran = hadir("--home", folder, "keys", "new")
    assert ran.code == 2
    assert ran.err.startswith(f"hadir: passphrase file {tmp_path / 'passphrase'}")
    assert ran.err.endswith(f"{said}\n")


def test_before_there_is_a_key_it_is_said_how_to_make_one(hadir: Hadir, tmp_path: Path) -> None:
    for command in (["show"], ["export", tmp_path / "signer.txt"]):
        ran = hadir("--home", tmp_path / "home", "keys", *command)
        assert ran.code == 2
        assert "make it with: hadir keys new" in ran.err
    assert not (tmp_path / "signer.txt").exists()


def test_a_passphrase_file_is_taken_before_the_keyring(
    hadir: Hadir, folder: Path, tmp_path: Path, ring: MemoryKeyring
) -> None:
    assert hadir("--home", folder, "keys", "new").code == 0
    assert ring.items == {}
    assert (folder / "keys" / "pack-signer.key").read_bytes().startswith(b"age-encryption.org/v1\n")
    (tmp_path / "passphrase").write_text("another passphrase")
    ran = hadir("--home", folder, "keys", "show")
    assert ran.code == 2
    assert "the passphrase is wrong" in ran.err


def test_with_neither_a_keyring_nor_anybody_to_ask_nothing_is_made(
    hadir: Hadir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = MemoryKeyring(priority=0.5)
    monkeypatch.setattr(keyring, "get_keyring", lambda: weak)
    ran = hadir("--home", tmp_path / "home", "keys", "new")
    assert ran.code == 2
    assert "the key that signs packs needs its passphrase: name a file with --passphrase-file" in ran.err
    assert weak.items == {}
    assert not list((tmp_path / "home").rglob("*.key"))
