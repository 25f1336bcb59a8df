"""A log read in parts, cut between any of its blocks: what is told is told of the whole."""

import pickle
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.log_kinds import LOG_KINDS
from repcheck.bounces.logs import LogKind, cut_log, parser_for, senders, waiting
from repcheck.bounces.logs.kinds import postfix
from repcheck.bounces.logs.kinds.sendmail import SendmailLog
from repcheck.bounces.logs.parts import CutLog, Held
from repcheck.bounces.reply.judge import Reply
from tests.support.examples import examples
from tests.support.queue_logs import KINDS, LINES, line_of
from tests.support.tables import each

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LINE = st.tuples(st.sampled_from(range(9)), st.sampled_from(range(3)), st.sampled_from("ab"))
#: Parts of blocks of lines.
LOGS = st.lists(st.lists(st.lists(LINE, min_size=1, max_size=5), min_size=1, max_size=3), max_size=5)
Lines = Sequence[tuple[str, int, str]]


def blocks_of(kind: LogKind, log: Sequence[Sequence[Lines]]) -> list[list[tuple[int, bytes]]]:
    """The blocks of each part, with the numbers of their first lines in the whole log."""
    number, found = 1, []
    for part in log:
        blocks = []
        for lines in part:
            made = [
                line_of(kind, what, queue, who, number + at) for at, (what, queue, who) in enumerate(lines)
            ]
            blocks.append((number, "".join(f"{line}\n" for line in made).encode()))
            number += len(lines)
        found.append(blocks)
    return found


def whole(kind: LogKind, log: list[list[tuple[int, bytes]]]) -> list[Reply]:
    parser = parser_for(kind, "log", now=NOW)
    return [reply for blocks in log for number, block in blocks for reply in parser.feed(block, number)]


def cut(kind: LogKind) -> CutLog:
    found = cut_log(kind)
    assert found is not None
    return found


def in_parts(kind: LogKind, log: list[list[tuple[int, bytes]]]) -> tuple[list[Reply], int]:
    """The same, and how many parts were taken as they were read for themselves."""
    joined, told, fit = cut(kind).joined("log", now=NOW), [], 0
    for blocks in log:
        before = blocks[0][0] - 1
        part = cut(kind).part("log", now=NOW)
        found = [reply for number, block in blocks for reply in part.feed(block, number - before)]
        found, end = pickle.loads(pickle.dumps((found, part.end)))
        if not joined.fits(end):
            told += [reply for number, block in blocks for reply in joined.feed(block, number)]
            continue
        fit += 1
        for reply in found:
            replies = joined.resolved(reply, before) if isinstance(reply, Held) else (reply,)
            told += [numbered(each, before) for each in replies]
        joined.joined(end, before)
    return told, fit


def numbered(reply: Reply, before: int) -> Reply:
    file, _, line = reply.file.rpartition(":")
    return msgspec.structs.replace(reply, file=f"{file}:{int(line) + before}")


@each("kind", KINDS)
@settings(max_examples=examples(120))
@given(drawn=LOGS, bounds=st.sampled_from([(2, 5), (50_000, 5), (50_000, 300_000)]))
def test_parts_tell_what_the_whole_tells(
    kind: LogKind, drawn: list[list[list[tuple[int, int, str]]]], bounds: tuple[int, int]
) -> None:
    names = tuple(LINES[kind])
    log = [
        [[(names[what % len(names)], mail, who) for what, mail, who in lines] for lines in part]
        for part in drawn
    ]
    most, lines = bounds
    with pytest.MonkeyPatch.context() as patch:
        for module in (senders, waiting, postfix):
            for name in ("MAX_SENDERS", "MAX_WAITING", "MAX_REFUSALS"):
                patch.setattr(module, name, most, raising=False)
        patch.setattr(SendmailLog, "sender_lines", lines)
        blocks = blocks_of(kind, log)
        told, _ = in_parts(kind, blocks)
        assert told == whole(kind, blocks)
        assert all(type(reply) is Reply for reply in told)


def test_ordinary_parts_are_not_read_again() -> None:
    ordinary = {
        "postfix": ("birth", "from", "deferred", "from", "deferred", "from", "bounced", "removed"),
        "sendmail": ("from", "other", "deferred", "other", "deferred", "other", "bounced"),
        "opensmtpd": ("other", "other", "deferred", "other", "deferred", "other", "bounced"),
        "exim": ("birth", "other", "deferred", "other", "deferred", "other", "bounced", "removed"),
    }
    for kind, lines in ordinary.items():
        log = blocks_of(kind, [[[(what, 1, "a")]] for what in lines])
        told, fit = in_parts(kind, log)
        assert fit == len(lines)
        sender = None if kind == "exim" else "a@example.com"
        assert [(reply.kind, reply.sender, reply.file) for reply in told] == [
            ("delayed", sender, "log:3"),
            ("bounce", sender, "log:7"),
        ]
        assert told == whole(kind, log)


def test_what_was_given_up_in_another_part_has_the_words_of_the_last_deferral() -> None:
    log = blocks_of("exim", [[[(what, 1, "a")]] for what in ("deferred", "other", "given up")])
    told, fit = in_parts("exim", log)
    assert fit == len(log)
    assert [(reply.kind, reply.more) for reply in told] == [("delayed", ""), ("bounce", "450 later 1")]
    assert told == whole("exim", log)


def test_a_mail_that_comes_and_goes_within_a_part_is_not_held() -> None:
    for kind in ("postfix", "sendmail", "exim"):
        lines = [(what, 1, "a") for what in ("birth", "from", "deferred", "bounced") if what in LINES[kind]]
        ((_, block),) = blocks_of(kind, [[lines]])[0]
        assert [type(reply) for reply in cut(kind).part("log", now=NOW).feed(block, 1)] == [Reply, Reply]


def test_what_is_held_says_why() -> None:
    ((_, block),) = blocks_of("postfix", [[[("bounced", 1, "a"), ("from", 2, "b"), ("deferred", 2, "b")]]])[0]
    first, second = cut("postfix").part("log", now=NOW).feed(block, 1)
    assert isinstance(first, Held)
    assert isinstance(second, Held)
    assert [(one.whose, one.once, one.sender) for one in (first, second)] == [
        (True, False, None),
        (False, True, "b@example.com"),
    ]


def test_senders_of_sendmail_are_known_for_so_many_lines_wherever_a_log_is_cut() -> None:
    log = [
        [[("from", 1, "a"), ("from", 2, "b")]],
        [[("other", 1, "a")] * 3],
        [[("bounced", 1, "a"), ("bounced", 2, "b")]],
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SendmailLog, "sender_lines", 5)
        blocks = blocks_of("sendmail", log)
        told, fit = in_parts("sendmail", blocks)
        assert fit == len(log)
        assert [reply.sender for reply in told] == ["a@example.com", None]
        assert told == whole("sendmail", blocks)


def test_who_waits_for_a_mail_whose_id_was_given_before_is_told_once() -> None:
    """The part takes the second for a new mail; only those who join the parts know the first."""
    for kind, birth in (("postfix", "birth"), ("sendmail", "from"), ("exim", "birth")):
        blocks = blocks_of(kind, [[[("deferred", 1, "a")]], [[(birth, 1, "a"), ("deferred", 1, "a")]]])
        told, fit = in_parts(kind, blocks)
        assert fit == 1
        assert [reply.file for reply in told] == ["log:1"]
        assert told == whole(kind, blocks)


def test_a_log_that_runs_ahead_of_its_file_has_the_years_of_the_whole() -> None:
    """Stamps without a year are of the last one in which they are not in the future: each moves it on."""
    for kind in ("postfix", "sendmail", "opensmtpd"):
        blocks = [
            [(number, block.replace(b"Nov 23", b"Nov %d" % (23 + at)))]
            for at, ((number, block),) in enumerate(blocks_of(kind, [[[("bounced", 1, "a")]]] * 5))
        ]
        told, fit = in_parts(kind, blocks)
        assert {(reply.time or "")[:4] for reply in told} == {"2026"}
        assert told == whole(kind, blocks)
        assert fit == 3


def test_only_logs_whose_lines_stand_alone_are_cut() -> None:
    assert {kind for kind in LOG_KINDS if cut_log(kind)} == set(KINDS)
    assert cut_log(None) is None
    assert cut_log("mbox") is None
