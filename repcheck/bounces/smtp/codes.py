"""SMTP replies in free text: joined lines, reply code, enhanced status code (RFC 5321, RFC 3463)."""

import re
from collections.abc import Callable
from functools import lru_cache

from repcheck.bounces.prefilter import Sieved
from repcheck.patterns import compiled

MAX_DIAGNOSTIC = 2000
#: Texts of one reply, which several rules ask about.
_REMEMBERED = 8

_TYPE_PREFIX = compiled(r"\A\s*(?:smtp|x-[\w-]{1,30}|dns|unknown|local)\s*;\s*", re.IGNORECASE)
# A letter first, and what stands before it behind it: so the engine looks at no place that begins otherwise.
_CONTINUED = compiled(r"-(?<=[245]\d\d-)(?<!\w\d\d\d-)(?:([245]\.\d{1,3}\.\d{1,3})[ -])?")
#: What each line of a reply of several lines repeats.
_REPEATED = compiled(r"(?<=[ \"])([245]\d\d)[- ](?:([245]\.\d{1,3}\.\d{1,3})[- ])?")
_CUT_URL = compiled(r"\b(https?):\s{0,8}/\s{0,8}/\s{0,8}(?=\w)", re.IGNORECASE)
_STATUS = compiled(r"([245])(?<![\w./].)(?<![\d:]:.)(?<!\D-.)\.(\d{1,3})\.(\d{1,3})(?![\d:/]|\.\d|-\d)")
_STATUS_FIELD = compiled(r"\s*([245]\.\d{1,3}\.\d{1,3})(?![.\d])")
_BRACKET_STATUS = compiled(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")
# A system that gave up tells the last answer behind its own: "554 4.4.7 Message expired<421 4.4.2 ...>".
_LAST_ANSWER = Sieved(r"\bexpired\b[^<]{0,120}<([45]\d\d) (?:([45]\.\d{1,3}\.\d{1,3}) )?")
# A relay that quotes the answer it was given: "5.1.0 - Unknown address error 550-'5.4.1 Recipient ...'". The
# words in front are its own, and the same for every refusal of that command.
_QUOTED_ANSWER = compiled(r"(?<![\w.])([45]\d\d)-'")
#: What each form below holds; most texts that are not replies have none.
_NUMBER = compiled(r"[245](?<!\d.)\d\d(?=[ \-:;,\"')]|$)")
_BEHIND_ADDRESS = Sieved(r"\b[45]\d\d <[^<>\s]{1,320}>\.\.\. ([45]\d\d) ")
_CODE_FORMS = tuple(
    compiled(form, re.IGNORECASE)
    for form in (
        r"^[<\s\"'(]*(?:smtp error code )?([245]\d\d)(?=[ \-:;,\"]|$)",
        r"(?:said|answered|replied|was|returned|responded|response|error|code|reason|status|data|by|with"
        r"|refused to talk to me|greeting|problem"
        r"|host)\b[^\w\n]{0,8}(?:smtp;?\s*)?#?([45]\d\d)(?=[ \-:;,\"')]|$)",
        r"(?:<<<|\bsmtp;|\]:|>:|\.\.\.|-{4}|\],|\):|;|:|\(|\[) ?#?([45]\d\d)"
        r"(?=[ -](?:- )?(?:#?[245]\.\d|[^\W\d_]|<|\[|\(|\"|'|\*|https?:))",
        r"(?:^|[\s:>])([45]\d\d)-(?=\[?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b)",
        r"#([245]\d\d)(?= #?[245]\.\d{1,3}\.\d)",
        r"(?<![\w.:+@/\[(-])([45]\d\d)[ -](?=#?[245]\.\d{1,3}\.\d{1,3}(?![.\d]))",
        r"(?m)^[ \t]*(?:smtp\S{0,80}\s)?([45]\d\d)[ -](?=\S)",
    )
)


def join_reply(text: str) -> str:
    """A multi-line reply as one line, the code that each line repeats kept once, at most 2,000 characters.

    "550-5.7.1 Our system 550-5.7.1 refuses 550 5.7.1 this" becomes "550-5.7.1 Our system refuses this".
    """
    text = text[: 4 * MAX_DIAGNOSTIC]
    text = " ".join((_TYPE_PREFIX.sub("", text, count=1) if ";" in text else text).split())
    first = _CONTINUED.search(text)
    if first:
        code = text[first.start() - len("550") : first.start()]
        text = text[: first.end()] + _REPEATED.sub(_unless_repeated(code, first[1]), text[first.end() :])
    if "/ " in text or ": /" in text:
        text = _CUT_URL.sub(r"\1://", text)
    return text[:MAX_DIAGNOSTIC].strip()


def _unless_repeated(code: str, status: str | None) -> Callable[[re.Match[str]], str]:
    """Of what a line begins with, that which is not this code and status."""

    def rest(begun: re.Match[str]) -> str:
        if begun[1] != code:
            return begun[0]
        return "" if status is not None and begun[2] == status else begun[0][len("550-") :]

    return rest


def inner_answer(text: str) -> tuple[int, str | None] | None:
    """Code and enhanced status of the remote server's own answer inside another system's, or None."""
    match = _LAST_ANSWER.search(text)
    if match:
        return int(match[1]), match[2]
    quoted = quoted_reply(text)
    return None if quoted is None else (int(quoted[:3]), enhanced_status(quoted))


def quoted_reply(text: str) -> str | None:
    """The answer that a relay was given and quotes inside its own words ("550 5.4.1 ..."), or None."""
    match = _QUOTED_ANSWER.search(text) if "-'" in text else None
    if match is None:
        return None
    end = text.rfind("'", match.end())
    return f"{match[1]} {text[match.end() : end if end > 0 else len(text)].lstrip('#')}"


def reply_code(text: str) -> int | None:
    """The reply code that the remote server gave, or None; never a piece of an address or a date."""
    if _NUMBER.search(text) is None:
        return None
    match = _BEHIND_ADDRESS.search(text)
    if match:
        return int(match[1])
    for form in _CODE_FORMS:
        match = form.search(text)
        if match:
            return int(match[1])
    return None


@lru_cache(maxsize=_REMEMBERED)
def enhanced_status(text: str) -> str | None:
    """The most exact enhanced status code in a text: the first whose subject and detail are not both 0."""
    bracketed = _BRACKET_STATUS.search(text)
    if bracketed:
        return bracketed[1]
    found = [match[0] for match in _STATUS.finditer(text) if _plausible(match)]
    # In a transcript of a session the greetings and the sender were accepted, and one step was not.
    failed = [code for code in found if code[0] != "2"] or found
    return next((code for code in failed if not is_vague(code)), failed[0] if failed else None)


def _plausible(match: re.Match[str]) -> bool:
    """RFC 3463 knows subjects 0 to 7; details above 999 do not exist; versions like 2.10.0 are none."""
    return int(match[2]) <= 7


def is_vague(code: str) -> bool:
    """True for X.0.0, which says no more than its class."""
    return code.endswith(".0.0")


def exact_status(field: str | None, diagnostic: str) -> str | None:
    """The Status field, or the code inside the diagnostic when the field is vague and the class agrees."""
    inner = enhanced_status(diagnostic)
    if field is None:
        return inner
    if is_vague(field) and inner and inner[0] == field[0]:
        return inner
    return field


def status_field(value: str) -> str | None:
    """The code in a Status field ("5.1.1 (bad destination mailbox address)"), or None."""
    match = _STATUS_FIELD.match(value)
    return match[1] if match else None
