"""Evidence of one person, gathered over frames. No verdict rests on a single one."""

from __future__ import annotations

from dataclasses import dataclass

from recognition.types import FrameAnalysis, Template
from station.checkin.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The usable frames of one track, which is one person's uninterrupted presence, oldest first."""

    kept: tuple[FrameAnalysis, ...] = ()
    track: int | None = None

    def add(self, analysis: FrameAnalysis, policy: Policy) -> Evidence:
        """This evidence with one more frame.

        An unusable frame adds nothing. One of another track begins anew: two people's evidence is never fused.
        """
        if analysis.track is None:
            return self
        kept = self.kept if analysis.track == self.track else ()
        spaced = not kept or analysis.frame.monotonic - kept[-1].frame.monotonic >= policy.frame_gap
        return Evidence((*kept, analysis) if analysis.usable and spaced else kept, analysis.track)

    def fused(self, policy: Policy) -> Template:
        """The mean template of the best frames. Raises ValueError without evidence."""
        return Template.fuse([analysis.template for analysis in self.best(policy) if analysis.template])

    def best(self, policy: Policy) -> list[FrameAnalysis]:
        """At most ``policy.max_frames`` frames, the best first."""
        return sorted(self.kept, key=lambda analysis: -analysis.unified_quality)[: policy.max_frames]
