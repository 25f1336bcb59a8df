"""Single words of the configuration: times, hours of a day, names, servers and places of secrets."""

import re
from datetime import time, timedelta

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.model.secret import Secret

#: Patterns that the JSON Schema says too.
DURATION = r"[1-9][0-9]{0,5}(?:s|m|h|d)"
NEVER = "never"
DURATION_OR_NEVER = rf"{DURATION}|{NEVER}"
HOURS = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]"
NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"
#: One or more labels (RFC 6376 section 3.1).
SELECTOR = r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9_])?"
NAME_RULE = "may hold letters, digits, dots, hyphens, at most 64, and no space"
PLACE = r"env:[A-Za-z_][A-Za-z0-9_]*|file:\S.*"

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_PLAIN_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#@]*)?")
_SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?")
_MAIL = re.compile(r"[^\s@<>,;\"]{1,64}@[A-Za-z0-9_.\[\]:-]{1,253}")


def duration(text: str) -> timedelta | None:
    """``90s``, ``15m``, ``24h`` or ``14d``; None for anything else."""
    if not re.fullmatch(DURATION, text):
        return None
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def compile_duration(
    value: str | None, check: Checker, way: Way, *, least: str, most: str
) -> timedelta | None:
    """The time, from ``least`` to ``most``; None when nothing was said or it is malformed."""
    if value is None:
        return None
    found = duration(value)
    if found is None:
        check.report(way, f"{quote(value)} is not a time such as 15m, 24h or 14d")
    elif not (duration(least) or timedelta()) <= found <= (duration(most) or timedelta.max):
        check.report(way, f"{quote(value)} is not from {least} to {most}")
    return found


def compile_hours(value: str | None, check: Checker, way: Way) -> tuple[time, time] | None:
    """``22:00-07:00``; None when nothing was said or it is malformed."""
    if value is None:
        return None
    if not re.fullmatch(HOURS, value):
        check.report(way, f"{quote(value)} does not name hours such as 22:00-07:00")
        return None
    begin, end = map(time.fromisoformat, value.split("-"))
    if begin == end:
        check.report(way, "begins and ends at the same minute, so that nothing would ever be sent")
    return begin, end


def compile_name(value: str | None, check: Checker, way: Way, why: str) -> str:
    """The name of a group or an alert; "" when it is malformed."""
    text = check.need(value, way, why)
    if text and not re.fullmatch(NAME, text):
        check.report(way, f"{quote(text)} is not a name: it {NAME_RULE}")
    return text


def compile_place(value: str | None, check: Checker, way: Way, what: str) -> str | None:
    """Where a secret lies; None when nothing was said, or the secret itself, which is not repeated."""
    if value is not None and not re.fullmatch(PLACE, value):
        check.report(way, f"{what} may not stand here: name its place, env:NAME or file:/path")
        return None
    return value


def compile_address(value: str | None, check: Checker, way: Way) -> str | Secret:
    """Where a web address lies, or one that holds nothing secret; "" for none or a malformed one."""
    text = check.need(value, way, "an address, or where it is found: env:NAME or file:/path")
    if re.fullmatch(PLACE, text) or not text:
        return text
    if not _PLAIN_URL.fullmatch(text):
        check.report(way, "is not an http address without password; one with it: env:NAME or file:/path")
        return ""
    return Secret(text)


def compile_server(value: str | None, check: Checker, way: Way) -> tuple[str, int]:
    """``host:port``, port 25 when none is said; this machine when nothing is."""
    if value is None:
        return "127.0.0.1", 25
    found = _SERVER.fullmatch(value)
    port = int(found[2] or 25) if found is not None else 0
    if found is None or not 0 < port < 65536:
        check.report(way, f"{quote(value)} is not a server such as 127.0.0.1:25")
        return "127.0.0.1", 25
    return found[1].strip("[]"), port


def compile_mail(value: str, check: Checker, way: Way) -> str:
    """A mail address."""
    if not _MAIL.fullmatch(value):
        check.report(way, f"{quote(value)} is not a mail address")
    return value


def has_password(address: str) -> bool:
    """Whether a postgresql:// address holds a password or that of a key (PostgreSQL, "Connection URIs")."""
    return re.search(r"(?i)//[^/?#]*:[^?#]*@|[?&](ssl)?password=", address) is not None
