"""What each outcome of a pasted text means, with all that catalog and text know of it."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from repcheck.app.bounces.codes import bare_code
from repcheck.app.bounces.hygiene import mailbox_domains
from repcheck.bounces.meanings.explain import explanation
from repcheck.bounces.meanings.loops import hosts_of_loop, is_loop
from repcheck.bounces.meanings.row import Explanation
from repcheck.bounces.prefilter import Pattern
from repcheck.causes.correlate import correlate
from repcheck.causes.senders import sending_of
from repcheck.causes.texts import reads_error_as_listing
from repcheck.errors import BadTarget
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause
from repcheck.model.explained import Explained
from repcheck.targets.parse import parse_target
from repcheck.words.explained import headline_words
from repcheck.words.text import joined

#: Addresses and names in one command; a reply names one or two.
LOOKED_UP_AT_MOST = 4
#: What people quote of a reply when they ask for help; else its status codes.
_QUOTED_CODE = re.compile(r"[(\[]((?:AS|S|TSS|OU-|RP-|SC-|DY-|BL)\d{2,9})[)\]]|\b(IB\d{3})\b")
#: Whom a reply about SPF says that the mail was from.
_SENT_BY = re.compile(
    r"\b(?:mail from|sender|policy for|domain|of|from|spf)[ :=]{1,3}[<\[]?(?:[^\s@<>]{1,64}@)?"
    r"([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z][a-z0-9-]{1,62})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})")
#: What a fix says of a command in brackets, where the command itself stands in the first step.
_IN_BRACKETS = re.compile(r",? \(repcheck [^()]{1,60}\)")


def explained(
    records: Iterable[BounceRecord], text: str, catalog: Catalog, flags: str = ""
) -> tuple[Explained, ...]:
    """Each outcome with its meaning; those that say the same are one, in the order of the text.

    ``flags``  the options that commands repeat, as they are typed
    """
    found: dict[Explained, int] = {}
    for record in records:
        one = _explained(record, text, catalog, flags)
        found[one] = found.get(one, 0) + 1
    return tuple(msgspec.structs.replace(one, records=number) for one, number in found.items())


def _explained(record: BounceRecord, text: str, catalog: Catalog, flags: str) -> Explained:
    row = explanation(record)
    causes = correlate((record,), (), catalog)
    code = _code(record)
    commands = _commands(record, causes, flags)
    return Explained(
        says=f"{headline_words(record, _receiver(record, catalog), _because(record, catalog))}"
        f"{f' ({code})' if code else ''}.",
        kind=record.kind,
        category=record.category,
        code=code,
        blocked=record.sender_blocked is True,
        rule=record.rule,
        words=record.words,
        meaning=_meaning(record, row, causes, catalog),
        actor=row.actor,
        again=row.again,
        address=row.address,
        fix=tuple(_IN_BRACKETS.sub("", step) for step in row.fix) if commands else row.fix,
        also=row.also,
        row=row.row,
        likely=_likely(record),
        hosts=hosts_of_loop(text) if is_loop(row) else (),
        commands=commands,
    )


def _receiver(record: BounceRecord, catalog: Catalog) -> str:
    """Who refused, by name where its texts tell; a make of server does not say whose it is."""
    named = next((one for one in catalog.providers if one.id == record.provider), None)
    return named.name if named is not None and named.kind != "software" else "The receiving server"


def _because(record: BounceRecord, catalog: Catalog) -> str:
    names = [entry.name for entry in map(catalog.list_by_id, record.cited_lists) if entry is not None]
    misread = reads_error_as_listing((record.diagnostic,))
    said = "refused to answer the receiver" if misread else "listed it"
    return f", because {joined(tuple(names))} {said}" if names else ""


def _code(record: BounceRecord) -> str | None:
    """The code of an operator's own, else the status codes; the text itself where it is just a code."""
    bare = bare_code(record.diagnostic)
    if bare is not None:
        return bare
    quoted = _QUOTED_CODE.search(record.diagnostic)
    if quoted is not None:
        return quoted[1] or quoted[2]
    status = [str(record.status_code or ""), record.enhanced_status or ""]
    return " ".join(filter(None, status)) or None


def _meaning(record: BounceRecord, row: Explanation, causes: Sequence[Cause], catalog: Catalog) -> str:
    """What it means: by the list that is named, else by a known text, the provider's own rule, the code."""
    if record.sender_blocked is not True:
        return row.meaning
    if record.cited_lists:
        return _of_list(record, causes, catalog)
    own = None if row.row.startswith("text ") else _of_provider(record, catalog)
    meaning = own or row.meaning
    at_fault = "" if "recipient" in meaning else " The recipient is not at fault."
    hidden = (
        " Nobody outside can look into that list: whether you are still on it is unknown."
        if record.provider is not None and record.category is Category.BLOCKED
        else ""
    )
    return f"{meaning}{at_fault}{hidden}"


def _of_list(record: BounceRecord, causes: Sequence[Cause], catalog: Catalog) -> str:
    known = [entry for entry in map(catalog.list_by_id, record.cited_lists) if entry is not None]
    if not known or reads_error_as_listing((record.diagnostic,)):
        return " ".join(dict.fromkeys(cause.says for cause in causes)) or explanation(record).meaning
    subject = record.blocked_subject.value if record.blocked_subject is not None else "the sender"
    names = joined(tuple(entry.name for entry in known))
    what, it = ("is a blocklist", "it") if len(known) == 1 else ("are blocklists", "them")
    return (
        f"{names} {what}: receivers ask {it} about each sender, and refuse mail from what is listed."
        f" The recipient is not at fault. Whether {subject} is still listed is unknown."
    )


def _of_provider(record: BounceRecord, catalog: Catalog) -> str | None:
    rules = next((one.rules for one in catalog.providers if one.id == record.provider), ())
    return next((rule.means for rule in rules if Pattern(rule.pattern).search(record.diagnostic)), None)


def _likely(record: BounceRecord) -> str | None:
    """The address with its domain spelt as a big mailbox domain's; None: no typing error is seen."""
    if record.category not in (Category.NONEXISTENT, Category.UNDELIVERABLE, Category.DELAYED):
        return None
    named = _ADDRESS.search(record.diagnostic)
    address = record.recipient or (named[0] if named is not None else "")
    local, _, domain = address.rpartition("@")
    meant = mailbox_domains().meant_by(domain.lower())
    return f"{local}@{meant}" if local and meant is not None else None


def _commands(record: BounceRecord, causes: Sequence[Cause], flags: str) -> tuple[str, ...]:
    """The lines that look: at the records of who sent where the reply is about these, else at the lists."""
    subjects = [cause.subject.value for cause in causes if cause.subject is not None]
    named = [name for name in dict.fromkeys(subjects) if is_target(name)][:LOOKED_UP_AT_MOST]
    if record.category is Category.AUTHENTICATION:
        return _about_records(record, named, flags)
    if record.sender_blocked is not True and record.category is not Category.POLICY:
        return ()
    return (_line("check", *named, flags),) if named else ()


def _about_records(record: BounceRecord, named: Sequence[str], flags: str) -> tuple[str, ...]:
    said = _SENT_BY.search(record.diagnostic)
    domain = (record.sender or (said[1] if said is not None else "")).rpartition("@")[2].lower()
    own = frozenset({domain}) if domain and is_target(domain) else frozenset()
    sending = sending_of(record, own)
    if sending is not None and is_target(sending.domain):
        return (
            _line("spf", sending.domain, "--ip", sending.ip),
            _line("domain", sending.domain, "--ip", sending.ip, flags),
        )
    domains = [name for name in (*named, *own) if any(map(str.isalpha, name)) and ":" not in name][:1]
    return (_line("domain", *domains, flags),) if domains else ()


def _line(command: str, *words: str) -> str:
    return " ".join(filter(None, ("repcheck", command, *words)))


def is_target(text: str) -> bool:
    """Whether a stranger's word is an address or a name, and so may stand in a command."""
    try:
        return bool(parse_target(text, max_hosts=1))
    except BadTarget:
        return False
