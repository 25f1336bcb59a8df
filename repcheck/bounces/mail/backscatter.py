"""Backscatter: bounces of mail that the user never sent, known by the mail that came back.

Spam with a forged sender fails too, and its bounces go to the owner of that address. What the returned mail
passed through says more than the names that it bears: Received lines and the tags of the envelope
sender come first, then the Message-ID, then From.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from repcheck.bounces.addresses import addresses_in, canonical_ip
from repcheck.bounces.mail.mime import Headers
from repcheck.model.mail.own_senders import Own
from repcheck.patterns import compiled

_MOST_LINES = 20
_LONGEST = 2000
_NAME = compiled(r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,12}[A-Za-z][\w-]{1,62}(?![\w@-])")
_ADDRESS = compiled(r"(?P<local>[^\s<>\"@]{1,200})@(?P<domain>[\w.-]{1,253})")
_MESSAGE_ID = compiled(r"<[^<>@]{1,250}@([\w.-]{1,253})>?")
#: BATV ("prvs=" and a signature, or older spellings), and VERP (the recipient with "=" for "@").
_TAG = compiled(r"(?:prvs|btv1|msprvs1)=|[^=]{1,100}=(?:[\w-]{1,63}\.){1,10}[A-Za-z]{2,63}\Z", re.IGNORECASE)
_ENVELOPE = ("return-path", "x-envelope-from", "x-envelope-sender", "envelope-from", "x-original-sender")


class Origin(msgspec.Struct, frozen=True):
    """Whose mail came back. ``foreign`` None: nothing shows it; ``reasons`` are then empty."""

    foreign: bool | None
    reasons: tuple[str, ...] = ()


_Side = Literal["own", "foreign"]


def backscatter(returned: Headers, own: Own) -> Origin:
    """Whether the mail with these header fields was sent by somebody else; bounded, never raises."""
    for look in (_tagged, _travelled, _identified, _named):
        signs = dict(look(returned, own))
        if "own" in signs:
            return Origin(False, (signs["own"],))
        if "foreign" in signs:
            return Origin(True, _all_foreign(returned, own))
    return Origin(None)


def _all_foreign(returned: Headers, own: Own) -> tuple[str, ...]:
    looks = (_travelled, _identified, _named)
    return tuple(why for look in looks for side, why in look(returned, own) if side == "foreign")


def _tagged(returned: Headers, own: Own) -> Iterator[tuple[_Side, str]]:
    """A tag in the envelope sender is put there by one's own server."""
    for local, domain in _envelope_senders(returned):
        if own.has_name(domain) and _TAG.match(local):
            yield "own", f"its envelope sender is tagged (BATV or VERP) at {domain}"


def _travelled(returned: Headers, own: Own) -> Iterator[tuple[_Side, str]]:
    """Received lines (RFC 5321 section 4.4): one's own host in any of them, or none at all."""
    lines = [line[:_LONGEST] for line in returned.all("received")[:_MOST_LINES]]
    addresses = [address for line in lines for address in addresses_in(line)]
    for address in addresses:
        if own.has_address(address):
            yield "own", f"it came from {address}"
            return
    if any(own.has_name(name) for line in lines for name in _reliable_names(line, own)):
        yield "own", "it passed a host of yours"
    elif own.networks and addresses:
        # The newest line with an address is that of the host which refused, and no spammer wrote it.
        yield "foreign", f"it came from {addresses[0]}, which is not yours"


def _reliable_names(line: str, own: Own) -> Iterator[str]:
    """The names of a Received line, without the HELO: anybody can claim one; networks tell more than PTR."""
    sender, by, rest = line.partition(" by ")
    if not own.networks:
        yield from _NAME.findall(sender.partition("(")[2])
    if by:
        yield from _NAME.findall(rest.partition(" for ")[0])


def _identified(returned: Headers, own: Own) -> Iterator[tuple[_Side, str]]:
    """The domain of the Message-ID (RFC 5322 section 3.6.4)."""
    match = _MESSAGE_ID.search(returned.get("message-id")[:_LONGEST])
    if match is None or not own.domains or "." not in match[1].strip("."):
        return
    domain = match[1].lower()
    if own.has_name(domain):
        yield "own", f"its Message-ID is of {domain}"
    elif canonical_ip(domain) is None:
        yield "foreign", f"its Message-ID is of {domain}, which is not yours"


def _named(returned: Headers, own: Own) -> Iterator[tuple[_Side, str]]:
    """Envelope sender and From: a foreign one does not forge the user; an own one proves nothing."""
    if not own.domains:
        return
    senders = [("envelope sender", domain) for _, domain in _envelope_senders(returned)]
    senders += [("From", domain) for _, domain in _addresses(returned.get("from"))]
    if senders and not any(own.has_name(domain) for _, domain in senders):
        for what, domain in senders:
            yield "foreign", f"its {what} is of {domain.lower()}, which is not yours"


def _envelope_senders(returned: Headers) -> Iterator[tuple[str, str]]:
    for name in _ENVELOPE:
        yield from _addresses(returned.get(name))


def _addresses(value: str) -> Iterator[tuple[str, str]]:
    for match in list(_ADDRESS.finditer(value[:_LONGEST]))[:1]:
        yield match["local"], match["domain"]
