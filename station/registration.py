"""Making this station known to the server, and renewing what it is known by."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from station.client import UNTRUSTED, HttpTransport
from station.clock import Clock
from station.errors import RegistrationError, TransportError
from station.journal import identity, journals
from station.journal.identity import Identity
from vault import sqlite
from wire.registration import Registered, make_registration, token_digest, token_of

_REASONS = {
    UNTRUSTED: (
        "the server's certificate is not trusted, has expired, or is for another name than its address; "
        "the certificate of an authority of your own is named with --ca-file"
    ),
    "code_unknown": "the server does not know this code; ask for a new one (hadir server invite)",
    "code_used": "this code was used before; ask for a new one (hadir server invite)",
    "code_expired": "this code has expired; ask for a new one (hadir server invite)",
    "station_mismatch": "this code is for a station of another name",
    "proof_invalid": "the server does not believe that this station holds its key",
    "journal_taken": "the server knows this journal as another station's; this data folder is a copy",
}


def register(connection: sqlite.Connection, transport: HttpTransport, server: str, code: str, clock: Clock) -> Identity:
    """Turn a one-time code into a registered key and a token, and begin the journal if it was not.

    A station without a name takes the invitation's; one whose journal was begun keeps its own. Cut off at any moment
    it can be run again with the same code: the journal and its key are kept before the server is asked, and the server
    answers the same code, key and journal again.

    Raises:
        RegistrationError: the server refuses, cannot be reached, or calls this station otherwise than its journal.
        sqlite.Error: the local database does not answer.
    """
    prepared = journals.prepare(connection, clock.now())
    known = identity.read(connection)
    try:
        registration = make_registration(
            prepared.key, code.strip().upper(), known.station_id if known else None, prepared.journal_id
        )
    except ValidationError as error:
        raise RegistrationError("expected a code of six groups of four letters and digits, ABCD-EFGH-...") from error
    try:
        registered = transport.register(registration)
    except TransportError as error:
        raise RegistrationError(_explain(error, "run the same command again, the code stays good")) from error
    token = token_of(prepared.key, registration.code)
    return _keep(connection, registered, token, known, server, clock.now())


def _keep(
    connection: sqlite.Connection,
    registered: Registered,
    token: str,
    known: Identity | None,
    server: str,
    now: datetime,
) -> Identity:
    if known is not None and known.station_id != registered.station_id:
        raise RegistrationError(
            f"the server calls this station {registered.station_id}, but its journal is that of {known.station_id}"
        )
    identity.keep(connection, registered, token, server, now)
    return Identity(registered.station_id, registered.venue, server, token)


def rotate(connection: sqlite.Connection, transport: HttpTransport, clock: Clock) -> str:
    """Renew token and signing key; returns the new key's id.

    The token first: where the server cannot be reached nothing has changed. It follows from the key and the token
    before, which stays valid until the new one was used, so that neither a lost answer, nor a request that arrives
    twice, nor a power cut shuts the station out. The new key reaches the server as a report that the old one signs.

    Raises:
        RegistrationError: the server refuses or cannot be reached.
        JournalError: the journal was not begun.
        sqlite.Error: the local database does not answer.
    """
    known = identity.read(connection)
    if known is None or not known.registered:
        raise RegistrationError("this station is not registered yet; run: hadir station register")
    token = token_of(journals.prepare(connection, clock.now()).key, token_digest(known.token))
    try:
        transport.change_token(token_digest(token))
    except TransportError as error:
        raise RegistrationError(_explain(error, "nothing has changed; run the same command again")) from error
    identity.replace_token(connection, token)
    return journals.rotate(connection, clock.now()).public.id


def _explain(error: TransportError, when_not_reached: str) -> str:
    if error.code in _REASONS:
        return _REASONS[error.code]
    if error.unauthorised:
        return "the server does not know this station's token: it was revoked; register again with a new code"
    return f"{error}; {when_not_reached if error.status is None else 'ask who runs the server'}"
