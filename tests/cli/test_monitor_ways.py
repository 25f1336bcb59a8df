"""Ways out of ``repcheck monitor`` and pings, from the command line to a local web server."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones

LISTED, CLEAN = "192.0.2.10", "198.51.100.20"


class Receiver:
    """A web server that keeps what it is sent; ``statuses`` by path, else 204."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.statuses: dict[str, int] = {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.seen.append((self.path, body))
                self.send_response(receiver.statuses.get(self.path, 204))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def taken(self) -> list[tuple[str, str]]:
        """Paths and bodies since the last call."""
        seen, self.seen = self.seen, []
        return seen

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.close()


@pytest.fixture(scope="module")
def resolver() -> Iterator[str]:
    with NameServer(demo_zones()) as running:
        yield running.address


Run = Callable[..., int]


@pytest.fixture
def run(resolver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    lists = ("--catalog", str(demo_catalog()), "--lists", "demo-honest,demo-second")
    options = ("--resolver", resolver, "--state", str(tmp_path / "state"), *lists)
    return lambda *words: main(["monitor", *map(str, words), *options])


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("start", "good", "bad", "hook"):
        monkeypatch.setenv(f"URL_{name}".upper(), f"{receiver.url}/{name}?key=geheim")
    path = tmp_path / "repcheck.yaml"
    path.write_text(
        "version: 1\n"
        f"targets: [{{group: pool-a, watch: [{CLEAN}]}}]\n"
        "alerts: [{id: ops, webhook: {url: env:URL_HOOK}}]\n"
        "ping: {start: env:URL_START, success: env:URL_GOOD, fail: env:URL_BAD}\n"
    )
    return path


def paths(receiver: Receiver) -> list[str]:
    return [path.partition("?")[0] for path, _ in receiver.taken()]


def test_a_webhook_of_the_command_line_is_sent_the_baseline(
    run: Run, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(LISTED, "--webhook", f"{receiver.url}/hook?key=geheim", "--quiet") == 1
    ((path, body),) = receiver.taken()
    assert path == "/hook?key=geheim"
    document = json.loads(body)
    assert (document["baseline"], document["open"][0]["target"]) == (True, LISTED)
    assert "geheim" not in "".join(capsys.readouterr())
    assert run(LISTED, "--webhook", "no address") == 2


def test_a_pass_pings_its_start_and_its_end(run: Run, receiver: Receiver, config: Path) -> None:
    assert run("--config", config, "--quiet") == 0
    assert paths(receiver) == ["/start", "/hook", "/good"]


def test_a_pass_that_could_not_decide_or_deliver_pings_the_failure(
    run: Run, receiver: Receiver, config: Path, tmp_path: Path
) -> None:
    receiver.statuses["/hook?key=geheim"] = 500
    assert run("--config", config, "--quiet") == 0
    assert paths(receiver) == ["/start", "/hook", "/bad"]
    (tmp_path / "state" / "state.sqlite3").write_bytes(b"no database" * 1000)
    assert run("--config", config, "--quiet") == 3
    ((failed, said),) = receiver.taken()
    assert failed.partition("?")[0] == "/bad"
    assert "state.sqlite3: is damaged" in said


def test_a_ping_that_fails_changes_nothing_but_warns(
    run: Run, receiver: Receiver, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.statuses |= {"/start?key=geheim": 404, "/good?key=geheim": 404}
    assert run("--config", config, "--quiet") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("the ping address did not take it: ") == 2
    assert "geheim" not in said.err


def test_alerts_are_tested_and_the_outbox_is_shown(
    run: Run, receiver: Receiver, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["alerts", "test", "--config", str(config)]) == 0
    ((_, body),) = receiver.taken()
    assert json.loads(body)["changes"][0]["reason"] == "a test by repcheck alerts test: nothing is listed"
    assert capsys.readouterr().out == "ops: taken\n"
    assert main(["alerts", "test", "no-such", "--config", str(config)]) == 2
    assert "there are: ops" in capsys.readouterr().err
    receiver.statuses["/hook?key=geheim"] = 503
    assert main(["alerts", "test", "ops", "--config", str(config)]) == 3
    assert capsys.readouterr().out == "ops: not taken: status 503\n"
    assert run("--config", config, "--quiet") == 0
    capsys.readouterr()
    show = ["alerts", "list", "--config", str(config), "--state", str(tmp_path / "state")]
    assert main(show) == 0
    waiting = capsys.readouterr().out
    assert "  ops  [repcheck] watching 1 target: nothing listed  (try 1 failed, again after " in waiting
    assert waiting.endswith(": status 503)\n")
    assert main([*show, "--all"]) == 0
    assert capsys.readouterr().out == waiting
    assert main([*show, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "repcheck.outbox/1"
    (message,) = document["messages"]
    assert (message["alert"], message["state"], message["error"]) == ("ops", "waiting", "status 503")
