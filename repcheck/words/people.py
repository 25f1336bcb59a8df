"""Names of people in text: mail addresses and their local parts, hidden."""

import re

from repcheck.patterns import compiled

_WORD = compiled(r"[\w+-]++(?:\.[\w+-]++)*+")
_NO_PERSON = frozenset({
    "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster",
    "usenet", "news", "webmaster", "www", "uucp", "ftp", "admin", "administrator", "contact", "office",
    "service", "mail", "email", "user", "users", "host", "mailbox", "account", "message", "recipient",
    "address", "unknown", "rejected", "blocked", "access", "denied", "the", "and", "is", "not", "no",
    "in", "of", "to", "for", "by", "from",
    "smtp", "dns", "spf", "dkim", "dmarc", "ptr", "mx", "tls", "rbl", "dnsbl", "ip", "spam", "virus",
    "policy", "reputation", "list", "server", "client", "sender", "domain", "relay", "bounce", "bounces",
    "error", "full", "quota", "disabled", "invalid", "reject", "block", "failure", "test", "delivery",
    "daemon", "mailer-daemon",
})  # fmt: skip

#: The local part of an address: the longest run before "@" (or "%40", as in links). The look-behind
#: lets a match start only where a run starts, which keeps the search linear.
_LOCAL = r'[^\s<>()\[\]:;,"@?&]'
_ADDRESS = compiled(
    rf'(?P<quoted>"[^"\n]{{1,64}}"@)|(?<!{_LOCAL})(?P<local>(?:(?!%40){_LOCAL})++)(?P<at>@|%40)(?P<domain>[\w.-]*)'
)


def local_part(address: str) -> str:
    """What stands before the "@", in lower case; empty when there is none."""
    return address.rpartition("@")[0].lower()


def words_in(text: str) -> frozenset[str]:
    """The words of ``text``, in lower case, that may be the local part of somebody's address."""
    return frozenset(word.lower() for word in _WORD.findall(text)) - _NO_PERSON


def mask_names(text: str, names: frozenset[str]) -> str:
    """``text`` without words that are the local part of somebody's address: "k***" instead.

    ``names`` are in lower case; a role's name (RFC 2142), and an ordinary word of replies, stay.
    """
    names -= _NO_PERSON
    if not names:
        return text
    return _WORD.sub(lambda match: f"{match[0][0]}***" if match[0].lower() in names else match[0], text)


def mask_addresses(text: str, keep: frozenset[str] = frozenset()) -> str:
    """``text`` with the local part of each e-mail address hidden: ``a***@example.net``.

    ``keep`` holds addresses, in lower case, that stay as they are. In links "%40" counts as "@".
    """
    if "@" not in text and "%40" not in text:
        return text
    return _ADDRESS.sub(lambda match: _masked(match, keep), text)


def _masked(match: re.Match[str], keep: frozenset[str]) -> str:
    if match["quoted"] is not None:
        return "***@"
    local = match["local"].lower()
    # Every domain has a postmaster (RFC 5321 section 4.5.1), and the plan tells to write to him.
    if local == "postmaster" or f"{local}@{match['domain'].rstrip('.')}".lower() in keep:
        return match[0]
    first = match["local"][0]
    return f"{first if first.isalnum() else ''}***{match['at']}{match['domain']}"
