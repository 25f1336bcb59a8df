"""Looks up what bounces show of their senders, beside the lists of the same run."""

import asyncio
from collections import defaultdict

from repcheck.causes.look_ups import LookedUp, LookUpsWanted
from repcheck.dns import Asker, carry_out
from repcheck.model.bounces import Signature
from repcheck.records.dkim.selectors import DkimKey, dkim_keys
from repcheck.records.dmarc.record import dmarc_of
from repcheck.records.reverse.helo import helo_of
from repcheck.records.spf.record import spf_record_of
from repcheck.records.spf.repair.admit import sender_verdict
from repcheck.targets.names import registered_domain


async def looked_up(wanted: LookUpsWanted, asker: Asker, now: int, random_label: str) -> LookedUp:
    """SPF, DKIM keys, DMARC and HELO names, all at once.

    ``now``           Unix time, for SPF's macros
    ``random_label``  a selector that nobody has, which shows wildcards
    """
    selectors: dict[str, list[str]] = defaultdict(list)
    for one in wanted.signatures:
        selectors[one.domain].append(one.selector)
    spf, records, dmarc, helos, keys = await asyncio.gather(
        asyncio.gather(*(carry_out(asker, sender_verdict(*pair, now)) for pair in wanted.pairs)),
        asyncio.gather(*(carry_out(asker, spf_record_of(domain)) for domain in wanted.domains)),
        asyncio.gather(
            *(
                carry_out(asker, dmarc_of(domain, registered_domain, beside=False))
                for domain in wanted.domains
            )
        ),
        asyncio.gather(*(carry_out(asker, helo_of(name)) for name in wanted.helos)),
        asyncio.gather(
            *(carry_out(asker, dkim_keys(domain, names, random_label)) for domain, names in selectors.items())
        ),
    )
    return LookedUp(
        spf=dict(zip(wanted.pairs, spf, strict=True)),
        keys=_by_signature(tuple(selectors), keys),
        records=dict(zip(wanted.domains, records, strict=True)),
        dmarc=dict(zip(wanted.domains, dmarc, strict=True)),
        helos=dict(zip(wanted.helos, helos, strict=True)),
    )


def _by_signature(domains: tuple[str, ...], keys: list[tuple[DkimKey, ...]]) -> dict[Signature, DkimKey]:
    return {
        Signature(domain, key.selector): key
        for domain, found in zip(domains, keys, strict=True)
        for key in found
    }
