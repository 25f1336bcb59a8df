"""What the monitor remembers of the mail records of a domain that is watched."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainsReport
from repcheck.model.records import PartName, PartState


class PartKnown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one part stands.

    ``seen``      at the last look
    ``known``     what two looks agreed on, or the first one said; None: no look could tell
    ``pending``   a state that one look saw and none has confirmed yet
    ``was``       the state before it became worse, as long as it is; None: it is as good as it ever was
    ``severity``  of the worst that is wrong with it, as of the last look that could tell
    ``says``      what that is; empty: nothing
    ``remedy``    what helps; None: nothing is known to
    """

    seen: PartState
    known: PartState | None = None
    pending: PartState | None = None
    was: PartState | None = None
    severity: Severity = Severity.INFO
    says: str = ""
    remedy: str | None = None


class DomainKept(msgspec.Struct, frozen=True, kw_only=True):
    """One domain. ``at``: when it was last looked at."""

    domain: str
    at: datetime
    parts: Mapping[PartName, PartKnown]


class DomainLook(msgspec.Struct, frozen=True, kw_only=True):
    """A look at a domain: what is kept of it, and the report of it alone."""

    kept: DomainKept
    report: DomainsReport
