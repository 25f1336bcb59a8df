"""Following logs: the records of what is written to them from now on."""

from collections.abc import Iterator, Mapping, Sequence

from repcheck.app.environment import Environment
from repcheck.bounces.logs import LogKind, LogParser, log_kind, parser_for
from repcheck.bounces.reply.judge import Knowledge, Reply
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.errors import BadOption
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.mail.read_counts import Intake
from repcheck.readers.growing.follow import Tail
from repcheck.readers.growing.rotated import Position
from repcheck.readers.kinds import LOG_KINDS, one_of
from repcheck.readers.log_blocks import replies_in
from repcheck.readers.stream import Block
from repcheck.readers.tally import FirstWarning, IntakeTally

OPTION = "--follow"


class Following:
    """Logs that are followed. ``new_records`` is to be called again and again; it never waits.

    ``positions``  how far a log was read by an earlier run, which goes on there

    Raises BadOption for a kind that is not a log, UnreadableFile for a file that may not be read. One that
    is not there is waited for.
    """

    def __init__(
        self,
        paths: Sequence[str],
        kind: str | None,
        catalog: Catalog,
        environment: Environment,
        *,
        from_start: bool = False,
        positions: Mapping[str, Position] | None = None,
    ) -> None:
        forced = None if kind is None else one_of(LOG_KINDS, kind)
        if kind is not None and forced is None:
            raise BadOption(f"only logs are followed: {', '.join(LOG_KINDS)}", OPTION)
        self._judge = MemoJudge(Knowledge.of(catalog))
        self._tally = IntakeTally(environment.warn)
        at = positions or {}
        self._logs = [
            _Log(path, forced, environment, self._tally, from_start=from_start, position=at.get(path))
            for path in paths
        ]

    @property
    def intake(self) -> Intake:
        """What was read so far."""
        return self._tally.intake

    def new_records(self) -> Iterator[BounceRecord]:
        """What came since the last call."""
        for log in self._logs:
            for reply in log.new_replies():
                yield self._judge(reply)

    @property
    def positions(self) -> dict[str, Position | None]:
        """How far each was read, by its path; None: it is not there yet."""
        return {log.path: log.tail.position for log in self._logs}

    def close(self) -> None:
        """Let the files go."""
        for log in self._logs:
            log.tail.close()


class _Log:
    """One followed log and its parser."""

    def __init__(
        self,
        path: str,
        kind: LogKind | None,
        environment: Environment,
        tally: IntakeTally,
        *,
        from_start: bool,
        position: Position | None,
    ) -> None:
        self.tail = Tail(path, environment.warn, from_start=from_start, position=position)
        self.path = path
        self._kind = kind
        self._environment = environment
        self._tally = tally
        self._parser: LogParser | None = None
        self._made_for: tuple[int, int] = (0, 0)
        self._unknown = FirstWarning(environment.warn)
        tally.add("files")
        tally.add_sent(0)

    def new_replies(self) -> Iterator[Reply]:
        """What came since the last call."""
        for block in self.tail.new_lines():
            parser = self._parser_for(block)
            if parser is None:
                self._unknown(
                    f"{self.path}: unrecognised log format; {OPTION} keeps watching, --as names the kind"
                )
                continue
            yield from replies_in(block, parser, self._tally)

    def _parser_for(self, block: Block) -> LogParser | None:
        """A fresh one for a fresh file, and for a new year, which stamps of logs leave out."""
        now = self._environment.now()
        if self._parser is None or self._made_for != (self.tail.generation, now.year):
            kind = self._kind or log_kind(self.tail.head()) or log_kind(block.data)
            if kind is None:
                return None
            self._parser = parser_for(kind, self.path, now=now)
            self._made_for = (self.tail.generation, now.year)
        return self._parser
