"""Which stations there are and how they prove it: invitations, tokens, revocation."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING
from server.errors import InvitationError, RegistrationError, UnauthorisedError, UnknownStationError
from server.secrets import hash_of, new_code
from server.tables import Invite, Journal, Station, StationKey
from wire.base import StationId, Text
from wire.errors import KeyFormatError
from wire.registration import Registered, Registration, TokenChange, TokenChanged, proves, token_digest
from wire.signing import PublicKey

INVITE_HOURS = 24.0
_STATION_ID: TypeAdapter[str] = TypeAdapter(StationId)
_VENUE: TypeAdapter[str] = TypeAdapter(Text)


def invite(
    sessions: sessionmaker[Session], station_id: str, venue: str, now: datetime, hours: float = INVITE_HOURS
) -> str:
    """Invite a station, known or new, and return the code, which is shown this once.

    An earlier invitation of the station that was not used is void from here on. A venue that differs moves the station.

    Raises:
        InvitationError: no station or venue can be called so.
    """
    for value, shape, expected in (
        (station_id, _STATION_ID, "a station's name of up to 64 letters, digits, and . _ -"),
        (venue, _VENUE, "a venue of 1 to 120 characters"),
    ):
        try:
            shape.validate_python(value)
        except ValidationError as error:
            raise InvitationError(f"expected {expected}, got {value!r}") from error
    code = new_code()
    with sessions() as session:
        session.connection(execution_options=WRITING)
        station = session.get(Station, station_id, with_for_update=True)
        if station is None:
            session.add(Station(id=station_id, venue=venue))
            session.flush()
        else:
            station.venue = venue
        session.execute(delete(Invite).where(Invite.station_id == station_id, Invite.used_at.is_(None)))
        session.execute(
            insert(Invite).values(
                code_hash=hash_of(code),
                station_id=station_id,
                created_at=now,
                expires_at=now + timedelta(hours=hours),
            )
        )
        session.commit()
    return code


def register(sessions: sessionmaker[Session], registration: Registration, now: datetime) -> Registered:
    """Take a station in: its journal, its key, and the token that replaces any other.

    The code is good once. Asked again the same, because the answer got lost or the request arrived twice, the answer is
    the same and nothing changes; not if the station has had another token since, or was revoked.

    Raises:
        RegistrationError: code_unknown, code_used, code_expired, station_mismatch, proof_invalid, journal_taken.
    """
    key = _proven_key(registration)
    with sessions() as session:
        session.connection(execution_options=WRITING)
        invitation = session.get(Invite, hash_of(registration.code), with_for_update=True)
        if invitation is None:
            raise RegistrationError("code_unknown", "this code was never given out, or a newer one replaces it")
        if now > invitation.expires_at:
            raise RegistrationError(
                "code_expired", f"this code was good until {invitation.expires_at:%Y-%m-%d %H:%M} UTC"
            )
        station = session.get_one(Station, invitation.station_id, with_for_update=True)
        answer = Registered(station_id=station.id, venue=station.venue, server_time=now)
        if invitation.used_at is not None:
            if (invitation.used_key_id, invitation.used_journal_id) != (key.id, registration.journal_id):
                raise RegistrationError("code_used", "this code was used by another station")
            if station.token_hash != registration.token_digest:
                raise RegistrationError("code_used", "this code was used; the station has had another token since")
            return answer
        if registration.station_id not in (None, invitation.station_id):
            raise RegistrationError(
                "station_mismatch", f"this code is for station {invitation.station_id}, not {registration.station_id}"
            )
        _take_journal(session, invitation.station_id, registration.journal_id, key, now)
        invitation.used_at, invitation.used_key_id = now, key.id
        invitation.used_journal_id = registration.journal_id
        station.registered_at, station.revoked_at = now, None
        station.token_hash, station.next_token_hash = registration.token_digest, None
        session.commit()
    return answer


def authenticate(sessions: sessionmaker[Session], authorization: str | None) -> str:
    """The id of the station that shows this Authorization header. A new token that is shown makes the old one void.

    Raises:
        UnauthorisedError.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthorisedError("expected Authorization: Bearer and the station's token")
    shown = token_digest(token.strip())
    with sessions() as session:
        row = session.execute(
            select(Station.id, Station.next_token_hash).where(
                or_(Station.token_hash == shown, Station.next_token_hash == shown), Station.revoked_at.is_(None)
            )
        ).one_or_none()
    if row is None:
        raise UnauthorisedError("the token is unknown or the station was revoked")
    if row.next_token_hash == shown:
        _retire_old_token(sessions, row.id, shown)
    return str(row.id)


def change_token(sessions: sessionmaker[Session], station_id: str, change: TokenChange, now: datetime) -> TokenChanged:
    """Let a token replace the station's, which stays valid until the new one was shown.

    The same change, late or twice, changes nothing: the token is the station's already, or waits to be.
    """
    new = change.token_digest
    with sessions() as session:
        session.connection(execution_options=WRITING)
        session.execute(
            update(Station).where(Station.id == station_id, Station.token_hash != new).values(next_token_hash=new)
        )
        session.commit()
    return TokenChanged(server_time=now)


def revoke(sessions: sessionmaker[Session], station_id: str, now: datetime) -> None:
    """Refuse everything that a station sends from here on, until it is invited and registered again.

    Raises:
        UnknownStationError: there is no such station.
    """
    with sessions() as session:
        session.connection(execution_options=WRITING)
        station = session.get(Station, station_id, with_for_update=True)
        if station is None:
            raise UnknownStationError(f"there is no station {station_id}")
        station.revoked_at, station.token_hash, station.next_token_hash = now, None, None
        session.execute(delete(Invite).where(Invite.station_id == station_id, Invite.used_at.is_(None)))
        session.commit()


def _proven_key(registration: Registration) -> PublicKey:
    try:
        key = PublicKey.parse(registration.public_key)
    except KeyFormatError as error:
        raise RegistrationError("proof_invalid", f"public_key: {error}") from error
    if not proves(key, registration):
        raise RegistrationError("proof_invalid", "the proof is not a signature of the code and the journal by this key")
    return key


def _take_journal(session: Session, station_id: str, journal_id: UUID, key: PublicKey, now: datetime) -> None:
    """A journal that is new begins with this key; of one that is known, its own reports have named the later keys."""
    journal = session.get(Journal, journal_id)
    if journal is not None:
        if journal.station_id != station_id:
            raise RegistrationError("journal_taken", "this journal is another station's")
        return
    session.execute(insert(Journal).values(id=journal_id, station_id=station_id, begun_at=now))
    session.execute(
        insert(StationKey).values(
            journal_id=journal_id, first_seq=1, key_id=key.id, public_key=key.text, registered_at=now
        )
    )


def _retire_old_token(sessions: sessionmaker[Session], station_id: str, shown: str) -> None:
    """Two requests with the new token at once: the second finds nothing to change."""
    with sessions() as session:
        session.connection(execution_options=WRITING)
        session.execute(
            update(Station)
            .where(Station.id == station_id, Station.next_token_hash == shown)
            .values(token_hash=shown, next_token_hash=None)
        )
        session.commit()
