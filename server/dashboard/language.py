"""The languages of the dashboard, and how each writes numbers and times. The words are in `words`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from server.dashboard.intervals import Estimate
from server.dashboard.words.english import WORDS as ENGLISH_WORDS
from server.dashboard.words.indonesian import WORDS as INDONESIAN_WORDS


@dataclass(frozen=True, slots=True)
class Language:
    """One language. ``code`` is its BCP 47 tag, ``other`` that of the language to switch to."""

    code: str
    other: str
    words: dict[str, str]
    months: tuple[str, ...]
    thousands: str
    decimal: str
    colon: str

    def text(self, key: str, **values: object) -> str:
        """The words for a key, with the values put in."""
        return self.words[key].format(**values)

    def number(self, value: int) -> str:
        """A whole number, its thousands apart."""
        return f"{value:,}".replace(",", self.thousands)

    def figure(self, value: float, places: int = 3) -> str:
        """A number with that many decimal places and a true minus sign."""
        return f"{value:z.{places}f}".replace(".", self.decimal).replace("-", "\N{MINUS SIGN}")

    def percent(self, share: float) -> str:
        """A share in percent, without the sign: with the fewer decimal places the more it is."""
        value = 100 * share
        places = 0 if value >= 10 or value == 0 else 1 if value >= 0.095 else 2 if value >= 0.0095 else 4
        return self.figure(value, places)

    def interval(self, found: Estimate) -> str:
        """A rate with its interval, such as 0,6 % (0,2–1,6)."""
        share = self.percent(found.share) if found.count else "0"
        return f"{share} % ({self.percent(found.low)}–{self.percent(found.high)})"

    def date(self, day: date) -> str:
        """The day, such as 12 Okt 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def clock(self, moment: datetime) -> str:
        """The time of day to the minute, as it stands in its own zone."""
        return f"{moment:%H}{self.colon}{moment:%M}"

    def time(self, moment: datetime, now: datetime) -> str:
        """The time of day to the second in the zone of ``now``, with the day if it is another one."""
        local = moment.astimezone(now.tzinfo)
        text = f"{self.clock(local)}{self.colon}{local:%S}"
        return text if local.date() == now.date() else f"{self.date(local)}, {text}"

    def span(self, minutes: int) -> str:
        """How long: in minutes, from two hours on in hours, from two days on in days."""
        if minutes < 120:
            return self.text("span.minutes", count=minutes)
        if minutes < 2 * 24 * 60:
            return self.text("span.hours", count=minutes // 60)
        return self.text("span.days", count=self.number(minutes // (24 * 60)))


INDONESIAN = Language(
    code="id",
    other="en",
    words=INDONESIAN_WORDS,
    months=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    thousands=".",
    decimal=",",
    colon=".",
)
ENGLISH = Language(
    code="en",
    other="id",
    words=ENGLISH_WORDS,
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    thousands=",",
    decimal=".",
    colon=":",
)
LANGUAGES = {language.code: language for language in (INDONESIAN, ENGLISH)}


def choose(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """The language asked for, else the one chosen before, else the first that the browser accepts, else Indonesian.

    Args:
        asked: the ``lang`` of the address.
        kept: the cookie.
        accepted: the Accept-Language header.
    """
    for code in (asked, kept):
        if code in LANGUAGES:
            return LANGUAGES[code]
    ranked = sorted(map(_weigh, (accepted or "").split(",")), key=lambda pair: -pair[1])
    known = [code for code, weight in ranked if code in LANGUAGES and weight > 0]
    return LANGUAGES[known[0]] if known else INDONESIAN


def _weigh(item: str) -> tuple[str, float]:
    tag, _, weight = item.partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        quality = 0.0
    return tag.strip().lower().partition("-")[0], quality
