"""From a frame in the slot to the desk's new state: the real worker, the real desk, the parts in between."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter

import numpy as np

from benchmarks.timing import summary
from demo.faces import live_stills
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.gallery import Gallery
from recognition.pipeline import Pipeline
from recognition.types import CandidateNumber, Frame, FrameAnalysis, Template
from station.analysis import AnalysisWorker
from station.camera.reader import CameraState, CameraStatus
from station.camera.replay import ReplayCamera, scene_of
from station.checkin.background import Background
from station.checkin.desk import Desk
from station.checkin.policy import policy_for
from station.checkin.reporting import Reporter
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import Capturing, Rules
from station.clock import ServerClock, SystemClock
from station.journal import database, journals
from station.latest import LatestFrame
from station.session import Candidate, ExamSession
from vault.keys import DatabaseKey
from wire.gallery import SessionInfo

FRAMES = 150
GALLERY = 1000
_CLAIMED = CandidateNumber("0")
_PATIENCE = 30.0  # seconds


@dataclass(slots=True)
class Latency:
    """Milliseconds from frame to new state, and of the parts."""

    whole: list[float] = field(default_factory=list)
    parts: dict[str, list[float]] = field(default_factory=dict)

    def rows(self) -> Sequence[tuple[str, ...]]:
        """Name, median, 95th percentile."""
        rows = [("frame to verdict update", *summary(self.whole))]
        rows += [(f"  {name}", *summary(times)) for name, times in self.parts.items()]
        return rows


def measure(registry: ModelRegistry, pipeline: Pipeline) -> Latency:
    """Feed frames one by one to the worker and take the time until the desk has a new state.

    The candidate at the desk is somebody else, so that every frame is compared and none ends the check-in; the
    gallery has `GALLERY` candidates, which the 1:N search goes through each time.
    """
    session = _session(pipeline, registry)
    policy = replace(policy_for(session.points), min_frames=1, max_frames=10**9, time_limit=10**9, frame_gap=0)
    states: SimpleQueue[DeskSnapshot] = SimpleQueue()
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        journal = database.connect(Path(folder) / "station.sqlite3", DatabaseKey(bytes(32), bytes(range(16))))
        journals.begin(journal, "bench", clock.now())
        reporter = Reporter(session, pipeline.model_id, policy, clock, ServerClock())
        latest = LatestFrame()
        rules = Rules(policy, session.gallery.compare, session.nearest_twin)
        desk = Desk(
            session,
            rules,
            reporter,
            journal,
            "bench",
            clock,
            latest.peek,
            lambda number: Background(session.candidates.get(number)),
            states.put,
            lambda: None,
        )
        worker = AnalysisWorker(latest, pipeline, desk.analysed, desk.present_card, desk.health_changed)
        desk.start(worker)
        worker.start()
        desk.camera_changed(CameraStatus(CameraState.LIVE, "bench"))
        desk.present_card(_CLAIMED)
        while not isinstance(states.get(timeout=_PATIENCE).state, Capturing):
            pass
        latency = _feed(latest, states, clock)
        worker.stop()
        desk.stop()
        journal.close()
    return latency


def _feed(latest: LatestFrame, states: SimpleQueue[DeskSnapshot], clock: SystemClock) -> Latency:
    camera = ReplayCamera(scene_of(live_stills(1)), seed=1)
    latency = Latency(parts={"detect": [], "align": [], "embed": [], "quality": [], "compare, fuse, hand over": []})
    for sequence in range(1, FRAMES + 1):
        picture = camera.render()
        start = perf_counter()
        latest.put(Frame(sequence, clock.monotonic(), picture, "bench", injected=True))
        analysis = _analysis_in(states.get(timeout=_PATIENCE))
        taken = (perf_counter() - start) * 1000
        if analysis is None or analysis.frame.sequence != sequence or sequence < 10:
            continue
        timings = analysis.timings
        latency.whole.append(taken)
        for name in ("detect", "align", "embed", "quality"):
            latency.parts[name].append(getattr(timings, name) * 1000)
        latency.parts["compare, fuse, hand over"].append(taken - timings.total * 1000)
    return latency


def _analysis_in(snapshot: DeskSnapshot) -> FrameAnalysis | None:
    state = snapshot.state
    kept = state.evidence.kept if isinstance(state, Capturing) else ()
    return kept[-1] if kept else None


def _session(pipeline: Pipeline, registry: ModelRegistry) -> ExamSession:
    """A session of random templates: nobody in it resembles anybody."""
    random = np.random.default_rng(0)
    vectors = random.normal(size=(GALLERY, 128)).astype(np.float32)
    numbers = [CandidateNumber(str(index)) for index in range(GALLERY)]
    references = {
        number: [Template.from_raw(vector, pipeline.model_id)] for number, vector in zip(numbers, vectors, strict=True)
    }
    now = SystemClock().now()
    info = SessionInfo(id="bench", title="bench", venue="bench", starts_at=now)
    people = {number: Candidate(number, "", "", (b"",)) for number in numbers}
    gallery = Gallery(references, pipeline.model_id)
    return ExamSession(info, people, gallery, registry.entry(DEFAULT).fused_operating_points, "0" * 64, now)
