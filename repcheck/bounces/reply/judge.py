"""From one server's reply, wherever it was read, to a bounce record: the step that all sources share."""

import re
from collections.abc import Sequence

import msgspec

from repcheck.bounces.prefilter import Sieved, folding
from repcheck.bounces.reply.own_address import of_own_address
from repcheck.bounces.reply.own_rule import of_own_rule, written_by_recipient
from repcheck.bounces.reply.subject import blocked_subject, sender_addresses
from repcheck.bounces.reply.unknown_host import is_other_host
from repcheck.bounces.rules.cite import Citation, ListNames
from repcheck.bounces.rules.classify import classify
from repcheck.bounces.rules.judgement import WEAK, Judgement
from repcheck.bounces.rules.providers import Providers, Wording, by_provider
from repcheck.bounces.smtp.codes import (
    enhanced_status,
    exact_status,
    inner_answer,
    is_vague,
    quoted_reply,
    reply_code,
)
from repcheck.bounces.smtp.phase import Phase, phase_of
from repcheck.model.bounces import BounceRecord, Category, RecordKind, Subject
from repcheck.model.catalog import Catalog
from repcheck.model.keys import mask_keys
from repcheck.model.mail.own_senders import Own

_SERVER = Sieved(r"\b(?:host|to|with|server|by) [^\s\[]{1,255} ?\[[\w.:]{2,60}\]", re.IGNORECASE)
#: Rules for a missing reverse name.
_ABOUT_REVERSE_NAME = frozenset({"no-reverse-name", "reverse-dns"})


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
        names, providers = ListNames.of(catalog), Providers.of(catalog)
        fold = folding(names.index, providers.index)  # both look at the same texts
        replace = msgspec.structs.replace
        return cls(replace(names, fold=fold), replace(providers, fold=fold), own)


class Hint(msgspec.Struct, frozen=True):
    """What the service that sent a mail takes the reply for: as a Judgement; ``rule`` is in its own words."""

    category: Category
    hard: bool | None
    sender_blocked: bool | None
    rule: str


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient's outcome as a report, a log line or an event states it, not judged yet.

    ``file``        where it was read, as in BounceRecord
    ``final_recipient``  where an alias or forward led in the end; None: as ``recipient``
    ``status``      the status field of the report (RFC 3464 section 2.3.4); None: it has none
    ``diagnostic``  the remote server's own words on one line (``join_reply``)
    ``more``        further words of the report, for what the diagnostic leaves open
    ``source_ip``   the sending address where the source states it; an address that is blamed goes before it
    ``sender``, ``helo``, ``queue_id``  as in BounceRecord, where the source states them
    ``time``        RFC 3339 UTC
    ``phase``       the command that was answered, where the words around the reply show it; None: they do not
    ``hint``        what the service that sent the mail takes the reply for, used where its words decide
                    nothing; None: no opinion
    ``suppressed``  as in BounceRecord; no server has said anything then, so nothing is judged
    ``esp``         as in BounceRecord
    ``event``       names the event, the same when it arrives twice; None: its source gives no such name
    """

    file: str
    kind: RecordKind = "bounce"
    recipient: str | None = None
    original_recipient: str | None = None
    final_recipient: str | None = None
    status: str | None = None
    diagnostic: str = ""
    more: str = ""
    remote_mta: str | None = None
    source_ip: str | None = None
    sender: str | None = None
    helo: str | None = None
    queue_id: str | None = None
    time: str | None = None
    phase: Phase | None = None
    hint: Hint | None = None
    suppressed: bool = False
    esp: str | None = None
    event: str | None = None


_HELO = Sieved(
    r"<([\w.-]{1,255})>: (?:helo|ehlo) command rejected|\bhelo=<([\w.-]{1,255})>"
    r"|\b(?:helo|ehlo) (?:name|argument|hostname)?[ :]{0,2}[<\"'(]([\w.-]{1,255})[>\"')]",
    re.IGNORECASE,
)


def helo_in(words: str) -> str | None:
    """The name that the sending host gave, where a reply quotes it."""
    found = _HELO.search(words)
    return next(filter(None, found.groups())).lower() if found else None


def judge(reply: Reply, knowledge: Knowledge) -> BounceRecord:
    """The record of one reply, with index 0; keys of lists in its words are masked first of all."""
    reply = _without_keys(reply)
    if reply.kind == "delivered":
        return _delivered(reply)
    diagnostic, more = reply.diagnostic, reply.more
    code, exact = _codes(reply)
    refused = reply.kind in ("bounce", "delayed") and not reply.suppressed
    cited = knowledge.names.cited(diagnostic, more) if refused else ()
    own, known = _wordings(reply, knowledge.providers)
    verdict = _verdict(reply, (code, exact), cited, own)
    subject = _subject(reply, verdict) if refused else None
    blamed = sender_addresses(diagnostic) if refused and _is_about_sender(verdict) else ()
    failed = reply.kind == "bounce"
    judged = refused or (failed and reply.suppressed)
    record = BounceRecord(
        file=reply.file,
        index=0,
        kind=reply.kind,
        recipient=reply.recipient,
        original_recipient=reply.original_recipient,
        status_code=code,
        enhanced_status=exact,
        category=verdict.category if failed else Category(reply.kind),
        hard=verdict.hard if failed else False,
        sender_blocked=verdict.sender_blocked if judged else None,
        blocked_subject=subject,
        cited_lists=tuple(dict.fromkeys(found for item in cited if (found := item.list or item.zone))),
        cited_zones=tuple(dict.fromkeys(item.zone for item in cited if item.zone)),
        provider=knowledge.providers.provider_by(known, diagnostic, reply.remote_mta),
        remote_mta=reply.remote_mta,
        source_ip=(subject.value if subject and subject.kind == "ip" else None)
        or next(iter(blamed), None)
        or reply.source_ip,
        sender=reply.sender,
        helo=reply.helo or helo_in(diagnostic),
        queue_id=reply.queue_id,
        source_id=reply.event,
        time=reply.time,
        diagnostic=diagnostic or more,
        rule=verdict.rule if judged else None,
        words=(verdict.words or None) if judged else None,
        suppressed=reply.suppressed,
        esp=reply.esp,
    )
    return of_own_address(record)


def _wordings(reply: Reply, providers: Providers) -> tuple[Sequence[Wording], Sequence[Wording]]:
    """What providers wrote: in the server's own words, and in those or the notice."""
    diagnostic, more = reply.diagnostic, reply.more
    numbers = providers.may_match(diagnostic, more)
    quoted = quoted_reply(diagnostic)
    own = providers.matches(diagnostic, numbers) if quoted is None else providers.matches(quoted)
    return own, providers.matches(f"{diagnostic}\n{more}", numbers) if more else own


def _is_about_sender(verdict: Judgement) -> bool:
    """Whether an address in such a reply is the one that the mail came from, also where none is blamed."""
    said = verdict.category is Category.AUTHENTICATION or verdict.rule in _ABOUT_REVERSE_NAME
    return verdict.sender_blocked is True or said


def _subject(reply: Reply, verdict: Judgement) -> Subject | None:
    """What is blocked, by the server's own words, else by the notice, which also names the server itself."""
    found = blocked_subject(reply.diagnostic, sender_blocked=verdict.sender_blocked)
    if found is None and reply.more and verdict.sender_blocked is not None:
        words = _SERVER.sub("", reply.more) if "[" in reply.more else reply.more
        return blocked_subject(words, sender_blocked=verdict.sender_blocked)
    return found


def _codes(reply: Reply) -> tuple[int | None, str | None]:
    """Reply code and enhanced status, the remote server's own where they can be made out."""
    diagnostic, more = reply.diagnostic, reply.more
    inner = inner_answer(diagnostic)
    if inner and inner[1]:
        return inner
    if inner and quoted_reply(diagnostic):
        return inner[0], reply.status if reply.status and is_vague(reply.status) else None
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
) -> Judgement:
    """The server's own words decide; what they leave open, its provider, the notice or a hint tells."""
    if reply.suppressed:
        rule = "suppressed" if reply.hint is None else f"{reply.hint.rule}: suppressed"
        return Judgement(Category.POLICY, None, False, rule, "")
    phase = reply.phase or phase_of(reply.diagnostic) or phase_of(reply.more)
    verdict = _classified(reply.diagnostic, codes, cited, phase)
    if known:
        verdict = by_provider(verdict, known[0])
    if verdict.category is Category.NONEXISTENT and is_other_host(
        reply.diagnostic or reply.more, _domains(reply)
    ):
        return Judgement(Category.UNDELIVERABLE, False, False, "host-of-domain", verdict.words)
    if verdict.rule.startswith(WEAK) and reply.more:
        second = _classified(reply.more, codes, cited, phase)
        wordless = verdict.rule != "refused"
        verdict = second if second.telling or (wordless and second.rule != "none") else verdict
    return verdict if reply.hint is None else by_hint(verdict, reply.hint, str(codes[1] or codes[0] or ""))


def _classified(
    words: str, codes: tuple[int | None, str | None], cited: tuple[Citation, ...], phase: Phase | None
) -> Judgement:
    written = "" if cited else written_by_recipient(words)
    code, status = codes
    verdict = classify(
        written or quoted_reply(words) or words,
        status_code=code,
        enhanced_status=status,
        citations=cited,
        phase="data" if written else phase,
    )
    return of_own_rule(verdict) if written else verdict


def _domains(reply: Reply) -> frozenset[str]:
    """The domains that the mail was for."""
    addresses = (reply.recipient, reply.original_recipient, reply.final_recipient)
    return frozenset(
        address.rpartition("@")[2].lower() for address in addresses if address and "@" in address
    )


def _without_keys(reply: Reply) -> Reply:
    diagnostic, more = mask_keys(reply.diagnostic), mask_keys(reply.more)
    sender, helo = reply.sender, reply.helo
    if reply.kind != "delivered":  # of which a log has very many, and nobody asks about their names
        sender, helo = sender and mask_keys(sender), helo and mask_keys(helo)
    if (diagnostic, more, sender, helo) == (reply.diagnostic, reply.more, reply.sender, reply.helo):
        return reply
    return msgspec.structs.replace(reply, diagnostic=diagnostic, more=more, sender=sender, helo=helo)


def _delivered(reply: Reply) -> BounceRecord:
    """A log has fifty of these for each failure, and there is nothing to judge."""
    code = reply_code(reply.diagnostic)
    return BounceRecord(
        file=reply.file,
        index=0,
        kind="delivered",
        recipient=reply.recipient,
        original_recipient=reply.original_recipient,
        status_code=code,
        enhanced_status=exact_status(reply.status, reply.diagnostic),
        category=Category.DELIVERED,
        hard=False,
        remote_mta=reply.remote_mta,
        source_ip=reply.source_ip,
        sender=reply.sender,
        helo=reply.helo,
        queue_id=reply.queue_id,
        source_id=reply.event,
        time=reply.time,
        diagnostic=reply.diagnostic or reply.more,
        esp=reply.esp,
    )


def by_hint(verdict: Judgement, hint: Hint, code: str) -> Judgement:
    """What the sending service takes a reply for, where its words and its provider decided nothing firm.

    A hint that knows no category only fills a verdict that rests on nothing at all: "hard" of a service
    may be its word for any 5xx, and a 4xx (``code``) never proves that the address is bad.
    """
    if not verdict.rule.startswith(WEAK) or verdict.sender_blocked:
        return verdict
    if hint.category is Category.OTHER and not verdict.rule.startswith("none"):
        return verdict
    hard = False if code.startswith("4") else hint.hard
    return Judgement(hint.category, hard, hint.sender_blocked, hint.rule, "")
