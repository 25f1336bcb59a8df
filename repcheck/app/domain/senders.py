"""The addresses of a domain: those that send, by the user's word or its SPF record, and its mail hosts."""

import asyncio
from collections.abc import Iterable, Sequence

import msgspec

from repcheck.app.run.collect import Gathering
from repcheck.dns import Asker, carry_out
from repcheck.model.published.domain import is_included
from repcheck.model.published.spf import SpfQuery, SpfVerdict
from repcheck.model.records import MxRecords, SentFrom, SpfWalk
from repcheck.model.report import Finding
from repcheck.records.ranges import Picked, expanded
from repcheck.records.spf.evaluation.verdict import check_host
from repcheck.targets.parse import address_target

#: Addresses that are looked at one by one: of a domain's SPF record, and of its mail hosts.
SENDERS_AT_MOST = 64
MAIL_HOSTS_AT_MOST = 32


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """One address. ``network``: see Picked. ``verdict`` is None when it is only a mail host."""

    address: str
    origin: str
    network: str | None = None
    verdict: SpfVerdict | None = None


class Senders:
    """Takes the addresses of one domain in as they become known; the lists are asked meanwhile.

    ``of_a_range``  addresses that are looked at of one range; of a larger IPv4 range a sample
    """

    def __init__(self, domain: str, gathering: Gathering, of_a_range: int) -> None:
        self._domain = domain
        self._gathering = gathering
        self._of_a_range = of_a_range
        self._sending: dict[str, Sender] = {}
        self._mail_hosts: dict[str, Sender] = {}
        self.findings: list[Finding] = []

    @property
    def all(self) -> tuple[Sender, ...]:
        """Those that send first, each address once."""
        return tuple({**self._mail_hosts, **self._sending}[address] for address in self._order())

    def _order(self) -> Iterable[str]:
        return dict.fromkeys((*self._sending, *self._mail_hosts))

    def add_mail_hosts(self, mx: MxRecords, own: Sequence[str] = ()) -> None:
        """The addresses of the MX set: they take mail, and send only if SPF or the user says so.

        ``own``  those of the domain itself, which take its mail where it has no MX (RFC 5321 5.1)
        """
        hosts = [address for host in mx.hosts for address in host.addresses]
        named = [SentFrom(address=address, origin=f"mx of {self._domain}") for address in hosts]
        named += [SentFrom(address=address, origin=f"address of {self._domain}") for address in own]
        for sent in self._taken(named, MAIL_HOSTS_AT_MOST):
            self._mail_hosts[sent.address] = Sender(address=sent.address, origin=sent.origin)

    async def add_sending(self, sending: Sequence[SentFrom], asker: Asker, helo: str, now: int) -> None:
        """Addresses and ranges that send, with the SPF verdict of each address."""
        taken = self._taken(sending, SENDERS_AT_MOST)
        verdicts = await asyncio.gather(
            *(
                carry_out(
                    asker,
                    check_host(
                        SpfQuery(
                            ip=sent.address,
                            domain=self._domain,
                            sender=f"postmaster@{self._domain}",
                            helo=helo,
                            now=now,
                        )
                    ),
                )
                for sent in taken
            )
        )
        for sent, verdict in zip(taken, verdicts, strict=True):
            self._sending[sent.address] = Sender(
                address=sent.address, origin=sent.origin, network=sent.network, verdict=verdict
            )

    def _taken(self, named: Sequence[SentFrom], in_all: int) -> tuple[Picked, ...]:
        found = expanded(named, of_a_range=self._of_a_range, in_all=in_all)
        self.findings += found.findings
        self._gathering.add(address_target(sent.address, sent.origin) for sent in found.addresses)
        return found.addresses


def named_by(walk: SpfWalk) -> list[SentFrom]:
    """What an SPF record lets send, the domain's own before what it includes of others."""
    return sorted(walk.sent_from, key=lambda sent: is_included(sent.origin))
