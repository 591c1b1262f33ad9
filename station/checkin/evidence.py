"""Evidence of one person, gathered over frames. No verdict rests on a single one."""

from __future__ import annotations

from dataclasses import dataclass

from recognition.types import Face, FrameAnalysis, Template
from station.checkin.policy import Policy

_SAME_PLACE = 0.2  # intersection over union of two successive boxes


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The usable frames of one uninterrupted presence, oldest first."""

    kept: tuple[FrameAnalysis, ...] = ()
    last_seen: float | None = None  # monotonic seconds of the last frame that showed this face

    def add(self, analysis: FrameAnalysis, policy: Policy) -> Evidence:
        """This evidence with one more frame.

        An unusable frame adds nothing. One that shows another face, in another place or with an unlike template,
        or that comes after too long an absence, begins anew: two people's evidence is never fused.
        """
        face = analysis.subject
        if face is None or analysis.template is None:
            return self
        captured = analysis.frame.monotonic
        if not self._continues(face, analysis.template, captured, policy):
            return Evidence((analysis,) if analysis.usable else (), captured)
        spaced = not self.kept or captured - self.kept[-1].frame.monotonic >= policy.frame_gap
        if analysis.usable and spaced:
            return Evidence((*self.kept, analysis), captured)
        return Evidence(self.kept, captured)

    def fused(self, policy: Policy) -> Template:
        """The mean template of the best frames. Raises ValueError without evidence."""
        return Template.fuse([analysis.template for analysis in self.best(policy) if analysis.template])

    def best(self, policy: Policy) -> list[FrameAnalysis]:
        """At most ``policy.max_frames`` frames, the best first."""
        return sorted(self.kept, key=lambda analysis: -analysis.unified_quality)[: policy.max_frames]

    def _continues(self, face: Face, template: Template, captured: float, policy: Policy) -> bool:
        if not self.kept:
            return True
        if self.last_seen is not None and captured - self.last_seen > policy.track_gap:
            return False
        last = self.kept[-1]
        if last.subject is None or overlap(last.subject, face) < _SAME_PLACE:
            return False
        return self.fused(policy).similarity(template) >= policy.review.threshold


def overlap(one: Face, other: Face) -> float:
    """Intersection over union of two faces' boxes, 0 to 1."""
    left, top = (max(a, b) for a, b in zip(one.box.tolist()[:2], other.box.tolist()[:2], strict=True))
    right, bottom = (min(a, b) for a, b in zip(one.box.tolist()[2:], other.box.tolist()[2:], strict=True))
    shared = max(right - left, 0.0) * max(bottom - top, 0.0)
    united = one.area + other.area - shared
    return shared / united if united > 0 else 0.0
