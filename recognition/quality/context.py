"""What a quality measure may look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from recognition.alignment import AlignedFace
from recognition.quality.head_pose import HeadPose
from recognition.quality.visible_face import VisibleFace
from recognition.types import Face


@dataclass(frozen=True, eq=False)  # no slots: what several measures share is worked out once, and kept here
class QualityContext:
    """A picture's faces, the subject first (at least one), and that subject with its picture and its aligned crop."""

    faces: tuple[Face, ...]
    subject: AlignedFace

    @cached_property
    def visible(self) -> VisibleFace:
        """The crop without what lies beyond the picture."""
        return VisibleFace.of(self.subject)

    @cached_property
    def pose(self) -> HeadPose | None:
        """How the head is turned; None when the landmarks are no face's."""
        return HeadPose.of(self.subject.face.landmarks)
