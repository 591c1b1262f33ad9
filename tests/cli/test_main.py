"""The command tells a newcomer what to do, and everybody else where things lie."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cli.config import ConfigError, load_config
from cli.paths import find_paths
from cli.station_command import pack_to_begin_with
from tests.cli.conftest import Hadir

COMMANDS = [
    [],
    ["paths"],
    ["models"],
    ["models", "list"],
    ["models", "verify"],
    ["verify"],
    ["enroll"],
    ["enroll", "import"],
    ["server"],
    ["server", "run"],
    ["keys"],
    ["keys", "new"],
    ["keys", "show"],
    ["keys", "export"],
    ["pack"],
    ["pack", "inspect"],
    ["station"],
    ["station", "key"],
    ["station", "trust"],
    ["station", "distrust"],
    ["station", "register"],
    ["station", "rotate"],
    ["station", "status"],
    ["journal"],
    ["journal", "status"],
    ["journal", "verify"],
    ["journal", "export"],
    ["journal", "requeue"],
    ["journal", "repair"],
    ["demo"],
]


def test_without_arguments_a_newcomer_learns_what_to_do_next(hadir: Hadir) -> None:
    ran = hadir()
    assert ran.code == 0
    for hint in ("hadir demo", "hadir enroll import", "hadir station", "hadir server run", "hadir --help"):
        assert hint in ran.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_and_its_options(hadir: Hadir, command: list[str]) -> None:
    ran = hadir(*command, "--help")
    assert ran.code == 0
    assert len(ran.out.split()) > 20
    for line in ran.out.splitlines():
        option = re.match(r"\s+(--[a-z-]+)\s*(.*)", line)
        if option and option[1] != "--help":
            assert option[2] or option[1], line


def test_paths_lie_below_the_home_that_the_environment_names(hadir: Hadir, home: Path) -> None:
    ran = hadir("paths")
    assert ran.code == 0
    assert ran.out.count(str(home)) == len(ran.out.splitlines())
    assert "hadir.toml" in ran.out


def test_a_home_given_by_flag_comes_before_the_environment(tmp_path: Path) -> None:
    environment = {"HADIR_HOME": str(tmp_path / "one")}
    assert find_paths(tmp_path / "two", environment).home == tmp_path / "two"
    assert find_paths(None, environment).home == tmp_path / "one"
    assert "hadir" in str(find_paths(None, {}).home)


def test_the_data_folder_is_for_its_owner_only(hadir: Hadir, home: Path) -> None:
    assert hadir("models", "verify").code == 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "cache" / "models").stat().st_mode) == 0o700


def test_a_configuration_is_read_and_flags_come_before_it(tmp_path: Path) -> None:
    path = tmp_path / "hadir.toml"
    path.write_text('[station]\nid = "meja-3"\nlanguage = "en"\n[server]\nport = 9000\n')
    config = load_config(path, {"station": {"language": "id", "camera": None}, "server": {}})
    assert (config.station.id, config.station.language, config.station.camera) == ("meja-3", "id", "0")
    assert config.server.port == 9000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[station]\ncamra = '1'\n", r"unknown key station\.camra; known here: id, session, camera"),
        ("[stations]\n", "unknown key stations; known here: station, server, recognition"),
        ("[server]\nport = 'high'\n", r"server\.port: .*found 'high'"),
        ("[station]\ntarget_fmr = 0.5\n", r"station\.target_fmr: .*less than or equal to 0\.01, found 0\.5"),
        ("[station\n", "cannot be read"),
        ("station = 3\n", "station: "),
    ],
)
def test_a_configuration_with_anything_strange_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "hadir.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        load_config(path, {"station": {"id": "x"}})
    assert str(path) in str(caught.value)


def test_a_bad_configuration_ends_any_command_with_one_message(hadir: Hadir, tmp_path: Path) -> None:
    (tmp_path / "hadir.toml").write_text("[station]\ncamra = 1\n")
    ran = hadir("--home", tmp_path, "models", "list")
    assert ran.code == 2
    assert ran.err.startswith("hadir: configuration")
    assert "Traceback" not in ran.err


def test_the_models_are_listed_and_verified(hadir: Hadir) -> None:
    listed = hadir("models", "list")
    assert listed.code == 0
    assert "yunet" in listed.out
    assert "Apache-2.0" in listed.out
    verified = hadir("models", "verify")
    assert verified.code == 0
    assert {"yunet", "sface"} <= {line.split()[1] for line in verified.out.splitlines() if line.startswith("ok ")}


def test_an_altered_model_is_told_by_list_and_verify(hadir: Hadir, tmp_path: Path) -> None:
    (tmp_path / "face_recognition_sface_2021dec_int8bq.onnx").write_bytes(b"not a model")
    verified = hadir("models", "verify", "--model-directory", tmp_path)
    assert verified.code == 1
    assert "FAILED  sface" in verified.out
    assert "expected sha256 fb143eea" in verified.out
    assert "not usable" in hadir("models", "list", "--model-directory", tmp_path).out


def test_a_station_begins_with_the_pack_named_or_the_only_one_and_else_one_is_chosen_in_the_window(
    tmp_path: Path,
) -> None:
    named = tmp_path / "elsewhere.pack"
    assert pack_to_begin_with(named, tmp_path, "SKD-9") == named
    assert pack_to_begin_with(None, tmp_path, "SKD-9") == tmp_path / "SKD-9.pack"
    assert pack_to_begin_with(None, tmp_path, "") is None
    (tmp_path / "SKD-1.pack").touch()
    assert pack_to_begin_with(None, tmp_path, "") == tmp_path / "SKD-1.pack"
    (tmp_path / "SKD-2.pack").touch()
    assert pack_to_begin_with(None, tmp_path, "") is None


def test_the_servers_database_lies_in_the_home_whatever_that_is_called(tmp_path: Path) -> None:
    home = tmp_path / "we?ird#%41 home"
    command = [sys.executable, "-m", "cli.main", "--home", str(home), "server", "run", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("serving http://127.0.0.1:")
        process.terminate()
    assert process.returncode == 0
    assert (home / "server.sqlite3").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [home.name]


def test_a_home_that_cannot_be_made_is_one_message(hadir: Hadir, tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "at" / "all")
    ran = hadir("--home", tmp_path / "dangling", "models", "verify")
    assert ran.code == 2
    assert ran.err == f"hadir: File exists: {tmp_path / 'dangling'}\n"


@pytest.mark.parametrize("name", ["~nobody-of-that-name/x", "\udcff"])
def test_a_home_that_cannot_be_a_folders_name_is_one_message(
    hadir: Hadir, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ran = hadir("--home", name, "paths")
    assert ran.code == 2
    assert ran.err.startswith("hadir: data folder ")


def test_a_bad_flag_is_called_by_its_name(hadir: Hadir, faces: Path) -> None:
    ran = hadir("verify", faces, "--probe", faces, "--target-fmr", "0.5")
    assert ran.code == 2
    assert ran.err.startswith("hadir: option --target-fmr: Input should be less than or equal to 0.01, found 0.5")


def test_a_server_listens_on_this_computer_only(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli.main", "--home", str(tmp_path), "server", "run", "--host", "192.0.2.1"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "loopback" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
