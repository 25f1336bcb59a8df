"""A key of a list goes over the wire and nowhere else; one's own copy of a zone is asked where it lies."""

import asyncio
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repcheck.app.environment import Environment, real_environment
from repcheck.app.probe import probe
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.app.sweep.sweep import Sweep
from repcheck.catalog.compile.parse import parse_catalog
from repcheck.demo import zones as z
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.demo.nameserver import NameServer
from repcheck.dns import Lane
from repcheck.model.dns import Answer, Server
from tests.support.typed import typed_text

Start = Callable[..., NameServer]

KEY = "s3cretk3y0123456789abcdef"
LISTS = {
    "version": 1,
    "lists": [
        {
            "id": "keyed", "zone": "{key}.bl.example", "key": "env:BL_KEY", "asks": ["ipv4"],
            "codes": {"127.0.0.2": "spam"}, "tags": ["standard"],
        },
        {
            "id": "both", "zone": "open.example", "keyed_zone": "{key}.dq.example", "key": "env:BL_KEY",
            "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"},
        },
    ],
}  # fmt: skip
#: A list that answers with the name it was asked, as some do.
TALKATIVE = z.Listing(text=f"$ is listed, see http://{KEY}.bl.example/ and {KEY.upper()}.BL.example")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    file = tmp_path / "lists.json"
    file.write_text(json.dumps(LISTS), encoding="utf-8")
    return file


def world(tmp_path: Path, key: str | None = KEY) -> dict[str, str]:
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG")}
    return {**os.environ, **places} | ({"BL_KEY": key} if key else {})


@pytest.fixture(autouse=True)
def no_key_of_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BL_KEY", raising=False)


def repcheck(
    environ: dict[str, str], *arguments: object, talkative: bool = False
) -> "subprocess.CompletedProcess[str]":
    """``talkative``: in Python's developer mode, whose event loop tells what took a busy machine long."""
    if not talkative:
        return typed_text(*arguments, env=environ)
    command = [sys.executable, "-X", "dev", "-m", "repcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


def listing_zones() -> tuple[z.Zone, ...]:
    return (
        z.honest(f"{KEY}.bl.example", {"192.0.2.10": TALKATIVE}),
        z.honest(f"{KEY}.dq.example", {"192.0.2.10": TALKATIVE}),
        z.honest("open.example", {}),
    )


def told_by(
    environ: dict[str, str], server: NameServer, catalog: Path, *arguments: str, talkative: bool = False
) -> Iterable[str]:
    """Everything that a run printed, and wrote below the directories it may write to."""
    asking = ("--resolver", server.address, "--catalog", catalog)
    done = repcheck(environ, *arguments, *asking, talkative=talkative)
    yield done.stdout
    yield done.stderr
    for name in ("CACHE", "STATE"):
        folder = Path(environ[f"XDG_{name}_HOME"])
        for file in folder.rglob("*"):
            yield file.name
            if file.is_file():
                yield file.read_bytes().decode("latin-1")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "192.0.2.10", "--any-address", "-vv"),
        ("check", "192.0.2.10", "--any-address", "--format", "json", "--cache"),
        ("check", "192.0.2.10", "--any-address", "--direct", "--dead-wait", "0.5"),
        ("delist", "192.0.2.10", "--any-address"),
        ("lists", "probe"),
        ("lists", "probe", "--direct"),
        ("lists", "show"),
        ("lists", "show", "keyed"),
    ],
)
def test_no_output_holds_the_key(
    arguments: tuple[str, ...], catalog: Path, nameserver: Start, tmp_path: Path
) -> None:
    server = nameserver(*listing_zones())
    environ = world(tmp_path)
    if arguments[:2] == ("lists", "show"):
        done = repcheck(environ, *arguments, "--catalog", catalog)
        told = [done.stdout, done.stderr]
    else:
        talkative = "-vv" in arguments or arguments == ("lists", "probe")
        told = list(told_by(environ, server, catalog, *arguments, talkative=talkative))
        asked = {name for name, _ in server.asked}
        assert any(f"{KEY}.bl.example" in name.lower() for name in asked), "the key was not used"
        assert not any(name.lower().endswith("open.example.") for name in asked)
    assert any(told)
    assert all("Traceback" not in text for text in told)
    for text in told:
        assert KEY not in text.lower()


def test_what_the_list_says_is_shown_with_the_key_masked(
    catalog: Path, nameserver: Start, tmp_path: Path
) -> None:
    server = nameserver(*listing_zones())
    arguments = ("check", "192.0.2.10", "--any-address", "--format", "json")
    report = json.loads(next(iter(told_by(world(tmp_path), server, catalog, *arguments))))
    seen = {one["list"]: one for one in report["targets"][0]["observations"]}
    assert seen["keyed"]["zone"] == "***.bl.example"
    assert seen["both"]["zone"] == "***.dq.example"
    assert seen["keyed"]["text"] == "192.0.2.10 is listed, see http://***.bl.example/ and ***.BL.example"


def test_without_its_key_the_public_zone_is_asked(catalog: Path, nameserver: Start, tmp_path: Path) -> None:
    server = nameserver(*listing_zones())
    arguments = ("check", "192.0.2.10", "--any-address", "--format", "json")
    report = json.loads(next(iter(told_by(world(tmp_path, None), server, catalog, *arguments))))
    seen = {one["list"]: one for one in report["targets"][0]["observations"]}
    assert (seen["keyed"]["state"], seen["keyed"]["reason"]) == ("unknown", "key_missing")
    assert (seen["both"]["state"], seen["both"]["zone"]) == ("clean", "open.example")


def test_a_key_that_is_not_accepted_is_told_so(catalog: Path, nameserver: Start, tmp_path: Path) -> None:
    zones = (*listing_zones(), z.honest("wrong.bl.example", {}, test_points=False))
    server = nameserver(
        *zones, z.records("com", "com. 300 NS ns.example.com.")
    )  # a resolver that knows names
    arguments = ("check", "192.0.2.10", "--any-address", "--format", "json")
    report = json.loads(next(iter(told_by(world(tmp_path, "wrong"), server, catalog, *arguments))))
    health = {one["list"]: one for one in report["lists"]}
    assert health["keyed"]["reason"] == "key_invalid"


@pytest.mark.parametrize("key", ["two words", "a.b", "x" * 64, "schl\u00fcssel-geheim"])
def test_a_key_that_cannot_be_used_is_not_told(key: str, catalog: Path, tmp_path: Path) -> None:
    done = repcheck(world(tmp_path, key), "lists", "probe", "--catalog", catalog)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.endswith("env:BL_KEY: the key of list keyed is not a label of a host name")
    assert key not in done.stderr


def test_a_key_file_that_is_missing_or_no_text(catalog: Path, nameserver: Start, tmp_path: Path) -> None:
    server = nameserver(*listing_zones())
    config = tmp_path / "repcheck.yaml"
    key_file = tmp_path / "key"
    config.write_text(f"version: 1\nchange: {{both: {{key: 'file:{key_file}'}}}}\n", encoding="utf-8")
    common = ("lists", "probe", "--lists", "both", "--catalog", catalog, "--config", config)
    done = repcheck(world(tmp_path), *common, "--resolver", server.address)
    assert (done.returncode, done.stderr) == (0, "")
    key_file.write_bytes(KEY.encode() + b"\xff\xfe")
    done = repcheck(world(tmp_path), *common, "--resolver", server.address)
    assert done.returncode == 2
    assert done.stderr.endswith("the key file of list both is not text\n")
    assert KEY not in done.stderr


def environment() -> Environment:
    return real_environment({"BL_KEY": KEY}, lambda line: None)


def never(asked: AskedOfScript) -> Answer:
    raise AssertionError(asked)


class Exploding(ScriptedAsker):
    """An asker that fails in a way that nobody foresaw, with its arguments in the message."""

    async def ask_lane(self, lane: Lane, owners: Iterable[str], *rest: object, **more: object) -> None:
        raise RuntimeError(f"broken while asking {lane!r} about {list(owners)!r}")


async def test_no_traceback_holds_the_key_not_even_with_the_values_of_variables() -> None:
    lists = parse_catalog(json.dumps(LISTS).encode(), "f").lists
    plan = AskingPlan(servers=(Server("127.0.0.1", 9),), polite=False)
    asking = Asking(plan, asked_lists(lists, environment()), environment(), Exploding(never))
    sweep = Sweep(asking.asker, asking.lists, str, asking.routes, asking.politeness)
    sweep.start()
    with pytest.raises(RuntimeError) as caught:
        await sweep.finish()
    await asyncio.sleep(0)
    told = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "***.bl.example" in told or "***.dq.example" in told
    assert KEY not in told
    assert KEY not in repr((asking.lists, sweep.zones, environment(), plan))


async def test_ones_own_copy_is_asked_where_it_lies(nameserver: Start) -> None:
    mirror = nameserver(z.honest("zen.example", {}))
    others = nameserver(z.honest("zen.example", {}, test_points=False), z.honest("bl.example", {}))
    entry = {"asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}}
    lists = [
        {"id": "mirrored", "zone": "zen.example", "server": mirror.address, **entry},
        {"id": "public", "zone": "zen.example", **entry},
        {"id": "other", "zone": "bl.example", **entry},
    ]
    catalog = parse_catalog(json.dumps({"version": 1, "lists": lists}).encode(), "f")
    plan = AskingPlan(servers=(Server.of(others.address),), polite=False)
    world = Environment(
        now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        monotonic=lambda: 0.0,
        token=lambda: "token",
        environ={},
        warn=print,
    )
    probed = await probe(Asking(plan, asked_lists(catalog.lists, world), world))
    assert {one.health.list: one.health.usable for one in probed} == {
        "mirrored": True,
        "public": False,
        "other": True,
    }
    assert {name.rstrip(".").lower() for name, _ in mirror.asked} == {
        "2.0.0.127.zen.example",
        "1.0.0.127.zen.example",
    }
