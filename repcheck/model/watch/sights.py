"""What a pair is from one vantage, where vantages differ."""

from datetime import datetime
from enum import StrEnum

import msgspec

from repcheck.model.observations import State, UnknownReason


class VantageState(StrEnum):
    """What a pair is from one vantage. ``due``: not asked since it became what it is; ``gone``: nobody asks
    there any more, or nothing was heard there for too long."""

    LISTED = State.LISTED.value
    CLEAN = State.CLEAN.value
    UNKNOWN = State.UNKNOWN.value
    DUE = "due"
    GONE = "gone"


class SeenFrom(msgspec.Struct, frozen=True, kw_only=True):
    """What one vantage reports of a pair.

    ``at``      of its last real answer; None: it had none
    ``reason``  set if and only if ``state`` is unknown
    """

    vantage: str
    state: VantageState
    at: datetime | None = None
    reason: UnknownReason | None = None
