"""Where everything lies that Hadir writes: under one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

ENVIRONMENT = "HADIR_HOME"


class HomeError(Exception):
    """The data folder's name cannot be one."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The data folder and what is in it. Nothing of it is made before it is needed."""

    home: Path

    @property
    def config(self) -> Path:
        """The configuration."""
        return self.home / "hadir.toml"

    @property
    def models(self) -> Path:
        """Model files of the user's own, searched before the installed ones."""
        return self.home / "models"

    @property
    def model_cache(self) -> Path:
        """Folded models."""
        return self.home / "cache" / "models"

    @property
    def evaluation_cache(self) -> Path:
        """Templates of evaluations."""
        return self.home / "cache" / "evaluation"

    @property
    def plot_cache(self) -> Path:
        """What matplotlib keeps for itself."""
        return self.home / "cache" / "plots"

    @property
    def sounds(self) -> Path:
        """The desk's sounds."""
        return self.home / "cache" / "sounds"

    @property
    def packs(self) -> Path:
        """Session packs that this station was given."""
        return self.home / "packs"

    @property
    def keys(self) -> Path:
        """Private keys, each protected."""
        return self.home / "keys"

    @property
    def enrolment(self) -> Path:
        """The enrolment database."""
        return self.home / "enrolment.sqlite3"

    @property
    def journal(self) -> Path:
        """The station's local database."""
        return self.home / "station.sqlite3"

    @property
    def server_database(self) -> Path:
        """The central server's database, where no other is configured."""
        return self.home / "server.sqlite3"

    @property
    def log(self) -> Path:
        """The station's log."""
        return self.home / "logs" / "station.log"

    def named(self) -> dict[str, Path]:
        """Every path by its name, for people."""
        return {
            "data folder": self.home,
            "configuration": self.config,
            "own models": self.models,
            "model cache": self.model_cache,
            "evaluations": self.evaluation_cache,
            "packs": self.packs,
            "private keys": self.keys,
            "enrolment database": self.enrolment,
            "station database": self.journal,
            "server database": self.server_database,
            "sounds": self.sounds,
            "station log": self.log,
        }

    def make_home(self) -> None:
        """Make the data folder if it is not there, for its owner only."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)


def find_paths(home: Path | None, environment: Mapping[str, str]) -> Paths:
    """The data folder: the one given, else the environment's, else the platform's own for this user.

    Raises:
        HomeError: no folder can be called so.
    """
    if home is None:
        named = environment.get(ENVIRONMENT, "")
        home = Path(named) if named else Path(platformdirs.user_data_dir("hadir", appauthor=False))
    try:
        home = home.expanduser().absolute()
        str(home).encode()
    except (RuntimeError, UnicodeEncodeError) as error:
        raise HomeError(f"data folder {str(home)!r} cannot be used: {error}") from error
    return Paths(home)
