"""A camera that turns still photos into a lifelike moving webcam picture, the same for the same seed.

What a webcam at a desk adds to a photo: a person who is never quite still (drift, scale, roll), changing light
with a side to it, sensor noise, and the camera's own JPEG compression. Each is a smooth seeded function of the frame
count, never of the time of day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from recognition.types import Image
from station.errors import CameraError

_NOISE_TILES = 6
_LENS_BLUR = 0.6  # sigma in pixels: no webcam lens is perfect


@dataclass(frozen=True, slots=True)
class Liveliness:
    """How much the picture moves and suffers. Lengths are shares of the picture's height."""

    drift: float = 0.025
    breathing: float = 0.04  # change of scale, share
    roll: float = 3.0  # degrees
    light: float = 0.10  # change of brightness, share
    noise: float = 3.0  # standard deviation in grey levels
    jpeg_quality: int = 85
    hold: tuple[int, int] = (9, 20)  # frames that one still is shown for, least and most


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What stands before the camera: stills of one person, in turn; nobody when there are none.

    ``filling`` is the still's height as a share of the picture's; ``defocus`` is a blur's sigma in pixels.
    """

    stills: tuple[Image, ...] = ()
    filling: float = 0.9
    defocus: float = 0.0


class ReplayCamera:
    """Plays scenes. `play` may be called from any thread; the next picture shows the new scene."""

    def __init__(
        self,
        scene: Scene,
        seed: int = 0,
        size: tuple[int, int] = (640, 480),
        rate: float = 30.0,
        liveliness: Liveliness | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._size = size
        self._interval = 1 / rate
        self._sleep = sleep
        self._live = liveliness or Liveliness()
        self._random = np.random.default_rng(seed)
        self._phases = self._random.uniform(0, 2 * np.pi, size=(6, 3))
        width, height = size
        self._noise = [
            self._random.normal(0, self._live.noise, (height, width, 3)).round().astype(np.int16)
            for _ in range(_NOISE_TILES)
        ]
        self._shade = _side_light(size)
        self._lock = Lock()
        self._scene = scene
        self._layers: list[_Layer] = []
        self._prepared: Scene | None = None
        self._count = 0
        self._current, self._hold_until = 0, 0
        self._due: float | None = None

    @property
    def name(self) -> str:
        """What to call it on screen."""
        return "replay"

    @property
    def injected(self) -> bool:
        """Always: nobody stands before this camera."""
        return True

    def play(self, scene: Scene) -> None:
        """Show another scene from the next picture on."""
        with self._lock:
            self._scene = scene

    def open(self) -> None:
        """Start the pace anew."""
        self._due = time.monotonic()

    def read(self) -> Image:
        """The next picture, at the camera's rate. Raises CameraError when it was not opened."""
        if self._due is None:
            raise CameraError("the replay camera is not open")
        picture = self.render()
        self._due = max(self._due + self._interval, time.monotonic() - self._interval)
        self._sleep(max(self._due - time.monotonic(), 0.0))
        return picture

    def close(self) -> None:
        """Stop; `open` starts it again."""
        self._due = None

    def render(self) -> Image:
        """The next picture, at once."""
        with self._lock:
            scene = self._scene
        if scene is not self._prepared:
            self._layers = [_Layer.prepare(still, self._size, scene.filling) for still in scene.stills]
            self._prepared = scene
            self._current, self._hold_until = 0, self._count + self._hold()
        self._count += 1
        if self._layers and self._count > self._hold_until:
            self._current = (self._current + 1) % len(self._layers)
            self._hold_until = self._count + self._hold()
        picture = self._layers[self._current].draw(*self._pose(scene)) if self._layers else _room(self._size)
        blur = float(np.hypot(scene.defocus, _LENS_BLUR))
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), dtype=np.uint8)
        return self._develop(picture)

    def _hold(self) -> int:
        least, most = self._live.hold
        return int(self._random.integers(least, most + 1))

    def _wave(self, channel: int) -> float:
        """A smooth function of the frame count, about -1 to 1."""
        seconds = self._count * self._interval
        slow, middle, fast = np.sin(2 * np.pi * seconds * np.array([0.11, 0.37, 0.9]) + self._phases[channel])
        return float(0.55 * slow + 0.3 * middle + 0.15 * fast)

    def _pose(self, scene: Scene) -> tuple[float, float, float, float]:
        """Shift right and down in pixels, scale, roll in degrees."""
        reach = self._live.drift * self._size[1]
        return (
            reach * self._wave(0),
            reach * self._wave(1),
            1 + self._live.breathing * self._wave(2),
            self._live.roll * self._wave(3),
        )

    def _develop(self, picture: Image) -> Image:
        """Light, noise and compression."""
        gain = 1 + self._live.light * self._wave(4)
        lit = cv2.multiply(picture, self._shade, scale=gain, dtype=cv2.CV_16S)
        noise = self._noise[int(self._random.integers(_NOISE_TILES))]
        noisy = cv2.add(lit, noise, dtype=cv2.CV_8U)
        _, jpeg = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, self._live.jpeg_quality])
        return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One still made ready: its blurred self as the room behind, itself with soft edges in front."""

    room: Image
    still: Image
    weight: NDArray[np.float32]
    scale: float

    @classmethod
    def prepare(cls, still: Image, size: tuple[int, int], filling: float) -> _Layer:
        height = size[1]
        rows, columns = still.shape[:2]
        small = cv2.resize(still, (8, 6), interpolation=cv2.INTER_AREA)
        room = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
        edge = max(min(rows, columns) // 8, 1)
        ramp_x = np.minimum(np.arange(columns) + 1, np.arange(columns)[::-1] + 1)
        ramp_y = np.minimum(np.arange(rows) + 1, np.arange(rows)[::-1] + 1)
        weight = np.clip(np.minimum(ramp_x[None], ramp_y[:, None]) / edge, 0, 1).astype(np.float32)
        return cls(room, still, weight, filling * height / rows)

    def draw(self, right: float, down: float, scale: float, roll: float) -> Image:
        """The still over its room, shifted, scaled and rolled about the middle."""
        height, width = self.room.shape[:2]
        rows, columns = self.still.shape[:2]
        matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), roll, self.scale * scale)
        matrix[:, 2] += (width / 2 - columns / 2 + right, height / 2 - rows / 2 + down)
        front = cv2.warpAffine(self.still, matrix, (width, height), flags=cv2.INTER_CUBIC)
        weight = cv2.warpAffine(self.weight, matrix, (width, height), flags=cv2.INTER_LINEAR)
        return np.asarray(cv2.blendLinear(front, self.room, weight, 1 - weight), dtype=np.uint8)


def _side_light(size: tuple[int, int]) -> NDArray[np.float32]:
    """Brighter on one side, darker in the corners: factors around one, (height, width, 3)."""
    width, height = size
    x, y = np.linspace(-1, 1, width), np.linspace(-1, 1, height)
    shade = 1.0 + 0.06 * x[None] - 0.08 * (x[None] ** 2 + y[:, None] ** 2)
    return np.repeat(shade[:, :, None], 3, axis=2).astype(np.float32)


def _room(size: tuple[int, int]) -> Image:
    """A wall with nobody before it."""
    width, height = size
    shade = np.linspace(168, 128, height)[:, None] + np.linspace(-12, 12, width)[None]
    return np.stack([shade + 6, shade, shade - 8], axis=2).clip(0, 255).astype(np.uint8)


def scene_of(stills: Sequence[Image], defocus: float = 0.0) -> Scene:
    """A scene of one person's stills."""
    return Scene(tuple(stills), defocus=defocus)
