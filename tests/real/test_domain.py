"""`repcheck domain` against a signed zone of a real authoritative server, through a validating resolver."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.query
import pytest

from tests.support.patience import PATIENCE
from tests.support.typed import typed_text

from .authoritative import running_both
from .mail_zones import CATALOG
from .servers import LOOPBACK, Server

GOLDEN = Path(__file__).parent / "golden"
ARGUMENTS = {
    "right": ("right.example", "--selector", "s1"),
    "faults": (
        "faults.example",
        *("--selector", "short", "--selector", "gone", "--selector", "bad", "--selector", "none"),
        *("--ip", "192.0.2.30", "--ip", "192.0.2.31", "--ip", "192.0.2.32", "--ip", "192.0.2.33"),
    ),
    "twice": ("twice.example", "--selector", "s1", "--helo", "gone.twice.example"),
    "bare": ("bare.example", "--max-hosts", "2"),
}


@pytest.fixture(scope="module")
def resolver() -> Iterator[Server]:
    with running_both() as server:
        yield server


def domain(resolver: Server, *arguments: str) -> tuple[int, str]:
    done = typed_text("domain", "--resolver", resolver.resolver, *arguments)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize(("name", "code"), [("right", 0), ("faults", 1), ("twice", 1), ("bare", 1)])
def test_golden(resolver: Server, tmp_path: Path, name: str, code: int) -> None:
    """REPCHECK_GOLDEN=write writes the files anew."""
    lists = tmp_path / "lists.yaml"
    lists.write_text(CATALOG, encoding="utf-8")
    # No web server is started: the policy file is the matter of other tests.
    arguments = (*ARGUMENTS[name], "--catalog", str(lists), "--min-coverage", "0.4", "-vv", "--no-https")
    found, text = domain(resolver, *arguments)
    text = re.sub(r"[0-9]+ queries, [0-9.]+ s; \S+", "N queries, N s; TIME", text)
    file = GOLDEN / f"domain-{name}.txt"
    if os.environ.get("REPCHECK_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    assert found == code


def test_the_zone_is_signed_and_validated(resolver: Server) -> None:
    query = dns.message.make_query("right.example", "MX", want_dnssec=True)
    answer = dns.query.udp(query, LOOPBACK, timeout=PATIENCE, port=resolver.port)
    assert answer.flags & dns.flags.AD


@pytest.mark.parametrize(
    ("name", "state", "shown"),
    [
        ("right.example", "ok", "the resolver has validated MX, DMARC, SPF"),
        ("example.com", "unknown", "nothing was validated: the zone is not signed, or the resolver does not "
         "validate"),
        ("bogus.test", "unknown", "could not be checked"),
    ],
)  # fmt: skip
def test_dnssec_is_shown(resolver: Server, name: str, state: str, shown: str) -> None:
    _, text = domain(resolver, name, "--lists", "none", "--no-https", "--format", "json")
    parts = {part["name"]: part for part in json.loads(text)["domains"][0]["parts"]}
    assert (parts["dnssec"]["state"], parts["dnssec"]["shown"]) == (state, shown)


def test_what_does_not_validate_is_unknown(resolver: Server) -> None:
    code, text = domain(resolver, "bogus.test", "--lists", "none", "--format", "json")
    (entry,) = json.loads(text)["domains"]
    assert code == 3
    states = {part["name"]: part["state"] for part in entry["parts"]}
    assert {states[name] for name in ("mx", "spf", "dmarc")} == {"unknown"}
