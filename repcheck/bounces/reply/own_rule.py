"""Refusals by a rule that the recipient wrote for himself: reject and ereject of Sieve (RFC 5429).

What stands behind the words of the server is what that person wrote: "leave me alone", or that
he is away. That says nothing of the reputation of the sender, and the address is bad only where it says
outright that the mailbox is closed or gone.
"""

import re

from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.rules.judgement import Judgement
from repcheck.model.bounces import Category

#: The words of Dovecot, Pigeonhole, Cyrus, Exim and others, up to where the person's begin.
_FRAME = Sieved(
    r"\b(?:automatically (?:rejected|refused)(?: by [\w ,'-]{1,60})?[.:]"
    r"|(?:rejected|refused|denied) by (?:[\w'-]{1,20} ){0,3}sieve"
    r"(?: (?:filter|script|rules?|language))?[.:,])"
    r"(?: [\w ]{0,30}reason[\w ]{0,20}:)?\s{0,9}(?=\S)",
    re.IGNORECASE,
)
#: What quotas and scanners write by the same way, too.
_NOT_OF_PERSON = frozenset(
    {Category.MAILBOX_FULL, Category.TOO_LARGE, Category.CONTENT, Category.AUTHENTICATION}
)
_OF_ADDRESS = frozenset({Category.NONEXISTENT, Category.INACTIVE})


def written_by_recipient(text: str) -> str:
    """What the recipient wrote for those he refuses; empty: no such rule refused."""
    frame = _FRAME.search(text)
    return "" if frame is None else text[frame.end() :]


def of_own_rule(judgement: Judgement) -> Judgement:
    """What a judgement of a person's words comes to.

    A wording for a closed mailbox counts. That some word for an address and some word for "not there" stand
    in one sentence does not: "that person does not exist for you".
    """
    by_wording = judgement.telling and not judgement.rule.startswith("words-")
    if judgement.category in _NOT_OF_PERSON or (judgement.category in _OF_ADDRESS and by_wording):
        return judgement
    return Judgement(Category.POLICY, False, False, "own-rule", judgement.words)
