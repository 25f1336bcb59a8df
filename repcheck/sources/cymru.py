"""Team Cymru's origin of an address, by DNS: which networks announce it. A pure inquiry and its reading."""

from ipaddress import ip_address, ip_network

from repcheck.lists.names import reversed_address
from repcheck.model.dns import Answer, Question

_MOST_ORIGINS = 8
_MOST_NUMBER = (1 << 32) - 1


def question(address: str) -> Question:
    """What is asked about an address."""
    zone = "origin6.asn.cymru.com" if ":" in address else "origin.asn.cymru.com"
    return Question(f"{reversed_address(address)}.{zone}", "TXT")


def origins(answer: Answer, address: str) -> tuple[int, ...]:
    """The networks that announce the longest prefix; empty: none, or it is not known.

    A record is "64500 64501 | 192.0.2.0/24 | DE | ripencc | 2010-01-01"; there is one for each prefix.
    """
    found: list[tuple[int, tuple[int, ...]]] = []
    for record in answer.records:
        numbers, _, rest = record.partition("|")
        try:
            prefix = ip_network(rest.split("|")[0].strip())
        except ValueError:
            continue
        known = [int(each) for each in numbers.split() if each.isdecimal() and len(each) <= 10]
        if ip_address(address) in prefix and known:
            found.append((prefix.prefixlen, tuple(n for n in known if 0 < n <= _MOST_NUMBER)[:_MOST_ORIGINS]))
    return max(found)[1] if found else ()
