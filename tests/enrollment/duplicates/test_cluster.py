"""A cluster finds what one computer finds, also while its workers die."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from enrollment.duplicates.cluster import ClusterRunner
from enrollment.duplicates.compare import ROWS, StripeResult
from enrollment.duplicates.run import LocalRunner, search
from enrollment.errors import ClusterError
from recognition.types import Vector
from tests.enrollment.duplicates.makers import strangers

pytestmark = pytest.mark.xdist_group("cluster")
dask = pytest.importorskip("dask", reason="the extra `cluster` is not installed")
distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

FLOOR = 0.35
PARTS = 8


@pytest.fixture(scope="module")
def vectors() -> Vector:
    return strangers(PARTS * ROWS)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Three worker processes."""
    with local_cluster(n_workers=3) as started:
        yield started


def local_cluster(**options: Any) -> Any:
    """On loopback, on ports that are free."""
    return distributed.LocalCluster(threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", **options)


def results(
    vectors: Vector, runner: ClusterRunner | LocalRunner, on_first: Callable[[], None] = lambda: None
) -> list[StripeResult]:
    found: list[StripeResult] = []

    def store(result: StripeResult) -> None:
        found.append(result)
        if len(found) == 1:
            on_first()

    search(vectors, 0, FLOOR, runner, store)
    return found


def content(found: list[StripeResult]) -> list[tuple[object, ...]]:
    return [
        (each.stripe, each.one.tolist(), each.other.tolist(), each.scores.tolist(), each.cut, int(each.tail.sum()))
        for each in found
    ]


def test_what_a_cluster_finds_is_what_one_computer_finds(cluster: Any, vectors: Vector) -> None:
    here = content(results(vectors, LocalRunner()))
    assert content(results(vectors, ClusterRunner(cluster.scheduler_address))) == here
    assert sum(len(each.scores) for each in results(vectors, LocalRunner())) > 1000


@pytest.mark.parametrize("killed", [1, 3])
def test_workers_that_are_killed_cost_nothing_but_time(cluster: Any, vectors: Vector, killed: int) -> None:
    """When all three are, the last copy of the templates goes with them."""
    with distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=60)
        processes = client.run(os.getpid)

    def kill() -> None:
        workers = cluster.scheduler.workers
        for address in sorted(workers, key=lambda address: -len(workers[address].processing))[:killed]:
            os.kill(processes[address], signal.SIGKILL)

    found = results(vectors, ClusterRunner(cluster.scheduler_address), kill)
    assert content(found) == content(results(vectors, LocalRunner()))
    with distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=60)
        assert len(set(client.run(os.getpid).values()) - set(processes.values())) == killed


def test_what_goes_wrong_on_a_worker_is_told(cluster: Any) -> None:
    with pytest.raises(ClusterError, match=r"could not compare people 0 to 5: .*Hadir in this version"):
        results(np.ones(5, dtype=np.float32), ClusterRunner(cluster.scheduler_address))


def test_without_workers_it_does_not_wait_for_ever(vectors: Vector) -> None:
    with (
        local_cluster(n_workers=0) as empty,
        pytest.raises(ClusterError, match=r"expected workers on the cluster, found none within 0\.2 s"),
    ):
        results(vectors, ClusterRunner(empty.scheduler_address, patience=0.2))


def test_a_scheduler_that_goes_away_is_told_and_what_was_found_stays(vectors: Vector) -> None:
    found: list[StripeResult] = []
    cluster = local_cluster(n_workers=1, processes=False, protocol="tcp://")

    def store(result: StripeResult) -> None:
        found.append(result)
        cluster.close()

    with pytest.raises(ClusterError, match="lost"):
        search(vectors, 0, FLOOR, ClusterRunner(cluster.scheduler_address, connect=1), store)
    assert content(found) == content(results(vectors[:ROWS], LocalRunner()))


def test_a_cluster_behind_certificates_that_dask_is_told_of(tmp_path: Path) -> None:
    made = distributed.Security.temporary()
    names = {"ca-file": made.tls_ca_file}
    for role in ("client", "scheduler", "worker"):
        names |= {f"{role}.key": getattr(made, f"tls_{role}_key"), f"{role}.cert": getattr(made, f"tls_{role}_cert")}
    for name, text in names.items():
        (tmp_path / name).write_text(text)
    few = strangers(300)
    config = {f"distributed.comm.tls.{name}": str(tmp_path / name) for name in names}
    with (
        dask.config.set(config),
        local_cluster(n_workers=1, processes=False, protocol="tls://", security=distributed.Security()) as cluster,
    ):
        assert cluster.scheduler_address.startswith("tls://")
        found = results(few, ClusterRunner(cluster.scheduler_address))
    assert content(found) == content(results(few, LocalRunner()))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense", "http://127.0.0.1:1", "tls://127.0.0.1:1"])
def test_an_address_without_a_scheduler_is_told(address: str) -> None:
    with pytest.raises(ClusterError, match=f"expected a Dask scheduler at {address} within 1 s"):
        results(strangers(3), ClusterRunner(address, connect=1))


def test_another_kind_of_server_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"SSH-2.0-OpenSSH_9.6 and more than the eight bytes of a length\r\n")
                connection.recv(1)

        thread = Thread(target=answer)
        thread.start()
        with pytest.raises(ClusterError, match=f"expected a Dask scheduler at 127.0.0.1:{port}"):
            results(strangers(3), ClusterRunner(f"127.0.0.1:{port}", connect=1))
        thread.join()


def test_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'hadir\[cluster\]'"):
        results(strangers(3), ClusterRunner("127.0.0.1:1"))
