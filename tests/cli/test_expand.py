"""``check --expand spf``: large ranges are sampled, and that is said aloud."""

import json

import pytest

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from tests.conftest import NameServerFactory
from tests.support.typed import typed_text

ZONE = """\
$TTL 60
example.com. MX 10 mx.example.com.
example.com. TXT "v=spf1 ip4:198.51.0.0/16 ip4:203.0.113.8/30 ip6:2001:db8::/48 -all"
mx.example.com. A 192.0.2.25
"""
CATALOG = """\
version: 1
lists:
  - {id: bl, zone: bl.example, asks: [ipv4, ipv6], severity: high, codes: {127.0.0.2: made up}}
"""


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(z.honest("bl.example", {}), z.records(".", ZONE))


@pytest.mark.parametrize(
    ("arguments", "sampled", "whole"),
    [((), 16, 4), (("--max-hosts", "8"), 8, 4), (("--max-hosts", "2"), 2, 2)],
)
def test_ranges_of_records(
    server: NameServer, tmp_path, arguments: tuple[str, ...], sampled: int, whole: int
) -> None:
    (tmp_path / "lists.yaml").write_text(CATALOG, encoding="utf-8")
    done = typed_text(
        *("check", "example.com", "--expand", "spf", "--any-address"),
        *("--resolver", server.address, "--catalog", tmp_path / "lists.yaml", "--format", "json"),
        *arguments,
    )
    document = json.loads(done.stdout)
    targets = [entry["target"] for entry in document["targets"]]
    assert sum(target.startswith("198.51.") for target in targets) == sampled
    assert sum(target.startswith("203.0.113.") for target in targets) == whole
    told = {finding["id"]: finding["says"] for finding in document["findings"]}
    assert f"{sampled} of the 65,536 addresses of 198.51.0.0/16 (spf of example.com)" in told["range_sampled"]
    assert "2001:db8::/48" in told["range_not_expanded"]


def test_check_includes_the_short_form_of_the_mail_records(server: NameServer, tmp_path) -> None:
    (tmp_path / "lists.yaml").write_text(CATALOG, encoding="utf-8")
    command = [
        *("check", "example.com", "192.0.2.25"),
        *("--resolver", server.address, "--catalog", str(tmp_path / "lists.yaml")),
    ]
    done = typed_text(*command, "--format", "json")
    records = {entry["target"]: entry["records"] for entry in json.loads(done.stdout)["targets"]}
    short = [(part["name"], part["state"]) for part in records["example.com"]["short"]]
    assert short == [("dmarc", "absent"), ("spf", "ok"), ("mx", "ok")]
    assert "short" not in records["192.0.2.25"]
    done = typed_text(*command, "-v")
    assert "example.com  DMARC  none" in done.stdout
    assert 'Publish: _dmarc.example.com TXT "v=DMARC1; p=none;' in done.stdout
