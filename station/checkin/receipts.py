"""What a candidate may take along: what was decided, when and where, under a number by which anybody finds it again.

Neither face nor name nor NIK is on it: lost, it tells nothing about anybody. docs/receipt.md is the contract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, unquote
from uuid import UUID

from station.checkin.authority import pin_is_shown
from station.checkin.events import Choice
from station.checkin.states import CheckIn
from station.ids import CheckInId
from station.session import ExamSession
from wire.vocabulary import Decision

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O and U
SIGNS: Final = 8  # 40 bits
_SCHEME = "hadir:receipt:1"
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_READ_AS = str.maketrans("OIL", "011", "- ")
_CODE = re.compile(
    rf"{_SCHEME};c=([0-9a-f]{{32}});t=([0-9]{{8}}T[0-9]{{6}}Z);s=([^;]{{1,1500}});d=([^;]{{1,64}})(?:;r=([0-9a-f]{{64}}))?"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on a receipt.

    ``at`` is in the venue's own time zone. ``deadline`` is until when a provisional admission is to be settled.
    ``digest`` is the SHA-256 of the report, in hexadecimal, empty where it is not at hand. ``pin`` is the registration
    PIN, where it may be printed; it is never in the code.
    """

    checkin_id: CheckInId
    decision: Decision
    at: datetime
    session_id: str
    session: str
    venue: str
    room: str
    station_id: str
    deadline: datetime | None = None
    digest: str = ""
    pin: str = field(default="", repr=False)

    @property
    def number(self) -> str:
        """The check-in number, as it is written: nine signs in groups of three."""
        return grouped(check_in_number(self.checkin_id))


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """What stands in a receipt's code. ``digest`` is empty where none is in it."""

    checkin_id: CheckInId
    at: datetime
    session_id: str
    station_id: str
    digest: str = ""


def receipt_for(
    session: ExamSession,
    checkin: CheckIn,
    choice: Choice,
    at: datetime,
    station_id: str,
    *,
    deadline: datetime | None = None,
    digest: str = "",
    with_pin: bool = False,
) -> Receipt | None:
    """The receipt of a decision that is on disk; None of a check-in that was given up, which decided nothing.

    Args:
        at: when it was decided.
        deadline: until when a provisional admission is to be settled; left out of any other.
        digest: of the report, 64 hexadecimal digits, or empty.
        with_pin: print the PIN too, as far as this decision shows it.
    """
    if choice.decision is Decision.CANCEL:
        return None
    info = session.info
    pin = checkin.candidate.pin if with_pin and checkin.candidate and pin_is_shown(checkin, choice) else ""
    return Receipt(
        checkin.id,
        choice.decision,
        at.astimezone(info.starts_at.tzinfo),
        info.id,
        info.title,
        info.venue,
        info.room,
        station_id,
        deadline if choice.decision is Decision.PROVISIONAL else None,
        digest,
        pin,
    )


def check_in_number(checkin_id: UUID) -> str:
    """The lowest 40 bits of a check-in's id in base 32, and a check sign.

    They are random (RFC 9562): two of n check-ins of a session share them by chance with a probability of about
    n² / 2.2e12, which is 2 in a million for 2,000. Numbers of different sessions are not told apart.
    """
    low = checkin_id.int & (1 << 5 * SIGNS) - 1
    signs = "".join(ALPHABET[low >> 5 * place & 31] for place in reversed(range(SIGNS)))
    return signs + check_sign(signs)


def check_sign(signs: str) -> str:
    """The sign that makes a number recognisable as one.

    Any one wrong sign, and any two that are swapped, give another. Crockford's own, modulo 37, would need five signs
    that nobody can read out.
    """
    total = 0
    for sign in signs:
        total = _doubled(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def grouped(number: str) -> str:
    """A check-in number in groups of three, as it is read out."""
    return "-".join(number[start : start + 3] for start in range(0, len(number), 3))


def read_number(text: str) -> str | None:
    """A check-in number that somebody typed or read out, without its hyphens; None where it cannot be one.

    Small letters are as good as capitals, O is read as 0, I and L as 1.
    """
    signs = text.upper().translate(_READ_AS)
    whole = len(signs) == SIGNS + 1 and all(sign in ALPHABET for sign in signs)
    return signs if whole and check_sign(signs[:-1]) == signs[-1] else None


def code_text(receipt: Receipt) -> str:
    """The text of a receipt's QR code, ASCII: no name, no number of the candidate's, no decision, no PIN."""
    parts = [
        f"c={receipt.checkin_id.hex}",
        f"t={receipt.at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"s={quote(receipt.session_id, safe='')}",
        f"d={quote(receipt.station_id, safe='')}",
    ]
    if receipt.digest:
        parts.append(f"r={receipt.digest}")
    return ";".join((_SCHEME, *parts))


def is_receipt(text: str) -> bool:
    """Whether somebody shows a receipt, of whatever version, in the place of a participant card.

    A field that takes a card's number may have cut off its end, or made capitals of it.
    """
    return text.strip().lower().startswith(_SCHEME.rpartition(":")[0] + ":")


def read_code(text: str) -> ReceiptCode | None:
    """What the code of a receipt of this version says; None where it is not one."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    checkin_id, at, session_id, station_id, digest = found.groups(default="")
    try:
        moment = datetime.strptime(at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return ReceiptCode(CheckInId(UUID(checkin_id)), moment, unquote(session_id), unquote(station_id), digest)


def _doubled(value: int) -> int:
    """A number of GF(32) times x."""
    shifted = value << 1
    return shifted ^ _POLYNOMIAL if shifted > 31 else shifted
