"""The form of an explanation, and the words for who acts, whether to send again and what becomes of the"
" address."""

from typing import Literal

import msgspec

from repcheck.model.bounces import Category

Actor = Literal["you", "your-admin", "recipient", "their-admin", "nobody"]
Again = Literal["no", "after-fix", "later", "by-itself"]
Address = Literal["remove", "keep", "correct", "ask"]

ACTORS: dict[Actor, str] = {
    "you": "You, the sender",
    "your-admin": "Your own mail administrator or mail provider",
    "recipient": "The recipient",
    "their-admin": "The administrator of the recipient's mail server",
    "nobody": "Nobody",
}
AGAIN: dict[Again, str] = {
    "no": "Do not send it again: the answer will be the same.",
    "after-fix": "Send it again when the cause is mended.",
    "later": "Send it again later, in some hours or the next day.",
    "by-itself": "Your server tries again by itself, usually for one to five days.",
}
ADDRESSES: dict[Address, str] = {
    "remove": "Take the address off your list.",
    "keep": "Keep the address: nothing is wrong with it.",
    "correct": "Correct the address, or take it off your list.",
    "ask": "Keep the address for now; if it fails for weeks, ask the recipient by other means.",
}


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What a bounce means and what to do about it.

    ``row``      the row that explains it: "text m365-recipient-unknown", "status 5.2.2", "category blocked"
    ``meaning``  one or two sentences
    ``actor``    who has to act; ACTORS has the words
    ``again``    whether sending again makes sense; AGAIN has the words
    ``address``  what to do with the address in a list; ADDRESSES has the words
    ``fix``      what to do, one sentence a step; empty where nothing is to be done
    ``also``     the same reason in the words of Constant Contact's reports; None: it has none
    """

    row: str
    meaning: str
    actor: Actor
    again: Again
    address: Address
    fix: tuple[str, ...] = ()
    also: str | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A code or a text, and what it means.

    ``name``     the code ("X.2.2"), or the name of the text
    ``fits``     categories of the records that it may explain; empty: any. A code that contradicts the words
                 of the reply ("5.1.1" of a blocked sender) must not explain it
    ``pattern``  what the text is known by; None: a row of a code
    ``sample``   a made-up reply that this row explains
    """

    name: str
    meaning: str
    actor: Actor
    again: Again
    address: Address
    fix: tuple[str, ...]
    sample: str
    fits: frozenset[Category] = frozenset()
    pattern: str | None = None


def row(
    name: str,
    meaning: str,
    acts: tuple[Actor, Again, Address],
    *fix: str,
    sample: str,
    fits: tuple[Category, ...] = (),
    pattern: str | None = None,
) -> Row:
    """A row; ``acts`` is who acts, whether to send again and what becomes of the address."""
    actor, again, address = acts
    return Row(
        name=name,
        meaning=meaning,
        actor=actor,
        again=again,
        address=address,
        fix=fix,
        sample=sample,
        fits=frozenset(fits),
        pattern=pattern,
    )
