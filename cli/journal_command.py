"""`hadir journal`: the station's journal, looked at, verified, exported and repaired."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cli.context import BAD_INPUT, context_of
from cli.unlocking import PassphraseFile, key_for_command, unlock_for_command
from station.clock import SystemClock
from station.errors import JournalError
from station.journal import database, entries, integrity, salvage
from station.journal.lock import lock_journal
from station.journal.reading import verify_database
from station.journal.verification import Account, ExpectedHead, read_lines
from station.journal.verification import verify as verify_entries
from station.outbox import store
from vault import sqlite
from vault.errors import PassphraseError
from vault.keys import DatabaseKey

_PROBLEMS = 1  # exit code

app = typer.Typer(
    help="The station's journal: every decision, chained and signed. Verify, export, repair it.", no_args_is_help=True
)


@app.callback()
def journal() -> None:
    """The station's journal: every decision, chained and signed. Verify, export, repair it."""


@app.command()
def status(context: typer.Context, passphrase_file: PassphraseFile = None) -> None:
    """Print the end of the journal, what waits to be sent, and what the server refused, with its reasons."""
    with _reading(context, passphrase_file) as connection:
        end, counts, refused = entries.head(connection), store.counts(connection), store.quarantined(connection)
    typer.echo(f"journal  {end.journal_id if end else 'not begun'}")
    typer.echo(f"head     {end.last_seq}:{end.last_digest}" if end else "head     none")
    typer.echo(f"pending  {counts.pending} reports, {counts.pictures} pictures")
    typer.echo(f"refused  {len(refused)}" + "  (hadir journal requeue sends them again)" * bool(refused))
    for row in refused:
        typer.echo(f"  {row.what} of journal {row.journal_id} entry {row.station_seq}: {row.code} {row.detail}")


@app.command()
def verify(
    context: typer.Context,
    expect_head: Annotated[
        str | None,
        typer.Option("--expect-head", help="SEQ:DIGEST of an entry that must be there, as an earlier verify printed."),
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Verify such a file instead of this station's database.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Prove that no entry was changed, removed, reordered or inserted, or say which.

    Walks through every entry: its digest, its signature, its link to the one before, its number. That nothing was cut
    off at the end takes the head of an earlier verify, or the one that the server has. An exported file needs no key
    and can be verified by anybody, on any computer.

    Exit code 0: sound. 1: problems were found, each with its place, or there are no entries. 2: it cannot be read.
    """
    expected = ExpectedHead.parse(expect_head) if expect_head else None
    if export is not None:
        account = _verify_export(export, expected)
    else:
        with _reading(context, passphrase_file) as connection:
            account = verify_database(connection, expected)
    _tell(account)
    verdict = f"{len(account.problems)} problems" if account.problems else "sound" if account.journals else "no entries"
    typer.echo(verdict)
    if verdict != "sound":
        raise typer.Exit(_PROBLEMS)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write, one entry in JSON a line; must not be there yet.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write every entry to a file that anybody can verify: hadir journal verify --export FILE.

    It holds what was decided about whom, in the clear, but no pictures.
    """
    with _reading(context, passphrase_file) as connection:
        lines = [envelope.model_dump_json() + "\n" for envelope in entries.envelopes(connection)]
    with file.open("x", encoding="utf-8") as out:
        out.writelines(lines)
        out.flush()
        os.fsync(out.fileno())
    typer.echo(f"{len(lines)} entries written to {file}")


@app.command()
def requeue(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Send what has arrived again too: the server lost it. It keeps nothing twice.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Send again what the server refused, for instance after it was updated. Nothing is ever deleted."""
    paths = context_of(context).paths
    with lock_journal(paths.journal), _reading(context, passphrase_file) as connection:
        moved = store.requeue(connection) + (store.send_everything_again(connection) if everything else 0)
    typer.echo(f"{moved} put back into the queue")


@app.command()
def repair(
    context: typer.Context,
    set_back: Annotated[
        bool,
        typer.Option("--set-back", help="The disk was set back to an earlier day: begin a new journal all the same."),
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a new database of everything that can be read in a damaged one, and begin a new journal in it.

    Nothing is discarded: the damaged file is moved aside and kept, whatever was saved is sent again, and the server
    says of what it has that it has it. Interrupted, it is simply run again. Where the server knows of entries that this
    computer does not have, the database is sound but its disk was set back: say so with --set-back.
    """
    path = context_of(context).paths.journal
    with lock_journal(path):
        key = key_for_command(path, passphrase_file)
        interrupted = salvage.is_interrupted(path)
        if not interrupted and not set_back and not salvage.find_damage(path, key) and _sound(path, key):
            typer.echo("the journal is sound; there is nothing to repair (if its disk was set back: --set-back)")
            return
        try:
            done = salvage.repair(path, key, SystemClock().now())
        except sqlite.Error as error:
            raise JournalError(f"the new database cannot be written: {error}; the old one is where it was") from error
    if done is None:
        typer.echo("finished the repair that was interrupted")
        return
    typer.echo(f"the old file is kept as {done.aside}; {done.damaged_pages} of its pages could not be read")
    _tell(done.account)
    typer.echo(f"{done.pictures} pictures; everything is queued to be sent again")
    if not (done.key_kept and done.registered):
        typer.echo("the station must be registered again, with a new code: hadir station register")


def _sound(path: Path, key: DatabaseKey) -> bool:
    try:
        integrity.open_sound(path, key).close()
    except (JournalError, PassphraseError):
        return False
    return True


def _tell(account: Account) -> None:
    for each in account.journals:
        typer.echo(f"journal {each.journal_id} of station {each.station_id}: {each.entries} entries")
        typer.echo(f"  head {each.last_seq}:{each.last_digest}")
        typer.echo(f"  signed with {', '.join(each.keys) or 'unknown keys'}")
    for problem in account.problems:
        typer.echo(str(problem))


@contextmanager
def _reading(context: typer.Context, passphrase_file: Path | None) -> Iterator[sqlite.Connection]:
    path = context_of(context).paths.journal
    if not path.exists() and not salvage.is_interrupted(path):  # nobody is asked for a passphrase of nothing
        raise JournalError(f"there is no local database {path} yet")
    key = unlock_for_command(path, passphrase_file)
    integrity.check_log(path, key)
    connection = database.connect_existing(path, key)
    try:
        yield connection
    except (sqlite.Error, ValidationError) as error:
        raise JournalError(f"local database {path} cannot be read: {error}; run: hadir journal repair") from error
    finally:
        connection.close()


def _verify_export(file: Path, expected: ExpectedHead | None) -> Account:
    try:
        with file.open(encoding="utf-8") as lines:
            return verify_entries(read_lines(lines), expected)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"hadir: {file} cannot be read: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from error
