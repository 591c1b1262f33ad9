"""The cameras of this computer, by name.

Linux tells names and nodes in /sys, and whether a node delivers pictures in answer to VIDIOC_QUERYCAP: a webcam has
a second node that delivers data about its pictures only. Elsewhere neither OpenCV 5.0 nor PySide6-Essentials tells
names (QMediaDevices is in PySide6-Addons), so the numbers are tried.
"""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2

_SYS = Path("/sys/class/video4linux")
_DEV = Path("/dev")
_NODE = re.compile(r"video([0-9]{1,2})")
_PROBED = 5  # numbers that are tried where nothing tells them

# linux/videodev2.h: struct v4l2_capability is driver[16], card[32], bus_info[32] and six 32-bit numbers.
_QUERYCAP: Final = 0x80685600  # _IOR('V', 0, struct v4l2_capability)
_CAPABILITY = struct.Struct("16s32s32s6I")
_CAPTURES = 0x00000001 | 0x00001000  # V4L2_CAP_VIDEO_CAPTURE, V4L2_CAP_VIDEO_CAPTURE_MPLANE
_PER_NODE = 0x80000000  # V4L2_CAP_DEVICE_CAPS: what follows is of this node, not of the whole device


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera by the text that stands for it in the configuration, its number, and by the name that a person knows.

    ``name`` is empty where nothing tells it.
    """

    target: str
    name: str


def list_cameras(in_use: Collection[str] = ()) -> tuple[CameraDevice, ...]:
    """The cameras of this computer, in the order of their numbers.

    Where numbers must be tried that takes seconds, and a camera that is open cannot be opened again: those whose
    targets are ``in_use`` are taken to be there.
    """
    if sys.platform.startswith("linux"):
        return linux_cameras()
    return probed_cameras(_opens, in_use)


def linux_cameras(
    folder: Path = _SYS, captures: Callable[[int], bool | None] | None = None
) -> tuple[CameraDevice, ...]:
    """The nodes in a folder like /sys/class/video4linux that deliver pictures.

    ``captures`` says whether a node does, None where it does not answer; such a node counts if it is its device's
    first, which is the one that delivers pictures.
    """
    captures = captures or node_captures
    found: list[tuple[int, str]] = []
    for node in _nodes(folder):
        number = int(node.name.removeprefix("video"))
        able = captures(number)
        if able or (able is None and _text(node / "index") in ("", "0")):
            found.append((number, _plain_name(_text(node / "name"))))
    cameras = [CameraDevice(str(number), name) for number, name in sorted(found)]
    return _told_apart(cameras)


def probed_cameras(opens: Callable[[int], bool], in_use: Collection[str] = ()) -> tuple[CameraDevice, ...]:
    """The numbers from 0 that can be opened; nothing tells their names."""
    return tuple(CameraDevice(str(number), "") for number in range(_PROBED) if str(number) in in_use or opens(number))


def node_captures(number: int, folder: Path = _DEV) -> bool | None:
    """Whether /dev/videoN delivers pictures; None where it does not answer, or may not be opened."""
    import fcntl  # not there on Windows

    answer = bytearray(_CAPABILITY.size)
    try:
        node = os.open(folder / f"video{number}", os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        fcntl.ioctl(node, _QUERYCAP, answer)
    except OSError:
        return None
    finally:
        os.close(node)
    return captures_pictures(bytes(answer))


def captures_pictures(capability: bytes) -> bool:
    """Whether a ``struct v4l2_capability`` is of a node that delivers pictures."""
    *_, whole, node, _r0, _r1, _r2 = _CAPABILITY.unpack(capability)
    return bool((node if whole & _PER_NODE else whole) & _CAPTURES)


def _nodes(folder: Path) -> list[Path]:
    try:
        return [node for node in folder.iterdir() if _NODE.fullmatch(node.name)]
    except OSError:
        return []  # no camera was ever plugged in, or the kernel knows none


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _plain_name(name: str) -> str:
    """A name without its echo: the kernel says "Integrated Camera: Integrated C", cut off after 31 letters."""
    first, colon, rest = name.partition(": ")
    return first if colon and first.startswith(rest.strip()) else name


def _told_apart(cameras: Sequence[CameraDevice]) -> tuple[CameraDevice, ...]:
    names = [camera.name for camera in cameras]
    return tuple(
        replace(camera, name=f"{camera.name} ({names[: index + 1].count(camera.name)})")
        if camera.name and names.count(camera.name) > 1
        else camera
        for index, camera in enumerate(cameras)
    )


def _opens(number: int) -> bool:
    backend = cv2.CAP_DSHOW if os.name == "nt" else cv2.CAP_ANY
    try:
        capture = cv2.VideoCapture(number, backend)
    except cv2.error:
        return False
    opened = capture.isOpened()
    capture.release()
    return bool(opened)
