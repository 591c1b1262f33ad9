"""A search hands over part by part, so that it goes on where it was."""

from __future__ import annotations

import numpy as np
import pytest

from enrollment.duplicates.compare import ROWS, StripeResult
from enrollment.duplicates.run import LocalRunner, search
from tests.enrollment.duplicates.makers import Pairs, again, every_pair, found, into, strangers


class Killed(BaseException):
    """What stops a search at any moment."""


@pytest.mark.parametrize("stored", [0, 1, 2])
def test_a_search_that_was_stopped_goes_on_where_it_was(stored: int) -> None:
    vectors = strangers(2 * ROWS + 500)
    pairs: Pairs = []
    known = [0]

    def store(result: StripeResult) -> None:
        if len(known) > stored:
            raise Killed
        into(pairs)(result)
        known.append(result.stripe.last)

    with pytest.raises(Killed):
        search(vectors, 0, 0.3, LocalRunner(), store)
    assert known[-1] == stored * ROWS
    assert sorted(pairs) == every_pair(vectors[: known[-1]], 0.3)
    search(vectors, known[-1], 0.3, LocalRunner(), into(pairs))
    assert sorted(pairs) == every_pair(vectors, 0.3)


def test_a_late_batch_is_compared_with_everybody_before() -> None:
    vectors = strangers(3000)
    late = again(vectors, [0.9, 0.7, 0.5])
    pairs = found(np.concatenate([vectors, late]), 0.45, known=3000)
    assert [pair[:2] for pair in pairs] == [(0, 3000), (1, 3001), (2, 3002)]
    assert [pair[2] for pair in pairs] == pytest.approx([0.9, 0.7, 0.5], abs=1e-4)


def test_progress_is_the_share_of_the_comparisons_that_is_stored() -> None:
    told: list[float] = []
    stored: list[int] = []
    vectors = strangers(2 * ROWS)
    search(vectors, 0, 0.9, LocalRunner(), lambda result: stored.append(result.stripe.last), told.append)
    assert told == pytest.approx([0.25, 1.0], abs=1e-3)
    assert stored == [ROWS, 2 * ROWS]


@pytest.mark.parametrize("count", [0, 1])
def test_where_there_is_nobody_to_compare_nothing_is_found(count: int) -> None:
    assert found(strangers(count), -1.0) == []


def test_when_all_are_known_there_is_nothing_to_do() -> None:
    assert found(strangers(50), -1.0, known=50) == []
