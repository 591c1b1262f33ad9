"""The keys around a session pack, and the small text files by which people hand the public ones to each other.

Two files, in UTF-8, each a line for the kind and then lines of ``name: value``, all of them, in this order:

    hadir pack signer 1                               hadir station 1
    key: 32 bytes of an Ed25519 key in Base64         station: its id
    fingerprint: XXXX-XXXX-XXXX-XXXX                  recipient: age1...

The first goes from whoever signs packs to the stations, which trust it; the second from a station to whoever makes
packs for it. Neither is secret. That a file is the right one is for people to find out, by reading the fingerprint, or
the end of the recipient, to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyrage
from pydantic import TypeAdapter, ValidationError

from wire.base import StationId
from wire.errors import KeyFormatError
from wire.signing import PublicKey

MAX_KEY_FILE = 4096  # characters
_SIGNER, _STATION = "hadir pack signer 1", "hadir station 1"
_STATION_ID: Final = TypeAdapter[str](StationId)


@dataclass(frozen=True, slots=True)
class StationKey:
    """Whom a pack can be encrypted to: a station's id and its age recipient."""

    station_id: str
    recipient: str


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """A station's age identity (X25519), which opens the packs that were encrypted to ``recipient``."""

    recipient: str
    _identity: pyrage.x25519.Identity = field(repr=False)

    @classmethod
    def generate(cls) -> StationIdentity:
        """A new one from the system's random source."""
        return cls.parse(str(pyrage.x25519.Identity.generate()))

    @classmethod
    def parse(cls, secret: str) -> StationIdentity:
        """Read one from ``AGE-SECRET-KEY-1...``; raises KeyFormatError."""
        try:
            identity = pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError as error:
            raise KeyFormatError("expected an age identity") from error
        return cls(str(identity.to_public()), identity)

    def secret_text(self) -> str:
        """The identity as age writes it, to be kept encrypted."""
        return str(self._identity)

    def decrypt(self, ciphertext: bytes) -> bytes | None:
        """What was encrypted to this recipient; None where it was not, or not whole."""
        try:
            return bytes(pyrage.decrypt(ciphertext, [self._identity]))
        except pyrage.DecryptError:
            return None


def encrypt(plaintext: bytes, recipients: Sequence[StationKey]) -> bytes:
    """Encrypt to stations by age; raises KeyFormatError for what is no recipient."""
    return bytes(pyrage.encrypt(plaintext, [_recipient(station.recipient) for station in recipients]))


def signer_text(key: PublicKey) -> str:
    """The file by which stations get to know a signer."""
    return f"{_SIGNER}\nkey: {key.text}\nfingerprint: {key.fingerprint}\n"


def read_signer(text: str) -> PublicKey:
    """The key in such a file; raises KeyFormatError where it is none, or its fingerprint is another's."""
    key_text, fingerprint = _values(text, _SIGNER, ("key", "fingerprint"))
    key = PublicKey.parse(key_text)
    if key.fingerprint != fingerprint:
        raise KeyFormatError(f"the key has fingerprint {key.fingerprint}, its file says another")
    return key


def station_text(station: StationKey) -> str:
    """The file by which whoever makes packs gets to know a station."""
    return f"{_STATION}\nstation: {station.station_id}\nrecipient: {station.recipient}\n"


def read_station(text: str) -> StationKey:
    """The station in such a file; raises KeyFormatError where there is none."""
    station_id, recipient = _values(text, _STATION, ("station", "recipient"))
    try:
        _STATION_ID.validate_python(station_id)
    except ValidationError as error:
        raise KeyFormatError("expected a station's id of letters, digits, dots, hyphens and underscores") from error
    return StationKey(station_id, str(_recipient(recipient)))


def key_file_text(path: Path) -> str:
    """What stands in such a file; raises KeyFormatError, whose message does not name it, where it cannot be read.

    Bytes that are no text become characters that no such file has.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_KEY_FILE + 1).decode("utf-8-sig", "replace")
    except OSError as error:
        raise KeyFormatError(f"it cannot be read: {error.strerror}") from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise KeyFormatError("expected an age recipient of a station, age1...") from error


def _values(text: str, kind: str, names: Sequence[str]) -> list[str]:
    lines = text.strip().splitlines() if len(text) <= MAX_KEY_FILE else []
    if not lines or lines[0].strip() != kind:
        raise KeyFormatError(f"expected a file that begins with {kind!r}")
    pairs = [line.partition(": ") for line in lines[1:]]
    if [name.strip() for name, _, _ in pairs] != list(names):
        raise KeyFormatError(f"expected the lines {', '.join(names)} after {kind!r}")
    return [value.strip() for _, _, value in pairs]
