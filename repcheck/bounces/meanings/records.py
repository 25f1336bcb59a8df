"""Texts of any server about the sender's own DNS records, and what they mean."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_RULES = (Category.POLICY, Category.AUTHENTICATION, Category.OTHER)

#: DMARC before the others: its replies name SPF and DKIM too, which it is made of.
RECORDS: tuple[MeaningRow, ...] = (
    row(
        "dmarc-failed",
        "The mail does not pass DMARC: neither SPF nor DKIM vouches for the domain in its From field, and"
        " that domain asks receivers to reject such mail.",
        ("your-admin", "after-fix", "keep"),
        "Sign with DKIM in the domain of the From address, or send through a server of its SPF record.",
        "Did a form or a mailing list send it in your name? It has to use an address of its own as From.",
        sample="550 5.7.1 rejected by DMARC policy of example.com",
        fits=(Category.AUTHENTICATION,),
        pattern=r"(?i)\bdmarc\b",
    ),
    row(
        "spf-failed",
        "The server that sent the mail is not one that the SPF record of the sender's domain allows.",
        ("your-admin", "after-fix", "keep"),
        "If the server is yours, add it to the SPF record of the domain (repcheck spf DOMAIN --ip ADDRESS).",
        "If it is not, send through the server or service that the record names.",
        sample="550 SPF check failed: 192.0.2.25 may not send for example.com",
        fits=(Category.AUTHENTICATION,),
        pattern=r"(?i)\bspf\b|\bsender policy framework\b",
    ),
    row(
        "dkim-failed",
        "The DKIM signature of the mail is missing or not valid.",
        ("your-admin", "after-fix", "keep"),
        "Sign with DKIM, and check that the DNS has the key of the signature (repcheck domain DOMAIN).",
        "Something that changes the mail behind the signature breaks it too: footers, filters, lists.",
        sample="550 5.7.1 DKIM signature of example.com is not valid",
        fits=(Category.AUTHENTICATION,),
        pattern=r"(?i)\bdkim\b|\bdomainkeys\b",
    ),
    row(
        "no-reverse-name",
        "Your server's address has no reverse name (PTR), or one that does not resolve to the address again.",
        ("your-admin", "after-fix", "keep"),
        "Have your hosting provider set the PTR to your mail host's name, and give that name the address.",
        sample="450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.25]",
        fits=_RULES,
        pattern=r"(?i)\bcannot find your (?:reverse )?host ?name|\breverse (?:dns|host ?name|name|lookup)\b"
        r"|\bPTR\b|\brdns\b",
    ),
)
