"""What is shown of a number that is nobody else's business: enough to tell two people apart."""

from __future__ import annotations

_HEAD, _TAIL = 5, 4


def masked_nik(nik: str) -> str:
    """A NIK of 16 digits with the middle in dots: its seven digits are most of a date of birth. Empty stays empty."""
    if len(nik) <= _HEAD + _TAIL:
        return "•" * len(nik)
    return nik[:_HEAD] + "•" * (len(nik) - _HEAD - _TAIL) + nik[-_TAIL:]
