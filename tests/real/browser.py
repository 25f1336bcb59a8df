"""Chromium from Debian's packages, driven over its own protocol: a page at a size and in a scheme.

One browser serves all tests of a session (the fixture ``chromium``); each has a tab with cookies of its own.
"""

import base64
import json
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import aiohttp

from .servers import program

_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--hide-scrollbars", "--remote-debugging-port=0",
    # a key counts before the first picture is drawn, too, and a page that stands still is not given up
    "--allow-pre-commit-input", "--disable-hang-monitor",
    "--disable-renderer-backgrounding", "--disable-background-timer-throttling",
)  # fmt: skip
#: The code of a key, and what it types.
_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "ArrowDown": (40, ""), "Escape": (27, "")}
_LISTENING = "DevTools listening on "
#: Far more than any step takes: only a browser that hangs meets it.
_PATIENCE = 300.0
#: How the protocol says that no answer comes since the page has left, for another process or in its own.
_GONE = (
    "Inspected target navigated or closed",
    "Execution context was destroyed.",
    "Cannot find default execution context",
)
#: Looks once, at a page that runs no script.
_HAS_COME_TO = "document.readyState === 'complete' && JSON.stringify(%s) === JSON.stringify(%s)"
#: Looks at a page that is whole, and again at each change of it, until it is as wanted; what fails is raised.
_COMES_TO = """
(wanted => new Promise((done, failed) => {
  const seen = new MutationObserver(() => look());
  const look = () => {
    if (document.readyState !== 'complete') return;
    try {
      if (JSON.stringify(%s) !== wanted) return;
    } catch (error) { seen.disconnect(); failed(error); return; }
    seen.disconnect();
    done(true);
  };
  seen.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  for (const name of ['readystatechange', 'focusin']) document.addEventListener(name, look);
  look();
}))(JSON.stringify(%s))
"""


class PageGoneError(Exception):
    """The page left while it was asked: whether it did what was asked of it is not known."""


class Tab:
    """One page.

    ``asked``       the addresses that it loaded
    ``complaints``  what it, or its policy, refused
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._last = 0
        #: Documents that it has shown, by the ids of their loaders, and those of them that are loaded.
        self._shown: list[str] = []
        self._whole: set[str] = set()
        self._status: dict[str, int] = {}
        self._scripts = True
        self.asked: list[str] = []
        self.complaints: list[str] = []

    @property
    def status(self) -> int:
        """Of the answer that it shows."""
        return self._status[self._shown[-1]]

    async def listen(self) -> None:
        """Hear of all that happens from now on; needed once, before anything else."""
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.call(f"{domain}.enable")
        await self.call("Page.setLifecycleEventsEnabled", enabled=True)

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one command of the protocol. Raises PageGoneError."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters, "sessionId": self._session}
        await self._socket.send_json(message)
        while (said := await self._hear()).get("id") != self._last:
            pass
        if said.get("error", {}).get("message") in _GONE:
            raise PageGoneError(method)
        assert "result" in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, file: Path) -> None:
        """Show a file, until all of it is loaded."""
        await self.visit(file.as_uri())

    async def visit(self, url: str) -> None:
        """Show what lies at an address, until all of it, or of the page that it leads to, is loaded."""
        begun = await self.call("Page.navigate", url=url)
        assert "errorText" not in begun, begun
        while begun["loaderId"] not in self._shown:
            await self._hear()
        await self._loads()

    @asynccontextmanager
    async def leaving(self) -> AsyncIterator[None]:
        """The one thing that is done within leads to another page; at the end that is loaded.

        It is done once: that its answer is lost says that the page has left, as it should.
        """
        before = len(self._shown)
        with suppress(PageGoneError):
            yield
        await self._leaves(before)
        await self._loads()

    async def comes_to(self, expression: str, wanted: object = True) -> None:
        """Wait until an expression gives what is wanted, on this page or on one that it leads to by itself.

        Only a page that never does waits for ever; an expression that fails is raised.
        """
        question = (_COMES_TO if self._scripts else _HAS_COME_TO) % (expression, json.dumps(wanted))
        while True:
            await self._loads()
            before = len(self._shown)
            try:
                if await self.value(question):
                    return
            except PageGoneError:
                await self._leaves(before)

    async def look(self, width: int, *, dark: bool, printed: bool = False) -> None:
        """Make it so wide, in the light or the dark scheme; ``printed``: as paper shows it."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", media="print" if printed else "", features=[scheme])

    async def without_scripts(self) -> None:
        """Its pages run none from now on; what is asked of them is answered all the same."""
        await self.call("Emulation.setScriptExecutionDisabled", value=True)
        self._scripts = False

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

    async def _leaves(self, before: int) -> None:
        """Wait until it shows another document than the last of so many."""
        while len(self._shown) == before:
            await self._hear()

    async def _loads(self) -> None:
        """Wait until the document that it shows, whichever that is by then, is loaded."""
        while not self._shown or self._shown[-1] not in self._whole:
            await self._hear()

    async def _hear(self) -> dict[str, Any]:
        said: dict[str, Any] = await self._socket.receive_json(timeout=_PATIENCE)
        found = said.get("params", {})
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(found["request"]["url"])
            case "Network.responseReceived" if found["type"] == "Document":
                self._status[found["loaderId"]] = found["response"]["status"]
            case "Page.frameNavigated" if "parentId" not in found["frame"]:
                self._shown.append(found["frame"]["loaderId"])
            case "Page.lifecycleEvent" if found["name"] == "load":
                self._whole.add(found["loaderId"])
            case "Log.entryAdded":
                self.complaints.append(found["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Page.javascriptDialogOpening":
                self.complaints.append(json.dumps(found))
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
        page = Tab(socket, attached["sessionId"])
        await page.listen()
        yield page
        await call("Target.disposeBrowserContext", browserContextId=context)
