"""What the codes for addresses and mailboxes mean: X.0.0, X.1.x and X.2.x (RFC 3463 sections 3.1 to 3.3)."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_ADDRESS = (Category.NONEXISTENT, Category.INACTIVE)
_REFUSED = (Category.POLICY, Category.AUTHENTICATION)

ADDRESS_CODES: tuple[MeaningRow, ...] = (
    row(
        "X.0.0",
        "The server gave a code that says nothing: only that it failed, and whether for now (4) or for"
        " good (5).",
        ("you", "later", "ask"),
        "Ask the recipient's administrator, with the time, both addresses and the reply.",
        sample="554 5.0.0 failed",
        fits=(Category.OTHER,),
    ),
    row(
        "X.1.0",
        "Something is wrong with an address, and the server does not say what.",
        ("you", "after-fix", "correct"),
        "Check the recipient's address letter by letter, and your own sender address.",
        sample="550 5.1.0 something about an address",
        fits=(*_ADDRESS, Category.OTHER, Category.POLICY),
    ),
    row(
        "X.1.1",
        "There is no such mailbox at this domain: the part in front of the @ is unknown there.",
        ("you", "no", "correct"),
        "Look for a typing error in front of the @.",
        "If the address comes from an old address book, delete that entry and type it anew.",
        sample="550 5.1.1 no such user",
        fits=_ADDRESS,
    ),
    row(
        "X.1.2",
        "The domain behind the @ does not exist, or takes no mail.",
        ("you", "no", "correct"),
        "Look for a typing error behind the @.",
        sample="550 5.1.2 host unknown",
        fits=_ADDRESS,
    ),
    row(
        "X.1.3",
        "The recipient's address is not written as an address must be: a blank, a comma or a letter too"
        " much.",
        ("you", "after-fix", "correct"),
        "Correct the spelling of the address.",
        sample="501 5.1.3 bad address syntax",
        fits=(*_ADDRESS, Category.POLICY, Category.OTHER),
    ),
    row(
        "X.1.4",
        "The address means more than one mailbox there, and the server does not choose.",
        ("you", "after-fix", "correct"),
        "Ask the recipient for the full address.",
        sample="550 5.1.4 address is ambiguous",
    ),
    row(
        "X.1.5",
        "The address is valid; the code says nothing of a failure.",
        ("nobody", "no", "keep"),
        sample="250 2.1.5 recipient ok",
    ),
    row(
        "X.1.6",
        "The mailbox has moved, and no new address is known there.",
        ("you", "no", "remove"),
        "Ask the recipient for the new address.",
        sample="551 5.1.6 the mailbox has moved",
        fits=_ADDRESS,
    ),
    row(
        "X.1.7",
        "Your sender address is not written as an address must be.",
        ("your-admin", "after-fix", "keep"),
        "Correct the sender (envelope) address in the program that sends.",
        sample="553 5.1.7 bad sender syntax",
        fits=(*_REFUSED, Category.BLOCKED, Category.OTHER),
    ),
    row(
        "X.1.8",
        "The domain of your sender address does not exist, or no mail can be sent back to it.",
        ("your-admin", "after-fix", "keep"),
        "Send from a domain that exists and has MX or address records.",
        sample="553 5.1.8 sender domain does not exist",
        fits=(*_REFUSED, Category.OTHER),
    ),
    row(
        "X.1.9",
        "The mail went on to a system that does not report deliveries as it should.",
        ("nobody", "no", "keep"),
        sample="250 2.1.9 relayed to a non-compliant mailer",
    ),
    row(
        "X.1.10",
        "The domain says in the DNS that it takes no mail at all (null MX, RFC 7505).",
        ("you", "no", "remove"),
        "Ask the recipient for an address in another domain.",
        sample="556 5.1.10 null MX",
        fits=(*_ADDRESS, Category.UNDELIVERABLE),
    ),
    row(
        "X.2.0",
        "Something is wrong with the recipient's mailbox, and the server does not say what.",
        ("recipient", "later", "ask"),
        "Ask the recipient by other means.",
        sample="550 5.2.0 mailbox trouble",
        fits=(*_ADDRESS, Category.MAILBOX_FULL, Category.OTHER, Category.UNDELIVERABLE),
    ),
    row(
        "X.2.1",
        "The mailbox exists but is disabled: closed, suspended, or not used for long.",
        ("recipient", "no", "remove"),
        "Reach the recipient by other means and ask for an address that works.",
        sample="550 5.2.1 mailbox disabled",
        fits=_ADDRESS,
    ),
    row(
        "X.2.2",
        "The recipient's mailbox is full, and takes no more mail until something is deleted.",
        ("recipient", "later", "ask"),
        "Tell the recipient by other means that the mailbox is full.",
        "If it stays full for weeks, nobody reads it any more: take it off your list.",
        sample="552 5.2.2 mailbox full",
        fits=(Category.MAILBOX_FULL,),
    ),
    row(
        "X.2.3",
        "The mail is larger than this mailbox may receive.",
        ("you", "after-fix", "keep"),
        "Send a link in place of the attachment, or a smaller one.",
        sample="552 5.2.3 message too long",
        fits=(Category.TOO_LARGE,),
    ),
    row(
        "X.2.4",
        "The address is a mailing list or group whose members could not be worked out.",
        ("their-admin", "later", "keep"),
        "Tell the owner of the list; write to single members until it works.",
        sample="550 5.2.4 mailing list expansion problem",
    ),
)
