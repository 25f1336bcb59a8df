"""``repcheck domain`` as a user types it, and how long it takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from repcheck.app.domain.inspect import DomainRequest, inspect_domains
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Server
from repcheck.render.json.domain import DomainsDocument
from repcheck.render.json.schema_files import schema_text
from tests.conftest import NameServerFactory
from tests.support.typed import typed_text

GOOD = """\
$TTL 60
example.com. A 192.0.2.80
example.com. MX 10 mx.example.com.
example.com. MX 20 mx2.example.com.
example.com. TXT "v=spf1 ip4:192.0.2.25 -all"
mx.example.com. A 192.0.2.25
mx.example.com. AAAA 2001:db8::25
mx2.example.com. A 192.0.2.26
25.2.0.192.in-addr.arpa. PTR mx.example.com.
_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:r@example.com"
_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:r@example.com"
bad.example. TXT "v=spf1 +all"
bad.example. MX 0 .
bare.example. A 192.0.2.26
wide.example. TXT "v=spf1 ip4:198.51.0.0/16 ip4:10.0.0.1 include:_spf.example.net -all"
wide.example. MX 10 mx2.example.com.
_spf.example.net. TXT "v=spf1 ip4:203.0.113.66 ip6:2001:db8::/32 -all"
26.2.0.192.in-addr.arpa. PTR mx2.example.com.
"""
CATALOG = """\
version: 1
lists:
  - {id: bl, zone: bl.example, asks: [ipv4, ipv6], severity: high, codes: {127.0.0.2: spam source}}
  - {id: dbl, zone: dbl.example, asks: [domain], severity: medium, codes: {127.0.1.2: bad domain}}
  - {id: gone, zone: gone.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}
"""

SPAM = z.Listing(("127.0.0.2",), "sent spam")


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(
        z.records(".", GOOD),
        z.servfail("broken.example"),
        z.dead("dead.example"),
        z.honest("bl.example", {"192.0.2.26": z.Listing(("127.0.0.2",)), "203.0.113.66": SPAM}),
        z.honest(
            "dbl.example", {"bad.example": z.Listing(("127.0.1.2",)), "test": z.Listing(("127.0.1.2",))}
        ),
        z.servfail("gone.example"),
    )


def domain(server: NameServer, *arguments: str, lists: str = "none") -> tuple[int, str, str]:
    done = typed_text("domain", *arguments, "--resolver", server.address, "--lists", lists)
    return done.returncode, done.stdout, done.stderr


def test_a_domain_with_everything_right(server: NameServer) -> None:
    code, stdout, _ = domain(server, "Example.COM")
    assert stdout.startswith("example.com: no fault found, 2 smaller points.\n")
    assert code == 0
    assert "PTR " in stdout
    code, stdout, _ = domain(server, "example.com", "-v")
    assert stdout.startswith("example.com: no fault found\n")
    assert "reverse names  ok" in stdout


def test_the_worst_domain_comes_first(server: NameServer) -> None:
    code, stdout, _ = domain(server, "example.com", "bad.example", "--format", "json")
    document = json.loads(stdout)
    assert code == 1
    assert [entry["domain"] for entry in document["domains"]] == ["bad.example", "example.com"]
    severities = [finding["severity"] for finding in document["domains"][0]["findings"]]
    ranks = ["critical", "high", "medium", "low", "info"]
    assert severities == sorted(severities, key=ranks.index)
    jsonschema.Draft202012Validator(json.loads(schema_text("domain-1"))).validate(document)
    code, _, _ = domain(server, "bad.example", "--fail-on", "never")
    assert code == 0


@pytest.mark.parametrize("name", ["www.broken.example", "www.dead.example"])
def test_what_could_not_be_asked_is_unknown(server: NameServer, name: str) -> None:
    code, stdout, _ = domain(server, name, "--format", "json", "--dead-wait", "0.5")
    (entry,) = json.loads(stdout)["domains"]
    assert code == 3
    states = {part["name"]: part["state"] for part in entry["parts"]}
    for part in ("mx", "spf", "dmarc", "mta_sts", "tls_rpt", "bimi"):
        assert states[part] == "unknown", part
    assert {demand["met"] for demand in entry["demands"]} == {None}


def test_addresses_of_a_resolver_that_invents_names_are_not_believed(nameserver: NameServerFactory) -> None:
    server = nameserver(z.records(".", GOOD), z.parked("invalid"))
    code, stdout, _ = domain(server, "example.com", "--no-https", "--format", "json")
    (entry,) = json.loads(stdout)["domains"]
    states = {part["name"]: part["state"] for part in entry["parts"]}
    assert (code, states["mx"], states["spf"], states["dmarc"]) == (3, "unknown", "ok", "ok")


def test_spf_that_nobody_could_decide_for_a_sender_is_unknown(nameserver: NameServerFactory) -> None:
    record = "v=spf1 exists:%{i}.spf.broken.example ip4:192.0.2.25 -all"
    server = nameserver(
        z.records(".", GOOD.replace("v=spf1 ip4:192.0.2.25 -all", record)), z.servfail("broken.example")
    )
    code, stdout, _ = domain(server, "example.com", "--no-https", "--format", "json")
    (entry,) = json.loads(stdout)["domains"]
    (part,) = (part for part in entry["parts"] if part["name"] == "spf")
    assert (code, part["state"]) == (3, "unknown")
    assert "spf_sender_unknown" in [one["id"] for one in part["findings"]]


def test_a_local_name_is_asked_of_nobody(nameserver: NameServerFactory) -> None:
    server = nameserver(z.records(".", f"{GOOD}com. NS ns.com.\n"))
    code, stdout, _ = domain(server, "printer.local", "--no-https")
    assert (code, stdout.startswith("printer.local: could not be checked: local name")) == (3, True)
    assert not [name for name, _ in server.asked if name.endswith("local")]


def test_addresses_and_selectors_given(server: NameServer) -> None:
    arguments = ("--ip", "192.0.2.99", "--selector", "s1", "--helo", "mail.example.com", "--format", "json")
    code, stdout, _ = domain(server, "example.com", *arguments)
    (entry,) = json.loads(stdout)["domains"]
    assert code == 1
    words = {finding["id"] for finding in entry["findings"]}
    assert {"no_ptr", "spf_not_permitted", "dkim_not_found"} <= words


@pytest.mark.parametrize("arguments", [("no domain",), ("example.com", "--ip", "x"), ()])
def test_wrong_usage(server: NameServer, arguments: tuple[str, ...]) -> None:
    code, stdout, stderr = domain(server, *arguments)
    assert (code, stdout) == (2, "")
    assert stderr


@pytest.fixture
def catalog(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "lists.yaml").write_text(CATALOG, encoding="utf-8")
    return "--catalog", str(tmp_path / "lists.yaml")


def test_each_address_gets_its_list_checks_and_its_reverse_name(
    server: NameServer, catalog: tuple[str, str]
) -> None:
    code, stdout, _ = domain(server, "example.com", "--format", "json", *catalog, lists="all")
    document = json.loads(stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text("domain-1"))).validate(document)
    (entry,) = document["domains"]
    senders = {sender["address"]: sender for sender in entry["senders"]}
    assert {address: sender["origin"] for address, sender in senders.items()} == {
        "192.0.2.25": "spf of example.com",
        "2001:db8::25": "mx of example.com",
        "192.0.2.26": "mx of example.com",
    }
    states = {
        address: [(seen["list"], seen["state"], seen["reason"]) for seen in sender["observations"]]
        for address, sender in senders.items()
    }
    silent = ("gone", "unknown", "servfail")
    assert states == {
        "192.0.2.25": [("bl", "clean", None), silent],
        "2001:db8::25": [("bl", "clean", None)],
        "192.0.2.26": [("bl", "listed", None), silent],
    }
    assert [sender["reverse"]["status"] for sender in senders.values()] == [
        "confirmed",
        "no_ptr",
        "confirmed",
    ]
    assert senders["192.0.2.25"]["verdict"]["result"] == "pass"
    assert senders["192.0.2.26"]["verdict"] is None
    assert [(seen["list"], seen["state"]) for seen in entry["observations"]] == [("dbl", "clean")]
    assert {health["list"]: health["health"] for health in document["lists"]} == {
        "bl": "ok", "dbl": "ok", "gone": "servfail"
    }  # fmt: skip
    (listed,) = [finding for finding in entry["findings"] if finding["id"] == "listed"]
    assert (listed["severity"], code) == ("high", 1)
    assert "192.0.2.26 (mx of example.com) is listed on bl (spam source)" in listed["says"]
    assert "repcheck delist 192.0.2.26" in listed["remedy"]


def test_lists_that_say_nothing_leave_it_undecided(server: NameServer, catalog: tuple[str, str]) -> None:
    arguments = ("example.com", "--ip", "192.0.2.25", *catalog)
    code, stdout, _ = domain(server, *arguments, lists="gone,bl")
    assert code == 3
    assert "UNKNOWN: 1 of 2 lists could not be checked; high: gone." in stdout
    assert "COULD NOT BE CHECKED (unknown, not clean)\n  high  gone  its servers fail" in stdout
    assert "lists          unknown  0 of 2" in domain(server, *arguments, "-v", lists="gone,bl")[1]
    assert domain(server, *arguments, "--min-coverage", "0.4", lists="gone,bl")[0] == 0
    assert domain(server, *arguments, lists="bl,dbl")[0] == 0


def test_the_domain_itself_is_asked_about(server: NameServer, catalog: tuple[str, str]) -> None:
    _, stdout, _ = domain(server, "bad.example", *catalog, lists="dbl")
    assert (
        "  medium    bad.example is on dbl (bad domain)\n            -> repcheck delist bad.example\n"
        in stdout
    )
    _, stdout, _ = domain(server, "bad.example", "-v", *catalog, lists="dbl")
    assert "medium: bad.example is listed on dbl (bad domain)." in stdout


def test_the_address_of_a_domain_without_mx_is_asked_about(
    server: NameServer, catalog: tuple[str, str]
) -> None:
    _, stdout, _ = domain(server, "bare.example", "--no-https", "-v", *catalog, lists="bl")
    assert "192.0.2.26 (address of bare.example) is listed on bl (spam source)" in " ".join(stdout.split())


def test_ranges_are_sampled_and_that_is_said(server: NameServer, catalog: tuple[str, str]) -> None:
    arguments = ("wide.example", "--max-hosts", "4", *catalog)
    _, stdout, _ = domain(server, *arguments, "--format", "json", lists="bl")
    (entry,) = json.loads(stdout)["domains"]
    addresses = [sender["address"] for sender in entry["senders"]]
    assert addresses == [
        "198.51.32.0", "198.51.96.0", "198.51.160.0", "198.51.224.0", "203.0.113.66", "192.0.2.26"
    ]  # fmt: skip
    assert {sender["network"] for sender in entry["senders"]} == {"198.51.0.0/16", None}
    assert "10.0.0.1" not in addresses
    told = {finding["id"]: finding["says"] for finding in entry["findings"]}
    assert "4 of the 65,536 addresses of 198.51.0.0/16" in told["range_sampled"]
    assert "2001:db8::/32" in told["range_not_expanded"]
    assert "10.0.0.1" in told["address_not_asked"]
    _, stdout, _ = domain(server, *arguments, lists="bl")
    text = " ".join(stdout.split())
    assert "4 of the 65,536 addresses of 198.51.0.0/16 (spf of wide.example)" in text
    assert "include:_spf.example.net: 203.0.113.66 on bl (spam source)" in text
    assert "tell them" in text


def test_a_run_that_is_cut_short_tells_what_it_knows(server: NameServer) -> None:
    _, stdout, _ = domain(server, "www.dead.example", "--format", "json", "--timeout", "0.3")
    document = json.loads(stdout)
    assert (document["incomplete"], document["interrupted"]) == (True, "timeout")
    assert {part["state"] for part in document["domains"][0]["parts"]} <= {"unknown", "not_asked"}


def made_schema() -> Any:
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:repcheck:schema:domain-1",
        "title": "repcheck domain, version 1",
    }
    return json.loads(msgspec.json.encode({**head, **msgspec.json.schema(DomainsDocument)}))


def test_the_schema_is_that_of_the_document() -> None:
    """`python -m tests.app.domain.test_domain` writes it anew."""
    assert json.loads(schema_text("domain-1")) == made_schema()


async def test_many_records_of_one_domain_over_the_wire(nameserver: NameServerFactory) -> None:
    lines = ["$TTL 60", "example.com. A 192.0.2.80"]
    lines += [f"example.com. MX {n} mx{n}.example.com.\nmx{n}.example.com. A 192.0.2.{n}" for n in range(6)]
    names = [f"s{n}.example.net" for n in range(9)]
    lines.append(f'example.com. TXT "v=spf1 {" ".join(f"include:{name}" for name in names)} -all"')
    lines += [f'{name}. TXT "v=spf1 ip4:192.0.2.{n} -all"' for n, name in enumerate(names[:8])]
    lines.append('s8.example.net. TXT "v=spf1 include:deep.example.net -all"')
    lines.append('_dmarc.example.com. TXT "v=DMARC1; p=reject"')
    lines.append('deep.example.net. TXT "v=spf1 a:host.example.net -all"\nhost.example.net. A 192.0.2.77')
    server = nameserver(z.records(".", "\n".join(lines)))
    request = DomainRequest(
        domains=("example.com",), catalog=Catalog(source="none", lists=()), random_label="random"
    )
    world = real_environment({}, print)
    asking = Asking(AskingPlan(servers=(Server(server.host, server.port),)), (), world)
    report = await inspect_domains(request, asking, world, None)
    (found,) = report.domains
    assert found.stranger.lookups == 11
    assert len(found.parts[1].shown.split(",")) == 6
    assert len(server.asked) >= report.queries


if __name__ == "__main__":
    print(json.dumps(made_schema(), indent=1))


def test_of_a_domain_that_does_not_exist_only_that_is_said(
    server: NameServer, catalog: tuple[str, str]
) -> None:
    code, stdout, stderr = domain(server, "nothing.example.net", *catalog, lists="bl")
    assert stdout.startswith("nothing.example.net does not exist.\n"), stderr
    assert code == 1
    assert "Publish:" not in stdout
