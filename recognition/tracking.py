"""Faces across frames: which face of this frame is the same person as which one of the last.

A face continues a track when it is nearly where that track's face was a moment ago, and, where there is a template to
tell, when it looks like that person. Either alone is not enough: a second person may step into the same place, and two
people may look alike. What is in doubt is a new track: it costs a moment of evidence, while a wrong continuation would
mix two people's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recognition.types import Face, Template

SAME_PLACE = 0.2  # intersection over union of two successive boxes
GAP = 0.8  # seconds; without a face for so long, it may be another person


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One person for as long as they are followed.

    ``template`` is a mean of those seen, the newest counting half; None for one who was never the subject. ``seen`` is
    monotonic seconds.
    """

    number: int
    face: Face
    seen: float
    template: Template | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tracks:
    """Everybody who is being followed. Immutable: `follow` returns the next state."""

    followed: tuple[Track, ...] = field(default=())
    next_number: int = 1

    def follow(
        self, faces: Sequence[Face], subject: Template | None, seen: float, same_person: float
    ) -> tuple[Tracks, tuple[int, ...]]:
        """The next state, and the track's number of each face.

        Args:
            subject: the template of the first face.
            seen: when the frame was captured, monotonic seconds.
            same_person: the comparison score from which two frames show one person.
        """
        left = [track for track in self.followed if 0 <= seen - track.seen <= GAP]
        numbers, following, unused = [], [], self.next_number
        for index, face in enumerate(faces):
            template = subject if index == 0 else None
            before = max(left, key=lambda track: overlap(track.face, face), default=None)
            if before is not None and _continues(before, face, template, same_person):
                left.remove(before)
                track = Track(before.number, face, seen, _mean(before.template, template))
            else:
                track = Track(unused, face, seen, template)
                unused += 1
            numbers.append(track.number)
            following.append(track)
        # Someone hidden for a moment is waited for, but not where somebody else now is.
        waiting = [track for track in left if all(overlap(track.face, face) < SAME_PLACE for face in faces)]
        return replace(self, followed=(*following, *waiting), next_number=unused), tuple(numbers)


def overlap(one: Face, other: Face) -> float:
    """Intersection over union of two faces' boxes, 0 to 1."""
    first, second = one.box.tolist(), other.box.tolist()
    left, top = max(first[0], second[0]), max(first[1], second[1])
    right, bottom = min(first[2], second[2]), min(first[3], second[3])
    shared = max(right - left, 0.0) * max(bottom - top, 0.0)
    united = one.area + other.area - shared
    return shared / united if united > 0 else 0.0


def _continues(track: Track, face: Face, template: Template | None, same_person: float) -> bool:
    if overlap(track.face, face) < SAME_PLACE:
        return False
    return track.template is None or template is None or track.template.similarity(template) >= same_person


def _mean(before: Template | None, now: Template | None) -> Template | None:
    if before is None or now is None:
        return before or now
    return Template.fuse([before, now])
