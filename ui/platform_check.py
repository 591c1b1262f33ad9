"""The system libraries that Qt needs, checked before Qt is loaded: without them it aborts with little to go by."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping

# Shared library and the Debian and Ubuntu package that carries it.
_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_FOR_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window could be shown: always on Windows and macOS, elsewhere if a display is named."""
    if environment.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    return platform in ("win32", "darwin") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing_libraries(
    environment: Mapping[str, str],
    load: Callable[[str], object] = ctypes.CDLL,
    platform: str = sys.platform,
) -> str | None:
    """One line that names the libraries Qt lacks here and the command that installs them; None if it lacks none."""
    if platform != "linux":
        return None
    needed = dict(_ALWAYS)
    if environment.get("DISPLAY") and environment.get("QT_QPA_PLATFORM", "xcb").startswith("xcb"):
        needed |= _FOR_X11
    lacking = {library: package for library, package in needed.items() if not _loads(library, load)}
    if not lacking:
        return None
    return (
        f"Qt needs {', '.join(lacking)}, not installed here. "
        f"On Debian or Ubuntu: sudo apt-get install {' '.join(lacking.values())}"
    )


def _loads(library: str, load: Callable[[str], object]) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True
