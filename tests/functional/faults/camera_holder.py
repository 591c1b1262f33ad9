"""Another program that uses a camera: a process of its own.

    python -m tests.functional.faults.camera_holder PORT

Prints a line once it gets pictures, and takes them until it is ended.
"""

from __future__ import annotations

import socket
import sys


def main() -> None:
    """Use it."""
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as camera:
        camera.sendall(b"GET /camera HTTP/1.0\r\n\r\n")
        sys.stdout.write("held\n" if b" 200 " in camera.recv(4096) else "refused\n")
        sys.stdout.flush()
        while camera.recv(65536):
            pass


if __name__ == "__main__":
    main()
