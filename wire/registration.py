"""How a station becomes known to the server: a one-time code against a key and a token.

The station makes its token and the server learns only the digest, so that a request that arrives twice, or late, asks
for nothing new: it can neither replace the token that the station has nor hand one to anybody else.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from wire.base import Digest, PublicKeyText, SignatureText, StationId, Strict, Text
from wire.signing import REGISTRATION_DOMAIN, PublicKey, SigningKey

Code = Annotated[str, Field(pattern=r"^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$")]
_TOKEN_DOMAIN: Final = "hadir token 1"  # noqa: S105  (a name, no secret)


class Registration(Strict):
    """A station shows an invitation's code and that it holds the key. ``proof`` signs code, journal and token digest.

    ``station_id`` is None where the station has no name yet and takes the invitation's.
    """

    code: Code
    station_id: StationId | None
    journal_id: UUID
    public_key: PublicKeyText
    token_digest: Digest
    proof: SignatureText


class Registered(Strict):
    """What the station is called from now on."""

    station_id: StationId
    venue: Text
    server_time: AwareDatetime


class TokenChange(Strict):
    """The digest of the token that is to replace the one before it, which stays valid until the new one was used."""

    token_digest: Digest


class TokenChanged(Strict):
    """The new token is known."""

    server_time: AwareDatetime


def token_of(key: SigningKey, occasion: str) -> str:
    """A station's token for an occasion: the code of its invitation, or the digest of the token before.

    Nobody without the key can make it, and the station can make it again: 43 characters of the SHA-256 of a signature,
    which Ed25519 makes the same each time.
    """
    signature = base64.b64decode(key.sign(_TOKEN_DOMAIN, occasion))
    return base64.urlsafe_b64encode(hashlib.sha256(signature).digest()).decode().rstrip("=")


def token_digest(token: str) -> str:
    """Hexadecimal SHA-256 of a token. Fast on purpose: nobody can try out 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_registration(key: SigningKey, code: str, station_id: str | None, journal_id: UUID) -> Registration:
    """The registration of a station by a code; raises ValidationError for what is no code."""
    digest = token_digest(token_of(key, code))
    return Registration(
        code=code,
        station_id=station_id,
        journal_id=journal_id,
        public_key=key.public.text,
        token_digest=digest,
        proof=key.sign(REGISTRATION_DOMAIN, _proved(code, journal_id, digest)),
    )


def proves(key: PublicKey, registration: Registration) -> bool:
    """Whether a registration's proof is by that key."""
    line = _proved(registration.code, registration.journal_id, registration.token_digest)
    return key.verifies(REGISTRATION_DOMAIN, line, registration.proof)


def _proved(code: str, journal_id: UUID, digest: str) -> str:
    return f"{code} {journal_id} {digest}"
