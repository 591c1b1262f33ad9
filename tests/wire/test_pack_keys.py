"""Public keys go from hand to hand as small files; a private one never shows itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import KeyFormatError
from wire.pack_keys import (
    MAX_KEY_FILE,
    StationIdentity,
    StationKey,
    encrypt,
    read_signer,
    read_station,
    signer_text,
    station_text,
)
from wire.signing import SigningKey

KEY = SigningKey.from_bytes(bytes(range(32))).public
IDENTITY = StationIdentity.generate()
DESK = StationKey("desk-1", IDENTITY.recipient)


def test_what_is_written_is_read_whatever_an_editor_did_to_the_lines() -> None:
    for text in (signer_text(KEY), signer_text(KEY).replace("\n", "\r\n") + "\r\n"):
        assert read_signer(text).id == KEY.id
    for text in (station_text(DESK), station_text(DESK).strip()):
        assert read_station(text) == DESK


def test_a_fingerprint_is_short_and_belongs_to_one_key() -> None:
    assert KEY.fingerprint == "KZDV-VJ2U-MNDU-YAUF"
    other = SigningKey.from_bytes(bytes(32)).public
    text = signer_text(KEY).replace(KEY.fingerprint, other.fingerprint)
    with pytest.raises(KeyFormatError, match=f"the key has fingerprint {KEY.fingerprint}"):
        read_signer(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        station_text(DESK),
        signer_text(KEY).replace("key:", "secret:"),
        signer_text(KEY).replace("signer 1", "signer 2"),
        signer_text(KEY).replace(KEY.text, KEY.text[:-4]),
        signer_text(KEY) + "more: text\n",
        signer_text(KEY) + " " * MAX_KEY_FILE,
    ],
    ids=["empty", "a station's", "another line", "another version", "cut off", "more", "too long"],
)
def test_what_is_no_signers_file_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        read_signer(text)


@pytest.mark.parametrize(
    "wrong",
    ["station: no id", "recipient: age1qqq", f"recipient: {IDENTITY.secret_text()}"],
    ids=["no id", "no recipient", "a secret"],
)
def test_what_is_no_stations_file_is_refused_without_repeating_it(wrong: str) -> None:
    name = wrong.split(":")[0]
    lines = [wrong if line.startswith(name) else line for line in station_text(DESK).splitlines()[1:]]
    with pytest.raises(KeyFormatError) as caught:
        read_station("\n".join(["hadir station 1", *lines]))
    assert IDENTITY.secret_text() not in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_at_all_is_refused(text: str) -> None:
    for read in (read_signer, read_station):
        with pytest.raises(KeyFormatError):
            read(text)


def test_an_identity_opens_what_is_for_it_and_nothing_else() -> None:
    again = StationIdentity.parse(IDENTITY.secret_text())
    ciphertext = encrypt(b"content", [DESK])
    assert again.decrypt(ciphertext) == b"content"
    assert again.decrypt(ciphertext[:-1]) is None
    assert StationIdentity.generate().decrypt(ciphertext) is None
    with pytest.raises(KeyFormatError):
        StationIdentity.parse(IDENTITY.recipient)


def test_an_identity_never_shows_itself() -> None:
    assert IDENTITY.secret_text() not in repr(IDENTITY)
    assert "AGE-SECRET" not in repr(IDENTITY)
