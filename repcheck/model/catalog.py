"""What is known of each list and provider: the catalog, checked and compiled."""

from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.sources import SourceSetting, WebWay

Asks = Literal["ipv4", "ipv6", "domain"]
Scope = Literal["address", "range", "network", "dynamic", "policy", "domain", "host", "unknown"]
Who = Literal["you", "network_owner", "receiver"]
Confidence = Literal["high", "medium", "low"]
ProviderKind = Literal["provider", "filter", "software"]
UseHow = Literal["refuses", "scores"]


class ListKind(StrEnum):
    """What an entry does to a sender. Only ``block`` lists anybody."""

    BLOCK = "block"
    ALLOW = "allow"
    SCORE = "score"
    INFORMATIONAL = "informational"


class CodeMode(StrEnum):
    """How the A records of an answer are read.

    EXACT    each record is one code
    BITMASK  the bits of the last octet are codes
    RANGE    codes are spans of addresses
    ANY_127  every 127.0.0.0/8 record is a listing, except errors
    """

    EXACT = "exact"
    BITMASK = "bitmask"
    RANGE = "range"
    ANY_127 = "any-127"


class Delisting(msgspec.Struct, frozen=True, kw_only=True):
    """How to get off a list, or out of a provider's own block.

    ``how``        one or two sentences: what is done and where
    ``who``        who has to act: the user, the owner of the network, or the receiver
    ``url``        page or form; None when there is none
    ``steps``      what to do, in order; may be empty
    ``fix_first``  what must have ended before asking; may be empty
    ``evidence``   what to write or attach when asking; may be empty
    ``expiry``     when the entry lapses by itself; None: unknown or never
    ``wait``       how long it takes after asking; None: unknown
    ``paid``       what to know of demands for money; None: nobody asks for any
    ``certain``    False: rests on general knowledge, to be verified by the user
    ``checked``    month of the last review of this group; None: that of the entry
    """

    how: str
    who: Who = "you"
    url: str | None = None
    steps: tuple[str, ...] = ()
    fix_first: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    expiry: str | None = None
    wait: str | None = None
    paid: str | None = None
    certain: bool = True
    checked: str | None = None


class Sublist(msgspec.Struct, frozen=True, kw_only=True):
    """What one return code stands for (ZEN -> SBL, CSS, XBL, PBL).

    ``kind``  set where one zone holds entries of several kinds (HostKarma: white and black); None: the list's
    ``why``   why it counts as much as ``severity`` says, and whom it is about
    """

    id: str
    name: str
    meaning: str
    severity: Severity
    scope: Scope = "unknown"
    delisting: Delisting | None = None
    why: str | None = None
    kind: ListKind | None = None


class Code(msgspec.Struct, frozen=True):
    """One entry of a code table: the addresses ``first``..``last`` as 32-bit integers.

    For ``bitmask`` both are the same single bit of the last octet (1, 2, 4 ... 128).
    """

    first: int
    last: int
    sublist: Sublist


class ErrorCode(msgspec.Struct, frozen=True):
    """An answer that is not a listing but an error of the list: ``first``..``last`` as above."""

    first: int
    last: int
    reason: UnknownReason
    meaning: str


class TestPoints(msgspec.Struct, frozen=True):
    """Entries that must (and must not) be there, RFC 5782 section 5.

    Addresses or names as a person writes them. An empty tuple: the list has no such point.

    ``answers``  what a test entry may answer although the same answer to any other question is an error
    """

    __test__ = False  # a name that pytest would take for a test class

    listed: tuple[str, ...]
    not_listed: tuple[str, ...]
    answers: tuple[str, ...] = ()


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Who may ask, and how.

    ``public_resolvers``  what happens to questions through big shared resolvers
    ``register``          page where resolvers or keys are registered; None when there is none
    ``checked``           month of the last review of this group; None: that of the entry
    """

    kind: Literal["public", "registration", "key", "paid", "unknown"] = "public"
    terms: str | None = None
    register: str | None = None
    public_resolvers: Literal["refused", "accepted", "unknown"] = "unknown"
    checked: str | None = None


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Fair use: queries a second and a day; None where no figure is published."""

    per_second: float | None = None
    per_day: int | None = None


class ReputationList(msgspec.Struct, frozen=True, kw_only=True):
    """One list of the catalog.

    ``zone``         what questions end in; holds ``{key}`` when a key is part of it; empty when there is none
    ``asks``         what it can be asked about; empty: nothing, it is only known from bounces
    ``part_of``      id of the list that gives all answers of this one; None: it stands for itself
    ``domain_form``  what of a domain is asked: its registered domain or the full host name
    ``key``          where the key comes from ("env:NAME", "file:/path"), never the key; None: no key
    ``keyed_zone``   with ``{key}``: asked instead of ``zone`` once the key is found; None: the same zone
    ``server``       "127.0.0.1:5301", the name server of one's own copy of the zone; None: as all lists
    ``web``          a second way to it, over HTTPS; None: the user has set none
    ``aliases``      texts in bounces that mean this list
    ``tags``         sets it belongs to; "standard" = its listings cost mail
    ``checked``      month of the last review, "2026-11"
    """

    id: str
    name: str
    zone: str
    kind: ListKind = ListKind.BLOCK
    asks: tuple[Asks, ...]
    domain_form: Literal["registered", "host"] = "registered"
    severity: Severity = Severity.MEDIUM
    mode: CodeMode = CodeMode.EXACT
    codes: tuple[Code, ...] = ()
    errors: tuple[ErrorCode, ...] = ()
    test_points: TestPoints
    enabled: bool = True
    part_of: str | None = None
    operator: str | None = None
    key: str | None = None
    keyed_zone: str | None = None
    server: str | None = None
    web: WebWay | None = None
    access: Access = Access()
    limits: Limits = Limits()
    delisting: Delisting | None = None
    impact: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None
    confidence: Confidence = "low"
    sources: tuple[str, ...] = ()

    @property
    def sublists(self) -> tuple[Sublist, ...]:
        """Each sublist once, in the order of its first code."""
        return tuple({code.sublist.id: code.sublist for code in self.codes}.values())

    @property
    def for_owners(self) -> bool:
        """Whether there are entries that only the owner of the network can end."""
        ways = (self.delisting, *(sublist.delisting for sublist in self.sublists))
        return any(way is not None and way.who == "network_owner" for way in ways) or any(
            sublist.scope == "network" for sublist in self.sublists
        )


class DeadList(msgspec.Struct, frozen=True, kw_only=True):
    """A list that is no more. It is never asked: the next owner of its domain can list the whole world.

    ``zones``      all zones it had, those of its sublists too
    ``since``      when it died, as exactly as it is known ("2024-06-05", "about 2017"); None: unknown
    ``how``        how it died, to follow "dead since 2024-06-05:"
    ``answers``    what happens to those who still ask, in the same way
    ``successor``  ids of lists that hold its data now; mostly empty
    ``aliases``    further texts in bounces that mean it
    """

    id: str
    name: str
    zones: tuple[str, ...]
    since: str | None = None
    how: str
    answers: str
    successor: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    checked: str | None = None
    confidence: Confidence = "low"
    sources: tuple[str, ...] = ()


class ProviderRule(msgspec.Struct, frozen=True, kw_only=True):
    """One text by which a provider's refusal is known.

    ``pattern``  a Python regular expression, matched without case
    ``cause``    what the refusal is about
    ``sample``   a made-up reply that the pattern must match
    """

    pattern: str
    cause: Literal[
        "ip-reputation", "domain-reputation", "content", "authentication", "rate", "policy", "dns", "list"
    ]
    means: str
    sample: str
    certain: bool = True


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A list by which a provider, filter or server judges mail: what the severity of lists is made of.

    ``list``     id of the list
    ``how``      "refuses": a listing alone refuses the mail; "scores": it adds points
    ``points``   the points of each sublist by its id, "" for every other one; empty: not published
    ``of``       the points at which the receiver refuses mail or takes it for spam; None: not published
    ``default``  False: only where an administrator has added it
    ``until``    when this use ended, "2024-10"; None: it is so today
    ``source``   where this is published; None: general knowledge, from which nothing is concluded
    ``checked``  month of the last review; None: that of the entry
    """

    list: str
    how: UseHow = "refuses"
    points: tuple[tuple[str, float], ...] = ()
    of: float | None = None
    default: bool = True
    until: str | None = None
    source: str | None = None
    checked: str | None = None


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox provider or filter with its own blocks.

    ``kind``         "software": every server of that make can write its texts, so they tell no provider
    ``mx_suffixes``  endings of its mail hosts' names, with leading dot
    ``uses``         lists that it is known to judge mail by
    ``checked``      month of the last review, "2026-11"
    """

    id: str
    name: str
    kind: ProviderKind = "provider"
    mx_suffixes: tuple[str, ...] = ()
    rules: tuple[ProviderRule, ...] = ()
    uses: tuple[Use, ...] = ()
    delisting: Delisting | None = None
    note: str | None = None
    checked: str | None = None
    confidence: Confidence = "low"
    sources: tuple[str, ...] = ()


class Catalog(msgspec.Struct, frozen=True, kw_only=True):
    """All lists and providers, in file order; ids are unique, those of ``dead`` included.

    ``sources``  what the user has set of sources over HTTP; None: nothing, so the usual ones are asked
    ``shared``   the database in which machines count together what lists are asked: its address without a
                 password, or the place of it (env:NAME, file:/path); None: this machine counts alone
    """

    source: str
    lists: tuple[ReputationList, ...]
    providers: tuple[Provider, ...] = ()
    dead: tuple[DeadList, ...] = ()
    sources: tuple[SourceSetting, ...] | None = None
    shared: str | None = None

    def list_by_id(self, list_id: str) -> ReputationList | None:
        """The list of that id, or None."""
        return next((entry for entry in self.lists if entry.id == list_id), None)
