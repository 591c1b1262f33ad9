"""Still pictures from outside: bytes of unknown origin become a bounded BGR array, or one clear error."""

from __future__ import annotations

import io
import stat
import warnings
from pathlib import Path

import numpy as np
from PIL import Image as PillowImage
from PIL import ImageOps

from recognition.errors import ImageSizeError, NotAnImageError
from recognition.types import Image

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "PPM")
MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 100_000_000  # a 100-megapixel camera; above it a decompression bomb is likelier than a portrait
MIN_SIDE = 32  # pixels; YuNet needs a face of about 10 pixels, and nothing smaller can be recognised
MAX_SIDE = 2048  # pixels kept after decoding; a face in a portrait is then still larger than any model's input

# Above white, not black: what is transparent in a portrait is its background.
_BACKGROUND = (255, 255, 255, 255)


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
        NotAnImageError: not one of `FORMATS`, damaged or truncated.
        ImageSizeError: more than `MAX_PIXELS` or `MAX_BYTES`, or a side under `MIN_SIDE`.
    """
    if len(data) > MAX_BYTES:
        raise ImageSizeError(f"{name}: expected at most {MAX_BYTES} bytes, found {len(data)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's doubts about odd metadata; the limits below decide
            with PillowImage.open(io.BytesIO(data), formats=FORMATS) as opened:
                _check_size(opened.size, name)
                opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
                opened.load()
                return _to_bgr(ImageOps.exif_transpose(opened))
    except PillowImage.DecompressionBombError as error:
        raise ImageSizeError(f"{name}: expected at most {MAX_PIXELS} pixels: {error}") from error
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as error:
        kind = "an empty file" if not data else str(error).partition(" <_io.BytesIO")[0]
        raise NotAnImageError(f"{name}: expected a whole {'/'.join(FORMATS)} picture, found {kind}") from error


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
    rgb = picture.convert("RGB")
    rgb.thumbnail((MAX_SIDE, MAX_SIDE), PillowImage.Resampling.BOX, reducing_gap=2.0)
    return np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1])
