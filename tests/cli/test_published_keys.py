"""A record in the DNS that holds a key of a list: no output, file or question repeats it, and it is said."""

import json
from pathlib import Path

import pytest

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from tests.cli.typed import CATALOG, repcheck
from tests.support.tables import each

KEY = "k3yk3yk3yk3yk3yk3yk3yk3y"
ZONE = f"""\
$TTL 300
com. NS ns.com.
example.com.            TXT "v=spf1 ip4:192.0.2.1 exists:%{{ir}}.{KEY}.zen.dq.spamhaus.net -all"
example.com.            MX 0 example.com.
example.com.            A 192.0.2.1
_dmarc.example.com.     TXT "v=DMARC1; p=none; rua=https://r.example.com/?key={KEY}; pct=100"
_smtp._tls.example.com. TXT "v=TLSRPTv1;rua=https://r.example.com/?token={KEY}"
"""


@pytest.fixture(scope="module")
def server():
    zone = z.records(".", ZONE)
    with NameServer([zone, z.honest("one.example", {}), z.honest("two.example", {})]) as running:
        yield running


@pytest.fixture
def options(server: NameServer, tmp_path: Path) -> list[str]:
    (tmp_path / "lists.json").write_text(json.dumps(CATALOG))
    return ["--resolver", server.address, "--catalog", str(tmp_path / "lists.json"), "--any-address"]


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def held(server: NameServer, text: str) -> None:
    assert KEY not in text
    assert not [name for name, _ in server.asked if KEY in name]


@each("form", ["text", "json"])
def test_spf_masks_it_and_gives_no_verdict(server: NameServer, form: str) -> None:
    for more in ((), ("--ip", "192.0.2.9"), ("--flatten",)):
        done = repcheck("spf", "example.com", *more, "--format", form, "--resolver", server.address)
        held(server, done.stdout + done.stderr)
        assert "have the list's operator replace the key" in " ".join(done.stdout.lower().split())
        assert "Publish: example.com" not in done.stdout
        if "--ip" in more:
            assert "temperror" in done.stdout
            assert done.returncode == 3


@pytest.mark.parametrize("command", ["domain", "check"])
def test_no_output_file_or_cache_repeats_it(
    server: NameServer, options: list[str], tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "cache"
    files = [
        part
        for kind in ("json", "markdown", "html", "csv")
        for part in ("--report", f"{kind}={tmp_path / 'out'}.{kind}")
    ]
    fetch = ("--no-https",) if command == "domain" else ()
    done = repcheck(
        command, "example.com", "-vv", "--cache", *fetch, *options, *files,
        "--save-evidence", str(tmp_path / "evidence"),
        env={"XDG_CACHE_HOME": str(folder)},
    )  # fmt: skip
    held(server, done.stdout + done.stderr)
    assert "replace the key" in " ".join(done.stdout.split())
    assert KEY.encode() not in kept(tmp_path)
    again = repcheck("replay", str(tmp_path / "evidence"))
    held(server, again.stdout + again.stderr)


def test_no_record_is_proposed_with_a_mask_in_it(server: NameServer, options: list[str]) -> None:
    done = repcheck("domain", "example.com", "-vv", "--no-https", *options)
    offered = [line for line in done.stdout.splitlines() if "***" in line and "Publish" in line]
    assert not offered
