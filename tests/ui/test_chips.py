"""Words of header and footer share the room that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.chips import Piece, filled, shares

WIDTHS = st.lists(st.tuples(st.integers(10, 600), st.integers(0, 600)), min_size=1, max_size=8).map(
    lambda pairs: ([natural for natural, _ in pairs], [min(pair) for pair in pairs])
)


@given(WIDTHS, st.integers(0, 3000))
def test_nothing_is_wider_than_its_words_or_narrower_than_its_least(
    widths: tuple[list[int], list[int]], room: int
) -> None:
    natural, least = widths
    given_ = shares(natural, least, room)
    assert all(low <= width <= high for low, width, high in zip(least, given_, natural, strict=True))
    assert sum(given_) <= max(room, sum(least))


@given(WIDTHS, st.integers(0, 3000))
def test_where_there_is_room_for_all_nothing_is_cut(widths: tuple[list[int], list[int]], spare: int) -> None:
    natural, least = widths
    assert shares(natural, least, sum(natural) + spare) == natural


def test_the_widest_gives_way_first() -> None:
    assert shares([100, 200, 300], [50, 50, 50], 400) == [100, 150, 150]


def test_values_stand_bold_wherever_a_language_puts_them() -> None:
    assert filled("Hadir %1 dari %2", "5", "38") == [
        Piece("Hadir "),
        Piece("5", bold=True),
        Piece(" dari "),
        Piece("38", bold=True),
    ]
    assert filled("%2, %1", "a", "b") == [Piece("b", bold=True), Piece(", "), Piece("a", bold=True)]
