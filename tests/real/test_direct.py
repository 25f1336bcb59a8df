"""`repcheck check --direct`: unbound tells who serves the lists, two rbldnsd on port 53 are asked."""

import os
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from .checking import NOT_LONG, check, expected, observed
from .servers import Server, running_rbldnsd, running_signpost
from .zones import ASKED

DNS_PORT = 53
#: A name server has no port number in the DNS: only addresses tell them apart, those of one worker of the
#: tests from those of another, too (Linux takes all of 127.0.0.0/8 for loopback).
_PID = os.getpid()
HOSTS = {
    f"ns{number}.example.net": f"127.{64 * number + (_PID >> 16) % 64}.{(_PID >> 8) % 256}.{_PID % 256}"
    for number in (1, 2)
}
ZONES = [zone for zone, _ in ASKED.values()]
TARGETS = ("192.0.2.10", "192.0.2.5", "bad.example")
DIRECT = ("--direct",)


class Delegated(NamedTuple):
    """``resolver`` knows the way to the ``authorities`` and nothing of the lists."""

    resolver: Server
    authorities: list[Server]
    folder: Path

    def asked_resolver(self) -> set[tuple[str, str]]:
        """(name, type) of all questions to the resolver so far."""
        log = (self.folder / "unbound.log").read_text(encoding="utf-8")
        found = re.findall(r"info: 127\.0\.0\.1 (\S+)\. (\S+) IN$", log, re.MULTILINE)
        return {(name.lower(), rdtype) for name, rdtype in found}

    def asked_authorities(self) -> int:
        """How many questions came to the authorities so far."""
        return sum(server.questions for server in self.authorities)

    def kill(self, *numbers: int) -> None:
        for number in numbers:
            self.authorities[number].kill()


def need_port_53() -> None:
    """Skip where port 53 of loopback addresses cannot be had; in CI that is a failure."""
    address = next(iter(HOSTS.values()))
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind((address, DNS_PORT))
    except OSError as error:
        message = f"port 53 of {address} cannot be had ({error.strerror}): run as root, on Linux"
        if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


@pytest.fixture
def delegated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delegated]:
    need_port_53()
    folder = tmp_path_factory.mktemp("direct")
    with ExitStack() as stack:
        authorities = [
            stack.enter_context(running_rbldnsd(host=address, port=DNS_PORT)) for address in HOSTS.values()
        ]
        resolver = stack.enter_context(running_signpost(ZONES, HOSTS, folder))
        yield Delegated(resolver, authorities, folder)


def test_the_lists_own_servers_are_asked_and_the_resolver_for_the_way_only(
    delegated: Delegated, catalog: Path
) -> None:
    before = delegated.asked_authorities()
    code, document = check(delegated.resolver.resolver, catalog, *TARGETS, options=DIRECT)
    assert (code, observed(document)) == (1, expected(*TARGETS))
    assert {entry["list"]: entry["health"] for entry in document["lists"]} == dict.fromkeys(ASKED, "ok")

    below = {name for name, _ in delegated.asked_resolver() if name.endswith(".bl.example")}
    assert below == set(ZONES)
    assert {rdtype for name, rdtype in delegated.asked_resolver() if name in ZONES} == {"NS"}
    asked = {(host, rdtype) for host in HOSTS for rdtype in ("A", "AAAA")}
    assert asked <= delegated.asked_resolver()
    # each pair is a question at least, and so are the two test entries of each list
    after = delegated.asked_authorities()
    assert after - before >= len(expected(*TARGETS)) + 2 * len(ASKED)


def test_through_this_resolver_nothing_is_learned(delegated: Delegated, catalog: Path) -> None:
    """So whatever the other tests learn came from the lists' own servers."""
    code, document = check(delegated.resolver.resolver, catalog, *TARGETS)
    assert {state for state, _ in observed(document).values()} == {"unknown"}
    assert code == 3


@pytest.mark.parametrize("gone", [0, 1])
def test_one_authority_suffices(delegated: Delegated, catalog: Path, gone: int) -> None:
    delegated.kill(gone)
    code, document = check(delegated.resolver.resolver, catalog, *TARGETS, options=DIRECT)
    assert (code, observed(document)) == (1, expected(*TARGETS))
    assert {entry["health"] for entry in document["lists"]} == {"ok"}


def test_without_authorities_nothing_is_known(delegated: Delegated, catalog: Path) -> None:
    delegated.kill(0, 1)
    code, document = check(delegated.resolver.resolver, catalog, *TARGETS, options=(*DIRECT, *NOT_LONG))
    pairs = observed(document)
    assert pairs.keys() == expected(*TARGETS).keys()
    assert {state for state, _ in pairs.values()} == {"unknown"}
    assert code == 3
