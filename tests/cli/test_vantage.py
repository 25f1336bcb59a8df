"""``repcheck monitor --vantage``: machines that hear different answers of the same list, and one memory."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repcheck.app.environment import real_environment
from repcheck.cli import watching
from repcheck.cli.main import main
from repcheck.cli.options import Chosen
from repcheck.cli.watching import WatchOptions, made_ready
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.demo.zones import honest, refused
from repcheck.model.watch.vantages import named_after
from tests.support.tables import each

TARGET = "192.0.2.10"
_ZONE = "honest.dnsbl.example"
Look = Callable[..., int]


@pytest.fixture(scope="module")
def worlds() -> Iterator[dict[str, str]]:
    """The world from three places: one is told of the listing, one is not, one is refused."""
    others = [zone for zone in demo_zones() if zone.origin != _ZONE]
    zones = {"berlin": demo_zones(), "oslo": [*others, honest(_ZONE, {})], "lima": [*others, refused(_ZONE)]}
    with contextlib.ExitStack() as stack:
        yield {place: stack.enter_context(NameServer(some)).address for place, some in zones.items()}


@pytest.fixture
def look(worlds: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def one(place: str, *words: str, named: str | None = None) -> int:
        lists = ("--catalog", str(demo_catalog()), "--lists", "demo-honest,demo-second")
        where = ("--resolver", worlds[place], "--vantage", named or place)
        return main(["monitor", TARGET, *lists, *where, "--state", str(tmp_path / "state"), *words])

    return one


def test_three_places_make_one_listing(
    look: Look, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("oslo", "lima"):
        look(place, "--quiet")
    capsys.readouterr()
    assert look("berlin") == 1
    said = capsys.readouterr().out
    assert f"LISTED high: {TARGET} on Demo Honest List\n" in said
    for place in ("oslo", "lima"):
        assert look(place, "--quiet") == 1  # it stands, whoever asks
    assert capsys.readouterr().out == ""
    assert look("berlin", "--format", "json") == 1
    (listing,) = json.loads(capsys.readouterr().out)["open"]
    seen = [(one["vantage"], one["state"], one["reason"]) for one in listing["seen_from"]]
    assert seen == [("berlin", "listed", None), ("oslo", "clean", None), ("lima", "unknown", "refused")]
    main(["status", "--state", str(tmp_path / "state")])
    assert "  listed from berlin, clean from oslo, refused at lima\n" in capsys.readouterr().out


@each(
    "host, environ, vantage",
    [
        ("mx1.example.com", {}, "mx1.example.com"),
        ("0f3c9a1b2d4e", {}, "container"),  # as Docker calls each container anew
        ("repcheck-29400017-x7k2p", {"KUBERNETES_SERVICE_HOST": "192.0.2.1"}, "container"),
        ("Büro PC", {}, "B-ro-PC"),
        ("", {}, "unnamed"),
        ("a" * 99, {}, "a" * 64),
    ],
)
def test_a_machine_without_a_name_is_called_as_its_host(
    host: str, environ: dict[str, str], vantage: str
) -> None:
    assert named_after(host, environ) == vantage


@each(
    "named, configured, share, vantage",
    [
        ("oslo-3", "oslo-2", False, "oslo-3"),
        (None, "oslo-2", True, "oslo-2"),
        (None, None, False, "mx1.example.com"),
        (None, None, True, "shared"),
    ],
)
def test_where_the_name_comes_from(
    named: str | None,
    configured: str | None,
    share: bool,
    vantage: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "gethostname", lambda: "mx1.example.com")
    config = tmp_path / "repcheck.yaml"
    config.write_text("version: 1\n" + (f"vantage: {configured}\n" if configured else ""))
    chosen = Chosen(config=config)
    wanted = WatchOptions(targets=(TARGET,), chosen=chosen, state=tmp_path, vantage=named, share=share)
    ready = made_ready(wanted, real_environment({}, print), print, prints=True)
    assert ready.request.vantage == vantage


def test_a_name_that_is_none(look: Look, capsys: pytest.CaptureFixture[str]) -> None:
    assert look("oslo", named="no name") == 2
    assert '"no name" is not a name' in capsys.readouterr().err
