"""Which files are photos of whom, by what stands in their names.

Names and values are compared as `wire.numbers.normalise_number` has them, so without case and white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from enrollment.errors import PhotoSourceError
from wire.numbers import normalise_number

PLACEHOLDERS = ("number", "nik", "session", "seat")

_PIECE = re.compile(r"\{([^{}]*)\}|([*?])|([^*?{}]+)|([{}])")
_WORD = re.compile(r"[^\W_]+")  # letters and digits
_WILDCARDS = {"*": "[^/]*", "?": "[^/]"}
_ANY, _EDGE = "\0", "\1"  # what a wildcard, and the end of a value beside one, are to the search for words
_TRIAL = "0"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A placeholder, a wildcard, or fixed text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path such as ``{nik}/{number}_*.jpg``.

    ``*`` is anything within one part of a path, ``?`` one character of it, all else stands for itself. A value beside a
    wildcard ends there: ``{number}*.jpg`` is 123.jpg and 123_2.jpg for number 123, and not 1234.jpg.
    """

    pieces: tuple[_Piece, ...]

    @classmethod
    def parse(cls, text: str, below: str = "") -> Self:
        """Read a pattern, for files in the folder ``below``, which stands for itself.

        Raises:
            PhotoSourceError: unknown placeholders, none at all, or none that files can be looked up by.
        """
        pieces = [_Piece("text", _bare(below))] if below else []
        for name, wildcard, fixed, brace in _PIECE.findall(text.replace("\\", "/")):
            if brace or (not wildcard and not fixed and name not in PLACEHOLDERS):
                known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                raise PhotoSourceError(f"pattern {text!r}: expected the placeholders {known}, found {brace or name!r}")
            if wildcard:
                pieces.append(_Piece("wildcard", wildcard))
            else:
                pieces.append(_Piece("text", _bare(fixed)) if fixed else _Piece("placeholder", name))
        pattern = cls(tuple(pieces))
        fixed_words = set(pattern._words(dict.fromkeys(PLACEHOLDERS, "")))
        if not set(pattern._words(dict.fromkeys(PLACEHOLDERS, _TRIAL))) - fixed_words:
            expected = "a placeholder, with no letter or digit between it and a * or ?"
            raise PhotoSourceError(f"pattern {text!r}: expected {expected}, found none")
        return pattern

    def find(self, index: NameIndex, values: Mapping[str, str]) -> list[str]:
        """The names that fit, in order; none where a value that is needed is empty."""
        bare = {name: _bare(values[name]) for name in PLACEHOLDERS}
        if not all(bare[piece.text] for piece in self.pieces if piece.kind == "placeholder"):
            return []
        expression = re.compile("".join(self._expressions(bare)))
        return [name for name, bare_name in index.holding(self._words(bare)) if expression.fullmatch(bare_name)]

    def _expressions(self, values: Mapping[str, str]) -> Iterator[str]:
        for piece, before, after in self._in_context():
            match piece.kind:
                case "wildcard":
                    yield _WILDCARDS[piece.text]
                case "text":
                    yield re.escape(piece.text)
                case _:
                    start = r"(?<![^\W_])" if before == "wildcard" else ""
                    end = r"(?![^\W_])" if after == "wildcard" else ""
                    yield f"{start}{re.escape(values[piece.text])}{end}"

    def _words(self, values: Mapping[str, str]) -> list[str]:
        """Words that every name has that fits. What touches a wildcard may be part of a longer word."""
        text = ""
        for piece, before, after in self._in_context():
            match piece.kind:
                case "wildcard":
                    text += _ANY
                case "text":
                    text += piece.text
                case _:
                    start, end = (_EDGE if kind == "wildcard" else "" for kind in (before, after))
                    text += f"{start}{values[piece.text]}{end}"
        bounded = f"{_EDGE}{text}{_EDGE}"
        return [
            match[0]
            for match in _WORD.finditer(bounded)
            if _ANY not in (bounded[match.start() - 1], bounded[match.end()])
        ]

    def _in_context(self) -> Iterator[tuple[_Piece, str, str]]:
        """Each piece, with the kinds of the one before and the one after it."""
        kinds = ["", *(piece.kind for piece in self.pieces), ""]
        return zip(self.pieces, kinds, kinds[2:], strict=False)


class NameIndex:
    """Names of files, found by the words in a spelling of them; a name may have several."""

    def __init__(self, spelt: Iterable[tuple[str, str]]) -> None:
        """Each name with a spelling."""
        self._names = sorted((name, _bare(spelling)) for name, spelling in spelt)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, (_, bare) in enumerate(self._names):
            for word in set(_WORD.findall(bare)):
                self._holding[word].append(place)

    def holding(self, words: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Names whose spelling holds the rarest of some words, and it bare; it may lack the other words."""
        places = min((self._holding.get(word, []) for word in words), key=len, default=[])
        return (self._names[place] for place in places)


def _bare(text: str) -> str:
    return normalise_number(unicodedata.normalize("NFC", text))
