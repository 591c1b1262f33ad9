"""Still pictures from outside: bytes of unknown origin become a bounded BGR array, or one clear error."""

from __future__ import annotations

import importlib
import io
import stat
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType

import cv2
import numpy as np
from PIL import Image as PillowImage

from recognition.errors import ImageSizeError, NotAnImageError
from recognition.types import Image

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "PPM")  # and HEIC, where the package pillow-heif is installed
MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 100_000_000  # a 100-megapixel camera; above it a decompression bomb is likelier than a portrait
MIN_SIDE = 32  # pixels; YuNet needs a face of about 10 pixels, and nothing smaller can be recognised
MAX_SIDE = 2048  # pixels kept after decoding; a face in a portrait is then still larger than any model's input

# Above white, not black: what is transparent in a portrait is its background.
_BACKGROUND = (255, 255, 255, 255)
# ISO/IEC 23008-12, annex B: HEVC stills and sequences, and "some HEIF", which is what some cameras write for both.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_TOLD_FORMATS = "JPEG/PNG/WEBP/HEIC/BMP/TIFF/PPM"
_ORIENTATION = 0x0112  # the EXIF tag; what it asks for:
_TURNS = {
    2: PillowImage.Transpose.FLIP_LEFT_RIGHT,
    3: PillowImage.Transpose.ROTATE_180,
    4: PillowImage.Transpose.FLIP_TOP_BOTTOM,
    5: PillowImage.Transpose.TRANSPOSE,
    6: PillowImage.Transpose.ROTATE_270,
    7: PillowImage.Transpose.TRANSVERSE,
    8: PillowImage.Transpose.ROTATE_90,
}
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError, RuntimeError, struct.error)


class _Hush:
    """Keeps Pillow's warnings about odd metadata quiet while anyone is inside; the limits of this module decide.

    `warnings.catch_warnings` is made for one thread. With several, the first to leave would bring the warnings back for
    those that are still inside, and the last would leave them off for good.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._filters = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._filters = warnings.catch_warnings()
                self._filters.__enter__()
                warnings.simplefilter("ignore")
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._filters.__exit__(kind, error, trace)


without_warnings = _Hush()


def read_image(path: Path) -> Image:
    """Read a picture file; see `decode_image`. Raises OSError when the file cannot be read."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NotAnImageError(f"{path}: expected a file, found a folder, pipe or device")
    if status.st_size > MAX_BYTES:
        raise ImageSizeError(f"{path}: expected at most {MAX_BYTES} bytes, found {status.st_size}")
    return decode_image(path.read_bytes(), str(path))


def decode_image(data: bytes, name: str = "picture") -> Image:
    """Decode a picture to BGR, (height, width, 3), uint8.

    EXIF orientation is applied, transparency laid over white, grey and 16-bit pictures converted, several
    frames reduced to the first. Sides above `MAX_SIDE` are scaled down.

    Raises:
        NotAnImageError: not one of `FORMATS`, damaged or truncated, or HEIC where that cannot be read.
        ImageSizeError: more than `MAX_PIXELS` or `MAX_BYTES`, or a side under `MIN_SIDE`.
    """
    with _opened(data, name) as picture:
        _check_size(picture.size, name)
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
        picture.load()
        turn = _TURNS.get(_orientation(picture))
        return _to_bgr(picture if turn is None else picture.transpose(turn))


def picture_size(data: bytes, name: str = "picture") -> tuple[int, int]:
    """Width and height of a picture in its own pixels, EXIF orientation applied, from its header alone.

    Raises:
        NotAnImageError: not one of `FORMATS`, or HEIC where that cannot be read.
        ImageSizeError: more than `MAX_BYTES`, or more pixels than Pillow looks at.
    """
    with _opened(data, name) as picture:
        width, height = picture.size
        return (height, width) if _orientation(picture) in range(5, 9) else (width, height)


def is_heic(data: bytes) -> bool:
    """Whether a file says of itself that it is HEIC; what kinds there are besides: `FORMATS`."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[PillowImage.Image]:
    """A picture of which only the header is read yet. What Pillow raises inside becomes an error of ours."""
    if len(data) > MAX_BYTES:
        raise ImageSizeError(f"{name}: expected at most {MAX_BYTES} bytes, found {len(data)}")
    try:
        with without_warnings, _open(data, name) as picture:
            yield picture
    except PillowImage.DecompressionBombError as error:
        raise ImageSizeError(f"{name}: expected at most {MAX_PIXELS} pixels, found far more") from error
    except _DAMAGED as error:
        kind = "an empty file" if not data else str(error).partition(" <_io.BytesIO")[0]
        raise NotAnImageError(f"{name}: expected a whole {_TOLD_FORMATS} picture, found {kind}") from error


def _open(data: bytes, name: str) -> PillowImage.Image:
    if not is_heic(data):
        return PillowImage.open(io.BytesIO(data), formats=FORMATS)
    try:
        plugin = importlib.import_module("pillow_heif")  # optional: see the extra "heic" in pyproject.toml
    except ImportError as error:
        raise NotAnImageError(f"{name}: HEIC photos need the package pillow-heif") from error
    picture: PillowImage.Image = plugin.HeifImageFile(io.BytesIO(data))
    return picture


def _orientation(picture: PillowImage.Image) -> int:
    value = picture.getexif().get(_ORIENTATION)
    return value if isinstance(value, int) else 1


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise ImageSizeError(f"{name}: expected at most {MAX_PIXELS} pixels, found {width}x{height}")
    if min(width, height) < MIN_SIDE:
        raise ImageSizeError(f"{name}: expected at least {MIN_SIDE} pixels a side, found {width}x{height}")


def _to_bgr(picture: PillowImage.Image) -> Image:
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = PillowImage.fromarray((np.asarray(picture, dtype=np.uint32) >> 8).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        flat = PillowImage.new("RGBA", picture.size, _BACKGROUND)
        flat.alpha_composite(picture.convert("RGBA"))
        picture = flat
    rgb = picture if picture.mode == "RGB" else picture.convert("RGB")
    rgb.thumbnail((MAX_SIDE, MAX_SIDE), PillowImage.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(cv2.cvtColor(np.asarray(rgb), cv2.COLOR_RGB2BGR), dtype=np.uint8)
