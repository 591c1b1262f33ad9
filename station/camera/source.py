"""What a camera is."""

from __future__ import annotations

from typing import Protocol

from recognition.types import Image


class Camera(Protocol):
    """Delivers pictures one after the other. Used by one thread at a time, except `close`."""

    @property
    def name(self) -> str:
        """What to call it on screen and in the log."""

    @property
    def injected(self) -> bool:
        """Whether its pictures come from anything but a device."""

    def open(self) -> None:
        """Begin to deliver. Raises CameraError."""

    def read(self) -> Image:
        """The next picture, BGR, waiting for it at the camera's own pace. Raises CameraError."""

    def close(self) -> None:
        """Let go of the device. Closing twice is harmless."""
