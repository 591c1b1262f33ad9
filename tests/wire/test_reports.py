"""What a station seals the server can open, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.station.makers import report
from wire.errors import ReportError
from wire.reports import CheckInReport, Envelope, digest_of, seal, unseal
from wire.vocabulary import Decision, Reason, Verdict

REPORTS = st.builds(
    CheckInReport,
    station_id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True),
    station_seq=st.integers(1, 2**53),
    occurred_at=st.datetimes(timezones=st.just(UTC)),
    session_id=st.text(min_size=1, max_size=40),
    candidate_number=st.text(min_size=1, max_size=40),
    decision=st.sampled_from(Decision),
    verdict=st.one_of(st.none(), st.sampled_from(Verdict)),
    reason=st.one_of(st.none(), st.sampled_from(Reason)),
    score=st.one_of(st.none(), st.floats(-1, 1)),
    fmr=st.one_of(st.none(), st.floats(0, 1)),
    threshold=st.one_of(st.none(), st.floats(-1, 1)),
    model_id=st.one_of(st.none(), st.text(min_size=1, max_size=40)),
    frames_used=st.integers(0, 100),
    seconds_to_verdict=st.one_of(st.none(), st.floats(0, 86_400)),
)


@given(REPORTS)
def test_every_report_survives_its_envelope(made: CheckInReport) -> None:
    assert unseal(Envelope.model_validate_json(seal(made).model_dump_json())) == made


def test_a_changed_payload_no_longer_fits_its_digest() -> None:
    envelope = seal(report(1))
    forged = envelope.model_copy(update={"payload": envelope.payload.replace("ADMIT", "CANCEL")})
    with pytest.raises(ReportError, match="expected digest"):
        unseal(forged)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("score", 1.5),
        ("frames_used", -1),
        ("verdict", "PROBABLY"),
        ("schema_version", 2),
        ("occurred_at", "2026-10-12T07:00:00"),
        ("station_seq", 0),
        ("surprise", 1),
    ],
)
def test_a_report_with_a_strange_value_is_refused_by_the_name_of_the_field(field: str, value: Any) -> None:
    payload = json.dumps(json.loads(report(1).model_dump_json()) | {field: value})
    envelope = seal(report(1)).model_copy(update={"payload": payload, "digest": digest_of(payload)})
    with pytest.raises(ReportError, match=field):
        unseal(envelope)


def test_an_envelope_around_another_report_is_refused() -> None:
    envelope = seal(report(1)).model_copy(update={"station_seq": 2})
    with pytest.raises(ReportError, match="another report"):
        unseal(envelope)


@pytest.mark.parametrize("station", ["", "a b", "../x", "é", "x" * 65])
def test_a_station_id_is_a_plain_word(station: str) -> None:
    with pytest.raises(ValidationError):
        report(1, station_id=station)


def test_an_error_about_a_report_does_not_repeat_what_stands_in_it() -> None:
    with pytest.raises(ValidationError) as caught:
        report(1, number="24300110012345" * 20)
    assert "24300110012345" not in str(caught.value)
