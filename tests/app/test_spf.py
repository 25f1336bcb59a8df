"""``check_spf`` and ``repcheck spf`` against a name server: what only the wire can show."""

import asyncio
import json
from typing import Any

import jsonschema
import msgspec
import pytest

import repcheck
from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from repcheck.model.published.spf import SpfResult
from repcheck.render.json.schema_files import schema_text
from repcheck.render.json.spf import SpfDocument
from tests.conftest import NameServerFactory
from tests.support.patience import PATIENCE
from tests.support.typed import typed_text

ZONE = """\
$TTL 60
com. NS ns.com.
example.com.       TXT "v=spf1 include:_spf.example.net " "include:long.example.net -all exp=why.example.com"
_spf.example.net.  TXT "v=spf1 ip4:192.0.2.0/28 a:gone.example.net ?all"
why.example.com.   TXT "%{i} may not send for %{d}"
long.example.net.  TXT {long}
other.example.     TXT "v=spf1 -all"
"""
LONG = " ".join(f'"ip4:198.51.{n >> 8}.{n & 255} "' for n in range(400))


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    zone = z.records(".", ZONE.replace("{long}", f'"v=spf1 " {LONG} "-all"'))
    return nameserver(
        zone, z.servfail("broken.example"), z.refused("refused.example"), z.dead("dead.example")
    )


def check(server: NameServer, ip: str, sender: str, timeout: float = PATIENCE) -> Any:
    return asyncio.run(
        repcheck.check_spf(ip=ip, sender=sender, resolver=(server.host, server.port), timeout=timeout)
    )


def spf(server: NameServer, *arguments: str) -> tuple[int, str, str]:
    done = typed_text("spf", *arguments, "--resolver", server.address)
    return done.returncode, done.stdout, done.stderr


def test_a_record_of_many_strings_that_comes_over_tcp(server: NameServer) -> None:
    verdict = check(server, "198.51.1.143", "me@example.com")
    assert (verdict.result, verdict.lookups, verdict.void_lookups) == (SpfResult.PASS, 3, 1)
    assert ("long.example.net", "TXT") in server.asked_over("tcp")


@pytest.mark.parametrize(
    ("sender", "result"),
    [
        ("me@other.example", "fail"),
        ("me@OTHER.Example.", "fail"),
        ("me@gone.example", "none"),
        ("me@broken.example.example", "none"),
        ("me@www.broken.example", "temperror"),
        ("me@www.refused.example", "temperror"),
        ("me@www.dead.example", "temperror"),
        ("me@[192.0.2.1]", "none"),
        ("", "none"),
    ],
)
def test_outcomes(server: NameServer, sender: str, result: str) -> None:
    # only what never answers is waited for
    patience = 0.5 if "dead" in sender else PATIENCE
    assert check(server, "192.0.2.1", sender, timeout=patience).result == result


def test_no_address_is_an_error(server: NameServer) -> None:
    with pytest.raises(ValueError, match="IPv4"):
        check(server, "192.0.2", "me@example.com")


def test_the_document_follows_its_schema(server: NameServer) -> None:
    schema = json.loads(schema_text("spf-1"))
    assert schema["$defs" if "$defs" in schema else "properties"]
    for arguments in (("--ip", "203.0.113.1"), ("--ip", "192.0.2.3"), ()):
        _, stdout, _ = spf(server, "example.com", "--format", "json", *arguments)
        document = json.loads(stdout)
        jsonschema.Draft202012Validator(schema).validate(document)
    assert document["result"] is None


def test_the_schema_is_that_of_the_document() -> None:
    """`python -m tests.app.test_spf` writes it anew."""
    assert json.loads(schema_text("spf-1")) == made_schema()


def made_schema() -> Any:
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:repcheck:schema:spf-1",
        "title": "repcheck spf, version 1",
    }
    return json.loads(msgspec.json.encode({**head, **msgspec.json.schema(SpfDocument)}))


def test_the_command_tells_verdict_stranger_and_tree(server: NameServer) -> None:
    code, stdout, _ = spf(server, "example.com", "--ip", "203.0.113.1", "--format", "json")
    document = json.loads(stdout)
    assert (code, document["result"], document["matched"]) == (1, "fail", "-all")
    assert document["explanation"] == "203.0.113.1 may not send for example.com"
    assert document["stranger"]["lookups"] == 3
    assert [term["lookup"] for term in document["tree"]["terms"]] == [1, 3, None, None]
    code, stdout, _ = spf(server, "example.com", "--ip", "192.0.2.3")
    assert code == 0
    assert stdout.startswith("pass: 192.0.2.3 may send for example.com\n")
    assert "[2] a:gone.example.net (nothing there)" in stdout


@pytest.mark.parametrize(
    ("domain", "code"),
    [("www.broken.example", 3), ("gone.example", 1), ("[192.0.2.1]", 1), ("example.com", 0)],
)
def test_exit_codes_without_an_address(server: NameServer, domain: str, code: int) -> None:
    assert spf(server, domain)[0] == code


def test_type_spf_is_never_asked_beside_a_verdict(server: NameServer) -> None:
    spf(server, "example.com", "--ip", "192.0.2.3")
    check(server, "192.0.2.1", "me@example.com")
    asked = {rdtype for _, rdtype in (*server.asked_over("udp"), *server.asked_over("tcp"))}
    assert "TXT" in asked
    assert not {"SPF", "TYPE99"} & asked
    spf(server, "example.com")
    assert ("example.com", "SPF") in server.asked


def test_a_wrong_address_is_wrong_usage(server: NameServer) -> None:
    code, stdout, stderr = spf(server, "example.com", "--ip", "mail")
    assert (code, stdout) == (2, "")
    assert "--ip" in stderr


def test_public_names() -> None:
    assert "check_spf" in repcheck.__all__
    with pytest.raises(AttributeError, match="no_such_name"):
        repcheck.no_such_name  # noqa: B018


if __name__ == "__main__":
    print(json.dumps(made_schema(), indent=1))


def test_a_resolver_that_denies_everything_is_not_believed(nameserver: NameServerFactory) -> None:
    empty = nameserver(z.records(".", "$TTL 60\n. SOA a. b. 1 1 1 1 1\n"))
    for arguments in (("example.com",), ("example.com", "--ip", "192.0.2.1")):
        done = typed_text("spf", *arguments, "--resolver", empty.address)
        assert done.returncode == 3
        assert "publishes no SPF record" not in done.stdout
        assert "Your resolver says that no name exists" in done.stdout


def test_an_address_in_place_of_a_domain_is_the_sender(server: NameServer) -> None:
    done = typed_text("spf", "news@example.com", "--format", "json", "--resolver", server.address)
    document = json.loads(done.stdout)
    assert (document["domain"], document["sender"]) == ("example.com", "news@example.com")


@pytest.mark.parametrize(
    ("record", "says", "code"), [("a:gone.example.net", "temperror", 3), ("ip4:192.0.2.99", "pass", 0)]
)
def test_look_ups_by_a_resolver_that_invents_names_prove_nothing(
    nameserver: NameServerFactory, record: str, says: str, code: int
) -> None:
    zones = (z.parked("invalid"), z.parked("gone.example.net", "192.0.2.99"))
    server = nameserver(z.records(".", f'example.com. 60 TXT "v=spf1 {record} -all"'), *zones)
    ended, stdout, _ = spf(server, "example.com", "--ip", "192.0.2.99")
    assert (ended, stdout.partition(":")[0]) == (code, says)
    assert "Your resolver answers names that do not exist" in " ".join(stdout.split())
    assert check(server, "192.0.2.99", "me@example.com").result == says


def test_the_library_believes_no_resolver_that_knows_of_nothing(nameserver: NameServerFactory) -> None:
    verdict = check(nameserver(z.records("nobody.example", "")), "192.0.2.99", "me@example.com")
    assert (verdict.result, "no name exists" in (verdict.reason or "")) == ("temperror", True)


@pytest.mark.parametrize("name", ["OEMCOMPUTER", "[192.0.2.99]"])
def test_what_is_no_domain_is_asked_of_no_resolver_either(nameserver: NameServerFactory, name: str) -> None:
    server = nameserver(z.records("nobody.example", ""))
    asked = repcheck.check_spf(ip="192.0.2.99", sender="", helo=name, resolver=(server.host, server.port))
    assert asyncio.run(asked).result == "none"
