"""How a station becomes known to the server: a one-time code against a key and a token."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from wire.base import PublicKeyText, SignatureText, StationId, Strict, Text
from wire.signing import REGISTRATION_DOMAIN, PublicKey, SigningKey

Code = Annotated[str, Field(pattern=r"^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Registration(Strict):
    """A station shows an invitation's code and that it holds the key. ``proof`` signs the code and the journal.

    ``station_id`` is None where the station has no name yet and takes the invitation's.
    """

    code: Code
    station_id: StationId | None
    journal_id: UUID
    public_key: PublicKeyText
    proof: SignatureText


class Registered(Strict):
    """What the station is called from now on, and what it shows with every request."""

    station_id: StationId
    venue: Text
    token: Token
    server_time: AwareDatetime


class NewToken(Strict):
    """The token that replaces the one before it, which stays valid until this one has been used."""

    token: Token


def prove(key: SigningKey, code: str, journal_id: UUID) -> str:
    """The proof that a registration carries."""
    return key.sign(REGISTRATION_DOMAIN, f"{code} {journal_id}")


def proves(key: PublicKey, registration: Registration) -> bool:
    """Whether a registration's proof is by that key."""
    line = f"{registration.code} {registration.journal_id}"
    return key.verifies(REGISTRATION_DOMAIN, line, registration.proof)
