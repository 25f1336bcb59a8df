"""List hygiene: bounces in, rates and addresses to remove out. Asks nobody."""

import functools

import msgspec

from repcheck.app.bounces.reading import Reading
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.environment import Environment, rfc3339
from repcheck.hygiene.own_mail import OwnMail
from repcheck.hygiene.review import Gathered, review
from repcheck.hygiene.typos import MailboxDomains, parse_domains
from repcheck.model.catalog import Catalog
from repcheck.model.mail.hygiene import HygieneReport


def hygiene_report(
    sources: BounceSources, catalog: Catalog, environment: Environment, sent: int | None = None
) -> HygieneReport:
    """What the sources say of the list that was written to. Raises BadInput.

    ``sent``  mails sent in the same time; None: counted from the logs, where there are any
    """
    started, begun = environment.now(), environment.monotonic()
    # A delivery resets what was held against an address.
    reading = Reading(msgspec.structs.replace(sources, deliveries=True), catalog, environment)
    gathered = Gathered(OwnMail.of(catalog))
    gathered.add_all(reading)
    found = review(gathered, mailbox_domains(), sent=sent, logged=reading.intake.sent)
    return HygieneReport(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        intake=reading.intake,
        hygiene=found,
    )


@functools.cache
def mailbox_domains() -> MailboxDomains:
    """The big mailbox domains that are shipped in the package; made ready once, which takes some 20 ms."""
    from importlib import resources

    text = (resources.files("repcheck.hygiene") / "mailbox_domains.txt").read_text(encoding="utf-8")
    return MailboxDomains.of(parse_domains(text.splitlines()))
