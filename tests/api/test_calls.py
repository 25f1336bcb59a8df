"""What the library's functions give and refuse."""

from pathlib import Path

import pytest

import repcheck
from repcheck.demo import NameServer, demo_catalog, demo_mails, demo_zones
from tests.conftest import NameServerFactory


@pytest.fixture
def server(nameserver: NameServerFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NameServer:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return nameserver(*demo_zones())


def test_check_with_bounces_joins_them(server: NameServer) -> None:
    report = repcheck.check(
        "192.0.2.10",
        bounces=[demo_mails()],
        lists="demo-honest,demo-dead",
        catalog=demo_catalog(),
        resolvers=[server.address],
    )
    found = report.targets[0].observations
    assert {seen.list: seen.state for seen in found} == {"demo-honest": "listed", "demo-dead": "unknown"}
    assert report.bounces is not None
    assert len(report.bounces) == 9
    assert report.causes[0].live_state == "confirmed"
    assert report.plan


def test_no_list_is_asked_where_none_is_wanted(server: NameServer) -> None:
    report = repcheck.check("192.0.2.10", lists="none", catalog=demo_catalog(), resolvers=[server.address])
    assert report.targets[0].observations == ()
    assert report.targets[0].address is not None


def test_a_run_that_nobody_fails(server: NameServer) -> None:
    report = repcheck.check(
        "192.0.2.10", fail_on=None, min_coverage=0, catalog=demo_catalog(), resolvers=[server.address]
    )
    assert report.exit_code is repcheck.ExitCode.OK


@pytest.mark.usefixtures("server")
def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(repcheck.BadInput, match="not an address"):
        repcheck.check("not an address", catalog=demo_catalog())
    with pytest.raises(repcheck.BadInput, match="nowhere"):
        repcheck.read_bounces("nowhere.eml")
    with pytest.raises(repcheck.BadInput):
        repcheck.explain("550 no", catalog="nowhere.yaml")


@pytest.mark.usefixtures("server")
def test_a_plan_without_a_run_is_of_the_bounces_alone() -> None:
    bounces = repcheck.read_bounces([demo_mails()], catalog=demo_catalog())
    steps = repcheck.plan(bounces, catalog=demo_catalog())
    assert {step.phase for step in steps} >= {"fix", "ask", "verify"}
    assert repcheck.plan() == ()


@pytest.mark.usefixtures("server")
async def test_awaited_they_say_the_same() -> None:
    text = "554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org"
    report = await repcheck.explain_async(text)
    assert report.causes == repcheck.explain(text).causes
    bounces = await repcheck.read_bounces_async(demo_mails(), catalog=demo_catalog())
    assert list(bounces) == list(repcheck.read_bounces(demo_mails(), catalog=demo_catalog()))
    assert await repcheck.plan_async(bounces, catalog=demo_catalog())


def test_warnings_are_python_warnings(server: NameServer, tmp_path: Path) -> None:
    junk = tmp_path / "folder"
    junk.mkdir()
    (junk / "x.gz").write_bytes(b"\x1f\x8b not packed at all")
    with pytest.warns(UserWarning, match=r"x\.gz"):
        repcheck.read_bounces(junk)
