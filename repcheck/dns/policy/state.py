"""The plain state of a run's questions: servers, lanes, sources and pending queries, and who knows whom."""

import math
from collections import deque
from collections.abc import Callable, Iterator

from repcheck.dns.asker import Deliver, Lane
from repcheck.dns.meaning import NO_ZONE, DnsResponse
from repcheck.dns.message import HEADER_SIZE
from repcheck.dns.policy.pace import TRIES, Bucket, RoundTrip, Window
from repcheck.dns.wire import ASK_AUTHORITY, ASK_RESOLVER, same_but_case, zone_wire
from repcheck.model.dns import Answer, Outcome, RecordType, Server

#: Of a lane that has not answered yet, at most this many questions go out; the rest is held back.
FIRST_WAVE = 4
#: Of a lane that did answer, at most this many are open without any answer before no more are sent.
MOST_QUIET = 512
#: Tries without any answer that make a list which did answer suspect.
_QUIET_TRIES = 8

#: What awaits an answer on one socket, by id.
Mailbox = dict[int, "PendingQuery"]


class ServerState:
    """One name server: how much it is asked at once, and the lanes and repeats that wait for room.

    ``open``        questions under way, which take room in its window
    ``woken``       it is to be given the chance to send
    ``heard``       an answer of any kind has come from it
    ``keeps_case``  None until seen; True: it repeats the case of the question, so that a reply in
                    another case is forged; False: it does not
    """

    __slots__ = ("heard", "keeps_case", "name", "open", "ready", "retries", "server", "window", "woken")

    def __init__(self, server: Server) -> None:
        self.server = server
        self.name = str(server)
        self.window = Window()
        self.open = 0
        self.ready: deque[LaneState] = deque()
        self.retries: deque[PendingQuery] = deque()
        self.woken = False
        self.heard = False
        self.keeps_case: bool | None = None

    def accepts(self, message: bytes, section: bytes) -> bool:
        """Whether the message is a reply to exactly this question (RFC 5452 9.1)."""
        end = HEADER_SIZE + len(section)
        if message[HEADER_SIZE:end] == section and message[2] & 0x80 and message[4:6] == b"\x00\x01":
            if self.keeps_case is None and section != section.lower():
                self.keeps_case = True
            return True
        # Servers that do not repeat the case exist; one that did so before is being imitated.
        if self.keeps_case or not same_but_case(message, section):
            return False
        self.keeps_case = False
        return True


class PendingQuery:
    """One question that has been drawn and not been answered.

    ``mailbox``, ``ident``, ``first_sent``  where and when its first try went out; None: nowhere yet
    ``repeats``  the same of every further try; None: there was none
    ``tries``    tries that went out; above TRIES: it is no more a matter of datagrams
    ``waiting``  in its server's queue of repeats
    ``counted``  it takes room in its server's window
    ``failure``  the last SERVFAIL or the like of one server, kept while another one is tried
    """

    __slots__ = (
        "counted",
        "done",
        "failure",
        "first_sent",
        "ident",
        "lane",
        "mailbox",
        "owner",
        "repeats",
        "section",
        "server",
        "source",
        "tries",
        "waiting",
    )

    def __init__(self, lane: "LaneState", source: "QuestionSource", owner: str, section: bytes) -> None:
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
        self.server = lane.servers[lane.at]
        self.mailbox: Mailbox | None = None
        self.ident = 0
        self.repeats: list[tuple[Mailbox, int, float]] | None = None

    def posted(self, mailbox: Mailbox, ident: int, now: float) -> None:
        """A try has gone out, whose answer will come there."""
        mailbox[ident] = self
        if self.mailbox is None:
            self.mailbox, self.ident, self.first_sent = mailbox, ident, now
        elif self.repeats is None:
            self.repeats = [(mailbox, ident, now)]
        else:
            self.repeats.append((mailbox, ident, now))

    def sent_at(self, mailbox: Mailbox, ident: int) -> float:
        """When the try went out that an answer on this socket with this id belongs to.

        Each try has an id of its own, so a round trip is known for repeated questions too, where
        TCP has to guess (Karn's rule, RFC 6298 section 3).
        """
        if self.repeats is None or (ident == self.ident and mailbox is self.mailbox):
            return self.first_sent
        return next(when for other, id_, when in self.repeats if id_ == ident and other is mailbox)

    def hear_no_more(self) -> None:
        """No datagram that comes for it from now on counts."""
        if self.mailbox is not None:
            self.mailbox.pop(self.ident, None)
        for mailbox, ident, _ in self.repeats or ():
            mailbox.pop(ident, None)


class QuestionSource:
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
        self.reply: DnsResponse | None = None
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


class LaneState:
    """A lane in this run.

    ``at``      which of its servers is asked now
    ``bucket``  the pace of its zone, by all ways together; None: no bound
    ``heard``   an answer of any kind has come: somebody is there
    ``silent``  nothing came for as long as a dead list may cost; ends when all else is done
    ``quiet``   tries since the last answer, which came at ``last_sign``
    ``patience``  at most this many of them before new questions have to wait for a sign of life
    """

    __slots__ = (
        "at",
        "bucket",
        "deadlines",
        "due",
        "header",
        "heard",
        "lane",
        "last_sign",
        "parked",
        "patience",
        "queries",
        "queued",
        "quiet",
        "rtt",
        "servers",
        "silent",
        "sources",
        "zones",
    )

    def __init__(
        self, lane: Lane, servers: list[ServerState], now: float, bucket: Bucket | None = None
    ) -> None:
        self.lane = lane
        self.servers = servers
        self.at = 0
        self.header = ASK_RESOLVER if lane.way is None or lane.way.recursive else ASK_AUTHORITY
        self.bucket = bucket
        self.rtt = RoundTrip(lane.usual)
        self.heard = False
        # Those of no list share no fate: none of them waits for an answer to another.
        self.patience: float = FIRST_WAVE if lane.zone else math.inf
        self.silent = False
        self.queued = False
        self.parked = False
        self.quiet = 0
        self.last_sign = now
        self.queries: set[PendingQuery] = set()
        self.sources: deque[QuestionSource] = deque()
        self.zones: dict[RecordType, bytes] = {}
        # By the number of tries: among queries of as many they rise, so no heap is needed.
        self.deadlines: list[dict[PendingQuery, float]] = [{} for _ in range(TRIES + 2)]
        self.due = math.inf  # no deadline passes before

    @property
    def may_ask_more(self) -> bool:
        """Leave for one question beyond the one that each owner costs; it counts as sent."""
        return self.lane.leave is None or self.lane.leave()

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

    def listen_again(self) -> None:
        """As at first: nobody is known to be there, and nobody counts as dead."""
        self.heard = self.silent = False
        self.quiet = 0
        if self.lane.zone:
            self.patience = FIRST_WAVE

    def has_died(self, now: float, dead_wait: float) -> bool:
        """Whether the list has been silent for so long that it counts as dead.

        One that did answer is given the benefit of a few lost questions.
        """
        enough = _QUIET_TRIES if self.heard else 1
        return bool(self.lane.zone) and self.quiet >= enough and now - self.last_sign >= dead_wait

    @property
    def fails_over(self) -> bool:
        """Whether another server may stand in for one that fails."""
        return len(self.servers) > 1

    def next_server(self) -> ServerState:
        """The server after the present one, which is the present one from now on."""
        self.at = (self.at + 1) % len(self.servers)
        return self.servers[self.at]
