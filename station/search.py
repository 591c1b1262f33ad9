"""Finding a candidate of the session whose card cannot be read, by what they can tell: name, number or NIK. Pure.

Every word of a query must fit somewhere, in any order, capitals, accents and punctuation left out:

* the beginning of a word of the name, or, of three letters or more, its inside;
* any part of the number, and of the NIK from four digits on;
* but for one slip of the fingers after the first letter, in a word of four letters or more: a letter that is wrong,
  missing, too much, or two swapped;
* the spelling before 1947 for that of today, and back: oe for u, tj for c, dj for j, sj for sy (Soekarno, Tjokro).

Digits are never guessed at: a number with a wrong digit is somebody else's. Names that only sound alike are not found.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Iterator

from station.session import Candidate

MOST = 50  # candidates that are found at most, unless asked otherwise
_LEAST_NIK = 4  # digits: fewer are in nearly everybody's
_LEAST_INSIDE = 3  # letters
_LEAST_SLIP = 4  # letters
_EXACT, _BEGINS, _INSIDE, _SLIP = 0, 1, 2, 4  # a slip is worse than anything that fits as it is
_SEPARATORS = re.compile(r"[^\w]+|_+")
_DROPPED = re.compile(r"['`\u00b4\u2018\u2019\u02bc]")  # however it is written, Ma'ruf is one word
_OLD = (("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"))


class CandidateSearch:
    """An index of a session's candidates; made once, asked at every key.

    Of 2,000 candidates, on one busy core of two: it is made in 40 ms, an answer takes 2 to 5 ms.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = sorted(candidates, key=lambda candidate: (candidate.name.casefold(), candidate.number))
        self._first = [(*fold(candidate.name), "")[0] for candidate in self._candidates]
        self._numbers = ["".join(fold(candidate.number)) for candidate in self._candidates]
        self._rows: dict[str, list[int]] = {}
        for row, candidate in enumerate(self._candidates):
            for word in set(fold(candidate.name)):
                self._rows.setdefault(word, []).append(row)
        self._spellings = {word: modern(word) for word in self._rows}

    def find(self, text: str, most: int = MOST) -> tuple[Candidate, ...]:
        """Who fits, the best first; nobody for a text without a word.

        Among equals those come first whose name begins with the first word, then it goes by names.

        Args:
            text: as somebody typed it.
            most: how many at most, from 0.
        """
        words = fold(text)
        if not words:
            return ()
        total, *others = (self._costs(word) for word in words)
        for costs in others:
            total = {row: total[row] + costs[row] for row in total.keys() & costs.keys()}
        best = heapq.nsmallest(
            most, total, key=lambda row: (total[row], not self._first[row].startswith(words[0]), row)
        )
        return tuple(self._candidates[row] for row in best)

    def _costs(self, word: str) -> dict[int, int]:
        """The candidates whom a word fits, and how badly."""
        costs: dict[int, int] = {}
        for known, cost in self._fits(word):
            for row in self._rows[known]:
                costs[row] = min(cost, costs.get(row, cost))
        for row, number in enumerate(self._numbers):
            if word in number:
                cost = _part(word, number)
                costs[row] = min(cost, costs.get(row, cost))
        if word.isdigit() and len(word) >= _LEAST_NIK:
            for row, candidate in enumerate(self._candidates):
                if word in candidate.nik:
                    cost = _part(word, candidate.nik)
                    costs[row] = min(cost, costs.get(row, cost))
        return costs

    def _fits(self, word: str) -> Iterator[tuple[str, int]]:
        """The words of all names that a word fits, and how badly. A name's words come again and again."""
        spelt = modern(word)
        for known, modernised in self._spellings.items():
            cost = _likeness(word, known)
            if cost is None and (spelt is not word or modernised is not known):
                cost = _likeness(spelt, modernised)
            if cost is not None:
                yield known, cost


def fold(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared: without accents, capitals and punctuation."""
    letters = unicodedata.normalize("NFKD", _DROPPED.sub("", text).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(word for word in _SEPARATORS.split(plain.casefold()) if word)


def modern(word: str) -> str:
    """A folded word in the spelling of today."""
    for old, new in _OLD:
        if old in word:
            word = word.replace(old, new)
    return word


def _part(word: str, number: str) -> int:
    """How badly a word fits that is in a number. The end of a long one is read out as often as its beginning."""
    if word == number:
        return _EXACT
    return _BEGINS if number.startswith(word) or number.endswith(word) else _INSIDE


def _likeness(word: str, known: str) -> int | None:
    if known.startswith(word):
        return _EXACT if word == known else _BEGINS
    if len(word) >= _LEAST_INSIDE and word in known:
        return _INSIDE
    may_slip = len(word) >= _LEAST_SLIP and word[0] == known[0] and word.isalpha()
    return _SLIP if may_slip and _one_slip(word, known) else None


def _one_slip(word: str, known: str) -> bool:
    """Whether a word is another, or its beginning, but for one slip.

    Of a beginning a letter after the slip must agree: otherwise every word would fit that begins alike.
    """
    at = next((i for i, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), None)
    if at is None:  # the word goes on where the other ends
        return len(word) == len(known) + 1
    rests = [(word[at + 1 :], known[at + 1 :]), (word[at + 1 :], known[at:]), (word[at:], known[at + 1 :])]
    if word[at : at + 2] == known[at : at + 2][::-1]:
        rests.append((word[at + 2 :], known[at + 2 :]))
    return any(mine == theirs or (mine and theirs.startswith(mine)) for mine, theirs in rests)
