"""Why mail is lost, and what to do about it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.bounces import Subject
from repcheck.model.catalog import Who
from repcheck.model.observations import Severity


class LiveState(StrEnum):
    """What the lists and records say now of what a bounce said then."""

    CONFIRMED = "confirmed"
    CLEARED = "cleared"
    NEVER_VISIBLE = "never_visible"
    PRIVATE = "private"
    INFERRED = "inferred"
    RECORD_FAULT = "record_fault"
    UNEXPLAINED = "unexplained"


#: What a letter says, and to whom: the list, a provider, the own hosting provider, the receiver, ...
LetterKind = Literal[
    "operator", "provider", "network_owner", "service", "reverse_name", "receiver", "misread", "dead"
]
CauseKind = Literal["list", "provider", "authentication", "dns", "content", "rate", "policy", "unexplained"]


#: What is wrong on the sender's side, where a record fault was seen.
Fault = Literal["reverse_name", "helo", "spf", "dkim", "alignment"]
#: What the title of a step that nobody has to take begins with, or ends in where it is one of fixing.
OPTIONAL_ASK, OPTIONAL_FIX = "Optional: ", " (optional)"
#: How a cause goes: the later half of its time beside the earlier one.
Trend = Literal["growing", "steady", "ending"]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The bounces of a cause by hour.

    ``hours``  24 counts, the oldest first; ``until`` is the RFC 3339 hour of the last one, the same for all
               causes: that of the newest record read
    ``trend``  None: too few bounces, or too short a time, to tell
    """

    until: str
    hours: tuple[int, ...]
    trend: Trend | None = None


class Share(msgspec.Struct, frozen=True):
    """One name and the bounces of a cause that it has."""

    name: str
    bounces: int


def shares(counts: Mapping[str, int], most: int | None = None) -> tuple[Share, ...]:
    """Those that have any, at most ``most`` of them (None: all): the most bounces first, then by name."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Share(*pair) for pair in ranked[:most] if pair[1])


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for lost mail, with what it costs and the live state beside it.

    ``id``          stable over runs: made of kind, list or provider, and subject
    ``list``        catalog id, or the zone as cited when the catalog does not know it
    ``bounces``     number of bounce records; ``recipients`` and ``domains`` are distinct counts
    ``first_seen``  RFC 3339 UTC; None when no report has a time
    ``says``        one sentence for a person; may quote strangers, so it is cleaned at output
    ``brief``       the same in half a line: who blocks whom, and what is so now
    ``evidence``    reply texts (at most 3, shortened) and live answers, untrusted
    ``esp``         the service that sends the mail, as in BounceRecord: an address that is refused is its own
    ``publish``     name and text of the record that would end it: 'example.com TXT "..."'; None: unknown
    ``fault``       what is wrong, where the live state is record_fault; None otherwise
    ``temporary``   of the bounces those answered with 4xx; ``permanent`` with 5xx; of others nobody knows
    ``course``      None when no report has a time
    ``cleared_since``  RFC 3339 time of the last bounce, where what it complains of is seen to be over;
                    None: it is not, or no report has a time
    ``senders``     envelope senders, without what tells single mails apart; the 5 with most bounces
    ``helos``       names given in HELO, likewise; ``groups``: the user's own groups of targets, all of them
    ``reported``    no bounces: ``bounces`` are messages that DMARC reports say were refused or set aside
    """

    id: str
    list: str | None = None
    provider: str | None = None
    kind: CauseKind
    subject: Subject | None = None
    live_state: LiveState
    bounces: int
    recipients: int
    domains: int
    first_seen: str | None = None
    last_seen: str | None = None
    says: str
    brief: str = ""
    evidence: tuple[str, ...] = ()
    esp: str | None = None
    publish: str | None = None
    fault: Fault | None = None
    temporary: int = 0
    permanent: int = 0
    course: Course | None = None
    cleared_since: str | None = None
    senders: tuple[Share, ...] = ()
    helos: tuple[Share, ...] = ()
    groups: tuple[Share, ...] = ()
    reported: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the plan, in the order it should be done.

    ``phase``    fix what causes it, then ask, then verify; "avoid" is what not to do
    ``causes``   ids of the causes it serves; empty for a listing that no bounce named
    ``targets``  the addresses and names it is about, those that are sure; empty: the replies name none
    ``severity`` of the worst that it serves
    ``do``       what to do in a few words, to follow "192.0.2.10: "; empty where the title is short enough
    ``how``      the whole of it, in sentences
    ``who``      who has to act
    ``letter``   the text to send in English, as ``--letter`` prints it; what only the user knows stands in
                 <angle brackets>. None where nobody is to be written to, and in a report for text, which
                 shows no letters
    ``contacts`` mail addresses of operators to write to, from the catalog
    ``letter_kind`` what it says and to whom; None where there is none
    ``wait``     how long it takes; None: unknown
    ``publish``  the record to publish (as in Cause), or the reverse name to set; None: none, or unknown
    ``command``  a repcheck command line that does or verifies it
    ``certain``  False: rests on general knowledge, verify before relying on it
    """

    phase: Literal["fix", "ask", "verify", "avoid"]
    causes: tuple[str, ...] = ()
    list: str | None = None
    provider: str | None = None
    targets: tuple[str, ...] = ()
    severity: Severity = Severity.MEDIUM
    title: str
    do: str = ""
    how: str
    letter: str | None = None
    letter_kind: LetterKind | None = None
    url: str | None = None
    contacts: tuple[str, ...] = ()
    who: Who = "you"
    wait: str | None = None
    publish: str | None = None
    command: str | None = None
    certain: bool = True

    @property
    def optional(self) -> bool:
        """It can be left out: no bounce names its reason, and few receivers refuse by it."""
        return self.title.startswith(OPTIONAL_ASK) or self.title.endswith(OPTIONAL_FIX)
