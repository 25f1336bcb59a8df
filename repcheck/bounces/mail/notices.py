"""Notices in free text: who could not be reached, and the words that say why.

Two questions, each answered by a table: is this mail a notice at all, and where does its text name the
recipients. Forms are ordered from the most to the least telling; the first that finds somebody decides.
"""

import re
from collections.abc import Iterator, Sequence

from repcheck.bounces.addresses import ADDRESS, clean_address
from repcheck.bounces.mail.layout import alike_lines, evened, without_advice
from repcheck.bounces.mail.mime import Headers, Message
from repcheck.bounces.mail.notice_signs import says_failure
from repcheck.bounces.mail.reasons import (
    ALONE,
    ENTRY,
    LEAST,
    LINE,
    MAX_REASON,
    address_of,
    first_words,
    heading,
    line_start,
    lines_with_address,
    reason_for,
    reasons_in_turn,
)
from repcheck.bounces.mail.returned import split_returned
from repcheck.bounces.mail.transcript import RecipientWords, entries_of_transcript
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.smtp.codes import join_reply, reply_code
from repcheck.patterns import compiled

MAX_RECIPIENTS = 200

_ADDRESS = compiled(ADDRESS)
_ENTRY_LOCAL = compiled(r"^<(?P<a>[\w.+-]{1,64})>:", re.MULTILINE)
_NAMES = Sieved(
    r"(?>\brecipients?\b[^\n]{0,160}:[ \t]{0,8}\n)"
    r"(?P<names>(?:[ \t]{1,8}[\w.-]{3,32}[ \t]{0,8}(?>\n|$)){1,50})",
    re.IGNORECASE,
)
# "jmiller    No matches in the directory" below "not delivered to the following:".
_NAME_AND_REASON = Sieved(
    r"\bdelivered to (?:the )?(?:following|these)(?: recipients?| users?)?:[ \t]{0,8}\n(?:[ \t]{0,8}\n)?"
    r"[ \t]{1,8}(?P<names>[\w.-]{2,32})[ \t]{2,8}(?=\w)",
    re.IGNORECASE,
)
_LIST_SUFFIX = compiled(
    r"(?:[-+](?:bounces?|admin|owner|request|errors?)(?:[+=-].{0,200})?|^owner-)$|^owner-", re.IGNORECASE
)
_BLANKS = compiled(r"[ \t]{9,}")
_MANY_BLANKS = " " * 9
_BLANK_LINES = compiled(r"\n[ \t]{0,8}\n[ \t]{0,8}\n\s+")
# How a line begins that shows what the mail was about, which is not the reason why it came back.
_SUBJECT_SHOWN = Sieved(
    r"\A[ \t>*|]{0,12}+(?=[tomsbaт件主])(?:(?:the|original|message|mail)[ -]){0,3}"
    r"(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|тема|件名|主题|主旨)(?: was)?[ \t]{0,4}"
    r"[:\uff1a]",
    re.IGNORECASE,
)
_MAILTO = Sieved(rf"<mailto:(?P<a>{ADDRESS})>|\[mailto:(?P<b>{ADDRESS})\]", re.IGNORECASE)
_X400 = compiled(
    rf"^[ \t]*[^\n]{{0,200}}?\bdda:(?:smtp|rfc-?822)=(?P<a>{ADDRESS})", re.MULTILINE | re.IGNORECASE
)
#: Forms that hold an address in the line that they begin with.
_AT_LINE_START = (ENTRY, _X400, ALONE, LINE)
_LABELLED = tuple(
    compiled(form, re.IGNORECASE)
    for form in (
        rf"(?:recipients?|addressee|user)(?: (?:address|name|was|is|mailbox))?(?:\(?e?s\)?)?"
        rf"[ \t]{{0,40}}+[:=]\s{{0,40}}+[<'\"]{{0,4}}(?<![\w.+-])(?P<a>{ADDRESS})",
        rf"\b(?:rcpt|recipient|to|user)=<?(?P<a>{ADDRESS})",
        rf"\berror delivering (?:your )?(?:mail|message) to <(?P<a>{ADDRESS})>",
        rf"rcpt to:? ?<?(?<![\w.+-])(?P<a>{ADDRESS})",
        rf"\b[45]\d\d[ -][^\n<]{{0,60}}<(?P<a>{ADDRESS})>",
    )
)
_PHRASES = tuple(
    compiled(form, re.IGNORECASE)
    for form in (
        rf"(?:deliver(?:ed|y|ing)?|sent|message|mail|e-?mail|reach|transfer|send|addressed"
        rf"|problem)[^\n@]{{0,40}}?\s(?:to|for|à|an|al?|para|until|user|recipient|with"
        rf"|the address)\s{{0,40}}+:?+\s{{0,40}}+[<'\"(]{{0,4}}(?<![\w.+-])(?P<a>{ADDRESS})",
        rf"(?:user|mailbox|account|address|to|e-?mail)\b[ \t]{{0,8}}+(?:[:=]"
        rf"|is)?[ \t]{{0,8}}+[<'\"(]{{0,4}}(?<![\w.+-])(?P<a>{ADDRESS})",
        rf"<(?P<a>{ADDRESS})>",
        rf"(?<![\w.+-])(?P<a>{ADDRESS})",
    )
)
_AND_ANOTHER = compiled(
    rf"[>'\")]{{0,3}}\s{{0,4}}(?:[,;&]|\b(?:and|und|et|y|e|en|och|og|i|и)\b)\s{{0,8}}[<'\"(]{{0,3}}(?P<a>{ADDRESS})",
    re.IGNORECASE,
)
_CONTACT = compiled(
    r"\b(?:contact|help|assist\w{0,6}|write to|reply|report|questions?|ask|support|sent by|reads|postmaster"
    r"|kontakt\w{0,8}|contact\w{0,5}|fragen|ayuda|aide|aiuto|ajuda|pomoc|обратитесь)\b[^\n]{0,60}\Z",
    re.IGNORECASE,
)
_EXPANDED = Sieved(
    rf"\((?:expanded|ultimately generated"
    rf"|generated)\s{{1,40}}from:?\s{{0,40}}<?(?P<a>{ADDRESS})>?\)",
    re.IGNORECASE,
)
# As Sun's and Oracle's servers tell it, below the address that a rewriting led to.
_ORIGINAL = Sieved(rf"^[ \t]{{0,8}}original address: <?(?P<a>{ADDRESS})", re.IGNORECASE | re.MULTILINE)
_NEVER_RECIPIENT = compiled(r"^(?:mailer-daemon|postmaster)@|^//", re.IGNORECASE)
_NOT_RECIPIENT = compiled(
    r"^(?:mailer-daemon|postmaster|abuse|support|help|helpdesk|noreply|no-reply|admin|administrator"
    r"|hostmaster|security|delist|double-bounce|info-?desk)@"
    r"|\.(?:local|internal)$|@(?:localhost)$|@\d+$|^//",
    re.IGNORECASE,
)


def is_notice(message: Message, text: str) -> bool:
    """True for a mail that says that another one could not be delivered (or not yet); ``text`` is its own."""
    headers = message.headers
    if "x-failed-recipients" in headers:
        return True
    return says_failure(headers, text)


def notice_text(message: Message) -> tuple[str, str]:
    """The notice's own words (plain text, else HTML), and the returned mail when it stands in the same text.

    Long runs of blanks are shortened, so that no pattern can be made to work hard on them.
    """
    texts = _texts(message, "text/plain", 3) or _texts(message, "text/html", 2)
    whole = "\n".join(texts)[: 64 * 1024]
    if _MANY_BLANKS in whole.replace("\t", " "):
        whole = _BLANKS.sub("        ", whole)
    text, returned = split_returned(_BLANK_LINES.sub("\n\n", whole))
    if _SUBJECT_SHOWN.may_match(text):
        shows = _SUBJECT_SHOWN.fit_for(text).match
        shown = "\n".join(["" if shows(line) else line for line in text.split("\n")])
        text = _BLANK_LINES.sub("\n\n", shown)
    return without_advice(text), returned


def _texts(message: Message, kind: str, most: int) -> list[str]:
    return [part.text for part in message.parts if part.type == kind and part.text.strip()][:most]


def entries_of(message: Message, text: str) -> tuple[RecipientWords, ...]:
    """The recipients that a notice names, each once; one entry without recipient when it names nobody."""
    failed = [
        clean_address(item)
        for value in message.headers.all("x-failed-recipients")
        for item in value.split(",")
    ]
    named = list(dict.fromkeys(item for item in failed if item))[:MAX_RECIPIENTS]
    if named:
        several = frozenset(named) if len(named) > 1 else frozenset[str]()
        reasons = [(address, reason_for(text, address, several)) for address in named]
        return tuple(RecipientWords(address, reason, _expanded_from(reason)) for address, reason in reasons)
    text = evened(text)
    strangers = own_addresses(message.headers)
    found = (
        entries_of_transcript(text)
        or _screen_names(message.headers, text, _NAME_AND_REASON)
        or _by_line(text, strangers)
        or _by_label(text, strangers)
    )
    if found:
        alike = _by_shape(text, strangers)
        return alike if _named(found) < _named(alike) else found
    told = _by_sentences(text, strangers) or _by_shape(text, strangers)
    if told:
        return told
    phrases = _by_phrase(text, strangers)
    return (
        phrases or _screen_names(message.headers, text, _NAMES) or (RecipientWords(None, text[:MAX_REASON]),)
    )


def _named(entries: tuple[RecipientWords, ...]) -> frozenset[str]:
    return frozenset((each.recipient or "").lower() for each in entries)


def _screen_names(headers: Headers, text: str, form: Sieved) -> tuple[RecipientWords, ...]:
    """Names without a domain below "the following recipients ...:"; they are of the writer's domain."""
    listed = form.search(text)
    domain = (clean_address(headers.get("from")) or "").rpartition("@")[2]
    if listed is None or not domain:
        return ()
    names = listed["names"].split()[:MAX_RECIPIENTS]
    return tuple(RecipientWords(f"{name}@{domain}", text[:MAX_REASON]) for name in dict.fromkeys(names))


def _by_line(text: str, strangers: frozenset[str]) -> tuple[RecipientWords, ...]:
    """Addresses that begin a line, as most notices list them; the form that is found first decides."""
    starts = lines_with_address(text)
    found = [[match for at in starts if (match := form.match(text, at))] for form in _AT_LINE_START]
    found += [[*form.finditer(text)] for form in (_MAILTO, _ENTRY_LOCAL)]
    may_be = [
        [match for match in matches if not _NEVER_RECIPIENT.search(address_of(match))] for matches in found
    ]
    lists = sorted((matches for matches in may_be if matches), key=lambda matches: matches[0].start())
    for wanted in (strangers, frozenset[str]()):
        for matches in lists:
            kept = [match for match in matches if address_of(match).lower() not in wanted]
            if kept:
                return _entries(text, kept)
    return ()


def _by_label(text: str, strangers: frozenset[str]) -> tuple[RecipientWords, ...]:
    for form in _LABELLED:
        matches = [match for match in form.finditer(text) if _is_labelled(address_of(match), strangers)]
        if len(matches) == 1:
            return (
                RecipientWords(
                    clean_address(address_of(matches[0])), text[:MAX_REASON], _expanded_from(text)
                ),
            )
        if matches:
            return _entries(text, matches, from_line_start=True)
    return ()


def _by_sentences(text: str, strangers: frozenset[str]) -> tuple[RecipientWords, ...]:
    """Several recipients, each in a sentence or field that tells the server's reply too."""
    for form in _PHRASES[:2]:
        matches = [match for match in form.finditer(text) if _may_be_recipient(address_of(match), strangers)]
        if len({address_of(match).lower() for match in matches}) > 1:
            entries = _entries(text, matches, from_line_start=True)
            if all(_telling(entry.reason) > 1 for entry in entries):
                return entries
    return ()


def _by_shape(text: str, strangers: frozenset[str]) -> tuple[RecipientWords, ...]:
    """Several recipients in lines that begin alike, whatever the words are: "Empfänger: ", "Error for "."""
    lines = alike_lines(text, lambda address: _may_be_recipient(address, strangers))
    return _entries(text, lines, from_line_start=True) if lines else ()


def _by_phrase(text: str, strangers: frozenset[str]) -> tuple[RecipientWords, ...]:
    """Who is named in a sentence, and who is named beside him: "to kai@example.net and ann@example.net"."""
    for contacts_too in (False, True):
        for form in _PHRASES:
            for match in form.finditer(text):
                may_be = contacts_too or not _is_contact(text, match.start("a"))
                if may_be and _may_be_recipient(address_of(match), strangers):
                    named = (clean_address(address) for address in _enumerated(text, match, strangers))
                    return tuple(
                        RecipientWords(each, text[:MAX_REASON]) for each in dict.fromkeys(named) if each
                    )
    return ()


def _is_contact(text: str, at: int) -> bool:
    """Whether an address is that of somebody to ask, or of who sent the mail."""
    return _CONTACT.search(text, line_start(text, at), at) is not None


def _enumerated(text: str, first: re.Match[str], strangers: frozenset[str]) -> Iterator[str]:
    match: re.Match[str] | None = first
    for _ in range(MAX_RECIPIENTS):
        if match is None or not _may_be_recipient(address := address_of(match), strangers):
            return
        yield address
        match = _AND_ANOTHER.match(text, match.end())


def own_addresses(headers: Headers) -> frozenset[str]:
    """Addresses that are not recipients: who gets this notice, also as a list, and who wrote it."""
    joined = " ".join(
        value for name in ("to", "from", "sender", "reply-to", "cc") for value in headers.all(name)
    )
    found = {match[0].lower() for match in _ADDRESS.finditer(joined[:8000])}
    lists = {
        _LIST_SUFFIX.sub("", local) + at + domain
        for local, at, domain in (one.rpartition("@") for one in found)
    }
    return frozenset(found | lists)


def _is_labelled(address: str, strangers: frozenset[str]) -> bool:
    """Whether a notice calls it the recipient: it may be a postmaster or office, too, of another domain."""
    domain = address.lower().rpartition("@")[2]
    elsewhere = all(one.rpartition("@")[2] != domain for one in strangers)
    return address.lower() not in strangers and (elsewhere or not _NOT_RECIPIENT.search(address))


def _may_be_recipient(address: str, strangers: frozenset[str]) -> bool:
    return address.lower() not in strangers and not _NOT_RECIPIENT.search(address)


def _entries(
    text: str, found: Sequence[re.Match[str]], *, from_line_start: bool = False
) -> tuple[RecipientWords, ...]:
    """Each address with its own words; one that has none gets those for all of them."""
    named = [
        (address, match.start(), line_start(text, match.start()) if from_line_start else match.end())
        for match in found[: MAX_RECIPIENTS * 2]
        if (address := clean_address(address_of(match))) is not None
    ]
    entries: dict[str, RecipientWords] = {}
    reasons = reasons_in_turn(text, named)
    if len(reasons) == 1:
        reasons = [first_words(reasons[0])]
    shared = _shared([address for address, _, _ in named], reasons)
    for (address, _, _), reason in zip(named, reasons, strict=True):
        known = entries.get(address.lower())
        if known is None or _weight(known.reason, shared) < _weight(reason, shared):
            entries[address.lower()] = RecipientWords(address, reason, _expanded_from(reason))
    above = text if len(entries) == 1 else heading(text, entries)
    return tuple(
        item
        if len(item.reason) >= LEAST
        else RecipientWords(
            item.recipient, (above if above is text else above + item.reason)[:MAX_REASON], item.original
        )
        for item in entries.values()
    )


def _shared(addresses: Sequence[str], reasons: Sequence[str]) -> frozenset[str]:
    """Words that stand below several recipients: perhaps the heading of what follows."""
    first: dict[str, str] = {}
    return frozenset(
        reason
        for address, reason in zip(addresses, reasons, strict=True)
        if first.setdefault(reason, address.lower()) != address.lower()
    )


def _weight(reason: str, shared: frozenset[str]) -> tuple[int, bool]:
    """How much words count that are one recipient's own, or also those of others."""
    return _telling(reason), reason not in shared


def _telling(reason: str) -> int:
    """How much a reason says: nothing, words, or the server's reply."""
    if len(reason) < LEAST:
        return 0
    return 1 if reply_code(join_reply(reason)) is None else 2


def _expanded_from(reason: str) -> str | None:
    """The address that the sender used, where a forward or alias led to another one."""
    match = _EXPANDED.search(reason) or _ORIGINAL.search(reason)
    return clean_address(match["a"]) if match else None
