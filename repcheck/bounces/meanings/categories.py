"""What each category means, where neither a code nor a known text says it more exactly."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

CATEGORY_ROWS: tuple[MeaningRow, ...] = (
    row(
        Category.NONEXISTENT,
        "The address does not exist: there is no such mailbox, or no such domain.",
        ("you", "no", "correct"),
        "Look for a typing error in front of and behind the @.",
        "If you wrote to it from an old address-book entry, delete that entry and type the address anew.",
        sample="550 no such user here",
    ),
    row(
        Category.INACTIVE,
        "The mailbox exists, but it is closed, suspended or unused for long, and takes no mail.",
        ("recipient", "no", "remove"),
        "Reach the recipient by other means and ask for an address that works.",
        sample="550 this account has been suspended",
    ),
    row(
        Category.MAILBOX_FULL,
        "The recipient's mailbox is full and takes no more mail until something is deleted.",
        ("recipient", "later", "ask"),
        "Tell the recipient by other means that the mailbox is full.",
        sample="550 the mailbox is full",
    ),
    row(
        Category.UNDELIVERABLE,
        "The mail could not be handed over: a server, the network or the DNS had trouble. Nobody refused it.",
        ("their-admin", "later", "keep"),
        "If it goes on for more than a day, tell the recipient's administrator by other means.",
        sample="connect to mx.corp.example.net[198.51.100.7]:25: Connection timed out",
    ),
    row(
        Category.BLOCKED,
        "The receiving server refuses your server, address or domain because of its reputation. The"
        " recipient's"
        " address is good.",
        ("your-admin", "after-fix", "keep"),
        "Find out which list or provider blocks you, end the cause, and ask for removal.",
        sample="550 your IP 192.0.2.25 is blocked",
    ),
    row(
        Category.POLICY,
        "A rule of the receiving server refuses this mail: who may write, how a server must be set up,"
        " or what"
        " a mail must look like. The address is good.",
        ("your-admin", "after-fix", "keep"),
        "Read the reply for the rule, and meet it; if it names none, ask the recipient's administrator.",
        sample="550 refused for policy reasons",
    ),
    row(
        Category.AUTHENTICATION,
        "The receiver could not verify that the mail is from your domain: SPF, DKIM or DMARC did not pass.",
        ("your-admin", "after-fix", "keep"),
        "Check the records of your domain (repcheck domain DOMAIN), and sign with DKIM in your own domain.",
        sample="550 5.7.1 the mail does not pass DMARC",
    ),
    row(
        Category.CONTENT,
        "The receiver's filter did not like what is in the mail: its words, links or attachments.",
        ("you", "after-fix", "keep"),
        "Look at links (shorteners, hosts on blocklists), attachments, and the share of pictures to text.",
        "Send a short plain text to the same address: if it arrives, the content was the cause.",
        sample="550 the message was identified as spam",
    ),
    row(
        Category.TOO_LARGE,
        "The mail is larger than the receiver takes, attachments counted with a third on top for their"
        " encoding.",
        ("you", "after-fix", "keep"),
        "Send a link in place of the attachment, or a smaller one.",
        sample="552 message size exceeds the limit",
    ),
    row(
        Category.RATE_LIMITED,
        "The receiver takes no more mail from you for now: too much in a short time, or a first contact"
        " that it"
        " tries out (greylisting).",
        ("nobody", "by-itself", "keep"),
        "If it happens often, send more slowly and over fewer connections.",
        sample="421 too many messages, slow down",
    ),
    row(
        Category.OTHER,
        "The reply does not say why. The code alone says only that it was refused.",
        ("you", "later", "ask"),
        "Ask the recipient's administrator, with the time, both addresses and the reply.",
        sample="554 something went wrong",
    ),
    row(
        Category.DELAYED,
        "The mail has not arrived yet, and your server goes on trying. Nothing is lost.",
        ("nobody", "by-itself", "keep"),
        sample="still trying",
    ),
    row(
        Category.DELIVERED,
        "The mail has arrived.",
        ("nobody", "no", "keep"),
        sample="250 delivered",
    ),
    row(
        Category.AUTO_REPLY,
        "An automatic reply, such as a note of absence. Your mail has arrived.",
        ("nobody", "no", "keep"),
        "Read it once: it may say that the address is given up.",
        sample="out of office",
    ),
    row(
        Category.CHALLENGE,
        "The recipient's mail system wants to know that a person writes, and keeps your mail until then.",
        ("you", "no", "keep"),
        "Answer it by hand, as it says, if you know the recipient; never for a mailing list.",
        sample="confirm your message",
    ),
    row(
        Category.FEEDBACK,
        "A recipient has marked your mail as spam, and the provider passes that on.",
        ("you", "no", "remove"),
        "Take the address off every list at once: complaints cost reputation.",
        sample="abuse report",
    ),
)
