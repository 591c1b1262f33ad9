"""What `docs/pack.md` says can be checked with other tools can be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.wire.makers import SIGNER, pack
from wire.errors import PackProblem
from wire.pack_keys import signer_text
from wire.signing import SigningKey

DOCUMENT = Path(__file__).parents[2] / "docs" / "pack.md"


def check(folder: Path, data: bytes, signer: SigningKey = SIGNER) -> subprocess.CompletedProcess[str]:
    """Run the document's commands on a pack."""
    shell, openssl = shutil.which("sh"), shutil.which("openssl")
    if not shell or not openssl:
        pytest.skip("no shell or no OpenSSL on this computer")
    version = subprocess.run([openssl, "version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("OpenSSL 3"):
        pytest.skip(f"the commands are for OpenSSL 3, here is {version.strip()}")
    (block,) = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "x.pack").write_bytes(data)
    (folder / "signer.txt").write_text(signer_text(signer.public))
    environment = {**os.environ, "PACK": "x.pack", "SIGNER": "signer.txt"}
    return subprocess.run(
        [shell, "-c", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_commands_prove_whose_pack_it_is_and_that_it_is_whole(tmp_path: Path) -> None:
    ran = check(tmp_path, pack())
    assert "Signature Verified Successfully" in ran.stdout
    assert ran.stdout.endswith("content whole\n")


def test_the_commands_tell_a_stranger_s_pack_and_an_altered_one(tmp_path: Path) -> None:
    data = pack()
    stranger = check(tmp_path, data, SigningKey.from_bytes(bytes(32)))
    assert "Signature Verified Successfully" not in stranger.stdout
    header = check(tmp_path, data.replace(b"Palembang", b"Palembung", 1))
    assert "Signature Verified Successfully" not in header.stdout
    content = check(tmp_path, data[:-1] + bytes([data[-1] ^ 1]))
    assert "content whole" not in content.stdout


def test_every_refusal_stands_in_the_document() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [problem for problem in PackProblem if f"`{problem.value}`" not in text] == []
