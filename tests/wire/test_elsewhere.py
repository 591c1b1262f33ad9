"""Where numbers of other rosters belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wire.elsewhere import mark_of


def test_a_mark_is_what_the_document_says() -> None:
    # printf 'hadir elsewhere 1\nSKD-1\nC0' | sha256sum | cut -c1-12
    assert mark_of("SKD-1", "C0") == "7a7d9e277406"


@given(st.text(max_size=40), st.text(max_size=40))
def test_marks_of_one_number_in_two_packs_cannot_be_joined(session: str, number: str) -> None:
    assert mark_of(session, number) == mark_of(session, f" {number} ")
    assert mark_of(session, number) != mark_of(f"{session}'", number)
