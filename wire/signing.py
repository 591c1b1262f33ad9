"""Signatures of stations and of those who sign packs: Ed25519 (RFC 8032) over a domain and one line of text.

The domain keeps a signature that was made for one purpose from being shown for another.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wire.errors import KeyFormatError

REPORT_DOMAIN: Final = "hadir report 2"
REGISTRATION_DOMAIN: Final = "hadir registration 1"
PACK_DOMAIN: Final = "hadir pack 1"
_KEY_BYTES = 32
_FINGERPRINT_BYTES = 10


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key. ``text`` is its 32 bytes in Base64."""

    text: str
    _key: Ed25519PublicKey

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key from its Base64; raises KeyFormatError."""
        try:
            return cls(text, Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True)))
        except ValueError as error:
            raise KeyFormatError(f"expected {_KEY_BYTES} bytes of an Ed25519 public key in Base64") from error

    @property
    def id(self) -> str:
        """The first 128 bits of the SHA-256 of the key's bytes, in hexadecimal."""
        return hashlib.sha256(base64.b64decode(self.text)).hexdigest()[:32]

    @property
    def fingerprint(self) -> str:
        """The first 80 bits of the same digest in Base32, four characters at a time: to be read out by phone."""
        digest = hashlib.sha256(base64.b64decode(self.text)).digest()
        text = base64.b32encode(digest[:_FINGERPRINT_BYTES]).decode()
        return "-".join(text[start : start + 4] for start in range(0, len(text), 4))

    def verifies(self, domain: str, line: str, signature: str) -> bool:
        """Whether a signature (Base64) is this key's over that line."""
        try:
            self._key.verify(base64.b64decode(signature, validate=True), signed_bytes(domain, line))
        except (ValueError, InvalidSignature):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key."""

    _key: Ed25519PrivateKey
    public: PublicKey

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the system's random source."""
        return cls.from_bytes(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_bytes(cls, secret: bytes) -> SigningKey:
        """The key of a 32-byte secret; raises KeyFormatError."""
        if len(secret) != _KEY_BYTES:
            raise KeyFormatError(f"expected {_KEY_BYTES} bytes of an Ed25519 secret, got {len(secret)}")
        key = Ed25519PrivateKey.from_private_bytes(secret)
        return cls(key, PublicKey.parse(base64.b64encode(key.public_key().public_bytes_raw()).decode()))

    def secret_bytes(self) -> bytes:
        """The 32-byte secret, to be kept encrypted."""
        return self._key.private_bytes_raw()

    def sign(self, domain: str, line: str) -> str:
        """The signature over a line, in Base64."""
        return base64.b64encode(self._key.sign(signed_bytes(domain, line))).decode()


def signed_bytes(domain: str, line: str) -> bytes:
    """What is signed: the domain, a line feed, the line, a line feed, in UTF-8."""
    return f"{domain}\n{line}\n".encode()
