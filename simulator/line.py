"""The line between the stations and the server: a proxy on this computer on which requests meet their fate."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from concurrent.futures import Future
from threading import Thread

from simulator.faults import Fault, FaultDice

_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_ERROR = "HTTP/1.1 {status}\r\nContent-Length: 0\r\nRetry-After: 0\r\nConnection: close\r\n\r\n"


class FaultyLine:
    """Listens on a free loopback port until closed; stations call that instead of the server."""

    def __init__(self, server_port: int, dice: FaultDice) -> None:
        self._server_port = server_port
        self._dice = dice
        self._late: list[tuple[int, bytes]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._port: Future[int] = Future()
        self._thread = Thread(target=self._run, name="line", daemon=True)
        self._thread.start()
        self.port = self._port.result()

    @property
    def faults(self) -> Counter[Fault]:
        """What has happened so far."""
        return self._dice.thrown

    def close(self) -> None:
        """Cut everything."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024))
        self._port.set_result(server.sockets[0].getsockname()[1])
        self._loop.run_forever()
        server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # one of the two ends has gone, or the simulation: that is what a line is like
        finally:
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; whether the connection goes on after it."""
        request = await _message(reader)
        fault = self._dice.throw()
        if fault is Fault.LATER:
            self._late.append((self._dice.delay(), request))
        if fault is Fault.ERROR_BEFORE:
            writer.write(_ERROR.format(status="500 Internal Server Error").encode())
        if fault in (Fault.CUT_BEFORE, Fault.LATER, Fault.ERROR_BEFORE):
            return False
        answer = await self._forward(request)
        if fault is Fault.TWICE:
            answer = await self._forward(request)
        await self._deliver_late()
        match fault:
            case Fault.CUT_AFTER:
                return False
            case Fault.SILENCE:
                await reader.read()  # until the station has had enough
                return False
            case Fault.HALF_ANSWER:
                writer.write(answer[:-1])
                return False
            case Fault.ERROR_AFTER:
                writer.write(_ERROR.format(status="503 Service Unavailable").encode())
                return False
        writer.write(answer)
        await writer.drain()
        return True

    async def _deliver_late(self) -> None:
        waiting, self._late = [(left - 1, request) for left, request in self._late], []
        self._late += [(left, request) for left, request in waiting if left > 0]
        for left, request in waiting:
            if left <= 0:
                with contextlib.suppress(OSError, EOFError):
                    await self._forward(request)  # nobody waits for the answer

    async def _forward(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            writer.write(request)
            return await _message(reader)
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One HTTP message with its body, of which every one here says how long it is."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return head + await reader.readexactly(int(length[1]) if length else 0)
