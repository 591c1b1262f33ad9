"""What was made once is not made again, whatever happened to the run, the file or the machine meanwhile."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from demo.faces import photo_name
from models.registry import ModelRegistry
from recognition.evaluation.cache import Extracted, TemplateCache
from recognition.types import ModelId

ONE, OTHER = ModelId("one"), ModelId("other")

# The command itself, but for this: it writes down what it has after every dozen photos instead of every few hundred,
# and, where it is to be killed, it waits for that once it has.
EVALUATE = """
import sys
from recognition.evaluation import cache
from cli.main import main
cache._EVERY, save = 12, cache.TemplateCache.save
def save_and_wait(self):
    save(self)
    print("saved", flush=True)
    sys.stdin.read()
if sys.argv.pop(1) == "to be killed":
    cache.TemplateCache.save = save_and_wait
main()
"""


def extracted(number: int, size: int = 8) -> Extracted:
    random = np.random.default_rng(number)
    quality = float("nan") if number % 5 == 0 else float(random.uniform(5, 15))
    points = random.normal(size=(5, 2)).astype(np.float32)
    return Extracted(random.normal(size=size).astype(np.float32), points, quality, float(random.uniform(0.01, 0.1)))


def digest(number: int) -> str:
    return f"{number:064x}"


def filled(folder: Path, numbers: range, model: ModelId = ONE) -> TemplateCache:
    cache = TemplateCache(folder, model)
    for number in numbers:
        cache.put(digest(number), extracted(number))
    cache.save()
    return cache


def known(cache: TemplateCache, upto: int = 600) -> list[int]:
    """Which are there; those that are, are right to the last bit."""
    found = []
    for number in range(upto):
        have, want = cache.get(digest(number)), extracted(number)
        if have is not None:
            found.append(number)
            np.testing.assert_array_equal(have.vector, want.vector)
            np.testing.assert_array_equal(have.landmarks, want.landmarks)
            np.testing.assert_array_equal(have.quality, want.quality)
            assert have.seconds == want.seconds
    return found


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    filled(tmp_path, range(12))
    assert known(TemplateCache(tmp_path, ONE)) == list(range(12))
    filled(tmp_path, range(12, 20))
    assert known(TemplateCache(tmp_path, ONE)) == list(range(20))


def test_without_saving_at_most_the_last_few_hundred_are_lost(tmp_path: Path) -> None:
    cache = TemplateCache(tmp_path, ONE)
    for number in range(450):
        cache.put(digest(number), extracted(number))
    assert known(cache) == list(range(450))
    assert known(TemplateCache(tmp_path, ONE)) == list(range(400))


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    cache = filled(tmp_path, range(3))
    before = files(tmp_path)
    cache.save()
    TemplateCache(tmp_path, ONE).save()
    assert files(tmp_path) == before


def test_two_runs_at_once_keep_what_both_have_made(tmp_path: Path) -> None:
    one, other = TemplateCache(tmp_path, ONE), TemplateCache(tmp_path, ONE)
    for number in range(10):
        one.put(digest(number), extracted(number))
        other.put(digest(number + 5), extracted(number + 5))
    one.save()
    other.save()
    assert known(TemplateCache(tmp_path, ONE)) == list(range(15))


def test_another_model_sees_nothing_of_it(tmp_path: Path) -> None:
    filled(tmp_path, range(5))
    assert known(TemplateCache(tmp_path, OTHER)) == []
    filled(tmp_path, range(7, 9), OTHER)
    assert known(TemplateCache(tmp_path, ONE)) == list(range(5))


def test_clearing_forgets_this_model_and_leaves_the_other(tmp_path: Path) -> None:
    filled(tmp_path, range(3), OTHER)
    cache = filled(tmp_path, range(5))
    cache.put(digest(5), extracted(5))
    cache.clear()
    assert known(cache) == []
    cache.save()
    assert known(TemplateCache(tmp_path, ONE)) == []
    assert known(TemplateCache(tmp_path, OTHER)) == [0, 1, 2]


def test_clearing_forgets_what_a_killed_run_was_about_to_write(tmp_path: Path) -> None:
    """Templates are as personal as photos: no part of them stays behind."""
    cache = filled(tmp_path, range(5))
    (folder,) = {path.parent for path in files(tmp_path)}
    shutil.copyfile(files(tmp_path)[0], folder / ".part-killed")
    cache.clear()
    assert files(tmp_path) == []


def test_a_write_that_fails_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: io.BufferedWriter, **arrays: object) -> None:
        file.write(b"half of it")
        raise OSError(28, "No space left on device")

    cache = filled(tmp_path, range(5))
    before = files(tmp_path)
    monkeypatch.setattr(np, "savez", full)
    cache.put(digest(5), extracted(5))
    with pytest.raises(OSError, match="No space left"):
        cache.save()
    assert files(tmp_path) == before


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, 0.99, -1])
def test_a_truncated_file_is_left_out_and_removed(tmp_path: Path, kept: float) -> None:
    filled(tmp_path, range(5))
    (path,) = files(tmp_path)
    content = path.read_bytes()
    filled(tmp_path, range(5, 8))
    path.write_bytes(content[: round(kept * len(content)) if 0 < kept < 1 else int(kept)])
    assert known(TemplateCache(tmp_path, ONE)) == [5, 6, 7]
    assert path not in files(tmp_path)
    filled(tmp_path, range(5))
    assert known(TemplateCache(tmp_path, ONE)) == list(range(8))


@pytest.mark.parametrize("flip", [0xFF, 0x01])
def test_whatever_byte_is_damaged_what_is_read_is_right(tmp_path: Path, flip: int) -> None:
    filled(tmp_path, range(2))
    (path,) = files(tmp_path)
    content = path.read_bytes()
    for index in range(len(content)):
        path.write_bytes(content[:index] + bytes([content[index] ^ flip]) + content[index + 1 :])
        assert known(TemplateCache(tmp_path, ONE), 2) in ([], [0, 1]), index


def test_a_file_of_other_arrays_is_left_out(tmp_path: Path) -> None:
    filled(tmp_path, range(2))
    (path,) = files(tmp_path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("digests.npy", b"nothing of the kind")
    assert known(TemplateCache(tmp_path, ONE)) == []
    np.savez(path, other=np.zeros(3))
    assert known(TemplateCache(tmp_path, ONE)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    filled(tmp_path / "cache", range(2))
    (path,) = files(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_evaluation_that_was_killed_goes_on_where_it_was(
    tmp_path: Path, faces: Path, registry: ModelRegistry
) -> None:
    photos = 40
    for person in range(1, photos // 5 + 1):
        for number in range(1, 6):
            target = tmp_path / "photos" / f"s{person}" / f"{number}.pgm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(faces / photo_name(person, number), target)

    for home in ("killed", "whole"):  # the models need not be folded again
        shutil.copytree(registry.folded("yunet").parent, tmp_path / home / "cache" / "models")

    def command(home: str, fate: str) -> list[str]:
        arguments = ["--home", tmp_path / home, "evaluate", "folder", tmp_path / "photos"]
        return [sys.executable, "-c", EVALUATE, fate, *map(str, [*arguments, "--json", tmp_path / f"{home}.json"])]

    def saved(home: str) -> dict[str, set[str]]:
        """The digests in each file of the cache."""
        found = {}
        for path in (tmp_path / home / "cache" / "evaluation").rglob("*.npz"):
            with np.load(path) as file:
                found[path.name] = set(file["digests"].tolist())
        return found

    with subprocess.Popen(
        command("killed", "to be killed"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    before = saved("killed")
    made = set().union(*before.values())
    assert len(made) == 12
    assert not (tmp_path / "killed.json").exists()

    for home in ("killed", "whole"):
        subprocess.run(command(home, "to end"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = saved("killed")
    again = [digests for name, digests in after.items() if name not in before]
    assert {name: after[name] for name in before} == before
    assert sum(len(digests) for digests in again) == photos - len(made)
    assert not made & set().union(*again)

    figures = [json.loads((tmp_path / f"{home}.json").read_text(encoding="utf-8")) for home in ("killed", "whole")]
    for each in figures:
        assert each.pop("seconds_per_image") > 0
    assert figures[0] == figures[1]
    assert figures[0]["n_images"] == photos
