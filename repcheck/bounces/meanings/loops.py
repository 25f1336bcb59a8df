"""The hosts of a mail loop, as the returned mail's trace fields show them (RFC 5321 section 4.4)."""

import re
from collections import Counter

from repcheck.bounces.meanings.row import Explanation
from repcheck.patterns import compiled

#: Rows that explain a loop. In other mail a host comes twice that passes it through a filter of its own.
LOOPS = frozenset({"text m365-loop", "text postfix-loops-back", "text mail-loop", "status X.4.6"})
_RECEIVED = compiled(r"[>|\s]{0,20}Received:", re.IGNORECASE)
_FIELD = compiled(r"[>|\s]{0,20}[A-Za-z][A-Za-z0-9-]{1,60}:")
_BY = compiled(r"\bby\s{1,20}([A-Za-z0-9._-]{1,253})", re.IGNORECASE)
_LINES_AT_MOST = 5000
_HOSTS_AT_MOST = 6


def is_loop(found: Explanation) -> bool:
    """Whether this explanation is that of a mail loop."""
    return found.row in LOOPS


def hosts_of_loop(text: str) -> tuple[str, ...]:
    """The hosts that took one mail more than once, in the order of its header; empty: the text shows none.

    Only fields that stand together are of one mail: the notice and the mail it returns have a header each.
    """
    best: list[str] = []
    for header in _headers(text):
        taken = Counter(header)
        again = [host for host in dict.fromkeys(header) if taken[host] > 1]
        if len(again) > len(best):
            best = again
    return tuple(best[:_HOSTS_AT_MOST])


def _headers(text: str) -> list[list[str]]:
    """The hosts behind "by" in each run of lines without an empty one, top first."""
    headers: list[list[str]] = [[]]
    trace = False
    for line in text.split("\n")[:_LINES_AT_MOST]:
        if not line.strip(" \t\r>|"):
            headers.append([])
            trace = False
            continue
        if _FIELD.match(line):
            trace = _RECEIVED.match(line) is not None
        host = _BY.search(line[:2000]) if trace else None
        if host is not None:
            headers[-1].append(host[1].lower().rstrip("."))
            trace = False  # a field has one host that took the mail
    return headers
