"""What a quality measure may look at."""

from __future__ import annotations

from dataclasses import dataclass

from recognition.types import Face, Image


@dataclass(frozen=True, slots=True, eq=False)
class QualityContext:
    """A picture's faces, the largest first (at least one), and the aligned (112, 112, 3) crop of that one."""

    faces: tuple[Face, ...]
    crop: Image
