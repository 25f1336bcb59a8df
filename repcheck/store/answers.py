"""Answers of the DNS kept from one run to the next, for as long as their TTL allows.

The file holds no name: each question is a digest. So neither targets nor the keys that some lists
want inside their names are written down.
"""

import contextlib
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.model.dns import TEXT_TYPES, Answer, Outcome, Question
from repcheck.model.keys import mask_keys
from repcheck.store.files import locked, read_whole, replace_whole

#: Answers kept, the first to expire dropped above it. The file then has some 15 MB.
LIMIT = 200_000
#: RFC 2308 section 5: negative answers from one to three hours; longer "found to be problematic"
LONGEST_NEGATIVE = 3 * 3600
LONGEST_POSITIVE = 24 * 3600
#: RFC 2181 section 8: a TTL with the top bit set counts as zero. The largest value without it is
#: what a parser says that found no TTL.
_NO_TTL = 2**31 - 1

#: Raised when answers are judged otherwise than before: what was kept by other rules is not believed.
_FORMAT = b"repcheck answers 3\n"
_CHECK_SIZE = 32
_MOST_BYTES = 128 * 1024 * 1024
_LARGEST_ANSWER = 4096
#: What a record costs beside its octets.
_RECORD = 40
_MOST_TEXT = 32 * 1024 * 1024
#: Seconds that a clock may step back (or another process be ahead) before all ages are in doubt.
_CLOCK_STEP = 5
_LOCK_WAIT = 5.0

_expires = attrgetter("expires")


class _KeptAnswer(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """An answer as it came: times in whole seconds of Unix time, ``server`` a number of the file's table."""

    stored: int
    expires: int
    ttl: int
    outcome: Outcome
    server: int
    records: tuple[bytes, ...] = ()


class _AnswersFile(msgspec.Struct, array_like=True):
    """``text``: the size of all records. Keys: 8 octets for resolver and lane, 16 for name and type."""

    saved: int
    text: int
    servers: dict[int, str]
    kept: dict[bytes, _KeptAnswer]


class AnswerCache:
    """Answers by resolver, lane, name (case aside) and type; never shared over resolvers.

    Only what the DNS itself said is kept: records, NODATA and NXDOMAIN, each with a known TTL.
    ``server`` is the resolver (or all resolvers) of a run in one string; ``lane`` as in Asker.
    ``secrets`` are keys of lists: an answer that repeats one is not kept, nor a text with a stranger's.
    ``warning`` is one line when the file could not be used, else None.
    """

    def __init__(self, path: Path, *, limit: int = LIMIT, secrets: Iterable[str] = ()) -> None:
        self.warning: str | None = None
        self._secrets = tuple(secret.lower() for secret in secrets)
        self._path = path
        self._limit = limit
        self._kept: dict[bytes, _KeptAnswer] = {}
        self._text = 0
        self._servers: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._groups: dict[tuple[str, str], bytes] = {}
        self._distrusted: set[bytes] = set()
        self._changed = False

    def __len__(self) -> int:
        return len(self._kept)

    # -- the file

    def load(self, now: datetime) -> None:
        """Read the file. A missing one is an empty cache, and so is one that cannot be used (``warning``)."""
        try:
            content = read_whole(self._path, _MOST_BYTES)
        except StoreUnavailable as error:
            self.warning = str(error)
            return
        if content is None:
            return
        file = _read(content)
        if file is None:
            self._start_empty("is damaged or of another version")
        elif file.saved > now.timestamp() + _CLOCK_STEP:
            self._start_empty("was written later than now")
        else:
            self._kept, self._text = file.kept, file.text
            self._servers = file.servers
            self._numbers = {server: number for number, server in self._servers.items()}

    def _start_empty(self, why: str) -> None:
        self.warning = f"{self._path}: {why}, the cache starts empty"
        self._changed = True

    def save(self, now: datetime) -> None:
        """Replace the file by what is still valid; of several processes the last one wins.

        Raises StoreUnavailable; the old file then stays as it was.
        """
        seconds = int(now.timestamp())
        valid = {key: kept for key, kept in self._kept.items() if kept.stored <= seconds < kept.expires}
        if not self._changed and len(valid) == len(self._kept):
            return
        self._replace(valid)
        self._shrink(self._limit)
        used = {kept.server for kept in self._kept.values()}
        servers = {number: server for number, server in self._servers.items() if number in used}
        payload = msgspec.msgpack.encode(_AnswersFile(seconds, self._text, servers, self._kept))
        with locked(self._path.with_name(self._path.name + ".lock"), _LOCK_WAIT):
            replace_whole(self._path, b"".join((_FORMAT, _check(payload), payload)))
        self._changed = False

    # -- answers

    def get(self, question: Question, server: str, now: datetime, lane: str = "") -> Answer | None:
        """The answer, its TTL lowered by its age and ``rtt_ms`` None; None when there is no valid one."""
        kept = self._kept.get(self._key(question, server, lane))
        if kept is None:
            return None
        seconds = now.timestamp()
        if not kept.stored <= seconds < kept.expires:  # before it was stored: its age is unknown
            return None
        records = tuple(record.decode("ascii", "surrogateescape") for record in kept.records)
        ttl = int(kept.stored + kept.ttl - seconds)
        return Answer(kept.outcome, records, ttl, None, self._servers.get(kept.server) or None)

    def put(self, question: Question, server: str, answer: Answer, now: datetime, lane: str = "") -> None:
        """Keep the answer if it is one to keep."""
        life = _life(answer)
        if not life or self._quotes_secret(answer):
            return
        if question.rdtype in TEXT_TYPES and any(mask_keys(record) != record for record in answer.records):
            return
        key = self._key(question, server, lane)
        if key[:8] in self._distrusted:
            return
        try:
            records = tuple(record.encode("ascii", "surrogateescape") for record in answer.records)
        except UnicodeEncodeError:  # not as Answer says: better asked again
            return
        size = _size(records)
        if size > _LARGEST_ANSWER:
            return
        former = self._kept.get(key)
        self._text += size - (_size(former.records) if former else 0)
        stored, ttl = int(now.timestamp()), answer.ttl or 0
        number = self._number(answer.server or "")
        self._kept[key] = _KeptAnswer(stored, stored + life, ttl, answer.outcome, number, records)
        self._changed = True
        # A quarter of slack, so that the work of dropping is shared by many answers.
        if len(self._kept) > self._limit * 5 // 4 or self._text > _MOST_TEXT * 5 // 4:
            self._shrink(self._limit)

    def distrust(self, server: str, lane: str) -> None:
        """Forget all answers of the lane, and keep no more of them: the list proved to be unusable.

        What a wildcarding or refusing list said would otherwise be believed in the next run.
        """
        group = self._group(server, lane)
        self._distrusted.add(group)
        self._replace({key: kept for key, kept in self._kept.items() if key[:8] != group})

    # -- inside

    def _key(self, question: Question, server: str, lane: str) -> bytes:
        asked = f"{question.rdtype} {question.name.lower()}".encode("utf-8", "surrogatepass")
        return self._group(server, lane) + blake2b(asked, digest_size=16).digest()

    def _group(self, server: str, lane: str) -> bytes:
        group = self._groups.get((server, lane))
        if group is None:
            together = f"{server}\n{lane.lower()}".encode("utf-8", "surrogatepass")
            group = self._groups[server, lane] = blake2b(together, digest_size=8).digest()
        return group

    def _quotes_secret(self, answer: Answer) -> bool:
        return any(secret in record.lower() for secret in self._secrets for record in answer.records)

    def _number(self, server: str) -> int:
        number = self._numbers.get(server)
        if number is None:
            number = self._numbers[server] = max(self._servers, default=-1) + 1
            self._servers[number] = server
        return number

    def _replace(self, kept: dict[bytes, _KeptAnswer]) -> None:
        if len(kept) != len(self._kept):
            self._changed = True
            self._kept = kept
            self._text = sum(_size(one.records) for one in kept.values())

    def _shrink(self, count: int) -> None:
        """Down to ``count`` answers, and further until their text is small enough too."""
        if len(self._kept) > count:
            self._replace(_latest(self._kept, count))
        while self._text > _MOST_TEXT and self._kept:
            self._replace(_latest(self._kept, len(self._kept) // 2))


def _latest(kept: dict[bytes, _KeptAnswer], count: int) -> dict[bytes, _KeptAnswer]:
    """The ``count`` that expire last, in their order."""
    if not count:
        return {}
    border = sorted(map(_expires, kept.values()))[-count]
    spare = count - sum(one.expires > border for one in kept.values())
    latest = {}
    for key, one in kept.items():
        if one.expires == border:
            spare -= 1
        if one.expires > border or (one.expires == border and spare >= 0):
            latest[key] = one
    return latest


def _life(answer: Answer) -> int:
    """Seconds that an answer may be kept; 0 for one that must not be (RFC 2308 sections 5 and 7)."""
    if answer.ttl is None or not 0 < answer.ttl < _NO_TTL or answer.failed:
        return 0
    if answer.absent:
        return min(answer.ttl, LONGEST_NEGATIVE)
    return min(answer.ttl, LONGEST_POSITIVE) if answer.records else 0


def _size(records: tuple[bytes, ...]) -> int:
    return sum(map(len, records)) + _RECORD * len(records)


def _check(payload: bytes | memoryview) -> bytes:
    return blake2b(payload, digest_size=_CHECK_SIZE).digest()


def _read(content: bytes) -> _AnswersFile | None:
    """What the file says, or None: a changed octet anywhere makes all of it worthless."""
    start = len(_FORMAT) + _CHECK_SIZE
    payload = memoryview(content)[start:]
    if len(content) > _MOST_BYTES or content[:start] != _FORMAT + _check(payload):
        return None
    with contextlib.suppress(ValueError):  # msgspec's own errors, and text that is not UTF-8
        return msgspec.msgpack.decode(payload, type=_AnswersFile)
    return None
