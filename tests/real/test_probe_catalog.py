"""`repcheck lists probe` against rbldnsd with the zones of the whole catalog: all well, then five broken."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repcheck.lists.names import point_name
from tests.support.built_in import built_in_catalog
from tests.support.typed import typed_text

from .catalog_zones import BROKEN, KEY, LIVES, write_catalog_zones, zone_of
from .servers import Server, running_rbldnsd

CATALOG = built_in_catalog()
#: All that can be asked and can prove itself, those that are not enabled too.
LISTS = tuple(entry for entry in CATALOG.lists if entry.asks and entry.test_points.listed)
FIRST = f"{point_name(LISTS[0].test_points.listed[0])}.{zone_of(LISTS[0])}"
#: Standard lists of IPv4 addresses whose zone is theirs alone, one for each way of being broken.
VICTIMS = dict(
    zip(
        (
            entry.id
            for entry in LISTS[1:]
            if "standard" in entry.tags
            and entry.enabled
            and entry.asks == ("ipv4",)
            and sum(zone_of(other) == zone_of(entry) for other in LISTS) == 1
        ),
        BROKEN,
        strict=False,
    )
)


def probe(server: Server, folder: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    keys = {
        entry.key.removeprefix("env:"): KEY
        for entry in LISTS
        if entry.key is not None and entry.key.startswith("env:")
    }
    places = {f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "STATE", "CONFIG")}
    command = ["lists", "probe", "--resolver", server.resolver]
    command += ["--lists", ",".join(entry.id for entry in LISTS), "--polite", "off", "--format", "json"]
    done = typed_text(*command, env={**places, **keys})
    assert done.stdout, done.stderr
    assert KEY not in done.stdout + done.stderr
    document = json.loads(done.stdout)
    assert document["exit_code"] == done.returncode
    return done.returncode, {row["list"]: row for row in document["lists"]}


@pytest.fixture(scope="module")
def whole() -> Iterator[Server]:
    with running_rbldnsd(lambda folder: write_catalog_zones(LISTS, folder, {}), FIRST) as server:
        yield server


def test_the_data_are_there() -> None:
    assert len(LISTS) > 80
    assert len(VICTIMS) == len(BROKEN) == 5


def test_every_list_of_the_catalog_can_be_used(whole: Server, tmp_path: Path) -> None:
    code, rows = probe(whole, tmp_path)
    assert {name: (row["life"], row["saw"]) for name, row in rows.items() if not row["usable"]} == {}
    assert set(rows) == {entry.id for entry in LISTS}
    assert code == 0


def test_five_broken_lists_are_named_and_how(tmp_path: Path) -> None:
    with running_rbldnsd(lambda folder: write_catalog_zones(LISTS, folder, VICTIMS), FIRST) as server:
        code, rows = probe(server, tmp_path)
    broken = {name: (row["life"], row["reason"]) for name, row in rows.items() if not row["usable"]}
    assert broken == {name: LIVES[way] for name, way in VICTIMS.items()}
    assert all(rows[name]["remedy"] for name in VICTIMS)
    assert code == 1
