"""From one server's reply, wherever it was read, to a bounce record: the step that all sources share."""

from collections.abc import Sequence

import msgspec

from repcheck.bounces.addresses import addresses_in
from repcheck.bounces.cite import Citation, ListNames
from repcheck.bounces.classify import WEAK, Verdict, by_provider, classify
from repcheck.bounces.providers import Providers, Wording
from repcheck.bounces.reply import enhanced_status, exact_status, inner_answer, is_vague, reply_code
from repcheck.bounces.subject import blocked_subject
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.model.catalog import Catalog


class Knowledge(msgspec.Struct, frozen=True):
    """What a catalog knows of replies: the names of lists and the wordings of providers, compiled once."""

    names: ListNames
    providers: Providers

    @classmethod
    def of(cls, catalog: Catalog) -> "Knowledge":
        """Compile this catalog."""
        return cls(ListNames.of(catalog), Providers.of(catalog))


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
    code, exact = _codes(reply)
    cited = knowledge.names.cited(diagnostic) or knowledge.names.cited(more)
    known = knowledge.providers.matches(diagnostic)
    verdict = _verdict(reply, (code, exact), cited, known)
    subject = blocked_subject(diagnostic or more, sender_blocked=verdict.sender_blocked)
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
        provider=knowledge.providers.provider_by(
            knowledge.providers.matches(f"{diagnostic}\n{more}") if more else known,
            diagnostic,
            reply.remote_mta,
        ),
        remote_mta=reply.remote_mta,
        source_ip=(subject.value if subject and subject.kind == "ip" else None)
        or next(iter(blamed), None)
        or reply.source_ip,
        time=reply.time,
        diagnostic=diagnostic or more,
        rule=None if delivered else verdict.rule,
        words=None if delivered else verdict.words or None,
    )


def _codes(reply: Reply) -> tuple[int | None, str | None]:
    """Reply code and enhanced status, the remote server's own where they can be told."""
    diagnostic, more = reply.diagnostic, reply.more
    inner = inner_answer(diagnostic)
    if inner and inner[1]:
        return inner
    code = inner[0] if inner else reply_code(diagnostic) or reply_code(more)
    said = enhanced_status(diagnostic)
    exact = exact_status(reply.status, diagnostic)
    if exact is None or (said is None and is_vague(exact)):
        exact = exact_status(exact, more) or enhanced_status(more)
    return code, exact


def _verdict(
    reply: Reply,
    codes: tuple[int | None, str | None],
    cited: tuple[Citation, ...],
    known: Sequence[Wording],
) -> Verdict:
    """The server's own words decide; what they leave open, its provider or the notice tells."""
    verdict = classify(reply.diagnostic, status_code=codes[0], enhanced_status=codes[1], citations=cited)
    if known:
        verdict = by_provider(verdict, known[0])
    if verdict.rule.startswith(WEAK) and reply.more:
        second = classify(reply.more, status_code=codes[0], enhanced_status=codes[1], citations=cited)
        wordless = verdict.rule != "refused"
        verdict = second if second.telling or (wordless and second.rule != "none") else verdict
    return verdict
