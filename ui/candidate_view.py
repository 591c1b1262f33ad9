"""What the screen that faces the candidate shows. Pure: nothing of it says who somebody is, or what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from station.camera.reader import CameraState
from station.checkin.guidance import Guidance
from ui.view_state import Look, Message, ViewState


class Scene(Enum):
    """What the candidate sees."""

    WELCOME = "welcome"
    GUIDE = "guide"
    THANKS = "thanks"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class CandidateView:
    """``guidance`` is what to do, in a GUIDE; ``preview``: their own picture is shown, as in a mirror."""

    scene: Scene
    guidance: Guidance | None = None
    preview: bool = False


def candidate_view(view: ViewState) -> CandidateView:
    """The candidate's screen for a state of the desk.

    From the moment that the machine has an answer everybody is shown the same, whatever it is and whatever is decided.
    """
    if view.look is Look.FAULT:
        return CandidateView(Scene.WAIT)
    live = view.camera.state is CameraState.LIVE
    if view.checkin is None:
        return CandidateView(Scene.WELCOME, preview=live)
    if view.message is Message.CHECKING:
        return CandidateView(Scene.GUIDE, view.guidance or Guidance.LOOK_HERE, preview=live)
    return CandidateView(Scene.THANKS)
