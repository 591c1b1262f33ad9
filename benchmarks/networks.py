"""The same networks run the usual way, on the same pictures in the same run."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import onnx
import onnxruntime

from benchmarks.timing import milliseconds, ratio, summary
from demo.faces import live_stills
from models.registry import ModelRegistry
from recognition.detection import FULL_SIDE, YuNet
from station.camera.replay import ReplayCamera, scene_of


def rows(registry: ModelRegistry) -> Sequence[tuple[str, ...]]:
    """Name, median, 95th percentile, and how many times as long the peer takes."""
    return [*_detection(registry), *_embedding(registry)]


def _detection(registry: ModelRegistry) -> Sequence[tuple[str, ...]]:
    picture = ReplayCamera(scene_of(live_stills(1)), seed=1).render()
    ours = YuNet(registry.open("yunet"), FULL_SIDE)
    peer = cv2.FaceDetectorYN.create(str(registry.find("yunet").path), "", (640, 480), 0.7, 0.3, 50)
    our_times = milliseconds(lambda: ours.detect(picture))
    peer_times = milliseconds(lambda: peer.detect(picture))
    return [
        ("detection 640x480, Hadir", *summary(our_times), ""),
        ("detection 640x480, OpenCV FaceDetectorYN", *summary(peer_times), ratio(our_times, peer_times)),
    ]


def _embedding(registry: ModelRegistry) -> Sequence[tuple[str, ...]]:
    crop = np.random.default_rng(1).uniform(0, 255, (1, 3, 112, 112)).astype(np.float32)
    ours, peer = registry.open("sface"), _as_shipped(registry)
    our_times = milliseconds(lambda: ours.run(None, {"data": crop}))
    peer_times = milliseconds(lambda: peer.run(None, {"data": crop}))
    return [
        ("one embedding, folded", *summary(our_times), ""),
        ("one embedding, as shipped, ONNX Runtime", *summary(peer_times), ratio(our_times, peer_times)),
    ]


def _as_shipped(registry: ModelRegistry) -> onnxruntime.InferenceSession:
    """The file of the package, with only the inputs dropped that list its weights; it does not load otherwise."""
    model = onnx.load(registry.find("sface").path)
    del model.graph.input[1:]
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
