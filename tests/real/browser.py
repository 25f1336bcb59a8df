"""Chromium from Debian's packages, driven over its own protocol: a page at a size and in a scheme.

One browser serves all tests of a session (the fixture ``chromium``); each has a tab with cookies of its own.
"""

import base64
import json
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any

import aiohttp

from .servers import program

_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--hide-scrollbars", "--remote-debugging-port=0",
)  # fmt: skip
#: The code of a key, and what it types.
_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "ArrowDown": (40, ""), "Escape": (27, "")}
_LISTENING = "DevTools listening on "
#: Far more than any step takes: only a browser that hangs meets it.
_PATIENCE = 300.0


class Tab:
    """One page.

    ``status``      of the answer that it shows
    ``asked``       the addresses that it loaded
    ``complaints``  what it, or its policy, refused
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._last = 0
        self._loaded = False
        self.status = 0
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
        await self.loads()

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

    async def press(self, key: str, *, back: bool = False) -> None:
        """Press a key, with Shift when ``back``."""
        code, text = _KEYS[key]
        event: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        event["modifiers"] = 8 if back else 0
        await self.call(
            "Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **event
        )
        await self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    async def type(self, text: str) -> None:
        """Type into what has the focus, in place of what is selected there."""
        await self.call("Input.insertText", text=text)

    async def loads(self) -> None:
        """Wait until what was begun has loaded another page."""
        while not self._loaded:
            await self._hear()

    def leaving(self) -> None:
        """What comes next loads another page: ``loads`` waits for that one."""
        self._loaded = False

    async def _hear(self) -> dict[str, Any]:
        said: dict[str, Any] = await self._socket.receive_json(timeout=_PATIENCE)
        found = said.get("params", {})
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(found["request"]["url"])
            case "Network.responseReceived" if found["type"] == "Document":
                self.status = found["response"]["status"]
            case "Log.entryAdded":
                self.complaints.append(found["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Page.javascriptDialogOpening":
                self.complaints.append(json.dumps(found))
            case "Page.loadEventFired":
                self._loaded = True
        return said


@contextmanager
def running_chromium() -> Iterator[str]:
    """Where a browser listens that has just been started, with a profile of its own."""
    found = program("chromium")
    with (
        tempfile.TemporaryDirectory(prefix="repcheck-chromium-", ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            [found, *_ARGUMENTS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as running,
    ):
        try:
            assert running.stderr is not None
            yield _where(running.stderr)
        finally:
            running.terminate()
            running.wait(_PATIENCE)


def _where(said: IO[str]) -> str:
    """Where the browser listens, as it prints it when it does."""
    heard = []
    for line in said:
        heard.append(line)
        if line.startswith(_LISTENING):
            return line.removeprefix(_LISTENING).strip()
    raise AssertionError("".join(heard))


@asynccontextmanager
async def tab(chromium: str) -> AsyncIterator[Tab]:
    """A tab of its own, of which no other one knows cookies or pages; it is closed at the end."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(chromium, max_msg_size=0) as socket,
    ):

        async def call(method: str, **parameters: Any) -> dict[str, Any]:
            await socket.send_json({"id": 0, "method": method, "params": parameters})
            while (said := await socket.receive_json(timeout=_PATIENCE)).get("id") != 0:
                pass
            result: dict[str, Any] = said["result"]
            return result

        context = (await call("Target.createBrowserContext", disposeOnDetach=True))["browserContextId"]
        made = await call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await call("Target.attachToTarget", targetId=made["targetId"], flatten=True)
        yield Tab(socket, attached["sessionId"])
        await call("Target.disposeBrowserContext", browserContextId=context)
