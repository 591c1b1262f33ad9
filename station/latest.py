"""A slot for the newest frame. Frames are never queued: who is slow sees fewer, never older ones."""

from __future__ import annotations

from threading import Condition

from recognition.types import Frame


class LatestFrame:
    """One slot, one writer, any number of readers.

    ``overwritten`` counts frames that nobody took with `wait_newer` before the next one came.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._frame: Frame | None = None
        self._taken = True
        self._closed = False
        self.overwritten = 0

    def put(self, frame: Frame) -> None:
        """Replace the frame and wake the waiting readers."""
        with self._changed:
            if not self._taken:
                self.overwritten += 1
            self._frame, self._taken = frame, False
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget the frame: the camera that it came from is gone."""
        with self._changed:
            self._frame, self._taken = None, True

    def peek(self) -> Frame | None:
        """The newest frame, at once."""
        return self._frame

    def wait_newer(self, sequence: int, timeout: float) -> Frame | None:
        """The newest frame if its sequence is above ``sequence``, waiting up to ``timeout`` seconds for one.

        None when the time is up or the slot was closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._newer(sequence) is not None, timeout)
            frame = None if self._closed else self._newer(sequence)
            self._taken = self._taken or frame is not None
            return frame

    def close(self) -> None:
        """Wake every reader for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _newer(self, sequence: int) -> Frame | None:
        return self._frame if self._frame is not None and self._frame.sequence > sequence else None
