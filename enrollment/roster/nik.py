"""The NIK, the number of every Indonesian's identity card: 16 digits with a meaning.

Two digits each of province, regency, district, day, month and year of birth, then four of a serial number; women have
40 added to the day (Peraturan Pemerintah 37/2007, article 37; since 2019 in Peraturan Pemerintah 40/2019).
"""

from __future__ import annotations

import re
from datetime import date

from enrollment.roster.problems import Said, Wording, said

LENGTH = 16
_PROVINCES = range(11, 97)
_WOMEN = 40  # added to the day of birth
_MARKS = re.compile(r"[\s.'\u2019-]")  # that people group the digits with; a first ' is Excel's mark of text


def bare_nik(text: str) -> str:
    """A NIK without what its digits were grouped with."""
    return _MARKS.sub("", text)


def fault_of_nik(nik: str) -> tuple[Said, Said] | None:
    """What was expected of a NIK and what was found, where it is one that nobody can have. Never the whole NIK."""
    if len(nik) != LENGTH or not (nik.isascii() and nik.isdigit()):
        return said(Wording.DIGITS, LENGTH), said(Wording.OTHER_DIGITS, len(nik), sum(map(str.isdigit, nik)))
    if int(nik[:2]) not in _PROVINCES:
        return said(Wording.PROVINCE), said(Wording.VALUE, nik[:2])
    if not 1 <= _day_of_birth(nik) <= 31:
        return said(Wording.DAY), said(Wording.VALUE, nik[6:8])
    if not 1 <= int(nik[8:10]) <= 12:
        return said(Wording.MONTH), said(Wording.VALUE, nik[8:10])
    if nik.endswith("0000"):  # as Excel leaves one whose last digits it has lost
        return said(Wording.SERIAL), said(Wording.VALUE, nik[-4:])
    return None


def names_date(nik: str, born: date) -> bool:
    """Whether a NIK names this date of birth.

    One that does not may still be genuine: a NIK is never changed, even where the date of birth was corrected later.
    """
    return (_day_of_birth(nik), int(nik[8:10]), int(nik[10:12])) == (born.day, born.month, born.year % 100)


def _day_of_birth(nik: str) -> int:
    day = int(nik[6:8])
    return day - _WOMEN if day > _WOMEN else day
