"""``repcheck domain`` as a user types it, and how long it takes."""

import json
import subprocess
import sys
import time
from typing import Any

import jsonschema
import msgspec
import pytest

from repcheck.app.domain import inspect_domains
from repcheck.app.environment import real_environment
from repcheck.app.senders import DomainRequest
from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from repcheck.dns.engine import Engine
from repcheck.model.dns import Server
from repcheck.render.domain_document import DomainsDocument, domain_schema
from tests.conftest import NameServerFactory

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
"""


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(z.records(".", GOOD), z.servfail("broken.example"), z.dead("dead.example"))


def domain(server: NameServer, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "repcheck", "domain", *arguments, "--resolver", server.address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_a_domain_with_everything_right(server: NameServer) -> None:
    code, stdout, _ = domain(server, "Example.COM")
    assert stdout.startswith("example.com: no fault found\n")
    assert code == 0
    assert "reverse names  ok" in stdout


def test_the_worst_domain_comes_first(server: NameServer) -> None:
    code, stdout, _ = domain(server, "example.com", "bad.example", "--format", "json")
    document = json.loads(stdout)
    assert code == 1
    assert [entry["domain"] for entry in document["domains"]] == ["bad.example", "example.com"]
    severities = [finding["severity"] for finding in document["domains"][0]["findings"]]
    ranks = ["critical", "high", "medium", "low", "info"]
    assert severities == sorted(severities, key=ranks.index)
    jsonschema.Draft202012Validator(json.loads(domain_schema())).validate(document)
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


def made_schema() -> Any:
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:repcheck:schema:domain-1",
        "title": "repcheck domain, version 1",
    }
    return json.loads(msgspec.json.encode({**head, **msgspec.json.schema(DomainsDocument)}))


def test_the_schema_is_that_of_the_document() -> None:
    """`python -m tests.app.test_domain` writes it anew."""
    assert json.loads(domain_schema()) == made_schema()


DELAY = 0.05
#: The longest chain: the record, an include, the record below it, its hosts.
CHAIN = 4


async def test_it_takes_as_long_as_its_longest_chain_of_questions(nameserver: NameServerFactory) -> None:
    lines = ["$TTL 60", "example.com. A 192.0.2.80"]
    lines += [f"example.com. MX {n} mx{n}.example.com.\nmx{n}.example.com. A 192.0.2.{n}" for n in range(6)]
    names = [f"s{n}.example.net" for n in range(9)]
    lines.append(f'example.com. TXT "v=spf1 {" ".join(f"include:{name}" for name in names)} -all"')
    lines += [f'{name}. TXT "v=spf1 ip4:192.0.2.{n} -all"' for n, name in enumerate(names[:8])]
    lines.append('s8.example.net. TXT "v=spf1 include:deep.example.net -all"')
    lines.append('_dmarc.example.com. TXT "v=DMARC1; p=reject"')
    lines.append('deep.example.net. TXT "v=spf1 a:host.example.net -all"\nhost.example.net. A 192.0.2.77')
    server = nameserver(z.slow(z.records(".", "\n".join(lines)), DELAY))
    request = DomainRequest(domains=("example.com",), random_label="random")
    took = []
    for _ in range(3):  # the first run also reads the public suffix list; the machine may be busy
        asker = Engine([Server(server.host, server.port)])
        begun = time.monotonic()
        report = await inspect_domains(request, asker, real_environment({}, print), None)
        took.append(time.monotonic() - begun)
        await asker.close()
    (found,) = report.domains
    assert found.stranger.lookups == 11
    assert len(found.parts[0].shown.split(",")) == 6
    assert CHAIN * DELAY <= min(took) <= CHAIN * DELAY * 1.2


if __name__ == "__main__":
    print(json.dumps(made_schema(), indent=1))
