"""`hadir station` opens its desk on the pack that is for it, keeps that, and opens on no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from recognition.recogniser import Recogniser
from station import packs
from station.journal import database
from tests.wire.makers import DIGEST, PHOTO, SIGNER, entry, header_of
from vault.keys import PassphraseSource
from vault.unlocking import unlock
from wire.gallery import GalleryFile
from wire.pack import build_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey

OPENS_WITHIN = 60.0  # seconds; it takes about three
GOOD = "correct horse battery"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    (made / "passphrase").write_text(GOOD)
    return made


def make_pack(home: Path, model_id: str) -> bytes:
    """A pack for the station of that data folder, which trusts its signer, valid today."""
    journal = home / "station.sqlite3"
    connection = database.connect(journal, unlock(journal, PassphraseSource(lambda new: GOOD)))
    now = datetime.now(UTC)
    packs.trust(connection, SIGNER.public, now)
    recipient = packs.make_identity(connection).recipient
    connection.close()
    plain = header_of([entry(index) for index in range(3)])
    calibration = plain.calibration.model_copy(update={"centre": [0.0] * 128})
    header = plain.model_copy(update={"model_id": model_id, "calibration": calibration})
    content = GalleryFile(header, np.eye(3, 128, dtype=np.float32), {DIGEST: PHOTO})
    facts = PackFacts(uuid4(), now - timedelta(hours=1), now + timedelta(hours=1))
    return build_pack(content, facts, [StationKey("desk-1", recipient)], SIGNER, now)


def station(home: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli.main", "--home", str(home), "station", *map(str, arguments)]
    command += ["--passphrase-file", str(home / "passphrase"), "--no-sound"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def openings(home: Path) -> int:
    log = home / "logs" / "station.log"
    return log.read_text().count('"station opened"') if log.exists() else 0


def open_desk_and_close_it(home: Path, *arguments: object) -> None:
    before = openings(home)
    with station(home, *arguments) as process:
        until = time.monotonic() + OPENS_WITHIN
        while openings(home) == before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        while process.poll() is None and time.monotonic() < until:
            process.terminate()  # more than once: the first may come before the window's loop listens
            time.sleep(0.5)
        process.kill()
        _, errors = process.communicate()
    assert openings(home) == before + 1, errors
    # Python lets go of its handlers while it ends: one of the signals may come just then.
    assert process.returncode in (0, -signal.SIGTERM), errors


@pytest.mark.skipif(os.name == "nt", reason="nothing asks a program without a console to stop on Windows")
def test_a_pack_is_named_once_and_found_again(home: Path, tmp_path: Path, recogniser: Recogniser) -> None:
    file = tmp_path / "from headquarters.pack"
    file.write_bytes(make_pack(home, recogniser.model_id))
    open_desk_and_close_it(home, "--pack", file)
    assert (home / "packs" / "SKD-1.pack").read_bytes() == file.read_bytes()
    file.unlink()
    open_desk_and_close_it(home)
    for session in ("SKD-1", "SKD"):  # its id, and what the roster calls it
        open_desk_and_close_it(home, "--session", session)
    assert "Peserta" not in (home / "logs" / "station.log").read_text()


def test_no_desk_opens_on_a_pack_that_is_refused_and_none_is_kept(
    home: Path, tmp_path: Path, recogniser: Recogniser
) -> None:
    file = tmp_path / "SKD-1.pack"
    data = bytearray(make_pack(home, recogniser.model_id))
    data[-1] ^= 1
    file.write_bytes(data)
    with station(home, "--pack", file) as process:
        _, errors = process.communicate(timeout=OPENS_WITHIN)
    assert process.returncode == 2
    assert errors.splitlines()[-1] == (
        f"hadir: pack {file}: the pack's ciphertext is not what was signed; do not use it; get it again from "
        "headquarters, and tell them"
    )
    assert not (home / "packs").exists()
    assert openings(home) == 0
