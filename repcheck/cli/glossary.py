"""The words of this field that a help text or a report may not explain again (``repcheck help words``)."""

#: Word -> what it means, in the order of the alphabet.
WORDS = {
    "backscatter": "bounces of mail that somebody else sent with your address as the forged sender",
    "blocklist": "a list of addresses or domains that sent spam; receivers ask it by DNS (DNSBL, RBL) and "
    "refuse mail of what is listed. The recipient is not at fault, and removal is free",
    "bounce": "a message, or a server's reply, which says that a mail was not delivered",
    "canary": "a name that must exist; a resolver that denies it cannot be believed about anything else",
    "catalog": "all lists and mailbox providers that repcheck knows (blocklists.yaml, and your additions)",
    "cause": "one reason for lost mail: what is blocked, by whom, why",
    "clean": "the list was asked, could be believed, and does not list the target",
    "coverage": "the share of questions that were answered; below --min-coverage the run decides nothing",
    "DKIM": "a signature in each mail; the key to check it is in the DNS of the signing domain (RFC 6376)",
    "DMARC": "what a domain wants done with mail that SPF and DKIM do not vouch for (RFC 9989)",
    "group": "a word behind a target in a file: whose it is, or which pool it belongs to",
    "HELO": "the name by which a mail server greets another (RFC 5321 section 4.1.1.1); also EHLO",
    "list": "see blocklist; an allow list works the other way round",
    "listed": "the list was asked, could be believed, and lists the target",
    "permerror": "an SPF record that no receiver can evaluate; many refuse its mail (RFC 7208 section 2.6.7)",
    "policy listing": "an address that should send no mail directly, as its owner says; it sent no spam",
    "PTR": "the reverse name of an address; it matches when that name has this very address",
    "resolver": "the name server that is asked first; public ones (8.8.8.8) are refused by many lists",
    "severity": "how much mail a listing costs: critical, high, medium, low, info",
    "sender-blocked": "a bounce which says that the sender is blocked, for any recipient",
    "soft, hard": "a soft bounce may pass later; a hard one will not: take the address off your list",
    "SPF": "the addresses that may send mail of a domain, as a TXT record (RFC 7208)",
    "stranger": "in SPF: an address that no term of the record matches",
    "sublist": "a part of a list, told apart by its return code: Spamhaus ZEN has SBL, CSS, XBL and PBL",
    "target": "what you ask about: an address, a range, a host name, a domain",
    "test point": "an entry that every list must have, or must not have, by which it proves that it works "
    "(RFC 5782 section 5)",
    "trap": "an address that never asked for mail; who mails it has a bought or old address list",
    "unknown": "could not be asked, or cannot be believed; the reason stands beside it. Never clean",
    "zone": "the domain under which a list is asked, such as zen.spamhaus.org",
}
