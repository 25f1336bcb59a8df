"""The name servers of a zone and their addresses: whom to ask when no resolver stands between."""

import msgspec

from repcheck.model.dns import Inquiry, Outcome, Question, Server

#: A list's zone is seldom cut more than a few labels below a delegation.
_MOST_LABELS_UP = 6
_MOST_HOSTS = 8
_MOST_SERVERS = 8


class ZoneServers(msgspec.Struct, frozen=True, kw_only=True):
    """``servers`` IPv4 before IPv6. When there are none, ``why`` says it for a person.

    ``outcome`` is then how the look-up ended: NXDOMAIN or NODATA when there truly are none.
    """

    servers: tuple[Server, ...] = ()
    why: str = ""
    outcome: Outcome = Outcome.NOERROR


def zone_servers(zone: str) -> Inquiry[ZoneServers]:
    """The servers of ``zone``, or of the zone above it that answers for it."""
    hosts: tuple[str, ...] = ()
    name = zone
    for _ in range(_MOST_LABELS_UP):
        (answer,) = yield (Question(name, "NS"),)
        if answer.outcome is Outcome.NOERROR:
            hosts = answer.records[:_MOST_HOSTS]
            break
        if answer.failed:
            why = f"the name servers of {name} could not be looked up ({answer.outcome})"
            return ZoneServers(why=why, outcome=answer.outcome)
        name = name.partition(".")[2]
        if "." not in name:  # a top level serves no list
            break
    if not hosts:
        return ZoneServers(why=f"{zone} has no name servers", outcome=Outcome.NXDOMAIN)
    questions = [Question(host, rdtype) for rdtype in ("A", "AAAA") for host in hosts]
    answers = yield tuple(questions)
    addresses = dict.fromkeys(address for answer in answers for address in answer.records)
    servers = tuple(Server(address) for address in list(addresses)[:_MOST_SERVERS])
    if not servers:
        failed = next((answer.outcome for answer in answers if answer.failed), Outcome.NODATA)
        return ZoneServers(why=f"no address was found for the name servers of {name}", outcome=failed)
    return ZoneServers(servers=servers)
