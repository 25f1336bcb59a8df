"""Names that lead somewhere: what is shown is cleaned, where it leads is quoted."""

from urllib.parse import quote, urlencode

import msgspec

from repcheck.monitor.message import SUBJECT
from repcheck.render.html.veil import Veil
from repcheck.render.page import Page

#: How strangers' texts come onto these pages: e-mail addresses are masked as everywhere else.
VEIL = Veil(page=Page(width=80, colour=False, verbose=1, show_addresses=False))


class Anchor(msgspec.Struct, frozen=True):
    """A text and the path of the page that it leads to."""

    text: str
    path: str


def target_link(target: str) -> Anchor:
    """To the page of a target."""
    return _anchor(target, "targets")


def listed_link(list_id: str, group: str | None, text: str) -> Anchor:
    """To the targets that a list lists, of a group or of all."""
    asked = urlencode({"list": list_id, **({"q": group} if group else {})})
    return Anchor(text, f"/targets?{asked}")


def domain_link(domain: str) -> Anchor:
    """To the page of a domain."""
    return _anchor(domain, "domains")


def list_link(list_id: str) -> Anchor:
    """To the page of a list."""
    return _anchor(list_id, "lists")


def cause_link(cause: str) -> Anchor:
    """To the page of a cause of bounces."""
    return Anchor(cause_title(cause), _anchor(cause, "causes").path)


def cause_title(cause: str) -> str:
    """A cause as the begin of a sentence: names stay as they are."""
    text = VEIL.name(cause)
    return f"A{text[1:]}" if text.startswith("a ") else text


def alert_link(name: str, subject: str) -> Anchor:
    """To the page of a message, by its id."""
    return Anchor(subject_shown(subject) or VEIL.name(name), f"/alerts/{quote(name, safe='')}")


def subject_shown(subject: str) -> str:
    """What a message says, without the mark by which mailboxes sort it."""
    return VEIL.text(subject.removeprefix(SUBJECT), 120)


def _anchor(name: str, room: str) -> Anchor:
    return Anchor(VEIL.name(name), f"/{room}/{quote(name, safe='')}")
