"""Questions that share a fate, and the bookkeeping of each of them."""

import math
from collections import deque
from collections.abc import Callable, Iterator

from repcheck.dns.asker import Deliver, Lane
from repcheck.dns.meaning import NO_ZONE, Reply
from repcheck.dns.pace import TRIES, Bucket, RoundTrip
from repcheck.dns.upstream import Port, Upstream
from repcheck.dns.wire import (
    ASK_AUTHORITY,
    ASK_RESOLVER,
    LONGEST_SECTION,
    labels_wire,
    mixed_case,
    question_section,
    zone_wire,
)
from repcheck.model.dns import Answer, Outcome, RecordType

#: Of a lane that has not answered yet, so many questions go out; the rest is held back.
FIRST_WAVE = 4
#: Of a lane that did answer, so many may be open without any answer before no more are sent.
MOST_QUIET = 512
#: Tries without any answer that make a list which did answer suspect.
_QUIET_TRIES = 8


class Flight:
    """One question under way.

    ``port``, ``ident``, ``first_sent``  where and when its first try went out
    ``repeats``  the same of every further try; None: there was none
    ``waiting``  in its upstream's queue of retries
    ``counted``  it takes room in its upstream's window
    ``failure``  the last SERVFAIL or the like of one server, kept while another one is tried
    """

    __slots__ = (
        "counted",
        "done",
        "failure",
        "first_sent",
        "ident",
        "lane",
        "owner",
        "port",
        "repeats",
        "section",
        "source",
        "tries",
        "upstream",
        "waiting",
    )

    def __init__(self, lane: "LaneState", source: "Source", owner: str, section: bytes) -> None:
        self.lane = lane
        self.source = source
        self.owner = owner
        self.section = section
        self.tries = 0
        self.first_sent = 0.0
        self.failure: Outcome | None = None
        self.done = False
        self.waiting = False
        self.counted = False
        self.upstream = lane.upstreams[lane.at]
        self.port: Port | None = None
        self.ident = 0
        self.repeats: list[tuple[Port, int, float]] | None = None

    def repeated(self, port: Port, ident: int, now: float) -> None:
        """A further try has gone out there."""
        if self.repeats is None:
            self.repeats = []
        self.repeats.append((port, ident, now))

    def sent_at(self, port: Port, ident: int) -> float:
        """When the try went out that an answer on this socket with this id belongs to.

        Each try has an id of its own, so a round trip is known for repeated questions too, where
        TCP has to guess (Karn's rule, RFC 6298 section 3).
        """
        if self.repeats is None or (ident == self.ident and port is self.port):
            return self.first_sent
        return next(when for other, id_, when in self.repeats if id_ == ident and other is port)

    def forget_repeats(self) -> None:
        """None of the further tries awaits an answer any more."""
        for port, ident, _ in self.repeats or ():
            port.pending.pop(ident, None)


class Source:
    """Where a lane draws questions from: the arguments of one ``ask_lane``.

    ``zone_size``  octets at the end of each question, from the zone's first label on (see wire)
    ``takes_all``  its names are asked as they are spelt, and ``reply`` is the last thing that was answered
    """

    __slots__ = (
        "deliver",
        "drained",
        "open",
        "owners",
        "rdtype",
        "reply",
        "takes_all",
        "when_done",
        "zone",
        "zone_size",
    )

    def __init__(
        self,
        zone: bytes,
        rdtype: RecordType,
        owners: Iterator[str],
        deliver: Deliver,
        when_done: Callable[[], None],
        *,
        takes_all: bool = False,
    ) -> None:
        self.zone = zone
        # Without a zone any zone above a name may say that it is not there.
        self.zone_size = len(zone) or NO_ZONE
        self.takes_all = takes_all
        self.reply: Reply | None = None
        self.rdtype = rdtype
        self.owners = owners
        self.deliver = deliver
        self.when_done = when_done
        self.open = 0
        self.drained = False

    def give(self, owner: str, answer: Answer) -> None:
        """Hand over one answer, and tell the asker when it was the last."""
        self.open -= 1
        self.deliver(owner, answer)
        if self.drained and self.open == 0:
            self.when_done()

    def settle(self) -> None:
        """Tell the asker when the last answer is in."""
        if self.drained and self.open == 0:
            self.when_done()


class Sections:
    """Makes question sections; lanes go through the same owners almost in step, so those are kept."""

    _KEPT = 8192

    def __init__(self) -> None:
        self._owners: dict[str, bytes] = {}

    def of(self, source: Source, owner: str) -> bytes:
        """The section that asks the source's zone about ``owner``. Raises ValueError (see wire)."""
        if not source.zone:
            section = question_section(b"", zone_wire(owner, source.rdtype))
            # The few letters of a reverse name make nothing harder to guess.
            return section if source.takes_all or owner.endswith(".arpa") else mixed_case(section)
        wire = self._owners.get(owner)
        if wire is None:
            if len(self._owners) >= self._KEPT:
                self._owners.clear()
            wire = self._owners[owner] = labels_wire(owner)
        section = wire + source.zone
        return section if len(section) <= LONGEST_SECTION else question_section(wire, source.zone)


class LaneState:
    """A lane in this run.

    ``at``      which of its upstreams is asked now
    ``heard``   an answer of any kind has come: somebody is there
    ``silent``  nothing came for as long as a dead list may cost; ends when all else is done
    ``quiet``   tries since the last answer, which came at ``last_sign``
    ``patience``  so many of them, and new questions have to wait for a sign of life
    """

    __slots__ = (
        "at",
        "bucket",
        "deadlines",
        "flights",
        "header",
        "heard",
        "lane",
        "last_sign",
        "parked",
        "patience",
        "queued",
        "quiet",
        "rtt",
        "sent",
        "silent",
        "sources",
        "upstreams",
        "zones",
    )

    def __init__(self, lane: Lane, upstreams: list[Upstream], now: float) -> None:
        self.lane = lane
        self.upstreams = upstreams
        self.at = 0
        self.header = ASK_RESOLVER if lane.way is None or lane.way.recursive else ASK_AUTHORITY
        self.bucket = Bucket(lane.per_second, now) if lane.per_second else None
        self.rtt = RoundTrip()
        self.heard = False
        # Those of no list share no fate: none of them waits for an answer to another.
        self.patience: float = FIRST_WAVE if lane.zone else math.inf
        self.silent = False
        self.queued = False
        self.parked = False
        self.sent = 0
        self.quiet = 0
        self.last_sign = now
        self.flights: set[Flight] = set()
        self.sources: deque[Source] = deque()
        self.zones: dict[RecordType, bytes] = {}
        # One queue for each try: within a queue deadlines rise, so no heap is needed.
        self.deadlines: list[deque[tuple[float, int, Flight]]] = [deque() for _ in range(TRIES)]

    def zone(self, rdtype: RecordType) -> bytes:
        """The end of this lane's questions, in lower case.

        A list that compares case would call everybody clean, and to ask each name twice is rude.
        """
        wire = self.zones.get(rdtype)
        if wire is None:
            wire = self.zones[rdtype] = zone_wire(self.lane.zone.lower(), rdtype)
        return wire

    def hear(self) -> None:
        """Somebody is there."""
        self.heard = True
        if self.lane.zone:
            self.patience = MOST_QUIET

    def has_died(self, now: float, dead_wait: float) -> bool:
        """Whether the list has been silent for so long that it counts as dead.

        One that did answer is given the benefit of a few lost questions.
        """
        enough = _QUIET_TRIES if self.heard else 1
        return bool(self.lane.zone) and self.quiet >= enough and now - self.last_sign >= dead_wait

    @property
    def fails_over(self) -> bool:
        """Whether another server may stand in for one that fails."""
        return len(self.upstreams) > 1

    def next_upstream(self) -> Upstream:
        """The server after the present one, which is the present one from now on."""
        self.at = (self.at + 1) % len(self.upstreams)
        return self.upstreams[self.at]
