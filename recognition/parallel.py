"""Many photos on all cores: ONNX Runtime and OpenCV let go of Python's lock, so threads are enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import cv2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_parallel(work: Callable[[_Item], _Result], items: Sequence[_Item], workers: int) -> Iterator[_Result]:
    """The results in the order of the items. Whoever stops asking, Ctrl-C included, stops the work that is left.

    OpenCV's own threads become fewer meanwhile: on cores that are taken they cost time and give none.
    """
    pool, threads = ThreadPoolExecutor(workers), cv2.getNumThreads()
    try:
        cv2.setNumThreads(max(threads // workers, 1))
        yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)
        cv2.setNumThreads(threads)
