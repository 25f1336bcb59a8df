"""How a result is to be shown: the same few wishes for every format."""

from collections.abc import Callable
from typing import Literal

import msgspec

from repcheck.model.watch.again import Again
from repcheck.render.ranges import Range

Schema = Literal["repcheck.check/1", "repcheck.bounces/1"]


def _unheard(_: str) -> None:
    """For tests and programs that want the result alone."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What a format may heed; each takes what it needs.

    ``version``         repcheck's own, for documents
    ``width``           columns to fill
    ``verbose``         0 in short, 1 with evidence, 2 with every answer
    ``show_addresses``  False hides the local part of recipients' addresses in text
    ``plan_only``       only what to do
    ``explain``         also which rule and words decided
    ``schema``          the document that JSON says it is
    ``warn``            is given what a format had to leave out
    ``warning``, ``critical``  thresholds for a monitoring system; None: the result says itself how bad it is
    ``public``          for strangers: without senders, recipients, notes and the last octet of addresses
    ``again``           what commands that are printed need beside their names
    ``former``          the file that this output replaces; None: there was none, or nothing is taken over
    """

    version: str = ""
    width: int = 80
    colour: bool = False
    verbose: int = 0
    show_addresses: bool = False
    public: bool = False
    plan_only: bool = False
    explain: bool = False
    schema: Schema = "repcheck.check/1"
    warn: Callable[[str], None] = _unheard
    warning: Range | None = None
    critical: Range | None = None
    again: Again = Again()
    former: bytes | None = None


def as_bytes(text: str) -> bytes:
    """Text for a stream; what is not valid Unicode is written as an escape."""
    return text.encode("utf-8", "backslashreplace")
