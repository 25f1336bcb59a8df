"""What bounces say of a mailing list: rates, addresses to take off it, typing mistakes, incidents."""

from typing import Literal

import msgspec

from repcheck.model.bounces import Category
from repcheck.model.mail.read_counts import Intake

Mark = Literal["good", "watch", "harmful", "suspended"]
Action = Literal["remove", "consider"]
Reason = Literal[
    "nonexistent", "inactive", "complaint", "given-up", "soft", "mailbox-full",
    "retired", "away", "unsteady", "unclear",
]  # fmt: skip


class SentShare(msgspec.Struct, frozen=True):
    """A part of what was sent.

    ``rate``  0 to 1; None: nobody knows how much was sent
    ``mark``  what the rate is worth to receivers; None: no rate, or one that has no marks
    """

    count: int
    rate: float | None = None
    mark: Mark | None = None


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """Bounces by whom they are about: ``bounced`` is the sum of the four below it.

    ``sent``            deliveries tried, failed ones too; None: neither given nor in a log
    ``untold``          why there are no rates although they were asked for; None when there are
    ``sender_blocked``  refused for the sender's reputation, whatever else the reply says
    ``unclear``         nothing says whether they are hard or soft
    """

    sent: int | None
    sent_from: Literal["given", "log"] | None
    untold: str | None
    bounced: SentShare
    hard: SentShare
    soft: SentShare
    sender_blocked: SentShare
    unclear: SentShare
    complaints: SentShare


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """One address and why it should go, or why somebody should look at it.

    ``says``              the reason in words
    ``constant_contact``  the category as that service calls it; None: no bounce there
    ``count``             records that speak for it
    ``first``, ``last``   their times (RFC 3339 UTC); None: undated
    ``reply``             what the last of them said, untrusted and not cleaned
    """

    address: str
    action: Action
    reason: Reason
    says: str
    category: Category
    constant_contact: str | None
    count: int
    first: str | None
    last: str | None
    reply: str


class Typo(msgspec.Struct, frozen=True):
    """An address that does not exist, and what was probably meant."""

    address: str
    suggestion: str


class RefusalIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One and the same refusal of many recipients within a short time.

    ``where``  id of the provider, else the refusing host's domain, else the recipients' domain
    ``text``   one of these replies, untrusted and not cleaned; ``recipient`` is whose mail it refused
    """

    where: str | None
    category: Category
    sender_blocked: bool | None
    status_code: int | None
    enhanced_status: str | None
    text: str
    recipient: str | None
    records: int
    recipients: int
    domains: int
    first: str
    last: str


class Backscatter(msgspec.Struct, frozen=True):
    """Bounces of mail that was never the user's; ``reasons`` are what gave them away, with counts."""

    records: int = 0
    reasons: dict[str, int] = {}


class Hygiene(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``advice`` has the surest first.

    ``records``      all that were read
    ``left_out``     records that count in no rate, by what they are ("delayed", "backscatter", ...)
    ``twice``        failures that two sources report (a log and a report), counted once
    ``uncompared``   failures of several sources that could not be compared, for want of a time or a recipient
    """

    records: int
    left_out: dict[str, int]
    twice: int
    uncompared: int
    rates: Rates
    advice: tuple[Advice, ...]
    typos: tuple[Typo, ...]
    incidents: tuple[RefusalIncident, ...]
    backscatter: Backscatter


class HygieneReport(msgspec.Struct, frozen=True, kw_only=True):
    """One run of list hygiene. ``seconds`` is wall time."""

    started: str
    seconds: float
    intake: Intake
    hygiene: Hygiene
