"""Triage: what is wrong with each candidate's photos, and who will probably have trouble at the desk, worst first.

Pure: facts of photos in, findings out. A photo is wanting where a quality measure's own limits say so: its gate, and
the advice of `recognition.quality.mapping`, where the source of each limit stands; before the day there is time to ask
for more than what a desk has to put up with. Size has the gate alone: "come closer" is said lightly at a desk, a new
photo is not asked for lightly, and a face that is merely small is recognised as well as others (docs/triage.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from enrollment.errors import PhotoProblem
from enrollment.photos.editing import EditSign
from enrollment.photos.reference import Measured, PhotoFacts
from enrollment.triage.agreement import Agreements, Alike
from enrollment.triage.chance import Seen, chance_of_trouble
from recognition.quality import mapping, sharpness, unified_quality


class Finding(StrEnum):
    """What is wrong with a photo or with a candidate's photos, in the order in which it is told."""

    NO_PHOTO = "NO_PHOTO"
    NO_USABLE_PHOTO = "NO_USABLE_PHOTO"
    NOT_RECEIVED = "NOT_RECEIVED"  # named in the roster, and not there
    OUTSIDE = "OUTSIDE"  # by a link or path that leaves the photos' folder or archive
    UNREADABLE = "UNREADABLE"  # damaged or locked, or no regular file
    MISNAMED = "MISNAMED"  # a picture of another kind than its name says
    NOT_A_PICTURE = "NOT_A_PICTURE"
    TOO_LARGE = "TOO_LARGE"
    NO_FACE = "NO_FACE"
    SEVERAL_FACES = "SEVERAL_FACES"
    SAME_PICTURE_ELSEWHERE = "SAME_PICTURE_ELSEWHERE"  # the same file under another candidate
    GENERATED = "GENERATED"
    DISAGREES = "DISAGREES"  # with the candidate's other photos
    TOO_SMALL = "TOO_SMALL"
    BLURRED = "BLURRED"
    DARK = "DARK"
    OVEREXPOSED = "OVEREXPOSED"
    TILTED = "TILTED"
    TURNED = "TURNED"
    LOW_QUALITY = "LOW_QUALITY"  # the unified score, where nothing else says what it is
    LIKELY_EDITED = "LIKELY_EDITED"


_PLACES = {finding: place for place, finding in enumerate(Finding)}
UNUSABLE = frozenset({Finding.NO_PHOTO, Finding.NO_USABLE_PHOTO})  # nobody can be compared with anything
OF_PROBLEM = {
    PhotoProblem.MISSING: Finding.NOT_RECEIVED,
    PhotoProblem.OUTSIDE: Finding.OUTSIDE,
    PhotoProblem.NOT_A_FILE: Finding.UNREADABLE,
    PhotoProblem.UNREADABLE: Finding.UNREADABLE,
    PhotoProblem.MISNAMED: Finding.MISNAMED,
    PhotoProblem.NOT_A_PICTURE: Finding.NOT_A_PICTURE,
    PhotoProblem.TOO_LARGE: Finding.TOO_LARGE,
    PhotoProblem.TOO_SMALL: Finding.TOO_SMALL,
    PhotoProblem.NO_FACE: Finding.NO_FACE,
    PhotoProblem.SEVERAL_FACES: Finding.SEVERAL_FACES,
}
OF_MEASURE = {
    "inter-eye distance": Finding.TOO_SMALL,
    "sharpness": Finding.BLURRED,
    "under-exposure prevention": Finding.DARK,
    "over-exposure prevention": Finding.OVEREXPOSED,
    "head pose roll": Finding.TILTED,
    "head pose yaw": Finding.TURNED,
    "head pose pitch": Finding.TURNED,
}
_GATE_ALONE = {"inter-eye distance"}
# Below this component of the unified score one genuine comparison in twenty and more is missed, however sharp the photo
# (the table of `enrollment.triage.chance`).
LOW_QUALITY = 80


@dataclass(frozen=True, slots=True, eq=False)
class SubmittedPhoto:
    """A photo as it was handed in: what it shows, or why its file could not be read.

    Raises ValueError with neither: then nobody has looked at it yet.
    """

    name: str
    facts: PhotoFacts | None
    problem: PhotoProblem | None = None

    def __post_init__(self) -> None:
        if self.facts is None and self.problem is None:
            raise ValueError("expected facts of a photo or a problem, got neither")


@dataclass(frozen=True, slots=True, eq=False)
class Submission:
    """A candidate and their photos."""

    number: str
    name: str
    photos: tuple[SubmittedPhoto, ...]


@dataclass(frozen=True, slots=True)
class TriagedPhoto:
    """What triage says of one photo.

    ``digest`` is that of its file, empty where there is none; ``quality`` the unified score, 0 to 100; ``agreement``
    the comparison score with the candidate's other photos, fused; ``elsewhere`` the others who have the same file.
    """

    name: str
    digest: str
    findings: tuple[Finding, ...]
    signs: tuple[EditSign, ...]
    quality: int | None
    agreement: float | None
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Triaged:
    """A candidate with everything that was found, in the order of `Finding`. ``chance`` of trouble is 0 to 1."""

    number: str
    name: str
    chance: float
    findings: tuple[Finding, ...]
    photos: tuple[TriagedPhoto, ...]


def rank(triaged: Triaged) -> tuple[float, int, str]:
    """A candidate's place when the worst come first: by the chance of trouble, by how much was found, by number."""
    return -triaged.chance, -len(triaged.findings), triaged.number


def shared_digests(owners: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Files that stand under several candidates, by digest, of pairs of digest and candidate's number."""
    first: dict[str, str] = {}
    several: dict[str, dict[str, None]] = {}
    for digest, number in owners:
        if first.setdefault(digest, number) != number:
            several.setdefault(digest, {first[digest]: None})[number] = None
    return {digest: tuple(numbers) for digest, numbers in several.items()}


def triage_one(submission: Submission, alike: Alike | None, shared: Mapping[str, Sequence[str]]) -> Triaged:
    """One candidate. ``shared``: see `shared_digests`."""
    # One file handed in twice is one photo: it agrees with itself, and adds nothing.
    usable = {photo.facts.digest: photo.facts for photo in submission.photos if photo.facts and photo.facts.template}
    agreements = Agreements.among({digest: facts.template for digest, facts in usable.items() if facts.template})
    suspects = agreements.suspects(alike)
    photos = tuple(_photo(each, submission.number, agreements, suspects, shared) for each in submission.photos)
    found = {finding for photo in photos for finding in photo.findings}
    if not submission.photos:
        found.add(Finding.NO_PHOTO)
    elif not usable:
        found.add(Finding.NO_USABLE_PHOTO)
    chance = chance_of_trouble([seen(facts) for facts in usable.values()], agreements.level(alike))
    return Triaged(submission.number, submission.name, chance, _in_order(found), photos)


def seen(facts: PhotoFacts) -> Seen:
    """What the chance of trouble depends on of a photo."""
    return Seen(_component(facts.quality, unified_quality.NAME), _component(facts.quality, sharpness.NAME))


def _photo(
    photo: SubmittedPhoto,
    number: str,
    agreements: Agreements,
    suspects: frozenset[str],
    shared: Mapping[str, Sequence[str]],
) -> TriagedPhoto:
    facts = photo.facts
    if facts is None:
        findings = {OF_PROBLEM[photo.problem]} if photo.problem else set()
        return TriagedPhoto(photo.name, "", _in_order(findings), (), None, None, ())
    found = set(_findings(facts))
    elsewhere = tuple(each for each in shared.get(facts.digest, ()) if each != number)
    if elsewhere:
        found.add(Finding.SAME_PICTURE_ELSEWHERE)
    if facts.digest in suspects:
        found.add(Finding.DISAGREES)
    quality = _component(facts.quality, unified_quality.NAME)
    agreement = agreements.each.get(facts.digest)
    return TriagedPhoto(photo.name, facts.digest, _in_order(found), facts.signs, quality, agreement, elsewhere)


def _findings(facts: PhotoFacts) -> Iterator[Finding]:
    if facts.problem is not None:
        yield OF_PROBLEM[facts.problem]
    of_quality = [finding for measure, finding in OF_MEASURE.items() if _is_wanting(facts.quality, measure)]
    yield from of_quality
    unified = _component(facts.quality, unified_quality.NAME)
    if unified is not None and unified < LOW_QUALITY and not of_quality:
        yield Finding.LOW_QUALITY
    generated = {EditSign.GENERATED, EditSign.PARTLY_GENERATED} & set(facts.signs)
    if generated:
        yield Finding.GENERATED
    if set(facts.signs) - generated:
        yield Finding.LIKELY_EDITED


def _is_wanting(quality: Mapping[str, Measured], measure: str) -> bool:
    """Whether a measure was taken and says that there is something to ask for."""
    measured = quality.get(measure)
    if measured is None or measured.component is None:
        return False
    advised = measure not in _GATE_ALONE and measured.component < mapping.MAPPINGS[measure].advice
    return advised or not measured.passed


def _component(quality: Mapping[str, Measured], measure: str) -> int | None:
    return quality[measure].component if measure in quality else None


def _in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(found), key=_PLACES.__getitem__))
