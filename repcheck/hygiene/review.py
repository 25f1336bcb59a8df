"""The door of this package: from records to all that they say of a list."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from repcheck.hygiene.dedupe import once
from repcheck.hygiene.deliveries import Deliveries
from repcheck.hygiene.own_mail import OwnMail
from repcheck.hygiene.rates import is_complaint, rates_of
from repcheck.hygiene.removal import advice_of
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import Advice, Hygiene, Typo
from repcheck.model.mail.times import address_of, domain_of, moment

#: Records of these categories show that the domain has mailboxes.
_MAILBOX_SEEN = frozenset({Category.MAILBOX_FULL, Category.INACTIVE, Category.AUTO_REPLY})
#: As much of a reply as is of use later.
_REPLY = 500


class Gathered:
    """Records while they are read, in one pass: failures whole, of deliveries the last to each address."""

    def __init__(self, own_mail: OwnMail) -> None:
        self.read = 0
        self.kept: list[BounceRecord] = []
        self.delivered = Deliveries()
        self.left_out: Counter[str] = Counter()
        self.own_mail = own_mail

    def add_all(self, records: Iterable[BounceRecord]) -> None:
        """Take in all of them."""
        for record in self.own_mail.ours(self._counted(records)):
            if record.suppressed or record.kind != "bounce":
                self.left_out["suppressed" if record.suppressed else record.kind] += 1
            if record.kind == "delivered":
                self._deliver(record)
            elif record.kind in ("bounce", "feedback", "autoreply") and not record.suppressed:
                self.kept.append(msgspec.structs.replace(record, diagnostic=record.diagnostic[:_REPLY]))

    def _counted(self, records: Iterable[BounceRecord]) -> Iterable[BounceRecord]:
        for record in records:
            self.read += 1
            yield record

    def _deliver(self, record: BounceRecord) -> None:
        address, at = address_of(record), moment(record.time)
        if address is not None and at is not None:
            self.delivered.add(address, at)


def review(
    gathered: Gathered, domains: MailboxDomains, *, sent: int | None = None, logged: int | None = None
) -> Hygiene:
    """What the records say of the list that was written to.

    ``sent``    mails sent, as the user says; None: not said
    ``logged``  deliveries tried, as the logs tell; None: no log was read
    """
    told = once(gathered.kept)
    bounces = [record for record in told.records if record.kind == "bounce"]
    addresses = {address.lower() for record in told.records if (address := address_of(record)) is not None}
    advice = advice_of(told.records, gathered.delivered.last(addresses))
    scattered = gathered.own_mail.backscatter
    left_out = Counter(gathered.left_out)
    if scattered.records:
        left_out["backscatter"] = scattered.records
    return Hygiene(
        records=gathered.read,
        left_out=dict(left_out.most_common()),
        twice=told.twice,
        uncompared=told.uncompared,
        rates=rates_of(bounces, sum(map(is_complaint, told.records)), sent, logged),
        advice=advice,
        typos=_typos(advice, told.records, gathered.delivered.domains, domains),
        incidents=gathered.own_mail.incidents,
        backscatter=scattered,
    )


def _typos(
    advice: Iterable[Advice],
    records: Iterable[BounceRecord],
    delivered: Iterable[str],
    domains: MailboxDomains,
) -> tuple[Typo, ...]:
    """Of the addresses that do not exist, those whose domain is a likely slip, and has no mailbox at all."""
    missing = [one.address for one in advice if one.reason == "nonexistent"]
    meant = {domain: domains.meant_by(domain) for domain in {domain_of(address) for address in missing}}
    living = {
        domain_of(address)
        for record in records
        if record.category in _MAILBOX_SEEN and (address := address_of(record)) is not None
    }
    living.update(delivered)
    found = []
    for address in missing:
        domain = domain_of(address)
        guess = meant[domain]
        if guess is not None and domain not in living:
            found.append(Typo(address, f"{address.rpartition('@')[0]}@{guess}"))
    return tuple(sorted(found, key=lambda typo: typo.address.lower()))
