"""A camera by index, a video file or a stream address, through OpenCV."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np

from recognition.types import Image
from station.camera.devices import node_captures
from station.errors import CameraError

_WIDTH, _HEIGHT = 640, 480
_OPEN_TIMEOUT, _READ_TIMEOUT = 5000, 3000  # milliseconds, for streams
_REACH_TIMEOUT = 1.0  # seconds to find out whether anybody answers at a stream's address
_PORTS = {"rtsp": 554, "https": 443}
_BEHIND = 1.0  # seconds between two pictures of a stream, after which the next ones are old
_MOST_DEVICES = 99
_DEFAULT_RATE = 25.0  # frames per second, for files that do not say


class OpenCvCamera:
    """``target`` is a device index, or the path of a video file, or a URL.

    A file is played at its own pace and starts again at its end, like a camera that keeps running.
    """

    def __init__(self, target: int | str, sleep: Callable[[float], None] = time.sleep) -> None:
        """Raises CameraError for a device number that no computer has, or an address that is none."""
        if isinstance(target, int) and not 0 <= target <= _MOST_DEVICES:
            raise CameraError(f"camera {target}: expected a device from 0 to {_MOST_DEVICES}")
        try:
            address = urlsplit(str(target))
            self._host = address.hostname or "an unnamed host"
            self._port = address.port or _PORTS.get(address.scheme, 80)
        except ValueError as error:
            raise CameraError("the camera's address is not one: expected a form such as rtsp://host/path") from error
        self._target = target
        self._sleep = sleep
        self._capture: cv2.VideoCapture | None = None
        self._interval = 0.0
        self._due = 0.0
        self._delivered = False

    @property
    def name(self) -> str:
        """The device's index, the file's name, or the stream's host: never what an address says of a password."""
        if isinstance(self._target, int):
            return f"camera {self._target}"
        if self._is_file:
            return Path(self._target).name
        return f"stream of {self._host}"

    @property
    def is_device(self) -> bool:
        """Whether the target is a device by index."""
        return isinstance(self._target, int)

    @property
    def injected(self) -> bool:
        """True for files and streams."""
        return not self.is_device

    def open(self) -> None:
        """Open the device, file or stream. Raises CameraError, which says whether another program has it."""
        asked = time.monotonic()
        try:
            capture = self._connect()
        except cv2.error as error:
            raise CameraError(f"{self.name} cannot be opened: {error.err}") from error
        if not capture.isOpened():
            capture.release()
            if self._is_there(time.monotonic() - asked):
                raise CameraError(
                    f"{self.name} cannot be opened: it is there, but in use by another program", taken=True
                )
            raise CameraError(f"{self.name} cannot be opened: not connected, in use by another program, or no video")
        self._capture = capture
        self._delivered = False
        if self._is_file:
            rate = capture.get(cv2.CAP_PROP_FPS)
            self._interval = 1 / (rate if 1 <= rate <= 240 else _DEFAULT_RATE)
            self._due = time.monotonic()

    def _is_there(self, seconds: float) -> bool:
        """Whether a camera that was refused within ``seconds`` is there all the same. A device's node answers then; a
        stream's host does, and it has not let the time run out, as one that hangs would."""
        if isinstance(self._target, int):
            return os.name != "nt" and node_captures(self._target) is True
        if not self._is_stream or seconds * 1000 >= _OPEN_TIMEOUT:
            return False
        try:
            socket.create_connection((self._host, self._port), _REACH_TIMEOUT).close()
        except OSError:
            return False
        return True

    def _connect(self) -> cv2.VideoCapture:
        if isinstance(self._target, int):
            backend = cv2.CAP_DSHOW if os.name == "nt" else cv2.CAP_ANY
            capture = cv2.VideoCapture(self._target, backend)
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WIDTH)
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _HEIGHT)
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            return capture
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_TIMEOUT, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_TIMEOUT]
        return cv2.VideoCapture(self._target, cv2.CAP_FFMPEG, limits)

    def read(self) -> Image:
        """The next picture. Raises CameraError when none comes."""
        if self._capture is None:
            raise CameraError(f"{self.name} is not open")
        try:
            picture = self._grab(self._capture)
        except cv2.error as error:
            raise CameraError(f"{self.name} has stopped to deliver pictures: {error.err}") from error
        if self._is_file:
            self._due = max(self._due + self._interval, time.monotonic() - self._interval)
            self._sleep(max(self._due - time.monotonic(), 0.0))
        return picture

    def close(self) -> None:
        """Let go of the device."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    @property
    def _is_file(self) -> bool:
        return isinstance(self._target, str) and not self._is_stream

    @property
    def _is_stream(self) -> bool:
        return isinstance(self._target, str) and "://" in self._target

    def _grab(self, capture: cv2.VideoCapture) -> Image:
        asked = time.monotonic()
        delivered, picture = capture.read()
        if self._is_stream and self._delivered and time.monotonic() - asked > _BEHIND:
            # What follows was buffered on the way and may still show the person before: begin the stream anew.
            raise CameraError(f"{self.name} paused; it is opened again to be up to date")
        self._delivered = delivered
        if not delivered and self._is_file:
            capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            delivered, picture = capture.read()
        if not delivered or picture is None or picture.ndim != 3:
            raise CameraError(f"{self.name} has stopped to deliver pictures")
        return np.asarray(picture, dtype=np.uint8)
