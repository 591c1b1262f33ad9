"""A camera that is a process of its own: MJPEG over HTTP on this computer, for one program at a time.

    python -m tests.functional.faults.stream_camera PORT

Prints its port once it listens. A line on standard input is what it shows from then on: a person's number among the
faces, ``nobody``, or ``freeze``, after which it sends the same picture again and again.
"""

from __future__ import annotations

import socket
import sys
import time
from threading import Lock, Thread

import cv2

from demo.faces import live_stills
from recognition.types import Image
from station.camera.replay import ReplayCamera, Scene, scene_of

_INTERVAL = 1 / 25  # seconds
_HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"
_BUSY = b"HTTP/1.0 503 Service Unavailable\r\n\r\n"


class StreamCamera:
    """What is filmed, and who has it."""

    def __init__(self) -> None:
        self._replay = ReplayCamera(Scene(), seed=5)
        self._frozen: Image | None = None
        self._taken = Lock()

    def obey(self, line: str) -> None:
        """Show something else."""
        if line == "freeze":
            self._frozen = self._replay.render()
            return
        self._replay.play(Scene() if line == "nobody" else scene_of(live_stills(int(line))))
        self._frozen = None

    def listen(self) -> None:
        """Obey each line of standard input."""
        for line in sys.stdin:
            self.obey(line.strip())

    def serve(self, client: socket.socket) -> None:
        """Send pictures to one program until it hangs up; another one is refused meanwhile."""
        with client:
            client.recv(4096)
            if not self._taken.acquire(blocking=False):
                client.sendall(_BUSY)
                return
            try:
                client.sendall(_HEAD)
                while True:
                    client.sendall(self._part())
                    time.sleep(_INTERVAL)
            except OSError:
                pass  # it has hung up
            finally:
                self._taken.release()

    def _part(self) -> bytes:
        frozen = self._frozen
        jpeg = cv2.imencode(".jpg", self._replay.render() if frozen is None else frozen)[1].tobytes()
        return b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(jpeg), jpeg)


def main() -> None:
    """Listen until somebody ends the process."""
    camera = StreamCamera()
    with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        Thread(target=camera.listen, daemon=True).start()
        while True:
            client, _ = server.accept()
            Thread(target=camera.serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
