"""Well-known texts of Yahoo, and the IB codes of GoDaddy and Telstra, and what they mean."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_GONE = (Category.NONEXISTENT, Category.INACTIVE)
_RULES = (Category.POLICY, Category.AUTHENTICATION, Category.OTHER)
_LOAD = (Category.RATE_LIMITED, Category.UNDELIVERABLE, Category.POLICY, Category.BLOCKED)

RECEIVERS: tuple[MeaningRow, ...] = (
    row(
        "yahoo-unknown",
        "Yahoo (also AOL, Verizon) has no account of this name.",
        ("you", "no", "correct"),
        "Look for a typing error in front of the @.",
        sample="554 delivery error: dd This user doesn't have a corp.example.net account"
        " (kai@corp.example.net) [0]",
        fits=_GONE,
        pattern=r"This user doesn't have an? \S{1,100} account",
    ),
    row(
        "yahoo-disabled",
        "The Yahoo mailbox was closed, mostly because nobody used it for a year.",
        ("recipient", "no", "remove"),
        "Ask for another address by other means.",
        sample="554 30 Sorry, your message to kai@corp.example.net cannot be delivered. This mailbox is"
        " disabled (554.30).",
        fits=_GONE,
        pattern=r"mailbox is disabled \(554\.30\)",
    ),
    row(
        "yahoo-tss",
        "Yahoo slows your server down, for complaints of its users or more mail than it is used to from you.",
        ("your-admin", "by-itself", "keep"),
        "Send less to Yahoo for some days, join its feedback loop, and drop those who complain.",
        sample="421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred due to user complaints",
        pattern=r"\[TSS\d\d\]|\bTSS\d\d\b",
    ),
    row(
        "yahoo-policy",
        "Yahoo refuses the mail for DMARC, or for what is in it.",
        ("your-admin", "after-fix", "keep"),
        "Check SPF, DKIM and DMARC of the From domain; then the links in the mail.",
        sample="554 5.7.9 Message not accepted for policy reasons",
        fits=_RULES,
        pattern=r"\b5\.7\.9\b[^\n]{0,20}Message not accepted for policy reasons",
    ),
    row(
        "ib-reputation",
        "An IB code for the reputation of your server's address; GoDaddy and Telstra both write these codes.",
        ("your-admin", "after-fix", "keep"),
        "Look the address up (repcheck check ADDRESS), then ask the receiver's unblock form: GoDaddy's is"
        " https://unblock.secureserver.net/.",
        sample="554 p3plibsmtp00 bizsmtp IB105. Connection refused. 192.0.2.25",
        fits=(Category.BLOCKED,),
        pattern=r"\bIB1(?:0[3-6]|1[0-3])\b",
    ),
    row(
        "ib-reverse-name",
        "An IB code for a reverse name (PTR) that is missing; GoDaddy and Telstra both write these codes.",
        ("your-admin", "after-fix", "keep"),
        "Have your hosting provider set the PTR to your mail host's name.",
        sample="421 Temporarily rejected. Reverse DNS for 192.0.2.25 failed. IB108",
        fits=_RULES,
        pattern=r"\bIB10[18]\b[^\n]{0,10}|Reverse DNS[^\n]{0,40}\bIB108\b",
    ),
    row(
        "ib-rate",
        "An IB code for too many connections or mails at once; GoDaddy and Telstra both write these codes.",
        ("nobody", "by-itself", "keep"),
        "Send more slowly and over fewer connections.",
        sample="421 Temporarily rejected. Too many sessions from 192.0.2.25. IB607",
        fits=_LOAD,
        pattern=r"\bIB(?:00[1-9]|605|607)\b",
    ),
    row(
        "ib-content",
        "An IB code for what is in the mail: a virus, a link or a pattern of spam.",
        ("you", "after-fix", "keep"),
        "Look at links and attachments; send a short plain text as a test.",
        sample="552 Message rejected for spam content. IB212",
        fits=(Category.CONTENT,),
        pattern=r"\bIB(?:2\d\d|504|705)\b",
    ),
)
