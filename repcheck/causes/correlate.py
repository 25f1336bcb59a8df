"""Bounces beside the live answers: which reasons cost how much mail, and whether they still hold."""

from collections.abc import Iterable, Sequence

from repcheck.causes.claim import Claim
from repcheck.causes.claims import Claims
from repcheck.causes.counted.alike import AlikeBy
from repcheck.causes.counted.digest import Digest
from repcheck.causes.groups import Groups
from repcheck.causes.look_ups import LookedUp
from repcheck.causes.subjects import slug, subject_slug
from repcheck.causes.tally import CauseTally
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause
from repcheck.model.report import TargetReport


def correlate(
    records: Iterable[BounceRecord],
    targets: Sequence[TargetReport],
    catalog: Catalog,
    seen: LookedUp | None = None,
    observed: str | None = None,
) -> tuple[Cause, ...]:
    """The causes of these records; see ``causes_of``."""
    digest, by = Digest(), AlikeBy(catalog, grouped=bool(Groups(targets)))
    for at, record in enumerate(records):
        digest.add(record, by, at)
    return causes_of(digest, targets, catalog, seen, observed)


def causes_of(
    digest: Digest,
    targets: Sequence[TargetReport],
    catalog: Catalog,
    seen: LookedUp | None = None,
    observed: str | None = None,
) -> tuple[Cause, ...]:
    """One cause for each (kind, list or provider, subject), those that lost most mail first.

    Only mail refused or put off for something on the sender's side makes a cause; a bad address of a
    recipient makes none. A record that cites several lists counts in the cause of each, and the causes
    say so. A list that was not asked, or gave no answer to be believed, makes ``never_visible``, not
    ``cleared``. Never raises for strange values in records: they stay data.

    ``seen``      what was looked up of their senders; None: nothing
    ``observed``  RFC 3339 time of the live answers; None: nothing was asked
    """
    claims, groups = Claims(targets, catalog, seen or LookedUp()), Groups(targets)
    tallies: dict[str, CauseTally] = {}
    for alike in digest.tallies:
        found = claims.of(alike.record)
        group = groups.of(alike.record) if found and groups else None
        for claim in found:
            cause_id = _id(claim)
            tally = tallies.get(cause_id)
            if tally is None:
                tally = tallies[cause_id] = CauseTally(claim)
            tally.add(alike, claim.reading, group, shared=len(found) > 1)
    ranked = sorted(
        tallies.items(), key=lambda item: (-item[1].bounces, -item[1].claim.severity.rank, item[0])
    )
    # A report that is dated in the future would make all others old.
    newest = digest.newest
    end = min(newest, observed) if newest and observed else newest
    return tuple(tally.cause(cause_id, end, observed) for cause_id, tally in ranked)


def _id(claim: Claim) -> str:
    """Readable and stable over runs: it holds no state, so that history can follow a cause."""
    subject = subject_slug(claim.subject)
    if claim.kind in ("dns", "authentication"):
        return ":".join((claim.kind, *(() if claim.topic == "records" else (claim.topic,)), subject))
    if claim.kind == "list" and claim.provider is not None:
        return ":".join(("inferred", slug(claim.list), slug(claim.provider), subject))
    return ":".join((claim.kind, slug(claim.list if claim.kind == "list" else claim.provider), subject))
