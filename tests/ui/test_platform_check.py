"""What Qt lacks is said in one line before Qt is loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest

from ui.platform_check import has_screen, missing_libraries

PARTS = ("Core", "Gui", "Widgets", "DBus", "XcbQpa")


def lacking(*names: str) -> Callable[[str], None]:
    def load(name: str) -> None:
        if name in names:
            raise OSError(f"{name}: cannot open shared object file")

    return load


def test_nothing_lacking_nothing_said() -> None:
    assert missing_libraries({"DISPLAY": ":0"}, lacking(), "linux") is None


def test_a_missing_library_is_named_with_the_command_that_installs_it() -> None:
    said = missing_libraries({"DISPLAY": ":0"}, lacking("libxcb-cursor.so.0"), "linux")
    assert said == (
        "Qt needs libxcb-cursor.so.0, not installed here. On Debian or Ubuntu: sudo apt-get install libxcb-cursor0"
    )


@pytest.mark.parametrize(
    "environment",
    [{"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, {}, {"WAYLAND_DISPLAY": "w", "QT_QPA_PLATFORM": "wayland"}],
)
def test_without_an_x_display_its_libraries_are_not_asked_for(environment: dict[str, str]) -> None:
    assert missing_libraries(environment, lacking("libxcb-cursor.so.0"), "linux") is None
    assert "libegl1" in (missing_libraries(environment, lacking("libEGL.so.1"), "linux") or "")


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("ldd") is None, reason="reads libraries with ldd")
def test_every_system_library_that_qt_links_to_is_looked_for() -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    files = [qt / "plugins" / "platforms" / "libqxcb.so", *(qt / "lib" / f"libQt6{part}.so.6" for part in PARTS)]
    linked = set()
    for file in files:
        lines = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()
        linked |= {line.split()[0] for line in lines}
    said = missing_libraries({"DISPLAY": ":0"}, lacking(*linked), "linux") or ""
    asked_for = set(said.removeprefix("Qt needs ").split(", not installed")[0].split(", "))
    ours = ("libxcb-", "libxkbcommon", "libX11-xcb", "libEGL", "libGL.", "libfontconfig", "libdbus", "libglib")
    assert {name for name in linked if name.startswith(ours)} == asked_for


def test_only_linux_is_looked_at() -> None:
    assert missing_libraries({}, lacking("libEGL.so.1"), "win32") is None


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_there_when_the_environment_names_one(
    environment: dict[str, str], platform: str, screen: bool
) -> None:
    assert has_screen(environment, platform) is screen
