"""The door of this package: from records to all that they say of a list."""

from collections import Counter
from collections.abc import Iterable, Sequence

from repcheck.hygiene.incidents import incidents_of
from repcheck.hygiene.moments import address_of, domain_of
from repcheck.hygiene.once import once
from repcheck.hygiene.rates import is_complaint, rates_of
from repcheck.hygiene.removal import advice_of
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.hygiene import Advice, Backscatter, Hygiene, Typo

#: Records of these categories show that the domain has mailboxes.
_MAILBOX_SEEN = frozenset({Category.MAILBOX_FULL, Category.INACTIVE, Category.DELIVERED, Category.AUTO_REPLY})


def review(
    records: Sequence[BounceRecord],
    domains: MailboxDomains,
    *,
    sent: int | None = None,
    logged: int | None = None,
) -> Hygiene:
    """What the records say of the list that was written to.

    ``sent``    mails sent, as the user says; None: not said
    ``logged``  deliveries tried, as the logs tell; None: no log was read
    """
    ours, scattered = without_backscatter(records)
    told = once(ours)
    bounces = [record for record in told.records if record.kind == "bounce" and not record.suppressed]
    complaints = sum(1 for record in told.records if is_complaint(record))
    advice = advice_of(told.records)
    return Hygiene(
        records=len(records),
        left_out=_left_out(told.records, scattered.records),
        twice=told.twice,
        uncompared=told.uncompared,
        rates=rates_of(bounces, complaints, sent, logged),
        advice=advice,
        typos=_typos(advice, told.records, domains),
        incidents=incidents_of(told.records),
        backscatter=scattered,
    )


def without_backscatter(records: Iterable[BounceRecord]) -> tuple[tuple[BounceRecord, ...], Backscatter]:
    """The records that count, and what was told apart from them."""
    ours: list[BounceRecord] = []
    reasons: Counter[str] = Counter()
    number = 0
    for record in records:
        if record.backscatter:
            number += 1
            reasons.update(record.backscatter_why)
        else:
            ours.append(record)
    return tuple(ours), Backscatter(number, dict(reasons.most_common()))


def _left_out(records: Iterable[BounceRecord], scattered: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for record in records:
        if record.suppressed:
            counts["suppressed"] += 1
        elif record.kind != "bounce":
            counts[record.kind] += 1
    if scattered:
        counts["backscatter"] = scattered
    return dict(counts.most_common())


def _typos(
    advice: Iterable[Advice], records: Iterable[BounceRecord], domains: MailboxDomains
) -> tuple[Typo, ...]:
    """Of the addresses that do not exist, those whose domain is a likely slip, and has no mailbox at all."""
    missing = [one.address for one in advice if one.reason == "nonexistent"]
    meant = {domain: domains.meant_by(domain) for domain in {domain_of(address) for address in missing}}
    living = {
        domain_of(address)
        for record in records
        if record.category in _MAILBOX_SEEN and (address := address_of(record)) is not None
    }
    found = []
    for address in missing:
        domain = domain_of(address)
        guess = meant[domain]
        if guess is not None and domain not in living:
            found.append(Typo(address, f"{address.rpartition('@')[0]}@{guess}"))
    return tuple(sorted(found, key=lambda typo: typo.address.lower()))
