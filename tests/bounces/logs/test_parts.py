"""A Postfix log read in parts, cut between any of its blocks: what is told is told of the whole."""

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.logs import parts, senders, waiting
from repcheck.bounces.logs.kinds import postfix
from repcheck.bounces.logs.kinds.postfix import PostfixLog
from repcheck.bounces.logs.parts import Held, JoinedLog, LogPart
from repcheck.bounces.reply.judge import Reply
from tests.support.examples import examples

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HEAD = "Nov 23 10:00:00 mx postfix"
TOLD = (
    "{head}/smtp[1]: {queue}: to=<{who}@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1, "
    "dsn=5.0.0, status={status} (host mx.example.net[192.0.2.25] said: {words} {number} (in reply to "
    "RCPT TO command))"
)
LINES = {
    "birth": "{head}/smtpd[1]: {queue}: client=app.example.com[192.0.2.4]",
    "from": "{head}/qmgr[1]: {queue}: from=<{who}@example.com>, size=1, nrcpt=1 (queue active)",
    "bounced": TOLD.replace("{status}", "bounced").replace("{words}", "550 no"),
    "deferred": TOLD.replace("{status}", "deferred").replace("{words}", "450 later"),
    "expired": "{head}/qmgr[1]: {queue}: from=<{who}@example.com>, status=expired, returned to sender",
    "refused": "{head}/smtp[1]: {queue}: host mx[192.0.2.9] refused to talk to me: 421 {number}",
    "removed": "{head}/qmgr[1]: {queue}: removed",
    "other": "{head}/anvil[1]: statistics: max connection rate {number}",
}
LINE = st.tuples(
    st.sampled_from(list(LINES)), st.sampled_from(["4AB1", "4AB2", "4AB3"]), st.sampled_from("ab")
)
#: Parts of blocks of lines.
LOGS = st.lists(st.lists(st.lists(LINE, min_size=1, max_size=5), min_size=1, max_size=3), max_size=5)


def blocks_of(log: list[list[list[tuple[str, str, str]]]]) -> list[list[tuple[int, bytes]]]:
    """The blocks of each part, with the numbers of their first lines."""
    number, found = 1, []
    for part in log:
        blocks = []
        for lines in part:
            made = [
                LINES[kind].format(head=HEAD, queue=queue, who=who, number=number + at)
                for at, (kind, queue, who) in enumerate(lines)
            ]
            blocks.append((number, "".join(f"{line}\n" for line in made).encode()))
            number += len(lines)
        found.append(blocks)
    return found


def whole(log: list[list[tuple[int, bytes]]]) -> list[Reply]:
    parser = PostfixLog("log", now=NOW)
    return [reply for blocks in log for number, block in blocks for reply in parser.feed(block, number)]


def in_parts(log: list[list[tuple[int, bytes]]]) -> tuple[list[Reply], int]:
    """The same, and how many parts were taken as they were read for themselves."""
    joined, told, fit = JoinedLog("log", now=NOW), [], 0
    for blocks in log:
        part = LogPart("log", now=NOW)
        found = [reply for number, block in blocks for reply in part.feed(block, number)]
        found, end = pickle.loads(pickle.dumps((found, part.end)))
        if not joined.fits(end):
            told += [reply for number, block in blocks for reply in joined.feed(block, number)]
            continue
        fit += 1
        for reply in found:
            told += joined.resolved(reply) if isinstance(reply, Held) else (reply,)
        joined.joined(end)
    return told, fit


@settings(max_examples=examples(300))
@given(LOGS, st.sampled_from([2, 50_000]))
def test_parts_tell_what_the_whole_tells(log: list[list[list[tuple[str, str, str]]]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (senders, waiting, postfix, parts):
            for name in ("MAX_SENDERS", "MAX_WAITING", "MAX_REFUSALS"):
                patch.setattr(module, name, most, raising=False)
        cut = blocks_of(log)
        told, _ = in_parts(cut)
        assert told == whole(cut)
        assert all(type(reply) is Reply for reply in told)


def test_ordinary_parts_are_not_read_again() -> None:
    kinds = ("birth", "from", "deferred", "from", "deferred", "from", "bounced", "removed")
    log = blocks_of([[[(kind, "4AB1", "a")]] for kind in kinds])
    told, fit = in_parts(log)
    assert fit == len(kinds)
    assert [(reply.kind, reply.sender, reply.file) for reply in told] == [
        ("delayed", "a@example.com", "log:3"),
        ("bounce", "a@example.com", "log:7"),
    ]
    assert told == whole(log)


def test_a_mail_that_comes_and_goes_within_a_part_is_not_held() -> None:
    (blocks,) = blocks_of([[[(kind, "4AB1", "a") for kind in ("birth", "from", "deferred", "bounced")]]])
    part = LogPart("log", now=NOW)
    assert [type(reply) for reply in part.feed(blocks[0][1], 1)] == [Reply, Reply]


def test_what_is_held_says_why() -> None:
    part = LogPart("log", now=NOW)
    (blocks,) = blocks_of([[[("bounced", "4AB1", "a"), ("from", "4AB2", "b"), ("deferred", "4AB2", "b")]]])
    first, second = part.feed(blocks[0][1], 1)
    assert isinstance(first, Held)
    assert isinstance(second, Held)
    assert [(one.whose, one.once, one.sender) for one in (first, second)] == [
        (True, False, None),
        (False, True, "b@example.com"),
    ]
