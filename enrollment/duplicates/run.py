"""The search: what is left to compare is compared, here or on other machines, and handed over part by part."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import Protocol

from enrollment.duplicates.compare import Stripe, StripeResult, compare_stripe, stripes
from recognition.types import Vector


class Runner(Protocol):
    """Where stripes are compared."""

    def run(self, vectors: Vector, parts: Sequence[Stripe], floor: float) -> Generator[StripeResult]:
        """The results of `compare_stripe` in the order of the parts. Closing it stops the work that is left."""


class LocalRunner:
    """On this computer, one stripe after the other: the multiplication of a block uses all cores by itself."""

    def run(self, vectors: Vector, parts: Sequence[Stripe], floor: float) -> Generator[StripeResult]:
        """See `Runner`."""
        for part in parts:
            yield compare_stripe(vectors, part, floor)


def search(
    vectors: Vector,
    known: int,
    floor: float,
    runner: Runner,
    on_stripe: Callable[[StripeResult], None],
    on_progress: Callable[[float], None] = lambda done: None,
) -> None:
    """Compare everybody with everybody, but for the first ``known`` people, who were compared with each other before.

    Args:
        vectors: (N, D) of length one, centred (`recognition.centring`), the known people first.
        known: how many were compared with each other, by whichever earlier search.
        floor: the score from which pairs are listed (`enrollment.duplicates.expected`).
        runner: where it is done.
        on_stripe: is given each result in order, and stores it. From then on the stripe's people are known too: a
            search that stops anywhere goes on where it was.
        on_progress: is told the share of the comparisons that is stored, 0 to 1.

    Raises:
        ClusterError: the cluster that should do it cannot. What was handed over stays.
    """
    parts = stripes(len(vectors), known)
    total = sum(part.comparisons for part in parts)
    done = 0
    with closing(runner.run(vectors, parts, floor)) as results:
        for result in results:
            on_stripe(result)
            done += result.stripe.comparisons
            on_progress(done / total if total else 1.0)
