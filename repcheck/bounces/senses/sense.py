"""What a reply means by the classes of its words, where no wording of the tables is met in it.

Nobody can list all ways to say that a mailbox is not there. But each says, within one sentence, whom it is
about (the recipient, the sender, the message) and what is wrong with him or it. A row of the table below
names the classes that must stand together in a sentence, those that must not, and the codes it is read
with; the first row that any sentence fulfils decides.
"""

import msgspec

from repcheck.bounces.senses.sender import CODES, SENTENCE, classes_of
from repcheck.model.bounces import Category


class SenseRow(msgspec.Struct, frozen=True):
    """Classes that together mean something.

    ``needs``    all of them stand in one sentence
    ``without``  none of them stands there
    ``codes``    how the enhanced status, or without one the reply code, begins; empty: any
    """

    id: str
    category: Category
    blocked: bool | None
    needs: frozenset[str]
    without: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()


class Sense(msgspec.Struct, frozen=True):
    """The row that decides, the classes in its sentence, and where that stands."""

    row: SenseRow
    classes: frozenset[str]
    start: int
    end: int


def _row(
    name: str,
    category: Category,
    blocked: bool | None,
    needs: str,
    without: str = "",
    codes: tuple[str, ...] = (),
) -> SenseRow:
    return SenseRow(
        f"words-{name}", category, blocked, frozenset(needs.split()), frozenset(without.split()), codes
    )


_TEMPORARY = ("4",)
_REFUSED = ("4", "5")
# A status about the system, the way or the form of a mail says nothing of the mailbox (RFC 3463 section 3).
_OF_ADDRESS = (
    *("50", "51", "550", "551", "553", "554", "45", "5.4.1", "5.4.4"),
    *(f"{kind}.{subject}." for kind in "45" for subject in "01257"),
)
_POLICY = ("5.7.", "4.7.")
# X.3 and X.4 "for now" are of the receiver's own machine and network (RFC 3463 sections 3.4 and 3.5).
_SYSTEM = ("4.3.", "4.4.")
_NOT_SYSTEM = ("5", "42", "43", "45", "47", "4.0", "4.1", "4.2", "4.5", "4.6", "4.7")
_OF_ROOM = ("452", "552", "4.2.2", "5.2.2")
_DISABLED = ("4.2.1", "5.2.1")
_OF_BOX = ("552", "4.2.2", "5.2.2")
_OF_SIZE = ("552", "523", "5.2.3", "5.3.4")

ROWS: tuple[SenseRow, ...] = (
    # Mechanisms and records have names that nothing else bears.
    _row("authentication", Category.AUTHENTICATION, False, "authentic", "form"),
    _row("reverse-name", Category.POLICY, False, "reverse"),
    _row("loop", Category.UNDELIVERABLE, False, "loop"),
    # "For now" with a fault of the server's own: whatever it was about to look at was not looked at.
    _row("recipient-unchecked", Category.UNDELIVERABLE, False, "holder broken", "full many", _TEMPORARY),
    _row("sender-unchecked", Category.UNDELIVERABLE, False, "sender broken", "bad many", _TEMPORARY),
    _row("filter-broken", Category.UNDELIVERABLE, False, "judged broken", "sender many", _TEMPORARY),
    _row("filter-broken", Category.UNDELIVERABLE, False, "message broken", "sender many", _TEMPORARY),
    _row("filter-broken", Category.UNDELIVERABLE, False, "judged fault", "sender many", _TEMPORARY),
    # The mailbox before the message: a mailbox is full of messages, too.
    _row("disk", Category.UNDELIVERABLE, False, "disk full", "holder", _TEMPORARY),
    _row("large", Category.TOO_LARGE, False, "message large", "holder"),
    _row("large", Category.TOO_LARGE, False, "file large", "many"),
    _row("size", Category.TOO_LARGE, False, "size over", "holder many"),
    _row("count", Category.RATE_LIMITED, False, "count"),
    _row("size", Category.TOO_LARGE, False, "size over", "holder", _OF_SIZE),
    _row("size", Category.TOO_LARGE, False, "file over", "holder judged", _OF_SIZE),
    _row("full", Category.MAILBOX_FULL, False, "room", "sender message", _OF_ROOM),
    _row("full", Category.MAILBOX_FULL, False, "holder full", "sender pace"),
    # Of the sender, before the recipient: who sends is named by words that mean nobody else.
    _row("blocked", Category.BLOCKED, True, "sender bad", "judged message"),
    _row("blocked-spam", Category.BLOCKED, True, "sender spam", "message"),
    _row("blocked-source", Category.BLOCKED, True, "machine source spam"),
    _row("blocked-standing", Category.BLOCKED, True, "standing", "judged message holder file many"),
    _row("blocked-listed", Category.BLOCKED, True, "listed", "judged message holder"),
    _row("blocked-mail", Category.BLOCKED, True, "sender bad", "judged outside form relay"),
    _row("blocked-origin", Category.BLOCKED, True, "sender stopped", "holder form outside"),
    _row("blocked-wish", Category.BLOCKED, True, "unwanted"),
    _row("blocked-score", Category.BLOCKED, True, "lowscore sender", "judged message"),
    _row("blocked-complaints", Category.BLOCKED, True, "complained sender"),
    _row("blocked-activity", Category.BLOCKED, True, "sender activity"),
    _row("blocked-complaints", Category.BLOCKED, True, "complained spam"),
    _row("inactive", Category.INACTIVE, False, "holder off", "sender outside"),
    _row("inactive", Category.INACTIVE, False, "holder retired", "sender outside", _DISABLED),
    _row("recipient-unchecked", Category.UNDELIVERABLE, False, "holder unproved", "sender", _TEMPORARY),
    _row("unknown", Category.NONEXISTENT, False, "holder absent", "sender outside form", _OF_ADDRESS),
    _row("existing", Category.NONEXISTENT, False, "holder existing", "sender outside form", _OF_ADDRESS),
    _row("size", Category.TOO_LARGE, False, "size", "holder full many judged sender", _OF_SIZE),
    # A policy that asks for another attempt soon tries out who sends.
    _row("soon", Category.RATE_LIMITED, False, "minutes judged", "message broken file", ("4.7.",)),
    _row("file", Category.CONTENT, False, "file forbidden", "size large form", _REFUSED),
    _row("content", Category.CONTENT, False, "judged", "sender", _REFUSED),
    _row("content", Category.CONTENT, False, "judged message", "", _REFUSED),
    # What a reply code of RFC 5321 section 4.2 leaves of the two.
    _row(
        "full", Category.MAILBOX_FULL, False, "full", "sender many message", ("452", "552", "4.2.2", "5.2.2")
    ),
    _row("full", Category.MAILBOX_FULL, False, "holder over", "message sender size file", _OF_BOX),
    _row("large", Category.TOO_LARGE, False, "large", "", _OF_SIZE),
    _row("trouble", Category.UNDELIVERABLE, False, "broken", "sender pace count", _SYSTEM),
    _row("many", Category.RATE_LIMITED, False, "many"),
    _row("soon", Category.RATE_LIMITED, False, "minutes", "broken", ("4.7.",)),
    _row("fault", Category.UNDELIVERABLE, False, "fault", "sender holder message", _TEMPORARY),
    _row("handshake", Category.UNDELIVERABLE, False, "handshake", "", _TEMPORARY),
    # What is shut to outsiders for a fault is shut to all, for now.
    _row("trouble", Category.UNDELIVERABLE, False, "outside broken", "sender demand", _TEMPORARY),
    _row("relay", Category.POLICY, False, "relay", "", _NOT_SYSTEM),
    _row("outside", Category.POLICY, False, "outside", "", _NOT_SYSTEM),
    _row("form", Category.POLICY, False, "form", "", _NOT_SYSTEM),
    _row("sender", Category.POLICY, False, "sender absent", "bad"),
    _row("sender", Category.POLICY, False, "sender unproved", "bad"),
    _row("expired", Category.UNDELIVERABLE, False, "message aged", "holder sender"),
    _row("expired", Category.UNDELIVERABLE, False, "undelivered aged", "holder sender"),
    _row("login", Category.POLICY, False, "login", "", _NOT_SYSTEM),
    _row("trouble", Category.UNDELIVERABLE, False, "broken", "", _TEMPORARY),
    _row("demand", Category.POLICY, False, "demand", "broken later"),
    _row("trouble", Category.UNDELIVERABLE, False, "broken"),
    _row("trouble", Category.UNDELIVERABLE, False, "later", "", _TEMPORARY),
    _row("sender-refused", Category.BLOCKED, True, "machine refused", "message holder form outside relay"),
    # RFC 3463 section 3.8, and the text names nothing but a sender.
    _row("sender-policy", Category.BLOCKED, True, "machine", "message holder form", _POLICY),
)


def _is_read_with(row: SenseRow, code: str) -> bool:
    """Whether its codes allow it; a text without any code may be about an address as well."""
    return (
        not row.codes or code.startswith(row.codes) or (not code and row.codes in (_OF_ADDRESS, _NOT_SYSTEM))
    )


def sense_of(plain: str, code: str, without: frozenset[Category] = frozenset()) -> Sense | None:
    """What the words of a reply say by their classes, or None; ``code`` is its enhanced status or code.

    Rows of the categories ``without`` are left out.
    """
    words = CODES.sub(lambda match: " " * len(match[0]), plain)
    sentences = [(match, classes_of(match[0], plain)) for match in SENTENCE.finditer(words)]
    for row in ROWS:
        if not _is_read_with(row, code) or row.category in without:
            continue
        for match, classes in sentences:
            if row.needs <= classes and not row.without & classes:
                return Sense(row, classes, match.start(), match.end())
    return None
