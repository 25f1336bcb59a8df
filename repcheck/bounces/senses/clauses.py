"""Which clauses of a reply say why it was refused, and which say nothing.

A server that refuses also advises ("please check your SPF record"), supposes ("if you do not send spam,
write to us") and denies ("your message was not blocked as spam"). Of none of that it says that it is so.
And where it says what it does and why, the why is the reason: "we refuse this mail because your host
sends spam".
"""

import re

import msgspec

from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.smtp.legible import legible
from repcheck.bounces.smtp.plain import PlainWords, plain_words
from repcheck.patterns import compiled

#: "not blocked", "not a spam block": what is denied is not so, nor what only may come.
_DENIED = Sieved(
    r"\b(?:not|never|n't|no) (?:(?:been|being|an?|yet|currently|spam|considered|ip) ){0,3}"
    r"(?:blocked(?: (?:as|for) spam\b)?|block|banned|black-?listed|spam)\b"
    r"|\b(?:not|n't|neither|nor) (?:too (?:large|big|long)|full(?: nor blocked)?)\b"
    r"|\b(?:this|it) (?:is|was)(?: not|n't) (?:about|because of|due to|caused by) [^.;\n]{1,80}"
    r"|\breputation (?:is|was|seems) (?:good|fine|clean|excellent)\b|\b(?:although|though"
    r"|while) [^.;\n]{0,40}"
    r"\b(?:good|fine|clean|excellent) (?:reputation|standing|name)\b"
    r"|\b(?:nicht|pas|no esta|nao esta|non e|niet|nie jest|не) (?:\w{1,9} )?"
    r"(?:gesperrt|blockiert|geblockt|bloquee?|bloquead[oa]|bloccat[oa]|geblokkeerd|zablokowan[aey]"
    r"|заблокирован)\b"
    r"|\b(?:may|might|could|would|will) "
    r"(?:(?:also|be|get|have|result|in|lead|to|your|you|the|ip|host|soon|server) ){1,6}"
    r"(?:being )?(?:blocked|banned|black-?listed|block-?listed|block)\b",
    re.IGNORECASE,
)
#: Words with which a clause begins that only supposes or advises.
_OPENERS = (
    r"(?:if|unless|should|whenever|when|in case|in the event|provided|wenn|falls|sofern|sollten?|indien|jesli"
    r"|jezeli|если|pokud|eger"
    r"|(?:(?:and|then|you (?:should|can|may|must)) )?(?:please|kindly|make sure|ensure|check"
    r"|double-check|verify|contact|consult|refer to|see|visit|ask|read|note that|remember|get in touch"
    r"|look at|bitte|veuillez|merci de|por favor|favor|per favore|si prega|prosze|пожалуйста|lutfen"
    r"|prosim))\b"
    r"[^.;\n]{0,200}"
)
_OPENING = compiled(r"[\W\d]{0,16}+" + _OPENERS, re.IGNORECASE)
_NOT_STATED = compiled(r"[.;,!?)(-] ?" + _OPENERS, re.IGNORECASE)
#: And the word that supposes within one.
_PERHAPS = Sieved(
    r"\b(?:may|might|could|can) (?:also|otherwise|well|just as well) (?:be|have|mean|come)\b[^.;\n]{0,99}",
    re.IGNORECASE,
)
#: What a rule is for: "only members may write, to keep spam out".
_PURPOSE = Sieved(
    r"(?<!rejected )(?<!refused )(?<!blocked )(?<!denied )(?<!filtered )"
    r"\b(?:to|as we) (?:avoid|prevent|stop|reduce|fight|combat|curb|limit|deter|discourage|keep out|ward off"
    r"|protect (?:\w{1,12} ){1,3}(?:from|against)) (?:(?:more|further|any|the) )?(?:spam(?:mers|ming)?|junk"
    r"|abuse|phish\w{0,4}|fraud|malware|virus(?:es)?|spoof\w{0,3}|forge\w{0,5})\b"
    r"|\b(?:to|that) keeps? (?:out )?(?:spam(?:mers)?|junk|abuse|phishing|malware|viruses)(?: out| away)?\b",
    re.IGNORECASE,
)
#: What a server does, and why: the reason begins there. "Because of" names a noun alone.
_BECAUSE = Sieved(
    r"\b(?:because|since|as|weil|parce que|porque|perche|omdat|poniewaz|потому что|так как|поскольку)"
    r" (?!of\b|soon\b|well\b|an?\b|spam\b|bulk\b)"
)

_EITHER = compiled(r"\b(?:or|perhaps|maybe|possibly|probably|may)\b|/", re.IGNORECASE)


def leaves_open(words: str) -> bool:
    """Whether they name one thing or another: "unknown or disabled"."""
    return _EITHER.search(words) is not None


def read(text: str, *, links: bool = False) -> PlainWords:
    """A reply with what is denied or only to be feared ("not blocked", "may be blacklisted"), and what a rule
    is for ("to avoid spam"), blanked out.
    """
    reply = plain_words(legible(text), links=links)
    return msgspec.structs.replace(reply, plain=_PURPOSE.sub(_blank, _DENIED.sub(_blank, reply.plain)))


def stated(plain: str) -> str:
    """The text with the clauses blanked out that only suppose or advise."""
    said = _NOT_STATED.sub(_blank, plain)
    opening = _OPENING.match(said)
    if opening is not None:
        said = " " * opening.end() + said[opening.end() :]
    perhaps = _PERHAPS.search(said)
    if perhaps is not None:
        first = max(said.rfind(stop, 0, perhaps.start()) for stop in ".;,\n") + 1
        said = said[:first] + " " * (perhaps.end() - first) + said[perhaps.end() :]
    return said


def reason(plain: str) -> tuple[str, str]:
    """The clause before "because", and the text with all up to that word blanked out; or nothing of both."""
    because = _BECAUSE.search(plain)
    if because is None:
        return "", ""
    first = max(plain.rfind(stop, 0, because.start()) for stop in ".;\n") + 1
    return plain[first : because.start()], " " * because.end() + plain[because.end() :]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
