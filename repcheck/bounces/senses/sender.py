"""Whether a sentence is about who sends: then what it says of an address, it says of no recipient's.

"The domain of the sender does not exist" and "the mailbox does not exist" differ in a noun, and only the
second makes an address bad. So the nouns for a sender, his address, domain, host and greeting are read
as one word.
"""

import re
from functools import lru_cache

from repcheck.bounces.senses.owners import SENDER_BEFORE, SENDER_BEHIND
from repcheck.bounces.senses.phrases import found_in, phrases_in, without
from repcheck.bounces.senses.things import THING_AS_SUBJECT, UNKNOWN_THING
from repcheck.bounces.senses.vocabulary import classes_in, has_class
from repcheck.patterns import compiled

SENTENCE = compiled(r"[^.;!?\n。]{1,400}")
#: Reply codes and statuses, whose numbers count nothing.
CODES = compiled(
    r"(?<![\w.])(?<!than )(?<!most )(?<!max )[245]\d\d[ -](?![KMGkmg]i?[Bb]\b|bytes)|#?\b[245]\.\d\.\d{1,3}\b"
)

#: What has users, names and addresses of its own.
_ANOTHER = compiled(
    r"\b(?:(?<!to )(?<!dear )sender|return(?! to)|helo|ehlo|relaying|authenticat\w{0,5}|log ?in|sasl|auth"
    r"|attack)\b",
    re.IGNORECASE,
)
_RECIPIENT = compiled(r"\b(?:recipient|rcpt|addressee|destination)", re.IGNORECASE)
_REFUSED = compiled(
    r"\bsender {1,99}(?:is |was )?(?:rejected|refused|denied|verif)"
    r"|\b(?:verify|verifying|check|checking) (?:the )?sender\b"
    r"|\b(?:verification|validation|look-?up) of (?:the )?sender\b|\bcall-?(?:back|out)s? (?:to|of|for)\b"
    r"|\b(?:helo|ehlo)(?: command| name| argument| host)? (?:is |was )?(?:rejected|refused|denied)\b"
    r"|\b(?:log-?in|logon|sign-?in|auth(?:entication)?|anmeldung|inloggen) (?:has |is |was )?"
    r"(?:failed|failure|refused|rejected|fehlgeschlagen|mislukt)\b",
    re.IGNORECASE,
)
#: "Your server", "from our list" and the like at the beginning name a subject; these words stand before it.
_BEGINNING = compiled(
    r"[\W\d]{0,20}(?:(?:to|at|behind|under|zu|bei|unter) )?(?:(?:the|an?|your|this) )?sender\b", re.IGNORECASE
)
#: What a server says before its reason; "mia's address was rejected: sender unknown" is about the sender.
_FRAME = compiled(
    r"\b(?:rejected|refused|denied|failed|blocked): (?!.{0,400}\b(?:rejected|refused|denied|failed): )"
)
#: Of the classes of a sentence, those that are not of whose mailbox it speaks.
_OF_MECHANISM = frozenset({"authentic", "reverse"})
#: As what belongs to him is read.
_SENDER = compiled(r"(?<!dear )(?<![\w-])sender", re.IGNORECASE)
_GREETING = compiled(r"\b(?:helo|ehlo|(?:in|your) greeting)\b", re.IGNORECASE)
#: Letters in which the word that is meant stands: "invalid HELO name".
_NEAR = 20
_BEHIND = 48
_REFUSES_SENDER = compiled(
    r"\A[^.;\n]{0,20}\b(?:for|of|in|at|behind|under) "
    r"(?:your\b|(?:the )?(?:sender|from|return|envelope|mail from)\b)"
    r"|\A[^.;\n]{0,8}\b(?:(?:in|of|dans|en|na) |nell')(?:[\w-]{1,8} |l')?(?:[\w-]{1,8} )?"
    r"(?:header|kopfzeile|en-tete|cabecera|cabecalho|intestazion|koptekst|naglow)|\A in (?:to|cc|rcpt"
    r"|mail)\b|\A,? (?:please )?log ?in\b"
    r"|\A (?:may|can|must|is|are) ?not (?:\w{1,9} to )?(?:post|send|relay|write|submit)"
    r"|\A: ?\[?N\b"
    r"|\bsender (?:address |domain )?(?:is |was )?(?:refused|rejected|denied|invalid|not accepted)",
    re.IGNORECASE,
)

#: "The list owner's" password, the "client" certificate.
_ITS_WORDS = compiled(r"(?:[\w-]{2,12}'s )?(?:(?!user|recip|mail|addr|acc|person|owner)[\w-]{2,14} ){0,1}\Z")


def classes_of(sentence: str, whole: str) -> frozenset[str]:
    """The classes of the words of a sentence; "sender" where it names who sends, or his machine.

    ``whole`` is the text that it stands in.
    """
    classes = classes_in(sentence)
    if "holder" in classes:
        words = without(phrases_in(whole, "owned"), sentence, "sender ")
        # "The domain authentication of the sender" is still that.
        classes = classes if words == sentence else classes_in(words) | (classes & _OF_MECHANISM)
    return classes | {"sender"} if classes & {"machine", "person"} else classes


def names_another(before: str) -> bool:
    """Whether words before a bare "unknown user" name somebody else: "HELO: unknown user"."""
    return _ANOTHER.search(before) is not None


def names_sender(plain: str, start: int) -> bool:
    """Whether the sentence at this place names the sender: as one whom the recipient does not want, say."""
    sentence = SENTENCE.match(plain, _begin(plain, start))
    if sentence is None:
        return False
    nouns = phrases_in(plain, "owned", "yours", "you")
    return has_class(sentence[0], "person") or found_in(nouns, sentence[0]) is not None


@lru_cache(maxsize=256)
def is_of_sender(plain: str, start: int, end: int) -> bool:
    """Whether the sentence up to here is about who sends, or how he greets, and about no mailbox.

    "Domain unknown; sender refused" tells behind it whom it is about.
    """
    first = _begin(plain, start)
    behind = plain[end : end + _BEHIND]
    if _GREETING.search(plain[end : end + _NEAR]) or _REFUSES_SENDER.search(behind):
        return True
    if SENDER_BEHIND.match(behind) or SENDER_BEFORE.search(plain[start:end]):
        return True
    words = plain[first : end + _BEHIND]
    for noun in phrases_in(plain, "owned", "yours", "role"):
        for found in noun.fit_for(words).finditer(words):
            if start - first <= found.start() < end - first <= found.end() + 1:
                return True
            words = words[: found.start()] + "sender".ljust(len(found[0])) + words[found.end() :]
    words = CODES.sub(" ", words[: end - first])
    if _REFUSED.search(words):
        return True
    frame = _FRAME.search(words)
    words = words[frame.end() :] if frame else words
    if _BEGINNING.match(words) and not _RECIPIENT.search(words):
        return True
    named = _SENDER.search(words) or _GREETING.search(words) or found_in(phrases_in(plain, "person"), words)
    return named is not None and not has_class(words, "holder")


@lru_cache(maxsize=256)
def is_of_thing(plain: str, start: int, end: int) -> bool:
    """Whether the sentence up to here is about a key, a command, a route or a password, not about a mailbox.

    "Bad command: user unknown" is about the user.
    """
    first = _begin(plain, start)
    if found_in(phrases_in(plain, "credentials", "beside"), plain[first : end + _BEHIND]):
        return True
    if not phrases_in(plain, "thing"):
        return False
    sentence = plain[first:end]
    unknown = UNKNOWN_THING.search(plain[first : end + _NEAR])
    if unknown is not None:
        behind = sentence[unknown.end() :]
        return not has_class(sentence[: unknown.start()] + (behind if ":" in behind else ""), "holder")
    named = THING_AS_SUBJECT.search(sentence)
    if named is None:
        return False
    before = _ITS_WORDS.sub("", sentence[: named.start()])
    if before.rstrip().endswith(":"):
        before = ""  # "delivery to the user failed: program not found"
    return not has_class(f"{before} {sentence[named.end() :]}", "holder")


def _begin(plain: str, start: int) -> int:
    """Where the sentence at this place begins."""
    return max(plain.rfind(stop, 0, start) for stop in ".;\n") + 1
