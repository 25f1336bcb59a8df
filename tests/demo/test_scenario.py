import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

import dns.name
import pytest

from repcheck.demo.scenario import DEMO_TARGETS, demo_mails, demo_zones
from repcheck.lists.names import point_name
from repcheck.model.catalog import ListKind, ReputationList
from repcheck.targets.parse import parse_target
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_udp, rcode, records_in
from tests.support.built_in import the_demo_catalog

CATALOG = the_demo_catalog()
HEALTHY = {"demo-honest", "demo-second", "demo-domains", "demo-slow", "demo-allow"}


def test_each_list_has_its_zone() -> None:
    origins = {zone.origin for zone in demo_zones()}
    assert {entry.zone for entry in CATALOG.lists} == origins - {"."}


def test_targets_are_good_ones() -> None:
    kinds = [target.kind for text in DEMO_TARGETS for target in parse_target(text, max_hosts=1)]
    assert kinds == ["ipv4", "domain", "ipv4"]


@pytest.mark.parametrize("entry", [e for e in CATALOG.lists if e.id in HEALTHY], ids=lambda entry: entry.id)
def test_healthy_lists_pass_their_test_points(nameserver: NameServerFactory, entry: ReputationList) -> None:
    server = nameserver(*demo_zones())
    known = {
        f"127.{code.first >> 16 & 255}.{code.first >> 8 & 255}.{code.first & 255}" for code in entry.codes
    }
    assert entry.test_points.listed
    for point in entry.test_points.listed:
        found = records_in(ask_udp(server, f"{point_name(point)}.{entry.zone}"))
        assert found
        assert set(found) <= known or entry.kind is not ListKind.BLOCK
    for point in entry.test_points.not_listed:
        assert rcode(ask_udp(server, f"{point_name(point)}.{entry.zone}")) == "NXDOMAIN"


@pytest.mark.parametrize(
    ("name", "rdtype", "found"),
    [
        ("10.2.0.192.honest.dnsbl.example", "A", ["127.0.0.2"]),
        ("25.2.0.192.honest.dnsbl.example", "A", ["127.0.0.3"]),
        ("20.100.51.198.honest.dnsbl.example", "A", []),
        ("10.2.0.192.second.dnsbl.example", "A", []),
        ("10.2.0.192.slow.dnsbl.example", "A", []),
        ("example.com.domains.dnsbl.example", "A", ["127.0.1.2"]),
        ("10.2.0.192.refusing.dnsbl.example", "A", ["127.255.255.254"]),
        ("1.0.0.127.wildcard.dnsbl.example", "A", ["127.0.0.2"]),
        ("20.100.51.198.allow.dnsbl.example", "A", ["127.0.10.1"]),
        ("example.com", "MX", ["10 mx1.example.com.", "20 mx2.example.com."]),
        ("mx1.example.com", "A", ["192.0.2.25"]),
        ("10.2.0.192.in-addr.arpa", "PTR", ["mail.example.com."]),
        ("mail.example.com", "A", ["192.0.2.10"]),
        ("25.2.0.192.in-addr.arpa", "PTR", []),
        ("_spf.example.net", "TXT", ['"v=spf1 ip4:198.51.100.20 ip4:203.0.113.24/30 -all"']),
    ],
)
def test_the_story(nameserver: NameServerFactory, name: str, rdtype: str, found: list[str]) -> None:
    assert records_in(ask_udp(nameserver(*demo_zones()), name, rdtype)) == found


@pytest.mark.parametrize("path", sorted(demo_mails().iterdir()), ids=lambda path: path.name)
def test_mails_are_delivery_reports(path: Path) -> None:
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text, report, returned = mail.iter_parts()
    assert mail.get_param("report-type") == "delivery-status"
    kinds = [part.get_content_type() for part in (text, report, returned)]
    assert kinds == ["text/plain", "message/delivery-status", "text/rfc822-headers"]
    assert not any(part.defects for part in (mail, text, report, returned))
    blocks = report.get_payload()
    assert isinstance(blocks, list)
    recipients = [b for b in blocks if isinstance(b, EmailMessage) and b["Final-Recipient"]]
    assert recipients
    assert all(block["Action"] == "failed" and block["Diagnostic-Code"] for block in recipients)


def test_mails_cite_lists_that_exist() -> None:
    zones = {dns.name.from_text(entry.zone) for entry in CATALOG.lists}
    cited = {
        dns.name.from_text(word.rstrip(";"))
        for path in demo_mails().iterdir()
        for word in path.read_text().split()
        if word.rstrip(";").endswith(".dnsbl.example") and "/" not in word
    }
    assert len(cited) == 2
    assert cited <= zones


def test_the_provider_is_known_by_its_words() -> None:
    (provider,) = CATALOG.providers
    reply = (demo_mails() / "04-provider.eml").read_text()
    assert any(re.search(rule.pattern, reply) for rule in provider.rules)
    assert not any(entry.zone in reply for entry in CATALOG.lists)
