"""The report of triage and duplicates: one HTML file that needs nothing else, for those who write to candidates.

It holds names and faces, so only its owner may read it. Its one script is inline, allowed by its digest; without
scripts everything is shown. The same view gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from enrollment.errors import ReportError
from enrollment.store.pairs import Review
from enrollment.triage.sentences import Language, message
from enrollment.triage.triage import UNUSABLE, Finding, Triaged
from enrollment.triage.words import ANSWERS, FINDINGS, SIGNS, TEXTS
from vault.files import write_whole

LIMIT = 500  # candidates
MOST_BYTES = 24 * 1024 * 1024  # of pictures; a browser opens that without thinking
_MOST_PAIRS = 200
_MOST_PHOTOS = 6  # of a candidate
_FOLDER = Path(__file__).parent
_SIDE = 240  # pixels of a picture, shown at 120 and sharp on finer screens too
_SIDE_OF_PAIR = 320
_JPEG_QUALITY = 80
_HIGH, _MEDIUM = 0.2, 0.05  # chances; the words beside them
_LEAST = 0.01  # `enrollment.duplicates.expected.LEAST`, below which nothing is told apart

Portraits = Callable[[str], bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """One candidate of a pair; ``portrait`` is a JPEG, empty without a face; ``place`` names session or venue."""

    number: str
    name: str
    place: str
    portrait: bytes


@dataclass(frozen=True, slots=True, eq=False)
class DuplicateView:
    """Two candidates who look alike.

    ``one_photo``: the same photo, or a copy of it, stands under both numbers. ``expected_by_chance`` is how many pairs
    of strangers are as alike or more, None where it cannot be told; ``review`` the last answer of a person, None before
    there is one.
    """

    rank: int
    score: float
    one_photo: bool
    expected_by_chance: float | None
    one: Party
    other: Party
    review: Review | None


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What a report is about: everybody, worst first, and the pairs who look alike, most alike first.

    ``title`` is the session that it is about, empty for everybody; ``compared`` is how many candidates were compared
    with each other, None where nobody has searched; ``measured`` whether the chances were measured with the engine at
    hand.
    """

    title: str
    made_at: datetime
    triaged: Sequence[Triaged]
    duplicates: Sequence[DuplicateView] = ()
    compared: int | None = None
    measured: bool = True


def write_html(
    report: Report, portraits: Portraits, path: Path, limit: int = LIMIT, most_bytes: int = MOST_BYTES
) -> None:
    """Write the report, readable by its owner only; a file that is there is replaced at once or stays whole.

    Args:
        report: what it is about.
        portraits: the JPEG of a photo by the digest of its file, empty where there is nothing to show.
        path: the file.
        limit: how many candidates are shown, those most at risk.
        most_bytes: of pictures; what comes after that is shown without, and the report says so.

    Raises:
        ReportError: the file cannot be written.
    """
    content = _render(report, portraits, limit, most_bytes).encode("utf-8", "replace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise ReportError(f"report {path} cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _Card:
    """A candidate as shown; ``pictures`` are data addresses in the order of the photos, empty without a face."""

    candidate: Triaged
    level: str
    messages: dict[str, str]
    pictures: tuple[str, ...]
    more: int


class _Pictures:
    """Turns portraits into data addresses, up to so many bytes of them."""

    def __init__(self, most: int) -> None:
        self._left = most
        self.is_full = False

    def of(self, jpeg: bytes, side: int) -> str:
        """A portrait, smaller; empty where there is none, or no room for it."""
        address = "" if self.is_full or not jpeg else _address(jpeg, side)
        self.is_full = self.is_full or len(address) > self._left
        if self.is_full:
            return ""
        self._left -= len(address)
        return address


def _render(report: Report, portraits: Portraits, limit: int, most_bytes: int) -> str:
    wanting = [each for each in report.triaged if each.findings]
    pictures = _Pictures(most_bytes)
    pairs = [
        (each, *(pictures.of(party.portrait, _SIDE_OF_PAIR) for party in (each.one, each.other)))
        for each in report.duplicates[:_MOST_PAIRS]
    ]
    cards: list[_Card] = []
    pictured = 0
    for candidate in wanting[:limit]:
        cards.append(_card(candidate, portraits, pictures))
        pictured += not pictures.is_full
    style, script = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            style=style,
            script=script,
            script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            cards=cards,
            wanting=len(wanting),
            pictured=pictured,
            pairs=pairs,
            found=_counted(cards),
            photos=sum(len(each.photos) for each in report.triaged),
            expected=math.fsum(each.chance for each in report.triaged),
            unusable=sum(not UNUSABLE.isdisjoint(each.findings) for each in report.triaged),
            undecided=sum(each.review is None for each in report.duplicates),
            least=_LEAST,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(texts=TEXTS, findings=FINDINGS, signs=SIGNS, answers=ANSWERS)
    environment.filters.update(number=_number, share=_share, figure=_figure)
    return environment


def _card(candidate: Triaged, portraits: Portraits, pictures: _Pictures) -> _Card:
    shown = candidate.photos[:_MOST_PHOTOS]
    return _Card(
        candidate,
        _level(candidate),
        {language.value: message(candidate, language) for language in Language},
        tuple(pictures.of(portraits(photo.digest) if photo.digest else b"", _SIDE) for photo in shown),
        len(candidate.photos) - len(shown),
    )


def _level(candidate: Triaged) -> str:
    if not UNUSABLE.isdisjoint(candidate.findings):
        return "none"
    return "high" if candidate.chance >= _HIGH else "medium" if candidate.chance >= _MEDIUM else "low"


def _counted(cards: Sequence[_Card]) -> list[tuple[Finding, int]]:
    counts = Counter(finding for card in cards for finding in card.candidate.findings)
    return [(finding, counts[finding]) for finding in Finding if finding in counts]


def _address(jpeg: bytes, side: int) -> str:
    picture = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        return ""
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return f"data:image/jpeg;base64,{base64.b64encode(data.tobytes()).decode()}"


def _number(value: int, language: str) -> str:
    """A whole number as a language writes it."""
    return f"{value:,}".replace(",", "." if language == Language.INDONESIAN else ",")


def _share(value: float, language: str) -> str:
    """A share in per cent, to one place below ten."""
    text = f"{100 * value:.1f}" if value < 0.0995 else f"{100 * value:.0f}"
    return f"{_decimal(text, language)}\N{NO-BREAK SPACE}%"


def _figure(value: float, language: str) -> str:
    """A number of any size: whole from ten on, below to two figures."""
    return _number(round(value), language) if value >= 10 else _decimal(f"{value:.2g}", language)


def _decimal(text: str, language: str) -> str:
    return text.replace(".", ",") if language == Language.INDONESIAN else text
