"""The session pack: what headquarters sends to the stations of a venue. `docs/pack.md` describes it byte by byte.

    offset  length
         0      16  ``hadir pack 1``, carriage return, line feed, 0x1A, line feed; the digit is the format's version
        16       4  length N of the header, unsigned, big endian
        20      16  id of the key that signed: the first 128 bits of the SHA-256 of its 32 bytes
        36      64  Ed25519 signature, in the domain `PACK_DOMAIN`, over the hexadecimal SHA-256 of the first 16 bytes
                    and the header
       100       N  `PackHeader` as canonical JSON
     100+N          the content (`wire.pack_content`), encrypted to the stations by age

The header has the digest of the ciphertext and of the content, so the signature covers every byte. What comes from
outside is looked at in the order in which it can be trusted: lengths, signature, header, ciphertext, content.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from wire.base import first_fault, to_canonical_json
from wire.errors import PackError, PackProblem
from wire.gallery import GalleryFile, invalid
from wire.pack_content import MAX_ARCHIVE, decode_content, encode_content
from wire.pack_header import PackFacts, PackHeader, PackRecipient
from wire.pack_keys import StationIdentity, StationKey, encrypt
from wire.signing import PACK_DOMAIN, PublicKey, SigningKey

MAGIC: Final = b"hadir pack 1\r\n\x1a\n"
MAX_HEADER = 1024 * 1024  # bytes
_SHOWN_RECIPIENTS = 5
MAX_PACK = MAX_ARCHIVE + 64 * 1024**2  # bytes, with what age adds
_ANY_VERSION = re.compile(rb"hadir pack ([1-9][0-9]{0,2})\r\n\x1a\n")
_FRAME = struct.Struct(">I16s64s")
_HEADER_AT = len(MAGIC) + _FRAME.size
_NOBODY, _NOTHING = bytes(16), bytes(64)


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPack:
    """A pack that was verified and decrypted. ``digest`` is the SHA-256 that was signed, in hexadecimal."""

    header: PackHeader
    digest: str
    content: GalleryFile


def build_pack(
    content: GalleryFile, facts: PackFacts, recipients: Sequence[StationKey], key: SigningKey, now: datetime
) -> bytes:
    """Make a pack for stations, signed with ``key``.

    The same content gives the same plaintext digest each time; the ciphertext is another each time.

    Raises:
        PackError: the content does not fit together, nobody is to open it, or it would never be valid.
        KeyFormatError: a recipient is none.
    """
    plaintext = encode_content(content)
    if not recipients:
        raise invalid("expected at least one station that can open it")
    ciphertext = encrypt(plaintext, recipients)
    try:
        header = PackHeader(
            pack_id=facts.pack_id,
            session=content.header.session,
            model_id=content.header.model_id,
            created_at=now,
            not_before=facts.not_before,
            expires_at=facts.expires_at,
            signer=key.public.id,
            candidates=len(content.header.candidates),
            recipients=[PackRecipient(station_id=each.station_id, recipient=each.recipient) for each in recipients],
            ciphertext_size=len(ciphertext),
            ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest(),
            plaintext_size=len(plaintext),
            plaintext_sha256=hashlib.sha256(plaintext).hexdigest(),
        )
    except ValidationError as error:
        raise invalid(first_fault(error)) from error
    raw = to_canonical_json(header)
    if len(raw) > MAX_HEADER:
        raise invalid(f"expected a header of at most {MAX_HEADER} bytes, got {len(raw)}")
    signature = base64.b64decode(key.sign(PACK_DOMAIN, _digest(raw)))
    return MAGIC + _FRAME.pack(len(raw), bytes.fromhex(key.public.id), signature) + raw + ciphertext


@dataclass(frozen=True, slots=True, eq=False)
class SealedPack:
    """A pack cut into its parts, none of which is believed yet. ``key_id`` is whose signature it claims to have."""

    key_id: str
    signature: bytes
    raw_header: bytes
    ciphertext: bytes

    @property
    def digest(self) -> str:
        """What is signed: hexadecimal SHA-256 of the magic bytes and the header, which names the ciphertext's."""
        return _digest(self.raw_header)

    @property
    def signed(self) -> bool:
        """Whether there is a signature at all."""
        return (bytes.fromhex(self.key_id), self.signature) != (_NOBODY, _NOTHING)

    def claims(self) -> PackHeader:
        """The header, whoever may have written it: to be shown, not to be believed; raises PackError."""
        try:
            header = PackHeader.model_validate_json(self.raw_header)
        except ValidationError as error:
            raise PackError(f"the pack's header is not one: {first_fault(error)}", PackProblem.INVALID) from error
        if to_canonical_json(header) != self.raw_header:
            raise PackError("the pack's header is not canonical JSON", PackProblem.INVALID)
        return header

    def verify(self, trusted: Iterable[PublicKey]) -> PackHeader:
        """The header, once the signature has proved it to be a trusted signer's and the ciphertext to be its own.

        Raises:
            PackError: unsigned, signed by nobody who is trusted, altered or cut off.
        """
        if not self.signed:
            raise PackError("the pack is not signed", PackProblem.UNSIGNED)
        key = next((each for each in trusted if each.id == self.key_id), None)
        if key is None:
            raise PackError(f"the pack is signed with key {self.key_id}, not trusted here", PackProblem.UNTRUSTED)
        if not key.verifies(PACK_DOMAIN, self.digest, base64.b64encode(self.signature).decode()):
            raise PackError(f"the pack is not what key {self.key_id} signed", PackProblem.ALTERED)
        header = self.claims()
        if header.signer != self.key_id:
            raise PackError(f"the pack's header names another signer than key {self.key_id}", PackProblem.INVALID)
        self.check_ciphertext(header)
        return header

    def open(self, header: PackHeader, identity: StationIdentity) -> OpenedPack:
        """The content, for a station that it was encrypted to; ``header`` is what `verify` gave.

        Raises:
            PackError: it was encrypted to others, or is not what was signed, or does not fit together.
        """
        if all(each.recipient != identity.recipient for each in header.recipients):
            names = [each.station_id for each in header.recipients]
            more = f" and {len(names) - _SHOWN_RECIPIENTS} more" if len(names) > _SHOWN_RECIPIENTS else ""
            raise PackError(
                f"the pack is for {', '.join(names[:_SHOWN_RECIPIENTS])}{more}, not for this station",
                PackProblem.NOT_FOR_THIS_STATION,
            )
        plaintext = identity.decrypt(self.ciphertext)
        if plaintext is None:
            raise PackError("the pack's content does not open with this station's key", PackProblem.ALTERED)
        _expect_digest("content", plaintext, header.plaintext_size, header.plaintext_sha256)
        content = decode_content(plaintext)
        inside = (content.header.session, content.header.model_id, len(content.header.candidates))
        if inside != (header.session, header.model_id, header.candidates):
            raise invalid("its header tells of another session, engine or number of candidates")
        return OpenedPack(header, self.digest, content)

    def check_ciphertext(self, header: PackHeader) -> None:
        """Check that the ciphertext is the one that a header names; raises PackError (TRUNCATED, ALTERED)."""
        if len(self.ciphertext) < header.ciphertext_size:
            missing = header.ciphertext_size - len(self.ciphertext)
            raise PackError(f"the last {missing} bytes of the pack are missing", PackProblem.TRUNCATED)
        _expect_digest("ciphertext", self.ciphertext, header.ciphertext_size, header.ciphertext_sha256)


def parse_pack(data: bytes) -> SealedPack:
    """Cut a pack into its parts.

    Raises:
        PackError: it is no pack, of a newer format, or cut off before the end of its header.
    """
    if not data.startswith(MAGIC):
        raise _other(data)
    if len(data) < _HEADER_AT:
        raise PackError(f"the pack ends after {len(data)} bytes", PackProblem.TRUNCATED)
    length, key_id, signature = _FRAME.unpack_from(data, len(MAGIC))
    if length > MAX_HEADER:
        problem = f"expected a header of at most {MAX_HEADER} bytes, the pack says {length}"
        raise PackError(problem, PackProblem.ALTERED)
    end = _HEADER_AT + length
    if len(data) < end:
        raise PackError(f"the pack ends after {len(data)} bytes, within its header", PackProblem.TRUNCATED)
    return SealedPack(key_id.hex(), signature, data[_HEADER_AT:end], data[end:])


def read_pack(path: Path) -> SealedPack:
    """Read a pack's file and cut it into its parts; raises PackError, whose message does not name the file."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PACK + 1)
    except FileNotFoundError as error:
        raise PackError("there is no such file", PackProblem.UNREADABLE) from error
    except OSError as error:
        raise PackError(f"it cannot be read: {error.strerror}", PackProblem.UNREADABLE) from error
    if len(data) > MAX_PACK:
        raise PackError(f"it is too large for a pack, of at most {MAX_PACK} bytes", PackProblem.NOT_A_PACK)
    return parse_pack(data)


def pack_path(packs: Path, session_id: str) -> Path:
    """What the pack of a session is called: two sessions never share a file, whatever they are called."""
    safe = re.sub("[^A-Za-z0-9_-]+", "_", session_id)
    if safe != session_id.upper():  # some file systems take upper and lower case for the same
        safe = f"{safe[:60]}-{hashlib.sha256(session_id.encode()).hexdigest()[:8]}"
    return packs / f"{safe}.pack"


def _other(data: bytes) -> PackError:
    """What is said of something that does not begin as a pack does."""
    if version := _ANY_VERSION.match(data):
        problem = f"the pack is of format {version[1].decode()}, this program reads format 1: update Hadir"
        return PackError(problem, PackProblem.NEWER_FORMAT)
    if MAGIC.startswith(data):
        return PackError(f"the pack ends after {len(data)} bytes", PackProblem.TRUNCATED)
    return PackError("this is not a session pack", PackProblem.NOT_A_PACK)


def _digest(raw_header: bytes) -> str:
    return hashlib.sha256(MAGIC + raw_header).hexdigest()


def _expect_digest(part: str, data: bytes, size: int, digest: str) -> None:
    if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
        raise PackError(f"the pack's {part} is not what was signed", PackProblem.ALTERED)
