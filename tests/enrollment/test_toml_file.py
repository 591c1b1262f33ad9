"""A file written by hand, such as a policy, says what is otherwise than usual, or what is wrong with it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrollment.errors import PackingError
from enrollment.toml_file import read_toml
from wire.gallery import PackPolicy


def read_policy(path: Path) -> PackPolicy:
    return read_toml(path, PackPolicy, "policy", PackingError)


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_does_not_name_is_as_usual(tmp_path: Path) -> None:
    text = 'pin_closes_minutes = 10\nobjection = "Sampaikan kepada penyelia."\n'
    usual = PackPolicy()
    wanted = usual.model_copy(update={"pin_closes_minutes": 10, "objection": "Sampaikan kepada penyelia."})
    assert read_policy(written(tmp_path, text)) == wanted
    assert read_policy(written(tmp_path, "")) == usual


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pin_closes = 10", "unknown key pin_closes; known: target_fmr, "),
        ("reviewers = 0", "reviewers: Input should be greater than or equal to 1, found 0"),
        ('margin = "wide"', "margin: Input should be a valid number, unable to parse string as a number, found 'wide'"),
        ("reviewers = ", "cannot be read: "),
        ("# " + "x" * 70_000, "expected at most 65536 bytes, found more"),
    ],
)
def test_what_is_no_policy_is_refused_with_what_was_found(tmp_path: Path, text: str, problem: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(PackingError) as caught:
        read_policy(path)
    assert str(caught.value).startswith(f"policy {path}")
    assert problem in str(caught.value)


def test_a_policy_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackingError, match="cannot be read"):
        read_policy(tmp_path / "none.toml")
