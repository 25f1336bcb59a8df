"""What one outcome of a pasted text means for people, and what to do about it."""

from typing import Literal

import msgspec

from repcheck.model.bounces import Category, RecordKind

Actor = Literal["you", "your-admin", "recipient", "their-admin", "nobody"]
Again = Literal["no", "after-fix", "later", "by-itself"]
AddressAdvice = Literal["remove", "keep", "correct", "ask"]


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome, or several that say the same.

    ``says``      the headline: who refuses what; may quote strangers, so it is cleaned at output
    ``records``   how many outcomes of the text this explains
    ``code``      the code of the reply as people quote it: "552 5.2.2", "S3150"; None: it has none
    ``blocked``   the sender is refused for its reputation: the plan holds the steps
    ``rule``, ``words``  what decided the category, as in BounceRecord
    ``meaning``   one to three sentences
    ``actor``     who has to act
    ``again``     whether sending again makes sense, and when
    ``address``   what to do with the address in a list
    ``fix``       what to do, one sentence a step; empty where nothing is to be done
    ``also``      the same reason in the words of Constant Contact's reports; None: it has none
    ``row``       the row of the table that explains it: "status 5.2.2"
    ``likely``    the address that was probably meant, where the domain looks like a typing error
    ``hosts``     of a mail loop: the hosts that its returned mail came through more than once
    ``commands``  command lines that look at what the text complains of; empty: there is nothing to look up
    """

    says: str
    records: int = 1
    kind: RecordKind
    category: Category
    code: str | None = None
    blocked: bool = False
    rule: str | None = None
    words: str | None = None
    meaning: str
    actor: Actor
    again: Again
    address: AddressAdvice
    fix: tuple[str, ...] = ()
    also: str | None = None
    row: str
    likely: str | None = None
    hosts: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
