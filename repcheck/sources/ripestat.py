"""RIPEstat: whose a network is when its registry does not say. It covers all registries, from a cache."""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_network
from typing import Any

import msgspec

from repcheck.http.decoding import decoded
from repcheck.http.service import Manners, Service, refusal
from repcheck.model.observations import UnknownReason
from repcheck.model.said import Said
from repcheck.model.sources import NetworkOwner, Trouble
from repcheck.model.targets import Target
from repcheck.sources.frame import Means
from repcheck.sources.networks import ADDRESS

MANNERS = Manners(at_once=4)
_MOST_ADDRESSES = 3


class _Answer(msgspec.Struct):
    status: str
    data: dict[str, Any]


async def ask(service: Service, call: str, resource: str) -> dict[str, Any] | Trouble:
    """The ``data`` of one call about one address or prefix."""
    got = await service.get(f"{call}/data.json", {"resource": resource, "sourceapp": "repcheck"})
    if isinstance(got, Trouble) or (trouble := refusal(got)) is not None:
        return got if isinstance(got, Trouble) else trouble or Trouble(UnknownReason.NO_DATA, "")
    answer = decoded(got, _Answer)
    if isinstance(answer, Trouble):
        return answer
    if answer.status != "ok":
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, "it answers that the call failed")
    return answer.data


async def owner_of(service: Service, address: str, at: datetime) -> NetworkOwner | Trouble:
    """The announced prefix of the address and where complaints about it go."""
    contacts = await ask(service, "abuse-contact-finder", address)
    if isinstance(contacts, Trouble):
        return contacts
    named = contacts.get("abuse_contacts")
    mails = [str(each) for each in named if ADDRESS.fullmatch(str(each))] if isinstance(named, list) else []
    if not mails:
        return Trouble(UnknownReason.NO_DATA, "it knows nobody who takes complaints about this network")
    info = await ask(service, "network-info", address)
    prefix = None if isinstance(info, Trouble) else info.get("prefix")
    try:
        network = ip_network(str(prefix))
    except ValueError:
        network = ip_network(address)
    return NetworkOwner(
        first=str(network[0]),
        last=str(network[-1]),
        range=str(network),
        abuse=tuple(mails[:_MOST_ADDRESSES]),
        role="abuse",
        source="ripestat",
        at=at,
    )


class _RipeStat:
    """As a ``Source``: RDAP asks it where a registry does not answer; by itself it says nothing."""

    def __init__(self, means: Means) -> None:
        self._service = means.connect(means.within(MANNERS), {})

    async def about(self, targets: Sequence[Target]) -> Said:  # noqa: ARG002
        """See Source."""
        return Said()

    async def probe(self) -> str | Trouble:
        """See Source: whose the network of RIPE's own name server is."""
        got = await ask(self._service, "abuse-contact-finder", "193.0.0.0/21")
        return got if isinstance(got, Trouble) else "it answers"


def source(means: Means) -> _RipeStat:
    """See ``repcheck.sources.frame``."""
    return _RipeStat(means)
