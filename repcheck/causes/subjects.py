"""What a refusal complains of, in one spelling.

Values come from bounce texts and are therefore hostile: they are bounded here, and only those that are
a plain address or name may go into a command line or a text to send.
"""

import ipaddress
import re
from functools import lru_cache

from repcheck.model.bounces import Subject
from repcheck.model.catalog import Asks
from repcheck.patterns import compiled

#: longest value kept: a name has at most 253 octets (RFC 1035 2.3.4), a mailbox about 320
_LONGEST = 320

_NAME = compiled(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
_UNSAFE = compiled(r"[^a-z0-9._@-]+")
_SCHEME = compiled(r"[a-z][a-z0-9+.-]{0,20}://")


@lru_cache(maxsize=4096)  # of a million bounces most are of the same few addresses
def canonical(subject: Subject) -> Subject | None:
    """The subject in the spelling of targets; None when nothing is left of it.

    Addresses as in ``Target.value`` (an IPv4-mapped address is that IPv4), names in lower case without
    trailing dot, a URL cut to its host, since that is what lists hold.
    """
    value = subject.value.strip()[:_LONGEST].lower()
    if subject.kind == "ip":
        value = _address(value) or value
    elif subject.kind == "url":
        value = _host_of_url(value)
    else:
        value = value.rstrip(".")
    return Subject(subject.kind, value) if value else None


def address_subject(value: str | None) -> Subject | None:
    """The subject that an address is; None for what is not an address."""
    address = _address(value.strip()[:_LONGEST]) if value else None
    return Subject("ip", address) if address else None


def name_of(subject: Subject) -> str | None:
    """The domain name in a canonical domain, sender or URL; None for an address."""
    if subject.kind == "ip":
        return None
    return subject.value.rpartition("@")[2] or None


@lru_cache(maxsize=4096)
def asks_of(subject: Subject) -> Asks | None:
    """The kind of question that a list must take to be asked about it; None: it is not an address."""
    if subject.kind != "ip":
        return "domain"
    try:
        version = ipaddress.ip_address(subject.value).version
    except ValueError:
        return None
    return "ipv4" if version == 4 else "ipv6"


def askable(subject: Subject | None) -> str | None:
    """The address or name to put into a command line or a letter; None when it is not surely one."""
    if subject is None:
        return None
    if subject.kind == "ip":
        return subject.value if _address(subject.value) and "%" not in subject.value else None
    name = name_of(subject)
    return name if name and is_name(name) else None


def is_name(text: str) -> bool:
    """True for a plain host or domain name in lower case, with nothing else in it."""
    return len(text) <= 253 and _NAME.fullmatch(text) is not None


def slug(value: str | None) -> str:
    """A readable, stable part of an id: ``-`` for None; a short hash follows what had to be altered."""
    if value is None:
        return "-"
    kept = _UNSAFE.sub("-", value.lower())[:100]
    if kept == value and kept != "-":
        return kept
    from hashlib import sha256

    digest = sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept}-{digest}"


@lru_cache(maxsize=4096)
def subject_slug(subject: Subject | None) -> str:
    """The slug of a subject; an address keeps its colons, senders and URLs say what they are."""
    if subject is None:
        return "-"
    if subject.kind == "ip":
        return subject.value if _address(subject.value) == subject.value else slug(subject.value)
    return slug(subject.value) if subject.kind == "domain" else f"{subject.kind}:{slug(subject.value)}"


def shortened(text: str, limit: int = 100) -> str:
    """``text`` on one line, at most ``limit`` characters; the cut is shown."""
    line = " ".join(text[: limit * 8].split())
    return line if len(line) <= limit else line[: limit - 3] + "..."


@lru_cache(maxsize=4096)
def _address(text: str) -> str | None:
    """The canonical spelling of an address; None for anything else."""
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)


def _host_of_url(text: str) -> str:
    """The host of a URL, or of a bare ``host/path``: user, port and path are cut off."""
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    authority = re.split(r"[/?#\\\s]", rest, maxsplit=1)[0].rpartition("@")[2]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0].rstrip(".")
