"""A model file is found, proved unaltered, folded once, or refused in one clear message."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.errors import (
    LicenceError,
    ManifestError,
    ModelAlteredError,
    ModelFormatError,
    ModelMissingError,
    NotMeasuredError,
    UnknownModelError,
)
from models.manifest import MANIFEST, read_manifest
from models.registry import ModelRegistry, sha256_of


def test_every_model_of_the_default_engine_is_found_in_the_installed_package(registry: ModelRegistry) -> None:
    for name in ("yunet", "sface"):
        entry = registry.entry(name)
        found = registry.find(name)
        assert found.path.name == entry.file
        assert sha256_of(found.path) == entry.sha256


def test_a_directory_given_comes_before_the_installed_package(registry: ModelRegistry, tmp_path: Path) -> None:
    copy = shutil.copy(registry.find("yunet").path, tmp_path)
    assert ModelRegistry(tmp_path / "cache", [tmp_path]).find("yunet").path == Path(copy)


def test_a_model_opened_for_some_outputs_gives_those_and_the_same(registry: ModelRegistry) -> None:
    picture = np.random.default_rng(1).uniform(0, 255, (1, 3, 64, 96)).astype(np.float32)
    part = registry.open("yunet", ["cls_32", "kps_32"])
    assert [each.name for each in part.get_outputs()] == ["cls_32", "kps_32"]
    whole = registry.open("yunet").run(["cls_32", "kps_32"], {"input": picture})
    for one, other in zip(part.run(None, {"input": picture}), whole, strict=True):
        assert np.abs(one - other).max() < 1e-5


def test_an_unknown_name_is_refused_with_the_known_ones(registry: ModelRegistry) -> None:
    with pytest.raises(UnknownModelError, match=r"no model named 'arcface'.*yunet, sface"):
        registry.find("arcface")


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:99] + b"!" + data[100:], lambda _: b""])
def test_a_truncated_altered_or_empty_file_is_never_loaded(
    registry: ModelRegistry, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    found = registry.find("yunet")
    (tmp_path / found.path.name).write_bytes(damage(found.path.read_bytes()))
    altered = ModelRegistry(tmp_path / "cache", [tmp_path])
    with pytest.raises(ModelAlteredError) as caught:
        altered.open("yunet")
    message = str(caught.value)
    assert found.path.name in message
    assert found.entry.sha256 in message
    assert sha256_of(tmp_path / found.path.name) in message
    assert "install the package again" in message
    assert not (tmp_path / "cache").exists()


def test_a_missing_file_is_named_with_its_digest_and_the_places_searched(
    registry: ModelRegistry, tmp_path: Path
) -> None:
    entry = replace(registry.entry("yunet"), file="other.onnx")
    with pytest.raises(ModelMissingError) as caught:
        ModelRegistry(tmp_path, [tmp_path], entries={"yunet": entry}).find("yunet")
    for part in ("other.onnx", entry.sha256, str(tmp_path), "pip install"):
        assert part in str(caught.value)


def test_folding_is_done_once_and_then_read_from_the_cache(tmp_path: Path) -> None:
    registry = ModelRegistry(tmp_path)
    first = registry.folded("yunet")
    stamp = first.stat().st_mtime_ns
    assert ModelRegistry(tmp_path).folded("yunet") == first
    assert first.stat().st_mtime_ns == stamp


def test_a_damaged_cache_is_folded_anew(tmp_path: Path) -> None:
    registry = ModelRegistry(tmp_path)
    path = registry.folded("yunet")
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    assert registry.folded("yunet").read_bytes() == whole


def test_two_processes_may_fold_into_one_empty_cache_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from models.registry import ModelRegistry;"
        "r = ModelRegistry(Path(sys.argv[1])); r.open('yunet'); print(r.folded('yunet').name)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    names = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0]
    assert len(names) == 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".onnx", ".sha256"]


@pytest.mark.parametrize(
    "text", ["[yunet]\ntask = 'detection'", "not toml", "[yunet]\n" + "surprise = 1\n"], ids=["lacking", "no", "extra"]
)
def test_a_manifest_that_lacks_a_field_or_has_a_strange_one_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(text)
    with pytest.raises(ManifestError, match=r"manifest\.toml"):
        read_manifest(path)


def test_thresholds_rise_as_the_false_match_rate_falls() -> None:
    points = read_manifest(MANIFEST)["sface"].operating_points
    assert [point.fmr for point in points] == sorted((point.fmr for point in points), reverse=True)
    assert [point.threshold for point in points] == sorted(point.threshold for point in points)


OWN = """
[own]
task = "embedding"
title = "A model of one's own"
file = "own.onnx"
sha256 = "{digest}"
licence = "Research only"
restriction = "{restriction}"
source = "somewhere"
dimension = 512
"""


def own_model(folder: Path, content: bytes = b"not a network", restriction: str = "", name: str = "own") -> Path:
    folder.mkdir()
    (folder / "own.onnx").write_bytes(content)
    text = OWN.format(digest=sha256_of(folder / "own.onnx"), restriction=restriction)
    (folder / "manifest.toml").write_text(text.replace("[own]", f"[{name}]"), encoding="utf-8")
    return folder


def test_a_manifest_beside_the_users_own_models_adds_to_ours(tmp_path: Path) -> None:
    registry = ModelRegistry(tmp_path / "cache", [own_model(tmp_path / "models")])
    assert registry.find("own").path == tmp_path / "models" / "own.onnx"
    assert {"yunet", "sface", "own"} <= registry.entries.keys()


def test_a_manifest_may_not_describe_one_of_our_models_anew(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="sface is described already"):
        ModelRegistry(tmp_path / "cache", [own_model(tmp_path / "models", name="sface")])


def test_a_model_whose_licence_forbids_a_use_runs_only_once_it_was_accepted_by_name(tmp_path: Path) -> None:
    folder = own_model(tmp_path / "models", restriction="no commercial use")
    with pytest.raises(LicenceError, match=r"Research only: no commercial use.*--accept-licence"):
        ModelRegistry(tmp_path / "cache", [folder]).open("own")
    with pytest.raises(ModelFormatError):  # past the licence, and no network
        ModelRegistry(tmp_path / "cache", [folder], accepted=["own"]).open("own")


def test_the_right_file_that_is_no_network_is_said_to_be_none(tmp_path: Path) -> None:
    registry = ModelRegistry(tmp_path / "cache", [own_model(tmp_path / "models")])
    with pytest.raises(ModelFormatError, match=r"own\.onnx is not a usable ONNX model"):
        registry.open("own")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("dimension = 0", "needs its dimension"),
        ("dimension = 512.5", "own.dimension: Input should be a valid integer"),
        ('channels = "GRB"', "own.channels: Input should be 'RGB' or 'BGR', found 'GRB'"),
        ('file = "../own.onnx"', "own.file: String should match pattern"),
        ("scale = -1.0", "own.scale: Input should be greater than 0"),
        ("scale = 1e38", "own.scale: Input should be less than"),
        ('mean = "much"', "own.mean: Input should be a valid number"),
        ("norm = { centre = 10.0, width = 0.0 }", "own.norm.width: Input should be greater than 0"),
        ("free_axes = [1]", "own.free_axes.0: Input should be 0, 2 or 3"),
        ("operating_points = [{ fmr = 0.01, threshold = 5.0 }]", "own.operating_points.0.threshold: Input should be"),
        ("operating_points = [{ fmr = 0.01, threshold = 'high' }]", "threshold: Input should be a valid number"),
        (
            "operating_points = [{ fmr = 0.01, threshold = 0.5 }, { fmr = 0.001, threshold = 0.1 }]",
            "thresholds that rise",
        ),
        ("colour = 1", "own.colour: "),
        ("task = 'guessing'", "own.task: Input should be 'detection'"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(tmp_path: Path, line: str, fault: str) -> None:
    folder = own_model(tmp_path / "models")
    text = (folder / "manifest.toml").read_text(encoding="utf-8")
    key = line.split(" = ")[0]
    kept = [each for each in text.splitlines() if not each.startswith(f"{key} = ")]
    (folder / "manifest.toml").write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(ManifestError, match=re.escape(fault)):
        ModelRegistry(tmp_path / "cache", [folder])


def test_a_threshold_that_nobody_measured_is_refused_with_those_that_were(registry: ModelRegistry) -> None:
    with pytest.raises(NotMeasuredError, match=r"sface was measured for an FMR of 0\.5; measured: 0\.01, 0\.001"):
        registry.entry("sface").threshold(0.5)
