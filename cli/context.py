"""What every command shares: the data folder, and parts built from the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.config import Config, RecognitionConfig, load_config
from cli.paths import Paths
from models.registry import ModelRegistry

BAD_INPUT = 2  # exit code, the same that a wrong command line gives

ModelDirectory = Annotated[
    str | None, typer.Option("--model-directory", help="Folder to search for model files before all others.")
]
Engine = Annotated[str | None, typer.Option("--engine", help="The model that makes the templates: sface, dlib ...")]
AcceptLicence = Annotated[
    list[str] | None,
    typer.Option("--accept-licence", help="Name of a model whose restricting licence allows this use."),
]
Threads = Annotated[int | None, typer.Option("--threads", help="Processor threads for the models; 0 for one per core.")]


@dataclass(frozen=True, slots=True)
class Context:
    """The data folder of this run."""

    paths: Paths

    def config(self, **flags: Mapping[str, object]) -> Config:
        """The configuration with flags above it; raises ConfigError."""
        return load_config(self.paths.config, flags)

    def registry(self, config: RecognitionConfig) -> ModelRegistry:
        """The models that this configuration finds."""
        given = [Path(config.model_directory)] if config.model_directory else []
        self.paths.make_home()
        directories = [path for path in given if path.resolve() != self.paths.models.resolve()] + [self.paths.models]
        return ModelRegistry(
            self.paths.model_cache, directories, config.threads, accepted=frozenset(config.accepted_licences)
        )


def recognition_flags(
    engine: str | None, accepted: list[str] | None, model_directory: str | None, threads: int | None
) -> dict[str, object]:
    """The flags of the ``[recognition]`` table."""
    return {
        "engine": engine,
        "accepted_licences": accepted or None,
        "model_directory": model_directory,
        "threads": threads,
    }


def context_of(context: typer.Context) -> Context:
    """The context that the main command has made."""
    found = context.find_object(Context)
    if found is None:
        raise RuntimeError("a command ran without the main command")
    return found
