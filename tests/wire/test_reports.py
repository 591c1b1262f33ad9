"""What a station seals the server can open, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.station.makers import JOURNAL_ID, PLACE, SIGNING, report
from tests.station.makers import envelope as sealed
from wire.envelopes import Envelope, digest_of, seal, unseal
from wire.errors import KeyFormatError, ReportError
from wire.evidence import MAX_PICTURE, MAX_PICTURES, Picture, PictureRole
from wire.registration import make_registration, proves, token_of
from wire.reports import (
    MAX_COMPARED,
    CheckInReport,
    Continued,
    KeyReport,
    OpeningReport,
    Others,
    Report,
    SessionFacts,
    Threshold,
)
from wire.signing import REGISTRATION_DOMAIN, REPORT_DOMAIN, PublicKey, SigningKey
from wire.vocabulary import Decision, Reason, Verdict

DIGESTS = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=40)
SCORES = st.one_of(st.none(), st.floats(-1, 1))
POINTS = st.builds(Threshold, fmr=st.floats(0, 1), score=st.floats(-1, 1))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))
COMMON = {
    "station_id": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True),
    "station_seq": st.integers(1, 2**53),
    "previous": DIGESTS,
    "occurred_at": MOMENTS,
    "clock_offset": st.one_of(st.none(), st.floats(-1e9, 1e9)),
}
CHECKINS = st.builds(
    CheckInReport,
    **COMMON,
    session_id=TEXTS,
    candidate_number=TEXTS,
    decision=st.sampled_from(Decision),
    verdict=st.one_of(st.none(), st.sampled_from(Verdict)),
    reason=st.one_of(st.none(), st.sampled_from(Reason)),
    score=SCORES,
    fmr=st.one_of(st.none(), st.floats(0, 1)),
    threshold=SCORES,
    model_id=st.one_of(st.none(), TEXTS),
    frames_used=st.integers(0, 100),
    seconds_to_verdict=st.one_of(st.none(), st.floats(0, 86_400)),
    others=st.one_of(st.none(), st.builds(Others, compared=st.integers(9, MAX_COMPARED), above=st.integers(0, 9))),
    pictures=st.lists(
        st.builds(Picture, digest=DIGESTS, role=st.sampled_from(PictureRole), size=st.integers(1, MAX_PICTURE)),
        max_size=MAX_PICTURES,
    ).map(tuple),
)
OPENINGS = st.builds(
    OpeningReport,
    **COMMON,
    session=st.builds(
        SessionFacts,
        id=TEXTS,
        title=TEXTS,
        venue=TEXTS,
        starts_at=MOMENTS,
        expected=st.integers(0, 10**6),
    ),
    gallery_digest=DIGESTS,
    model_id=TEXTS,
    accept=POINTS,
    review=POINTS,
    program=TEXTS,
)
KEYS = st.builds(
    KeyReport,
    **COMMON,
    public_key=st.binary(min_size=32, max_size=32).map(lambda secret: SigningKey.from_bytes(secret).public.text),
    continues=st.one_of(st.none(), st.builds(Continued, last_seq=st.integers(0, 2**53), last_digest=DIGESTS)),
)


@given(st.one_of(CHECKINS, OPENINGS, KEYS))
def test_every_report_survives_its_envelope_and_the_signature_is_the_keys(made: Report) -> None:
    envelope = Envelope.model_validate_json(seal(made, SIGNING).model_dump_json())
    assert unseal(envelope) == made
    assert envelope.key_id == SIGNING.public.id
    assert SIGNING.public.verifies(REPORT_DOMAIN, envelope.digest, envelope.signature)
    assert not SIGNING.public.verifies(REGISTRATION_DOMAIN, envelope.digest, envelope.signature)
    assert not SigningKey.generate().public.verifies(REPORT_DOMAIN, envelope.digest, envelope.signature)


@pytest.mark.parametrize("text", ["", "A" * 43 + "=" * 2, "!" * 43 + "=", "AAAA"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError, match="32 bytes"):
        PublicKey.parse(text)
    with pytest.raises(KeyFormatError, match="got 3"):
        SigningKey.from_bytes(b"abc")


def test_a_registration_proves_that_the_key_is_held_for_that_code_and_journal() -> None:
    code = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
    made = make_registration(SIGNING, code, None, JOURNAL_ID)
    assert proves(SIGNING.public, made)
    assert not proves(SIGNING.public, made.model_copy(update={"code": code.replace("A", "B")}))
    assert not proves(SIGNING.public, made.model_copy(update={"journal_id": uuid4()}))
    assert not proves(SIGNING.public, made.model_copy(update={"token_digest": "a" * 64}))
    assert not proves(SigningKey.generate().public, made)


def test_a_token_can_be_made_again_by_its_key_and_by_no_other() -> None:
    assert token_of(SIGNING, "code") == token_of(SIGNING, "code")
    others = (token_of(SIGNING, "other code"), token_of(SigningKey.generate(), "code"))
    assert token_of(SIGNING, "code") not in others
    assert len(token_of(SIGNING, "code")) == 43


def test_a_changed_payload_no_longer_fits_its_digest() -> None:
    envelope = sealed()
    forged = envelope.model_copy(update={"payload": envelope.payload.replace("ADMIT", "CANCEL")})
    with pytest.raises(ReportError, match="expected digest"):
        unseal(forged)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("score", 1.5),
        ("frames_used", -1),
        ("verdict", "PROBABLY"),
        ("schema_version", 1),
        ("occurred_at", "2026-10-12T07:00:00"),
        ("station_seq", 0),
        ("previous", "0" * 63),
        ("clock_offset", 1e10),
        ("pictures", [{"digest": "0" * 64, "role": "FACE", "size": 0}]),
        ("surprise", 1),
    ],
)
def test_a_report_with_a_strange_value_is_refused_by_the_name_of_the_field(field: str, value: Any) -> None:
    payload = json.dumps(json.loads(report().model_dump_json()) | {field: value})
    envelope = sealed().model_copy(update={"payload": payload, "digest": digest_of(payload)})
    with pytest.raises(ReportError, match=field):
        unseal(envelope)


def test_an_envelope_around_another_report_is_refused() -> None:
    envelope = sealed().model_copy(update={"station_seq": 3})
    with pytest.raises(ReportError, match="another report"):
        unseal(envelope)


@pytest.mark.parametrize("station", ["", "a b", "../x", "é", "x" * 65])
def test_a_station_id_is_a_plain_word(station: str) -> None:
    with pytest.raises(ValidationError):
        report(replace(PLACE, station_id=station))


def test_an_error_about_a_report_does_not_repeat_what_stands_in_it() -> None:
    with pytest.raises(ValidationError) as caught:
        report(number="24300110012345" * 20)
    assert "24300110012345" not in str(caught.value)
