"""Work on all cores, its results in order."""

from __future__ import annotations

import threading
import time

import cv2
import pytest

from recognition.parallel import in_parallel


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    def work(item: int) -> int:
        time.sleep(0.001 * (item % 3))
        return item * item

    assert list(in_parallel(work, range(40), workers)) == [item * item for item in range(40)]


def test_several_are_worked_on_at_a_time() -> None:
    meeting = threading.Barrier(2, timeout=10)
    assert len(list(in_parallel(lambda _: meeting.wait(), [1, 2], 2))) == 2


def test_an_error_reaches_the_one_who_asks_and_the_rest_is_left_undone() -> None:
    begun = []

    def work(item: int) -> int:
        begun.append(item)
        if item == 3:
            raise ValueError("item 3")
        time.sleep(0.01)
        return item

    with pytest.raises(ValueError, match="item 3"):
        list(in_parallel(work, range(1000), 2))
    assert len(begun) < 500


@pytest.mark.parametrize(("workers", "each"), [(1, 4), (2, 2), (7, 1)])
def test_opencv_shares_its_threads_out_among_the_workers_and_has_them_back(workers: int, each: int) -> None:
    before = cv2.getNumThreads()
    try:
        cv2.setNumThreads(4)
        assert list(in_parallel(lambda _: cv2.getNumThreads(), range(20), workers)) == [each] * 20
        assert cv2.getNumThreads() == 4
    finally:
        cv2.setNumThreads(before)


def test_whoever_stops_asking_stops_the_work() -> None:
    begun = []

    def work(item: int) -> int:
        begun.append(item)
        time.sleep(0.005)
        return item

    results = in_parallel(work, range(1000), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(begun) < 500
