"""Who is registered: 40 candidates of one session, and some of others whom the day brings to the wrong desk.

The people are those of the AT&T/ORL faces. Two are registered with blurred photos and one without any; one has a
namesake who looks the same, another a twin.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from demo.cards import card_picture
from demo.faces import faces_folder, name_of, number_of, photo_name
from demo.session.acts import Show, Stand
from recognition.images import read_image
from recognition.types import Image
from station.camera.replay import Scene

SESSION, VENUE, ROOM = "SKD-1", "BKN Regional VII, Palembang", "Lab 1"
AFTERNOON, NEXT_DOOR, FAR_AWAY = "SKD-2", "SKD-1B", "SKD-1P"
LIKENESS, TWIN, STRAY, UNKNOWN = "24300110012391", "24300110012392", "24300110012393", "99990000"
LOOKS_LIKE, HAS_TWIN, WITHOUT_PHOTO = 14, 27, 38  # people of the faces
BLURRED = (25, 26)  # at registration
IN_AFTERNOON, IN_NEXT_ROOM = 39, 40

_BLUR = 6.0  # sigma in pixels of the photo: no machine knows the person by it
_FIRST, _LATER = (1, 2, 3), (4, 5, 6)  # photos that are registered
_LIVE = (7, 8, 9, 10)  # and those that nobody is registered with


@dataclass(frozen=True, slots=True)
class Registered:
    """One row of the roster. ``photos`` are those of ``person`` in the faces; ``blur`` as in `cv2.GaussianBlur`."""

    number: str
    name: str
    session: str
    person: int = 0
    photos: tuple[int, ...] = _FIRST
    blur: float = 0.0

    @property
    def nik(self) -> str:
        """A national number that could be one, another for everybody."""
        return f"1671040503{80 + int(self.number[-2:]) % 20:02}{self.number[-4:]}"

    @property
    def pin(self) -> str:
        """The registration PIN."""
        return f"{48217735 + 101 * int(self.number[-3:])}"


def registered() -> tuple[Registered, ...]:
    """Everybody on the roster, the session's 40 first."""
    here = [_of(person) for person in range(1, 39)]
    likeness = Registered(LIKENESS, "Putra Anugerah", SESSION, LOOKS_LIKE, _LATER)
    twin = Registered(TWIN, "Gilang Prakoso", SESSION, HAS_TWIN, _LATER)
    return (
        *here,
        likeness,
        twin,
        Registered(number_of(IN_AFTERNOON), name_of(IN_AFTERNOON), AFTERNOON, IN_AFTERNOON),
        Registered(number_of(IN_NEXT_ROOM), name_of(IN_NEXT_ROOM), NEXT_DOOR, IN_NEXT_ROOM),
        Registered(STRAY, "Lukman Hakim", FAR_AWAY, photos=()),
    )


def pins() -> dict[str, str]:
    """Everybody's PIN, by their number."""
    return {each.number: each.pin for each in registered() if each.session == SESSION}


def live_stills(person: int) -> tuple[Image, ...]:
    """What the camera plays a person from: photos that nobody is registered with."""
    folder = faces_folder()
    return tuple(read_image(folder / photo_name(person, photo)) for photo in _LIVE)


def scene_of_act(act: Stand | Show) -> Scene:
    """What is before the camera."""
    if isinstance(act, Show):
        return Scene((card_picture(act.number),), filling=0.7)
    return Scene(live_stills(act.person) if act.person else (), defocus=act.defocus)


def write_photos(folder: Path) -> None:
    """Write the photos that are registered; raises DemoError."""
    folder.mkdir()
    source = faces_folder()
    for each in registered():
        for photo in each.photos:
            image = read_image(source / photo_name(each.person, photo))
            blurred = cv2.GaussianBlur(image, (0, 0), each.blur) if each.blur else image
            cv2.imwrite(str(folder / _file(each, photo)), np.asarray(blurred))


def roster_csv(starts_at: datetime) -> str:
    """The roster, with the session beginning at that time."""
    places = {
        SESSION: (VENUE, ROOM, starts_at),
        AFTERNOON: (VENUE, ROOM, starts_at + timedelta(hours=5)),
        NEXT_DOOR: (VENUE, "Lab 2", starts_at),
        FAR_AWAY: ("BKN Regional VIII, Banjarbaru", "Lab 1", starts_at),
    }
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["nomor", "nik", "nama", "sesi", "tilok", "ruang", "mulai", "kursi", "pin", "foto"])
    for seat, each in enumerate(registered(), 1):
        venue, room, begins = places[each.session]
        photos = ";".join(_file(each, photo) for photo in each.photos)
        row = [each.number, each.nik, each.name, each.session, venue, room, begins.isoformat(timespec="minutes")]
        writer.writerow([*row, f"A-{seat:02}", each.pin, photos])
    return text.getvalue()


def _of(person: int) -> Registered:
    photos = () if person == WITHOUT_PHOTO else _FIRST
    return Registered(number_of(person), name_of(person), SESSION, person, photos, _BLUR if person in BLURRED else 0.0)


def _file(each: Registered, photo: int) -> str:
    return f"{each.number}-{photo}.png"
