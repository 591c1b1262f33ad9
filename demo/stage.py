"""What the pictures of the desk are taken of: people who do not exist, a camera that plays them, a clock to be set."""

from __future__ import annotations

import csv
import os
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np

from demo import faces
from demo.home import enrolment_key
from enrollment.changes import compare
from enrollment.importing import Plan, store_import
from enrollment.packing import session_content, validity
from enrollment.photos.source import open_photos
from enrollment.roster.rows import RosterRow
from enrollment.roster.sessions import ExamSessionRow
from enrollment.store.database import open_enrolment
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.recogniser import Recogniser
from recognition.types import CandidateNumber, Image
from station.camera.replay import ReplayCamera
from station.clock import SystemClock
from station.errors import CameraError
from station.session import ExamSession, OtherSession, load_session
from wire.elsewhere import mark_of
from wire.pack import build_pack, parse_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationIdentity, StationKey
from wire.signing import SigningKey

SESSION = "SKD CPNS · Sesi 2"
VENUE = "BKN Regional VII, Palembang"
NAMES = (
    "Yohanes Wanimbo",
    "Markus Petrus Wenda",
    "Budi Santoso",
    "Siti Rahmawati Kusumaningtyas",
    "Raden Ajeng Soekarno Hadiningrat Tjokroaminoto Prawirodirdjo",
    "Dewi Anggraini",
)
NUMBERS = tuple(f"2430011001{2345 + place}" for place in range(len(NAMES)))
ALIKE, OTHER_ALIKE, PLAIN, CLEAN, LONG, TWIN = NUMBERS
TWIN_SISTER, WITHOUT_PHOTO, ELSEWHERE = "24300110012390", "24300110012399", "24300110012871"
_LIGHTS = 3  # photos of each


class UnpluggableCamera(ReplayCamera):
    """A replay camera whose cable can be pulled."""

    unplugged = False
    taken = False

    def open(self) -> None:
        """Raises CameraError while unplugged, or another program's where it is ``taken``."""
        if self.unplugged:
            raise CameraError("the replay camera cannot be opened", taken=self.taken)
        super().open()

    def read(self) -> Image:
        """Raises CameraError while unplugged."""
        if self.unplugged:
            raise CameraError("the replay camera was unplugged")
        return super().read()


class StageClock(SystemClock):
    """Goes as usual, from whatever time of day it is set to."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._jumped = 0.0

    def monotonic(self) -> float:
        """Seconds since an arbitrary start."""
        return super().monotonic() + self._jumped

    def now(self) -> datetime:
        """What the wall clock is said to show."""
        return super().now() + self._ahead

    def set(self, hour: int, minute: int, days: int = 0) -> None:
        """Make it a time of today, or of a day after."""
        today = super().now().astimezone()
        wanted = today.replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
        self._ahead = wanted - today

    def jump(self, seconds: float) -> None:
        """Let that much time have passed."""
        self._jumped += seconds


@dataclass(frozen=True, slots=True)
class Cast:
    """Photo files of people: some that look alike to nobody, and two that do to each other."""

    folder: Path
    distinct: tuple[str, ...]
    alike: tuple[str, str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A session of the cast, and a photo of each to play before the camera."""

    session: ExamSession
    photos: dict[str, Image]
    has_lookalikes: bool


def set_stage(home: Path, registry: ModelRegistry, recogniser: Recogniser, now: datetime) -> Stage:
    """The cast through enrolment and a pack, as everybody comes to a desk."""
    cast = _cast(recogniser)
    files = [*(cast.alike or cast.distinct[-2:]), *cast.distinct[: len(NAMES) - 2]]
    photos = {number: read_image(cast.folder / file) for number, file in zip(NUMBERS, files, strict=True)}
    photos[TWIN_SISTER] = photos[TWIN]
    names = {**dict(zip(NUMBERS, NAMES, strict=True)), TWIN_SISTER: "Dewi Anggreni"}
    folder = home / "photos"
    folder.mkdir()
    for number, photo in photos.items():
        for place in range(_LIGHTS):
            cv2.imwrite(str(folder / f"{number}-{place}.png"), _in_light(photo, place))
    starts_at = now.astimezone().replace(hour=8, minute=0, second=0, microsecond=0)
    at = ExamSessionRow(SESSION, SESSION, VENUE, "", starts_at)
    rows = tuple(
        RosterRow(
            line=line,
            number=number,
            name=names[number],
            nik=f"16710{4300000 + 7 * line}{line:04}",
            born=None,
            session=at,
            seat=f"B-{line:02}",
            pin=f"{48217735 + 101 * line}",
            photos=tuple(f"{number}-{place}.png" for place in range(_LIGHTS)),
        )
        for line, number in enumerate(photos, 2)
    )
    rows += (RosterRow(99, WITHOUT_PHOTO, "Agus Setiawan", "1671014504980099", None, at, "C-01", "57319926", ()),)
    connection = open_enrolment(home / "enrolment.sqlite3", enrolment_key(home))
    with closing(connection), open_photos(folder) as source:
        named = {row.number: row.photos for row in rows}
        store_import(connection, Plan(rows, named, (), compare(rows, named, ())), source, recogniser)
        inside = session_content(connection, SESSION, recogniser.model_id, registry.entry(DEFAULT))
    station, signer = StationIdentity.generate(), SigningKey.generate()
    facts = PackFacts(uuid4(), *validity(starts_at, None, None))
    sealed = parse_pack(build_pack(inside, facts, [StationKey("3", station.recipient)], signer, now))
    session = load_session(sealed.open(sealed.verify([signer.public]), station))
    return Stage(_with_relations(session), photos, cast.alike is not None)


def _with_relations(session: ExamSession) -> ExamSession:
    """Twins, and a number of another session."""
    one, other = CandidateNumber(TWIN), CandidateNumber(TWIN_SISTER)
    there = OtherSession(
        "SKD CPNS · Sesi 3", "BKN Regional VII, Palembang", "Lab 2", session.info.starts_at + timedelta(hours=2)
    )
    return replace(
        session,
        twins={one: frozenset([other]), other: frozenset([one])},
        elsewhere={mark_of(session.info.id, ELSEWHERE): there},
    )


def _in_light(photo: Image, place: int) -> Image:
    """The photo in one of several lights."""
    lit = photo.astype(np.float32) * (1.0, 0.93, 1.06)[place] + (0, 6, -6)[place]
    return np.asarray(lit.clip(0, 255), dtype=np.uint8)


def another_light(photo: Image) -> Image:
    """The photo as another day's light and camera would have it."""
    warm = photo.astype(np.float32) * np.array([0.92, 0.98, 1.03], dtype=np.float32) + 4
    return np.asarray(cv2.GaussianBlur(warm.clip(0, 255).astype(np.uint8), (0, 0), 0.8), dtype=np.uint8)


def portraits() -> Path | None:
    folder = Path(os.environ.get("HADIR_DATA", "../shared/data")) / "portraits-ai"
    return folder if folder.is_dir() else None


def _cast(recogniser: Recogniser) -> Cast:
    data = portraits()
    if data is None:
        people = (faces.photo_name(person, 1) for person in faces.PEOPLE)
        return Cast(faces.faces_folder(), tuple(people), None)
    with (data / "distinct.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asian = ("Philippines", "Indonesia", "Vietnam", "Thailand", "Malaysia", "Japan", "China", "Korea")
    rows.sort(key=lambda row: not any(country in row["country"] for country in asian))
    distinct = tuple(row["path"] for row in rows)
    return Cast(data, distinct, _most_alike(data, set(distinct), recogniser))


def _most_alike(data: Path, leave_out: set[str], recogniser: Recogniser) -> tuple[str, str]:
    """The two portraits that the engine finds most alike."""
    names, vectors = [], []
    for path in sorted(data.glob("*male/*.jpg")):
        name = f"{path.parent.name}/{path.name}"
        if name not in leave_out:
            image = read_image(path)
            found = recogniser.faces(image)
            if found:
                names.append(name)
                vectors.append(recogniser.embed(recogniser.align(image, found[0])).template.vector)
    matrix = np.stack(vectors)
    scores = matrix @ matrix.T - 2 * np.eye(len(matrix), dtype=np.float32)
    one, other = np.unravel_index(int(np.argmax(scores)), scores.shape)
    return names[int(one)], names[int(other)]
