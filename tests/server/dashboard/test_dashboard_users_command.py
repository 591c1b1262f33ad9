"""`hadir server user`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from cli.context import Context
from cli.paths import Paths
from cli.server_user_command import app
from server.dashboard.accounts import Passwords
from server.dashboard.errors import AccountError
from server.database import open_engine
from server.tables import Access, User

Run = Callable[..., Result]
PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in a data folder of its own."""

    def run(*arguments: str, text: str = "") -> Result:
        return CliRunner().invoke(app, arguments, input=text, obj=Context(Paths(tmp_path / "home")))

    return run


def test_users_are_added_listed_disabled_and_enabled(run: Run, tmp_path: Path) -> None:
    assert run("add", "Dian", "--role", "headquarters", text=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    added = run("add", "Budi", "--role", "venue", "--venue", "Bali", "--password-stdin", text=f"{PASSWORD}\n")
    assert added.output == "added Budi\n"
    assert run("disable", "Budi").exit_code == 0
    listed = run("list").output.splitlines()
    assert listed[0].startswith("Budi\tvenue\tBali\tdisabled ")
    assert listed[1] == "Dian\theadquarters"
    assert run("enable", "Budi").exit_code == 0
    assert run("password", "Budi", "--password-stdin", text="another long one\n").exit_code == 0
    engine = open_engine(f"sqlite:///{tmp_path / 'home' / 'server.sqlite3'}")
    with Session(engine) as db:
        assert Passwords().matches(db.get_one(User, "Budi").password_hash, "another long one")
        record = [(row.action, row.subject) for row in db.scalars(select(Access).order_by(Access.id))]
    engine.dispose()
    assert [action for action, subject in record if subject == "Budi"] == [
        "USER_ADDED",
        "USER_DISABLED",
        "USER_ENABLED",
        "PASSWORD_CHANGED",
    ]


def test_what_cannot_be_is_refused_with_a_reason_and_never_shows_the_password(run: Run) -> None:
    short = run("add", "Dian", "--role", "auditor", "--password-stdin", text="12345678\n")
    assert isinstance(short.exception, AccountError)
    assert "12 to 256 characters, got 8" in str(short.exception)
    unknown = run("disable", "nobody")
    assert isinstance(unknown.exception, AccountError)
    assert run("list").output == ""
    asked = run("add", "Dian", "--role", "auditor", text=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in asked.output
