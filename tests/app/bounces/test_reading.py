"""From sources to records: how records are numbered."""

import os

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.bounces.reading import numbered
from repcheck.cli.main import main
from repcheck.model.bounces import BounceRecord


def record(file: str, index: int = 0) -> BounceRecord:
    return BounceRecord(file=file, index=index, kind="bounce")


def test_recipients_of_one_event_or_line_are_counted() -> None:
    told = numbered(record(file) for file in ("log:7", "ev#1", "ev#1", "ev#1", "ev#2", "log:7"))
    assert [(one.file, one.index) for one in told] == [
        ("log:7", 0),
        ("ev#1", 0),
        ("ev#1", 1),
        ("ev#1", 2),
        ("ev#2", 0),
        ("log:7", 0),
    ]


@given(st.lists(st.integers(1, 4)))
def test_records_of_mails_keep_their_numbers(sizes: list[int]) -> None:
    records = [record(f"box#{mail}", index) for mail, size in enumerate(sizes) for index in range(size)]
    assert list(numbered(records)) == records
    assert list(numbered(msgspec.structs.replace(one, index=0) for one in records)) == records


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_one_ctrl_d_ends_what_is_typed(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    typing, terminal = os.openpty()
    reply = "550 5.1.1 <{}@example.net>: user unknown\n\x04"
    os.write(typing, (reply.format("anna") + reply.format("bert") + "\x04" * 9).encode())
    with os.fdopen(terminal, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert main(["bounces", "read", "-", "--format", "jsonl"]) == 0
    os.close(typing)
    said = capsysbinary.readouterr().out
    assert (b"anna@" in said, b"bert@" in said) == (True, False)
