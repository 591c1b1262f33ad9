"""`hadir station operator`: who works at this station."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.station_journal import station_journal
from cli.unlocking import PassphraseFile
from station.clock import SystemClock
from station.operators import signing_in, store
from station.operators.errors import NotAllowedError
from station.operators.permissions import Permission, may
from station.operators.pins import Pins, check_new
from vault import sqlite
from vault.errors import KeySourceError
from wire.staff import Role

app = typer.Typer(help="Who works at this station.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The person's name.")]
PinFile = Annotated[
    Path | None, typer.Option("--pin-file", help="File with the person's new PIN. Else it is asked for, twice.")
]
As = Annotated[str | None, typer.Option("--as", help="The admin who does this, by name.")]
AsPinFile = Annotated[Path | None, typer.Option("--as-pin-file", help="File with the admin's PIN, else asked for.")]


@app.callback()
def operator() -> None:
    """Who works at this station. Each signs in with a PIN of their own, which is never given on the command line."""


@app.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option("--role", case_sensitive=False, help="What they may do.")],
    pin_file: PinFile = None,
    as_: As = None,
    as_pin_file: AsPinFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Add somebody. The first one must be an ADMIN; from then on an admin's PIN is needed (--as).

    OPERATOR checks candidates in. SUPERVISOR does so too, signs as the second person, and releases PINs after the
    closing time. PROCTOR works in the exam room. ADMIN looks after these people, and signs as the second person.
    """
    with station_journal(context, passphrase_file) as connection:
        pins = Pins()
        _need_admin(connection, pins, as_, as_pin_file)
        added = store.add(connection, name, role, _new_pin(name, pin_file), SystemClock().now(), pins)
    typer.echo(f"added {added.name}, {added.role.value}")


@app.command("list")
def list_operators(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """List who works here: name and role."""
    with station_journal(context, passphrase_file) as connection:
        there = store.active(connection)
    for each in there:
        typer.echo(f"{each.name}\t{each.role.value}")
    if not there:
        typer.echo("nobody yet: hadir station operator add NAME --role admin")


@app.command()
def pin(
    context: typer.Context,
    name: Name,
    pin_file: PinFile = None,
    as_: As = None,
    as_pin_file: AsPinFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Give somebody another PIN, for instance since they forgot theirs. An admin's PIN is needed (--as)."""
    with station_journal(context, passphrase_file) as connection:
        pins = Pins()
        staff = store.find(connection, name)
        _need_admin(connection, pins, as_, as_pin_file)
        store.set_pin(connection, staff.id, _new_pin(staff.name, pin_file), pins)
    typer.echo(f"{staff.name} has another PIN now")


@app.command()
def retire(
    context: typer.Context,
    name: Name,
    as_: As = None,
    as_pin_file: AsPinFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let somebody sign in no longer; what they signed stays theirs. An admin's PIN is needed (--as)."""
    with station_journal(context, passphrase_file) as connection:
        staff = store.find(connection, name)
        _need_admin(connection, Pins(), as_, as_pin_file)
        store.retire(connection, staff.id, SystemClock().now())
    typer.echo(f"{staff.name} does not sign in here any longer")


def _need_admin(connection: sqlite.Connection, pins: Pins, name: str | None, pin_file: Path | None) -> None:
    """Have an admin prove that it is them, once there is one."""
    if not store.has_admin(store.active(connection)):
        return
    if name is None:
        raise NotAllowedError("only an admin may do this: name one with --as")
    staff = store.find(connection, name)
    if not may(staff.role, Permission.MANAGE_OPERATORS):
        raise NotAllowedError("only an admin may do this, and the one named with --as is none")
    given = _read(pin_file) if pin_file else _ask("the admin's PIN", "--as-pin-file")
    signing_in.check_pin(connection, staff.id, given, SystemClock().now(), pins)


def _new_pin(name: str, file: Path | None) -> str:
    if file is not None:
        return _read(file)
    first = _ask(f"New PIN of {name}", "--pin-file")
    check_new(first)
    if getpass.getpass("The same once more: ") != first:
        raise NotAllowedError("the two PINs are not the same")
    return first


def _ask(what: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise KeySourceError(f"{what}: name a file with {option}, or run the command in a terminal")
    return getpass.getpass(f"{what}: ")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeySourceError(f"PIN file {file} cannot be read: {error}") from error
