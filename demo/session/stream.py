"""A network camera that plays people: JPEG after JPEG over HTTP, as cheap IP cameras send it."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import cv2

from station.camera.replay import ReplayCamera

_BOUNDARY = "picture"


class StreamedCamera:
    """Serves a replay camera on a free port of this computer until it is stopped."""

    def __init__(self, camera: ReplayCamera) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
                self.end_headers()
                camera.open()
                try:
                    while True:
                        self.wfile.write(_part(camera))
                except ConnectionError:
                    self.close_connection = True  # whoever looked has hung up

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/desk.mjpg"
        Thread(target=self._server.serve_forever, name="camera", daemon=True).start()

    def stop(self) -> None:
        """Take no more connections."""
        self._server.shutdown()
        self._server.server_close()


def _part(camera: ReplayCamera) -> bytes:
    _, jpeg = cv2.imencode(".jpg", camera.read(), [cv2.IMWRITE_JPEG_QUALITY, 90])
    body = jpeg.tobytes()
    head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n"
