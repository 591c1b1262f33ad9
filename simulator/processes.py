"""The processes of a simulation: the server and the workers, started, killed and started again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from simulator.errors import SimulationError
from simulator.scenario import WorkerOrder

_STOP_SECONDS = 20.0


class ServerProcess:
    """A central server on a database, on the same port each time it is started."""

    def __init__(self, home: Path, database: str) -> None:
        self._home = home
        self._database = ["--database", database]
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    @property
    def pid(self) -> int:
        """The process's id; 0 while none runs."""
        return self._process.pid if self._process else 0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers; raises SimulationError."""
        log_path = self._home / "server.log"
        with log_path.open("a") as log:
            self._process = subprocess.Popen(
                self._command("run", "--port", str(self.port)), stdout=subprocess.PIPE, stderr=log, text=True
            )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.startswith("serving "):
            self.stop()
            raise SimulationError(f"the server did not start; see {log_path}")
        self.port = int(line.strip().rsplit(":", 1)[1])

    def invite(self, station: str) -> str:
        """A code for one station; raises SimulationError."""
        command = self._command("invite", "--station", station, "--venue", "Simulated venue")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SimulationError(f"no invitation for {station}: {done.stderr.strip()}")
        return done.stdout.strip()

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def stop(self) -> None:
        """Ask it to stop, and wait."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=_STOP_SECONDS)
            self._process = None

    def _command(self, *arguments: str) -> list[str]:
        hadir = [sys.executable, "-m", "cli.main", "--home", str(self._home)]
        return [*hadir, "server", *arguments, *self._database]


class WorkerProcess:
    """Several stations. Killed, it is started again with the same order."""

    def __init__(self, order: WorkerOrder) -> None:
        self._order = order
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it with its order."""
        log_path = self._order.folder / f"{self._order.stations[0].name}.stderr"
        with log_path.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "simulator.worker"], stdin=subprocess.PIPE, stderr=log, text=True
            )
        if self._process.stdin:
            self._process.stdin.write(self._order.model_dump_json() + "\n")
            self._process.stdin.close()

    def done(self) -> bool:
        """Whether all its stations have delivered everything; raises SimulationError when it has failed."""
        code = self._process.poll() if self._process else None
        if code:
            raise SimulationError(f"a worker ended with {code}; see {self._order.folder}")
        return code == 0

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
