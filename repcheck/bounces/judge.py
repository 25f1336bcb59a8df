"""From one server's reply, wherever it was read, to a bounce record: the step that all sources share."""

import msgspec

from repcheck.bounces.addresses import addresses_in
from repcheck.bounces.backscatter import Own
from repcheck.bounces.cite import Citation, ListNames
from repcheck.bounces.classify import WEAK, Verdict, by_provider, classify
from repcheck.bounces.providers import Providers
from repcheck.bounces.reply import enhanced_status, exact_status, reply_code
from repcheck.bounces.subject import blocked_subject
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.model.catalog import Catalog


class Knowledge(msgspec.Struct, frozen=True):
    """What a catalog knows of replies: the names of lists and the wordings of providers, compiled once.

    ``own``  what the user sends with, to tell backscatter by; None: not said
    """

    names: ListNames
    providers: Providers
    own: Own | None = None

    @classmethod
    def of(cls, catalog: Catalog, own: Own | None = None) -> "Knowledge":
        """Compile this catalog."""
        return cls(ListNames.of(catalog), Providers.of(catalog), own)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient's outcome as a report, a log line or an event states it, not judged yet.

    ``file``        where it was read, as in BounceRecord
    ``status``      the status field of the report (RFC 3464 section 2.3.4); None: it has none
    ``diagnostic``  the remote server's own words on one line (``join_reply``)
    ``more``        further words of the report, for what the diagnostic leaves open
    ``source_ip``   the sending address where the source states it; an address that is blamed goes before it
    ``time``        RFC 3339 UTC
    """

    file: str
    kind: RecordKind = "bounce"
    recipient: str | None = None
    original_recipient: str | None = None
    status: str | None = None
    diagnostic: str = ""
    more: str = ""
    remote_mta: str | None = None
    source_ip: str | None = None
    time: str | None = None


def judge(reply: Reply, knowledge: Knowledge) -> BounceRecord:
    """The record of one reply, with index 0."""
    diagnostic, more = reply.diagnostic, reply.more
    code = reply_code(diagnostic) or reply_code(more)
    exact = exact_status(reply.status, diagnostic)
    if exact is None or exact.endswith(".0.0"):
        exact = exact_status(exact, more) or enhanced_status(more)
    cited = knowledge.names.cited(diagnostic) or knowledge.names.cited(more)
    verdict = _verdict(reply, (code, exact), cited, knowledge.providers)
    subject = blocked_subject(f"{diagnostic}\n{more}", sender_blocked=verdict.sender_blocked)
    blamed = addresses_in(diagnostic) if verdict.sender_blocked else ()
    failed = reply.kind == "bounce"
    delivered = reply.kind == "delivered"
    return BounceRecord(
        file=reply.file,
        index=0,
        kind=reply.kind,
        recipient=reply.recipient,
        original_recipient=reply.original_recipient,
        status_code=code,
        enhanced_status=exact,
        category=verdict.category if failed else Category(reply.kind),
        hard=verdict.hard if failed else False,
        sender_blocked=None if delivered else verdict.sender_blocked,
        blocked_subject=None if delivered else subject,
        cited_lists=tuple(dict.fromkeys(found for item in cited if (found := item.list or item.zone))),
        cited_zones=tuple(dict.fromkeys(item.zone for item in cited if item.zone)),
        provider=knowledge.providers.provider_of(f"{diagnostic}\n{more}", reply.remote_mta),
        remote_mta=reply.remote_mta,
        source_ip=(subject.value if subject and subject.kind == "ip" else None)
        or next(iter(blamed), None)
        or reply.source_ip,
        time=reply.time,
        diagnostic=diagnostic or more,
    )


def _verdict(
    reply: Reply,
    codes: tuple[int | None, str | None],
    cited: tuple[Citation, ...],
    providers: Providers,
) -> Verdict:
    """The server's own words decide; what they leave open, its provider or the notice tells."""
    verdict = classify(reply.diagnostic, status_code=codes[0], enhanced_status=codes[1], citations=cited)
    known = providers.matches(reply.diagnostic)
    if known:
        verdict = by_provider(verdict, known[0][1].cause, provider=known[0][0])
    if verdict.rule.startswith(WEAK) and reply.more:
        second = classify(reply.more, status_code=codes[0], enhanced_status=codes[1], citations=cited)
        verdict = second if not second.rule.startswith("none") else verdict
    return verdict
