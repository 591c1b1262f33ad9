"""Who may speak: invitations, tokens, revocation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.errors import InvitationError, RegistrationError, UnauthorisedError, UnknownStationError
from server.registration import authenticate, change_token, invite, register, revoke
from server.tables import Invite, Station
from tests.server.scribe import NOW, Scribe
from wire.registration import Registration, TokenChange, make_registration, token_digest

Sessions = sessionmaker[Session]
VENUE = "Kanreg IX Jayapura"


def refused(sessions: Sessions, registration: Registration, now: Any = NOW) -> str:
    with pytest.raises(RegistrationError) as caught:
        register(sessions, registration, now)
    return caught.value.code


def test_a_code_makes_a_station_known_and_gives_it_a_token(sessions: Sessions) -> None:
    scribe = Scribe()
    code = invite(sessions, "PLM-01", VENUE, NOW)
    answer = register(sessions, scribe.registration(code), NOW)
    assert (answer.station_id, answer.venue, answer.server_time) == ("PLM-01", VENUE, NOW)
    assert authenticate(sessions, f"Bearer {scribe.token}") == "PLM-01"


@pytest.mark.parametrize(("station", "venue"), [("../bad name", VENUE), ("", VENUE), ("A", ""), ("A", "v" * 121)])
def test_what_no_station_or_venue_can_be_called_is_not_invited(sessions: Sessions, station: str, venue: str) -> None:
    with pytest.raises(InvitationError, match="expected"):
        invite(sessions, station, venue, NOW)
    with sessions() as session:
        assert session.scalars(select(Station)).all() == []


def test_neither_codes_nor_tokens_are_kept(sessions: Sessions) -> None:
    scribe = Scribe()
    code = invite(sessions, "PLM-01", VENUE, NOW)
    register(sessions, scribe.registration(code), NOW)
    with sessions() as session:
        rows = [str(row) for model in (Invite, Station) for row in session.execute(select(model.__table__))]
    assert not any(secret in row for row in rows for secret in (code, scribe.token))


def test_a_station_without_a_name_takes_the_invitations(sessions: Sessions) -> None:
    registration = Scribe().registration(invite(sessions, "PLM-07", VENUE, NOW))
    nameless = registration.model_copy(update={"station_id": None})
    assert register(sessions, nameless, NOW).station_id == "PLM-07"


def test_a_code_is_good_for_one_station_and_for_its_time_only(sessions: Sessions) -> None:
    code = invite(sessions, "PLM-01", VENUE, NOW, hours=2)
    late = NOW + timedelta(hours=2, seconds=1)
    assert refused(sessions, Scribe().registration(code), late) == "code_expired"
    register(sessions, Scribe().registration(code), NOW)
    assert refused(sessions, Scribe().registration(code)) == "code_used"


def test_a_registration_that_arrives_twice_or_late_changes_nothing(sessions: Sessions) -> None:
    scribe = Scribe()
    request = scribe.registration(invite(sessions, "PLM-01", VENUE, NOW))
    assert register(sessions, request, NOW) == register(sessions, request, NOW)
    assert authenticate(sessions, f"Bearer {scribe.token}") == "PLM-01"
    change_token(sessions, "PLM-01", TokenChange(token_digest=token_digest("new")), NOW)
    authenticate(sessions, "Bearer new")
    assert refused(sessions, request) == "code_used"
    assert authenticate(sessions, "Bearer new") == "PLM-01"


def test_a_code_that_was_used_does_not_bring_a_revoked_station_back(sessions: Sessions) -> None:
    scribe = Scribe()
    request = scribe.registration(invite(sessions, "PLM-01", VENUE, NOW))
    register(sessions, request, NOW)
    revoke(sessions, "PLM-01", NOW)
    assert refused(sessions, request) == "code_used"
    with pytest.raises(UnauthorisedError):
        authenticate(sessions, f"Bearer {scribe.token}")


def test_a_newer_invitation_makes_the_unused_one_void(sessions: Sessions) -> None:
    old = invite(sessions, "PLM-01", VENUE, NOW)
    new = invite(sessions, "PLM-01", VENUE, NOW)
    assert refused(sessions, Scribe().registration(old)) == "code_unknown"
    register(sessions, Scribe().registration(new), NOW)


def test_a_code_for_another_station_is_refused(sessions: Sessions) -> None:
    code = invite(sessions, "PLM-01", VENUE, NOW)
    assert refused(sessions, Scribe("PLM-02").registration(code)) == "station_mismatch"


def test_a_proof_must_be_by_the_key_and_for_this_code_and_journal(sessions: Sessions) -> None:
    scribe = Scribe()
    code = invite(sessions, "PLM-01", VENUE, NOW)
    good = scribe.registration(code)
    for spoiled in (
        {"public_key": Scribe().key.public.text},
        {"journal_id": Scribe().journal_id},
        {"token_digest": "a" * 64},
        {"proof": make_registration(scribe.key, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", None, scribe.journal_id).proof},
    ):
        assert refused(sessions, good.model_copy(update=spoiled)) == "proof_invalid"


def test_a_journal_belongs_to_one_station(sessions: Sessions, scribe: Scribe) -> None:
    thief = Scribe("PLM-02")
    thief.journal_id = scribe.journal_id
    code = invite(sessions, "PLM-02", VENUE, NOW)
    assert refused(sessions, thief.registration(code)) == "journal_taken"


def test_a_revoked_station_is_refused_until_it_is_registered_again(sessions: Sessions, scribe: Scribe) -> None:
    revoke(sessions, "PLM-01", NOW)
    with pytest.raises(UnauthorisedError):
        authenticate(sessions, f"Bearer {scribe.token}")
    code = invite(sessions, "PLM-01", VENUE, NOW)
    register(sessions, scribe.registration(code), NOW)
    assert authenticate(sessions, f"Bearer {scribe.token}") == "PLM-01"
    with pytest.raises(UnknownStationError, match="PLM-99"):
        revoke(sessions, "PLM-99", NOW)


def test_an_old_token_is_valid_until_the_new_one_was_used(sessions: Sessions, scribe: Scribe) -> None:
    old, change = f"Bearer {scribe.token}", TokenChange(token_digest=token_digest("new"))
    for _ in range(2):
        change_token(sessions, "PLM-01", change, NOW)
    assert authenticate(sessions, old) == "PLM-01"
    for _ in range(2):
        assert authenticate(sessions, "Bearer new") == "PLM-01"
        change_token(sessions, "PLM-01", change, NOW)  # late
    with pytest.raises(UnauthorisedError):
        authenticate(sessions, old)


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer ' OR 1=1 --", "Bearer " + "x" * 10_000, "\udcff"]
)
def test_a_header_without_a_known_token_is_refused(header: str | None, sessions: Sessions, scribe: Scribe) -> None:
    with pytest.raises(UnauthorisedError):
        authenticate(sessions, header)
