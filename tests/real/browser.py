"""Chromium from Debian's packages, driven over its own protocol: a page at a size and in a scheme."""

import asyncio
import base64
import json
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import aiohttp

from .servers import program

_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--hide-scrollbars", "--remote-debugging-port=0",
)  # fmt: skip
_LISTENING = "DevTools listening on "
#: Far more than any step takes: only a browser that hangs meets it.
_PATIENCE = 300.0


class Tab:
    """One page. ``asked``: the addresses that it loaded; ``complaints``: what it, or its policy, refused."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._last = 0
        self._loaded = False
        self.asked: list[str] = []
        self.complaints: list[str] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one command of the protocol."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters, "sessionId": self._session}
        await self._socket.send_json(message)
        while (said := await self._hear()).get("id") != self._last:
            pass
        assert "result" in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, file: Path) -> None:
        """Show a file, until all of it is loaded."""
        await self.visit(file.as_uri())

    async def visit(self, url: str) -> None:
        """Show what lies at an address, until all of it is loaded."""
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.call(f"{domain}.enable")
        self._loaded = False
        await self.call("Page.navigate", url=url)
        while not self._loaded:
            await self._hear()

    async def look(self, width: int, *, dark: bool) -> None:
        """Make it so wide, in the light or the dark scheme."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])

    async def value(self, expression: str) -> Any:
        """What an expression gives; the policy of the page does not bind who looks at it."""
        done = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    async def picture(self) -> bytes:
        """All of it as PNG."""
        taken = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    async def printed(self) -> bytes:
        """All of it as PDF, on the paper that it asks for."""
        made = await self.call("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(made["data"])

    async def press(self, key: str) -> None:
        """Press a key."""
        for kind in ("rawKeyDown", "keyUp"):
            code = {"Tab": 9, "Enter": 13}[key]
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)

    async def _hear(self) -> dict[str, Any]:
        said: dict[str, Any] = await self._socket.receive_json(timeout=_PATIENCE)
        found = said.get("params", {})
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(found["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(found["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Page.javascriptDialogOpening":
                self.complaints.append(json.dumps(found))
            case "Page.loadEventFired":
                self._loaded = True
        return said


@asynccontextmanager
async def tab() -> AsyncIterator[Tab]:
    """A page of a browser that has just been started, with a profile of its own."""
    found = program("chromium")
    with tempfile.TemporaryDirectory(prefix="repcheck-chromium-", ignore_cleanup_errors=True) as profile:
        running = subprocess.Popen(
            [found, *_ARGUMENTS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert running.stderr is not None
            where = await asyncio.to_thread(_where, running.stderr)
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(where, max_msg_size=0) as socket,
            ):
                yield await _attached(socket)
        finally:
            running.terminate()
            running.wait(_PATIENCE)
            if running.stderr is not None:
                running.stderr.close()


def _where(said: IO[str]) -> str:
    """Where the browser listens, as it prints it when it does."""
    heard = []
    for line in said:
        heard.append(line)
        if line.startswith(_LISTENING):
            return line.removeprefix(_LISTENING).strip()
    raise AssertionError("".join(heard))


async def _attached(socket: aiohttp.ClientWebSocketResponse) -> Tab:
    async def call(method: str, **parameters: Any) -> dict[str, Any]:
        await socket.send_json({"id": 0, "method": method, "params": parameters})
        while (said := await socket.receive_json(timeout=_PATIENCE)).get("id") != 0:
            pass
        result: dict[str, Any] = said["result"]
        return result

    made = await call("Target.createTarget", url="about:blank")
    attached = await call("Target.attachToTarget", targetId=made["targetId"], flatten=True)
    return Tab(socket, attached["sessionId"])
