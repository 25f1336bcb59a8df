"""Causes and findings out of the reports of receivers, beside what SPF says now of the same addresses.

Only an address that is the user's own makes a cause: one that is a target of the run or that SPF lets send.
What any other address sends in one's name may be forged: that receivers refuse it is what a policy is for.
"""

from collections.abc import Collection, Iterator

from repcheck.causes.alignment import aligned
from repcheck.causes.look_ups import LookedUp
from repcheck.causes.senders import PAIRS_AT_MOST, Sending, spf_now
from repcheck.model.bounces import Subject
from repcheck.model.causes import Cause, Fault, LiveState
from repcheck.model.mail.received import Judged, Received, ReportedDomain, ReportedSource
from repcheck.model.published.spf import SpfResult
from repcheck.words.text import count, joined

#: Addresses of others that become targets of the run, those with most mails.
STRANGERS_AT_MOST = 50


def reported_pairs(received: Received) -> tuple[Sending, ...]:
    """The senders of which SPF is to be evaluated: those whose mail failed, the costliest first."""
    found = [
        (source.lost, source.failed, Sending(_judged_domain(domain, source), source.ip))
        for domain in received.domains
        for source in domain.sources[:PAIRS_AT_MOST]
        if source.failed and domain.domain
    ]
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return tuple(dict.fromkeys(pair for _, _, pair in found[:PAIRS_AT_MOST]))


def strangers(received: Received, own: Collection[str]) -> tuple[tuple[str, str], ...]:
    """(address, receiver that reports it) of those in no SPF as far as the reports say, most mails first."""
    found = [
        (source.messages, source.ip, source.receivers[0].name)
        for domain in received.domains
        for source in domain.sources
        if source.failed and source.receivers and not source.by_spf and source.ip not in own
    ]
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple((ip, receiver) for _, ip, receiver in found[:STRANGERS_AT_MOST])


class Reported:
    """The reports of a run. ``own``: addresses of its targets; ``domains``: its domains, none means any."""

    def __init__(
        self, received: Received, own: Collection[str], domains: Collection[str], seen: LookedUp
    ) -> None:
        self._received = received
        self._own = own
        self._domains = domains
        self._seen = seen

    def causes(self) -> Iterator[Cause]:
        """One for each own address whose mail was refused or set aside."""
        for domain in self._about():
            for source in domain.sources:
                if source.lost and self.is_own(domain, source):
                    yield self._cause(domain, source)

    def is_own(self, domain: ReportedDomain, source: ReportedSource) -> bool:
        """A target, or in SPF: as receivers saw it, or as it is now."""
        if source.ip in self._own or source.by_spf:
            return True
        now = self._seen.spf.get(Sending(_judged_domain(domain, source), source.ip))
        return now is not None and now.verdict.result is SpfResult.PASS

    def unknown(self) -> Iterator[tuple[ReportedDomain, tuple[ReportedSource, ...]]]:
        """Each domain with the addresses of others that send in its name, those whose mail failed."""
        for domain in self._about():
            found = tuple(one for one in domain.sources if one.failed and not self.is_own(domain, one))
            if found:
                yield domain, found

    def delivered(self) -> Iterator[tuple[ReportedDomain, ReportedSource, str]]:
        """Own addresses that fail and whose mail was delivered all the same, with why."""
        for domain in self._about():
            for source in domain.sources:
                if source.failed and not source.lost and self.is_own(domain, source):
                    yield domain, source, self._why(domain, source)[2]

    def foreign(self) -> tuple[ReportedDomain, ...]:
        """Domains that the run was not asked about; their reports are left out of everything else."""
        return tuple(one for one in self._received.domains if not self._is_asked(one.domain))

    def _about(self) -> Iterator[ReportedDomain]:
        return (one for one in self._received.domains if self._is_asked(one.domain))

    def _is_asked(self, name: str) -> bool:
        return not self._domains or any(aligned(name, domain, strict=False) for domain in self._domains)

    def _cause(self, domain: ReportedDomain, source: ReportedSource) -> Cause:
        state, fault, why, publish = self._why(domain, source)
        what = " and ".join(
            f"{word} {number:,}"
            for word, number in (("refused", source.refused), ("set aside", source.set_aside))
            if number
        )
        who = joined([share.name for share in source.receivers])
        mails = f"{count(source.messages, 'message')} that {source.ip} sent as {domain.domain}"
        cleared = source.last if state is LiveState.CLEARED else None
        return Cause(
            id=f"authentication:reported:{domain.domain}:{source.ip}",
            kind="authentication",
            subject=Subject("ip", source.ip),
            live_state=state,
            bounces=source.lost,
            recipients=0,
            domains=len(source.receivers),
            first_seen=source.first,
            last_seen=source.last,
            says=f"{who} {what} of {mails}, as DMARC asks where neither SPF nor DKIM passes for From: {why}.",
            brief=f"DMARC fails for {source.ip} as {domain.domain}: {why}",
            evidence=tuple(self._evidence(domain, source)),
            publish=publish,
            fault=fault,
            permanent=source.refused,
            cleared_since=cleared,
            reported=True,
        )

    def _evidence(self, domain: ReportedDomain, source: ReportedSource) -> Iterator[str]:
        for share in source.receivers:
            yield f"DMARC reports of {share.name}: {count(share.bounces, 'message')} failed"
        for one in source.spf:
            yield f"SPF of {one.domain or 'nobody'}: {one.result or 'no result'}"
        for one in source.dkim:
            selector = f" (selector {one.selector})" if one.selector else ""
            yield f"DKIM of {one.domain or 'nobody'}{selector}: {one.result or 'no result'}"
        if not source.dkim:
            yield f"DKIM: no signature that {domain.domain} could count was reported"

    def _why(
        self, domain: ReportedDomain, source: ReportedSource
    ) -> tuple[LiveState, Fault | None, str, str | None]:
        """(live state, fault, why, record to publish)."""
        counting = [one for one in source.spf if aligned(domain.domain, one.domain, strict=False)]
        apart = [one for one in source.spf if one not in counting and one.result == "pass"]
        if apart and not counting:
            why = f"SPF passed for {apart[0].domain}, which does not count for From {domain.domain}"
            return LiveState.RECORD_FAULT, "alignment", why + _signed(source), None
        now = self._seen.spf.get(Sending(_judged_domain(domain, source), source.ip))
        if now is None:
            return LiveState.UNEXPLAINED, None, f"{_told(counting)}{_signed(source)}", None
        state, why, publish = spf_now(now)
        return state, "spf" if state is LiveState.RECORD_FAULT else None, why, publish


def _judged_domain(domain: ReportedDomain, source: ReportedSource) -> str:
    """The domain whose SPF counts for From: as the receivers tell it, else that of From itself."""
    told = next((one.domain for one in source.spf if _counts(domain.domain, one)), None)
    return told or domain.domain


def _counts(author: str, one: Judged) -> bool:
    return bool(one.domain) and aligned(author, one.domain, strict=False)


def _told(counting: list[Judged]) -> str:
    if not counting:
        return "the reports name no SPF result that counts"
    return f"SPF of {counting[0].domain} said {counting[0].result or 'nothing'} then"


def _signed(source: ReportedSource) -> str:
    failed = next((one for one in source.dkim if one.result != "pass"), None)
    if failed is not None:
        return f", and the DKIM signature of {failed.domain} did not verify"
    if source.dkim:
        return f", and the DKIM signature is that of {source.dkim[0].domain}"
    return ", and no DKIM signature was there"
