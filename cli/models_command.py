"""`hadir models`: which models there are, and whether their files are the ones that were measured."""

from __future__ import annotations

import typer

from cli.context import ModelDirectory, context_of
from models.errors import LicenceError, ModelError, ModelMissingError
from models.registry import ModelRegistry

app = typer.Typer(help="The model files: which there are, and whether they are unaltered.", no_args_is_help=True)


@app.command("list")
def list_models(context: typer.Context, model_directory: ModelDirectory = None) -> None:
    """List every model with its licence and the file that would be used."""
    registry = _registry(context, model_directory)
    for name, entry in registry.entries.items():
        try:
            where = str(registry.find(name).path)
        except ModelError as error:
            where = f"not usable: {error}"
        typer.echo(f"{name}: {entry.title}; {entry.task}; {entry.licence}\n    {where}")


@app.command()
def verify(context: typer.Context, model_directory: ModelDirectory = None) -> None:
    """Check every model file against its digest, and that it opens.

    Exit code 0 if all are good, 1 if any is missing or altered; an optional one may be missing.
    """
    registry = _registry(context, model_directory)
    failed = False
    for name in registry.entries:
        try:
            registry.verify(name)
            typer.echo(f"ok      {name}  sha256 {registry.entry(name).sha256}")
        except (ModelMissingError, LicenceError) as error:
            failed = failed or not registry.entry(name).optional
            typer.echo(f"{'absent' if registry.entry(name).optional else 'FAILED'}  {name}  {error}")
        except ModelError as error:
            failed = True
            typer.echo(f"FAILED  {name}  {error}")
    if failed:
        raise typer.Exit(1)


def _registry(context: typer.Context, model_directory: str | None) -> ModelRegistry:
    hadir = context_of(context)
    return hadir.registry(hadir.config(recognition={"model_directory": model_directory}).recognition)
