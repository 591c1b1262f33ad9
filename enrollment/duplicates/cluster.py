"""The same search on a Dask cluster, with the same result. Nothing else needs `distributed`, which is optional.

The templates are handed to every worker; stripes follow a bounded number ahead. What a worker that dies was given the
scheduler gives to another; only when the last copy of the templates went with it do they, and the stripes that were
ahead, go out again. Templates travel in the clear unless the address is `tls://`, for which the certificates are those
that Dask's own configuration names.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from enrollment.duplicates.compare import Stripe, StripeResult, compare_stripe
from enrollment.errors import ClusterError
from recognition.types import Vector

_Client = Any  # `distributed` has no types to speak of
_Future = Any

_CONNECT = 10.0  # seconds until an address counts as wrong
_PATIENCE = 60.0  # seconds that no worker may be there
_LOOK = 5.0  # seconds between two looks at whether there is a worker
_AHEAD = 2  # stripes for each thread of the cluster
_MOST_LOSSES = 5  # one after the other, without a result in between


class ClusterRunner:
    """On the cluster whose scheduler has an address, such as ``tls://10.0.0.5:8786``.

    Hadir, in this version, must be installed for the scheduler and every worker.
    """

    def __init__(self, address: str, connect: float = _CONNECT, patience: float = _PATIENCE) -> None:
        self._address, self._connect, self._patience = address, connect, patience

    def run(self, vectors: Vector, parts: Sequence[Stripe], floor: float) -> Generator[StripeResult]:
        """See `enrollment.duplicates.run.Runner`.

        Raises:
            ClusterError: `distributed` is not installed, the address does not lead to a scheduler, there is no worker,
                or they fail again and again.
        """
        try:
            dask = import_module("distributed")
        except ImportError as error:
            raise ClusterError("to search on a cluster, install it: pip install 'hadir[cluster]'") from error
        with _connected(dask, self._address, self._connect) as client:
            yield from _Work(client, dask.KilledWorker, vectors, floor, self._patience).results(parts)


class _Work:
    """The stripes of one search on their way through a cluster."""

    def __init__(
        self, client: _Client, killed: type[Exception], vectors: Vector, floor: float, patience: float
    ) -> None:
        self._client, self._vectors, self._floor, self._patience = client, vectors, floor, patience
        self._lost = (CancelledError, OSError, killed)
        self._held: _Future | None = None  # the templates, which the workers have
        self._ahead: deque[tuple[Stripe, _Future]] = deque()

    def results(self, parts: Sequence[Stripe]) -> Iterator[StripeResult]:
        """In the order of the parts, whatever the cluster loses meanwhile."""
        left, losses = deque(parts), 0
        while left or self._ahead:
            try:
                self._send(left)
                result = self._first()
            except _LostError as error:
                losses += 1
                if losses > _MOST_LOSSES:
                    raise ClusterError(f"the cluster lost its work {losses} times on end: {error}") from error
                left.extendleft(stripe for stripe, _ in reversed(self._ahead))
                self._ahead.clear()
                self._held = None
                continue
            if result is not None:
                losses = 0
                self._ahead.popleft()
                yield result

    def _send(self, left: deque[Stripe]) -> None:
        """Have as many stripes under way as the cluster has use for."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
            if self._held is None:
                self._held = self._client.scatter(self._vectors, broadcast=True, hash=False)
            room = max(_AHEAD * sum(self._client.nthreads().values()), 1) - len(self._ahead)
            for _ in range(min(room, len(left))):
                work = self._client.submit(compare_stripe, self._held, left[0], self._floor, pure=False)
                self._ahead.append((left.popleft(), work))
        except TimeoutError as error:
            raise ClusterError(f"expected workers on the cluster, found none within {self._patience:g} s") from error
        except self._lost as error:
            raise _LostError(repr(error)) from error
        except Exception as error:  # a client without its scheduler fails in many ways
            raise ClusterError(f"the connection to the scheduler was lost and did not come back: {error!r}") from error

    def _first(self) -> StripeResult | None:
        """The result of the stripe that is first in order; None when it is not there within a look."""
        stripe, work = self._ahead[0]
        try:
            result: StripeResult = work.result(timeout=_LOOK)
        except TimeoutError:
            return None
        except self._lost as error:
            raise _LostError(repr(error)) from error
        except Exception as error:  # whatever went wrong on another machine
            raise ClusterError(
                f"a worker could not compare people {stripe.first} to {stripe.last}: {error!r}; the scheduler and all "
                "workers need Hadir in this version"
            ) from error
        return result


class _LostError(Exception):
    """The cluster has lost work, templates or connections; it may be better at it next time."""


@contextmanager
def _connected(dask: ModuleType, address: str, seconds: float) -> Iterator[_Client]:
    """A client of a scheduler.

    Raises:
        ClusterError: the address does not lead to one.
    """
    try:
        asyncio.run(_reach(dask, address, seconds))
        client = dask.Client(address, timeout=seconds, set_as_default=False)
    except Exception as error:  # whatever a wrong address, a wrong certificate or another kind of server leads to
        raise ClusterError(f"expected a Dask scheduler at {address} within {seconds:g} s: {error}") from error
    with client:
        yield client


async def _reach(dask: ModuleType, address: str, seconds: float) -> None:
    """Connect and hang up: a client that cannot connect leaves a thread behind."""
    comm = await dask.comm.connect(address, timeout=seconds, **dask.Security().get_connection_args("client"))
    await comm.close()
