"""Photos made worse, the way registered ones are bad, by any amount from a little to a lot.

The largest amounts are those at which hardly any face is still recognised; sizes are in pixels of LFW's pictures, in
which the eyes are some 42 apart.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from recognition.types import Image

Spoil = Callable[[Image, float, np.random.Generator], Image]


def blurred(image: Image, amount: float, random: np.random.Generator) -> Image:
    """Out of focus, sigma 0.7 to 6.4 px."""
    return _image(cv2.GaussianBlur(image, (0, 0), 0.7 * 2 ** (3.2 * amount)))


def moved(image: Image, amount: float, random: np.random.Generator) -> Image:
    """Moved along a line of 3 to 25 px, in any direction."""
    side = round(3 + 22 * amount)
    path = np.zeros((side, side), dtype=np.float32)
    path[side // 2] = 1
    middle = (side - 1) / 2
    turn = cv2.getRotationMatrix2D((middle, middle), random.uniform(0, 180), 1)
    turned = cv2.warpAffine(path, turn, (side, side))
    return _image(cv2.filter2D(image, -1, turned / turned.sum(), borderType=cv2.BORDER_REPLICATE))


def dark(image: Image, amount: float, random: np.random.Generator) -> Image:
    """Light times 0.4 to 0.03, with the noise of a sensor."""
    light = image.astype(np.float32) * (0.4 - 0.37 * amount) + random.normal(0, 2, image.shape)
    return _image(np.clip(light, 0, 255))


def glaring(image: Image, amount: float, random: np.random.Generator) -> Image:
    """60 to 200 of 255 added."""
    return _image(np.clip(image.astype(np.float32) + 60 + 140 * amount, 0, 255))


def small(image: Image, amount: float, random: np.random.Generator) -> Image:
    """Shrunk 1.5 to 7 times: eyes 28 to 6 px apart."""
    scale = 1 / (1.5 + 5.5 * amount)
    return _image(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def compressed(image: Image, amount: float, random: np.random.Generator) -> Image:
    """JPEG of quality 30 to 3."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, round(30 - 27 * amount)])
    return _image(cv2.imdecode(data, cv2.IMREAD_COLOR))


SPOILS: tuple[Spoil, ...] = (blurred, moved, dark, glaring, small, compressed)


def _image(array: object) -> Image:
    return np.asarray(array, dtype=np.uint8)
