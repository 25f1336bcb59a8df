"""What ``repcheck lists probe`` learns of a list."""

from enum import StrEnum

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth


class ListLife(StrEnum):
    """How a list is, seen from here.

    ALIVE     its test entries answer as they should
    SLOW      they do, but late
    WILDCARD  it lists everything
    REFUSES   it answers others, not you: your resolver, your key, or how much you ask
    DEAD      nobody answers for it, or its zone is gone
    MOVED     its name leads to somebody else now
    NO_KEY    it needs a key, and there is none: nothing was asked
    UNASKED   nothing could be asked: no network, or the day's questions are spent
    ODD       it answers what no list answers
    """

    ALIVE = "alive"
    SLOW = "slow"
    WILDCARD = "wildcard"
    REFUSES = "refuses_you"
    DEAD = "dead"
    MOVED = "moved"
    NO_KEY = "no_key"
    UNASKED = "unasked"
    ODD = "odd"


class Probed(msgspec.Struct, frozen=True, kw_only=True):
    """One list as the probe found it.

    ``standard``     its listings cost mail
    ``answered_ms``  how long its test entries took, retries included, the middle one; None: no answer
    """

    health: ListHealth
    name: str
    life: ListLife
    standard: bool
    answered_ms: float | None = None


class ProbeReport(msgspec.Struct, frozen=True, kw_only=True):
    """One probe of all lists that were chosen. ``started`` is RFC 3339 UTC, ``seconds`` wall time."""

    started: str
    seconds: float
    exit_code: ExitCode
    lists: tuple[Probed, ...]
