"""The reverse names of an address, and whether one of them resolves to it (FCrDNS)."""

from ipaddress import ip_address

from repcheck.model.dns import Answer, Inquiry, Outcome, Question, RecordType
from repcheck.model.records import AddressRecords, ReverseName
from repcheck.records.addresses import canonical_address
from repcheck.records.inquiry import absence, askable_name, missing

#: Names that are looked at first, as many as receivers look at (RFC 7208 4.6.4), and in all. Servers send
#: them in any order, so that the right one may be behind these.
PTR_NAMES_FIRST = 10
PTR_NAMES_AT_MOST = 50


def reverse_name(address: str) -> str:
    """The name under in-addr.arpa or ip6.arpa (RFC 1035 3.5, RFC 3596 2.5); ValueError for no address."""
    return ip_address(address).reverse_pointer


def reverse_of(address: str) -> Inquiry[AddressRecords]:
    """PTR names of a canonical address, then their addresses of the same family, all at once; those of more
    than ten names in one round more, unless one of the ten is right.

    ``confirmed`` when any name resolves to it. Else a name that could not be asked, or was not for their
    number (``outcome`` ERROR), leaves it ``unknown``: it might have. ``name_missing`` when no name has an
    address of that family (``outcome`` NODATA: a name exists, without one; MALFORMED: no host can be called
    so). ``names`` are ten at most, those first that resolve to it.
    """
    (answer,) = yield (Question(reverse_name(address), "PTR"),)
    if answer.failed:
        return AddressRecords(status=ReverseName.UNKNOWN, outcome=answer.outcome)
    if missing(answer):
        return AddressRecords(status=ReverseName.NO_PTR, outcome=absence(answer))
    every = tuple(dict.fromkeys(answer.records))
    names = every[:PTR_NAMES_AT_MOST]
    asked = tuple(dict.fromkeys(name for name in map(askable_name, names) if name is not None))
    if not asked:
        shown = names[:PTR_NAMES_FIRST]
        return AddressRecords(status=ReverseName.NAME_MISSING, names=shown, outcome=Outcome.MALFORMED)
    rdtype: RecordType = "AAAA" if ":" in address else "A"
    answers: tuple[Answer, ...] = ()
    status, outcome = ReverseName.UNKNOWN, Outcome.ERROR
    for some in (asked[:PTR_NAMES_FIRST], asked[PTR_NAMES_FIRST:]):
        if some and status is not ReverseName.CONFIRMED:
            answers += yield tuple(Question(name, rdtype) for name in some)
            status, outcome = _verdict(address, answers)
    if len(every) > len(names) and status is not ReverseName.CONFIRMED:
        status, outcome = ReverseName.UNKNOWN, Outcome.ERROR
    right = {name for name, answer in zip(asked, answers, strict=False) if _leads_to(answer, address)}
    in_order = sorted(names, key=lambda name: askable_name(name) not in right)
    return AddressRecords(status=status, names=tuple(in_order[:PTR_NAMES_FIRST]), outcome=outcome)


def _leads_to(answer: Answer, address: str) -> bool:
    return address in map(canonical_address, answer.records)


def _verdict(address: str, answers: tuple[Answer, ...]) -> tuple[ReverseName, Outcome]:
    if any(_leads_to(answer, address) for answer in answers):
        return ReverseName.CONFIRMED, Outcome.NOERROR
    for answer in answers:
        if answer.failed:
            return ReverseName.UNKNOWN, answer.outcome
    if not all(missing(answer) for answer in answers):
        return ReverseName.OTHER_ADDRESS, Outcome.NOERROR
    outcomes = {absence(answer) for answer in answers}
    return ReverseName.NAME_MISSING, Outcome.NXDOMAIN if outcomes == {Outcome.NXDOMAIN} else Outcome.NODATA
