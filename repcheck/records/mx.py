"""The mail servers of a domain (RFC 5321 5.1, RFC 7505)."""

import re

from repcheck.model.dns import Inquiry, Outcome, Question
from repcheck.model.records import MxHost, MxRecords
from repcheck.records.addresses import addresses_of
from repcheck.records.inquiry import absence, missing, together

#: Hosts whose addresses are looked up; nobody needs more, and each costs two questions.
MX_HOSTS_AT_MOST = 30

_RECORD = re.compile(r"([0-9]{1,5}) +(\S+)")


def mx_of(domain: str) -> Inquiry[MxRecords]:
    """The MX set with the addresses of its hosts, lowest preference first.

    Two rounds: the MX question, then A and AAAA of all hosts at once. Of a set that names more than 30 hosts,
    the first 30 are looked at. A "." that stands beside other hosts (invalid, RFC 7505 3) is left out.
    """
    (answer,) = yield (Question(domain, "MX"),)
    if answer.failed:
        return MxRecords(status="unknown", outcome=answer.outcome)
    if missing(answer):
        return MxRecords(status="none", outcome=absence(answer))
    entries = mx_entries(answer.records)
    named = [(preference, host) for preference, host in entries if host]
    if not entries:
        return MxRecords(status="unknown", outcome=Outcome.MALFORMED)
    if not named:
        return MxRecords(status="null")
    named = named[:MX_HOSTS_AT_MOST]
    found = yield from together(*(addresses_of(host) for _, host in named))
    return MxRecords(
        status="ok",
        hosts=tuple(
            MxHost(preference=preference, host=host, addresses=of_host.addresses, outcome=of_host.outcome)
            for (preference, host), of_host in zip(named, found, strict=True)
        ),
    )


def mx_entries(records: tuple[str, ...]) -> list[tuple[int, str]]:
    """(preference, host) sorted, each once; the host of a null MX is ""."""
    matches = (_RECORD.fullmatch(record) for record in records)
    return sorted({(int(match[1]), match[2].lower().removesuffix(".")) for match in matches if match})
