"""A receipt names a check-in for certain, and nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recognition.types import CandidateNumber
from station.checkin.background import Background
from station.checkin.receipts import (
    ALPHABET,
    Receipt,
    ReceiptCode,
    check_in_number,
    code_text,
    is_receipt,
    read_code,
    read_number,
    receipt_for,
)
from station.checkin.states import CheckIn
from station.ids import CheckInId, uuid7
from station.session import Candidate
from tests.station.makers import NOW, choice, session
from wire.vocabulary import Decision

WIB = timezone(timedelta(hours=7))
PERSON = Candidate(
    CandidateNumber("24300110012345"), "Siti Rahmawati", "B-07", (b"jpeg",), nik="1671014203950003", pin="482913"
)
CHECKIN = CheckIn(CheckInId(UUID("0199d3a4-5b3c-7abc-8def-0123456789ab")), PERSON.number, Background(PERSON), began=1.0)
DIGEST = "ab" * 32
SESSION = session()


def receipt(decision: Decision = Decision.ADMIT, *, with_pin: bool = False) -> Receipt:
    info = SESSION.info.model_copy(update={"starts_at": SESSION.info.starts_at.astimezone(WIB)})
    made = receipt_for(
        replace(SESSION, info=info),
        CHECKIN,
        choice(decision),
        NOW,
        "meja-3",
        deadline=NOW + timedelta(hours=2),
        digest=DIGEST,
        with_pin=with_pin,
    )
    assert made is not None
    return made


def test_a_receipt_says_what_when_and_where_in_the_venues_own_time() -> None:
    made = receipt()
    assert (made.decision, made.session, made.venue, made.station_id) == (Decision.ADMIT, "SKD", "Palembang", "meja-3")
    assert f"{made.at:%H:%M}" == "14:00"
    assert made.number == "4D2-PF2-DB2"


def test_a_check_in_that_was_given_up_has_no_receipt() -> None:
    assert receipt_for(SESSION, CHECKIN, choice(Decision.CANCEL), NOW, "meja-3") is None


def test_only_a_provisional_admission_has_a_deadline() -> None:
    assert receipt(Decision.PROVISIONAL).deadline == NOW + timedelta(hours=2)
    assert receipt(Decision.ADMIT).deadline is None


def test_the_pin_is_on_it_only_where_asked_for_and_only_as_far_as_the_decision_shows_it() -> None:
    assert receipt().pin == ""
    assert receipt(with_pin=True).pin == "482913"
    assert receipt(Decision.REFUSE, with_pin=True).pin == ""
    late = replace(choice(Decision.ADMIT), pin_open=False)
    made = receipt_for(SESSION, CHECKIN, late, NOW, "meja-3", with_pin=True)
    assert made is not None
    assert made.pin == ""


@pytest.mark.parametrize("decision", [Decision.ADMIT, Decision.ADMIT_MANUAL, Decision.PROVISIONAL, Decision.REFUSE])
def test_neither_receipt_nor_code_names_anybody(decision: Decision) -> None:
    made = receipt(decision, with_pin=True)
    told = f"{replace(made, pin='')} {made.number} {code_text(made)}"
    for secret in (PERSON.name, PERSON.number, PERSON.nik, PERSON.pin):
        assert secret not in told
    assert "482913" not in repr(made)
    assert decision.value not in code_text(made)


def test_the_code_is_that_of_the_contract() -> None:
    assert code_text(receipt()) == (
        f"hadir:receipt:1;c=0199d3a45b3c7abc8def0123456789ab;t=20261012T070000Z;s=SKD-1;d=meja-3;r={DIGEST}"
    )


TEXTS = st.text(min_size=1, max_size=120)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, WIB]))


@given(st.uuids(), MOMENTS, TEXTS, st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", fullmatch=True), st.booleans())
def test_what_is_written_into_a_code_is_read_from_it(
    checkin_id: UUID, at: datetime, session_id: str, station_id: str, known: bool
) -> None:
    digest = DIGEST if known else ""
    made = replace(
        receipt(), checkin_id=CheckInId(checkin_id), at=at, session_id=session_id, station_id=station_id, digest=digest
    )
    text = code_text(made)
    assert text.isascii()
    assert read_code(text) == ReceiptCode(
        CheckInId(checkin_id), at.astimezone(UTC).replace(microsecond=0), session_id, station_id, digest
    )


@given(st.text(max_size=200))
def test_nothing_else_is_read_as_a_code(text: str) -> None:
    assert read_code(text) is None
    assert read_code(f"hadir:receipt:1;c={text}") is None


@pytest.mark.parametrize("moment", ["20261312T070000Z", "20260230T070000Z", "20261012T250000Z"])
def test_a_moment_that_never_was_is_no_code(moment: str) -> None:
    assert read_code(code_text(receipt()).replace("20261012T070000Z", moment)) is None


def test_a_receipt_is_known_from_a_card_even_where_a_field_cut_it_off_and_made_capitals_of_it() -> None:
    assert is_receipt(code_text(receipt())[:120].upper())
    assert is_receipt(" hadir:receipt:2;x=1")
    assert not is_receipt(PERSON.number)
    assert not is_receipt("")


@given(st.uuids())
def test_a_number_is_read_however_it_is_written_down(checkin_id: UUID) -> None:
    number = check_in_number(checkin_id)
    assert len(number) == 9
    assert set(number) <= set(ALPHABET)
    assert read_number(number) == number
    assert read_number(f" {number[:3]}-{number[3:6]} {number[6:]}".lower()) == number
    assert read_number(number.replace("0", "o").replace("1", "l")) == number


@given(st.uuids(), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(checkin_id: UUID, at: int, wrong: str) -> None:
    number = check_in_number(checkin_id)
    assume(number[at] != wrong)
    assert read_number(number[:at] + wrong + number[at + 1 :]) is None


@given(st.uuids(), st.integers(0, 8), st.integers(0, 8))
def test_two_signs_that_are_swapped_are_noticed(checkin_id: UUID, one: int, other: int) -> None:
    signs = list(check_in_number(checkin_id))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    assert read_number("".join(signs)) is None


@pytest.mark.parametrize("text", ["", "7K3", "7K3-M2Q-XR", "7K3-M2Q-XRU", "7K3-M2Q-XRT-7", "ÄÄÄÄÄÄÄÄÄ"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


def test_the_check_ins_of_a_large_session_have_numbers_of_their_own() -> None:
    numbers = {check_in_number(uuid7(NOW)) for _ in range(2000)}
    assert len(numbers) == 2000


def test_ids_that_differ_in_time_alone_share_a_number() -> None:
    one = uuid4()
    other = UUID(int=one.int ^ 1 << 100)
    assert check_in_number(one) == check_in_number(other)
