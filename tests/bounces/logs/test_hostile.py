"""Whatever the bytes are: no exception, no hang, the same in pieces, bounded memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.logs import LogKind, log_kind, parser_for
from repcheck.bounces.logs.waiting import Waiting
from tests.bounces.logs.lines import IDS, POSTFIX, WRAPPED
from tests.bounces.logs.reading import NOW, outcomes, read, sample
from tests.support.counting import calls_of
from tests.support.examples import examples, size

SAMPLES: list[tuple[LogKind, bytes]] = [
    *((kind, sample(kind)) for kind in IDS),
    ("postfix", POSTFIX.encode()),
    *(("postfix", text.encode()) for text in WRAPPED.values()),
]  # fmt: skip
KINDS: list[LogKind] = sorted({kind for kind, _ in SAMPLES})
PIECES = [b"\0", b"\n", b"\r", b"\xff\xfe", b">, ", b"to=<", b": ", b'"', b",", b"\\n", b"{"]
#: Of functions, for a log of a megabyte read as each kind: a few for each of its lines, of which it has up
#: to 100,000, and some for the first kilobytes of each.
CALLS = 1_000_000 + size(9_000_000)


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[LogKind, bytes]:
    """A log with pieces doubled, taken out, or put in from elsewhere."""
    kind, text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        start, length = draw(st.integers(0, len(text))), draw(st.integers(0, 200))
        piece = draw(
            st.one_of(
                st.binary(max_size=20),
                st.just(text[start : start + length]),
                st.sampled_from(
                    [b"\0", b"\n", b"\r", b"\xff\xfe", b">, ", b"to=<", b": ", b'"', b",", b"\\n", b"{"]
                ),
            )
        )
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at + draw(st.integers(0, 50)) :]
    return kind, text


@settings(max_examples=examples(600))
@given(spoiled(), st.data())
def test_spoiled_logs_are_read_without_an_exception_and_alike_in_pieces(
    log: tuple[LogKind, bytes], data: st.DataObject
) -> None:
    kind, text = log
    log_kind(text)
    whole = read(kind, text, deliveries=True)
    lines = text.split(b"\n")
    cut = data.draw(st.integers(0, len(lines) - 1))
    parser = parser_for(kind, "log", now=NOW, deliveries=True)
    first, second = b"\n".join(lines[:cut]) + b"\n" * (cut > 0), b"\n".join(lines[cut:])
    assert [*parser.feed(first, 1), *parser.feed(second, cut + 1)] == whole


@settings(max_examples=examples(300))
@given(st.binary(max_size=2000), st.sampled_from(KINDS))
def test_any_bytes(raw: bytes, kind: LogKind) -> None:
    log_kind(raw)
    read(kind, raw, deliveries=True)


POSTFIX_LINE = b"Nov 16 09:00:05 mx postfix/smtp[1]: 4XyZ1: to=<a@b>, relay=none, status=bounced ("
EXIM_LINE = b"2026-11-16 09:00:05 1tAbCd-000Xy1-2Z ** a@b"
ATTACKS = [
    b" " * size(1_000_000),
    b"a/" * size(500_000),
    b"Nov 16 09:00:05 " * size(60_000),
    b"Nov 16 09:00:05 mx postfix/smtp[1]: 4XyZ1: to=<" + b">, relay=" * size(100_000) + b", status=bounced (",
    POSTFIX_LINE + b"host " * size(200_000),
    b"Nov 16 09:00:05 mx postfix/smtp[1]: 4XyZ1: to=<a@b>, relay=none, status=bounced (x)"
    + b", status=bounced (" * size(60_000),
    b"relay=[127.0.0.1]:1, status=sent (" * size(30_000),
    EXIM_LINE + b" H=x" * size(250_000),
    EXIM_LINE + b": SMTP error from remote mail server" + b" RCPT TO:<" * size(100_000),
    b"2026-11-16 09:00:05 1tAbCd-000Xy1-2Z ** a" + b" (" * size(400_000),
    b"Nov 16 09:00:05 mx sm-mta[1]: 3AG9: to=" + b"<a@b>," * size(100_000) + b", stat=Deferred: x",
    b"Nov 16 09:00:05 mx sm-mta[1]: 3AG9: to=<a@b>, " + b"reply=5" * size(100_000) + b", stat=x",
    b"Nov 16 09:00:05 mx smtpd[1]: 3fc9 mta delivery evpid=c1 to=<" + b'stat="' * size(200_000),
    b"delivery 1: failure: " + b"/550-" * size(200_000),
    b"delivery 1: failure: " + b"_" * size(1_000_000),
    b'b,"' + b'"",' * size(300_000),
    b"type," + b'"' * size(1_000_000) + b",rcpt",
    b'{"type":' + b"[" * size(1_000_000),
    b'{"type":"Bounce","recipient":[' + b'"a@b",' * size(100_000) + b'"c@d"]}',
    b"__CURSOR=\n" + b"MESSAGE=\n" * size(100_000),
    b'{"MESSAGE":[' + b"1," * size(400_000) + b"1]}",
    b'{"log":"' + b"\\n" * size(400_000) + b'"}',
]


@pytest.mark.parametrize("attack", ATTACKS, ids=[str(number) for number in range(len(ATTACKS))])
def test_no_line_takes_many_steps(attack: bytes) -> None:
    def read_all() -> None:
        log_kind(attack)
        for kind in KINDS:
            read(kind, attack, deliveries=True)

    assert calls_of(read_all) < CALLS


def test_a_line_of_100_mb_is_passed_over() -> None:
    line = b"Nov 16 09:00:05 mx postfix/smtp[1]: 4XyZ1: to=<" + b", status=bounced (x) " * 5_000_000 + b"\n"
    replies = read("postfix", line + POSTFIX.encode())
    assert outcomes(replies)[0] == ("2", "bounce", "kai@corp.example.net")


def test_what_waits_is_bounded() -> None:
    (reply, *_) = read("postfix", POSTFIX)
    waiting = Waiting(most=100)
    assert all(waiting.deferred(str(number), reply) for number in range(150))
    assert waiting.ended("0") == ()
    assert waiting.ended("149") == (reply,)
    assert waiting.settled("148", "nobody") is None
    assert waiting.settled("148", reply.recipient) == reply
    assert waiting.deferred("148", reply)
    assert not waiting.deferred("148", reply)
