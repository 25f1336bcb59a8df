"""Notices of many mail systems in free form, and ordinary mails that only talk of failures."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.bounces.judge import Knowledge
from repcheck.bounces.records import records_of
from repcheck.catalog.load import load_catalog

KNOWLEDGE = Knowledge.of(load_catalog())
Want = list[tuple[str, ...]]


def mails() -> Iterator[tuple[str, bytes, Want]]:
    text = (Path(__file__).parent / "notices.txt").read_text(encoding="utf-8")
    for piece in text.split("\n%%%% ")[1:]:
        name, _, rest = piece.partition("\n")
        want: Want = []
        while rest.startswith("want: "):
            line, _, rest = rest.partition("\n")
            want.append(tuple(line.split()[1:]))
        yield name, rest.encode(), want


ALL = list(mails())
BY_NAME = {name: raw for name, raw, _ in ALL}
CITING = {"gmail-old", "o365-block"}


def shown(value: object) -> str:
    return "-" if value is None else str(value)


def read(raw: bytes) -> Want:
    return [
        (shown(record.recipient), shown(record.status_code), shown(record.enhanced_status), record.category)
        for record in records_of("x", raw, KNOWLEDGE)
    ]


@pytest.mark.parametrize(("name", "raw", "want"), ALL, ids=[name for name, _, _ in ALL])
def test_mail(name: str, raw: bytes, want: Want) -> None:
    assert read(raw) == want


@pytest.mark.parametrize("name", [name for name, _, want in ALL if want and name not in CITING])
def test_what_the_returned_mail_holds_is_no_reason(name: str) -> None:
    for record in records_of("x", BY_NAME[name], KNOWLEDGE):
        assert record.cited_lists == ()
        assert "spamcop" not in record.diagnostic


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "iso-2022-jp", "gb2312", "shift_jis"])
def test_notices_in_their_charset(charset: str) -> None:
    """Each notice of another language that the charset can write, labelled as such, in base64."""
    told = 0
    for name, raw, want in ALL:
        head, _, body = raw.decode().partition("\n\n")
        if not name.startswith("lang") or not _fits(body, charset):
            continue
        encoded = base64.encodebytes(body.encode(charset)).decode()
        head = head.replace("charset=utf-8", f"charset={charset}\nContent-Transfer-Encoding: base64")
        assert read(f"{head}\n\n{encoded}".encode()) == want, name
        told += 1
    assert told


def _fits(text: str, charset: str) -> bool:
    return text.encode(charset, "ignore").decode(charset) == text


def test_an_event_that_came_as_a_mail_with_its_lines_broken() -> None:
    event = (
        r'{"Type": "Notification", "Message": "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":'
        r"\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"kai@corp.example.net\","
        r'\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}]}}"}'
    ).replace("diagno", "diagno\n")
    raw = f"From: AWS <no-reply@sns.example>\nSubject: Notification\n\n{event}\n--\nTo stop, click\n".encode()
    assert read(raw) == [("kai@corp.example.net", "550", "5.1.1", "nonexistent")]
    assert read(raw.replace(b'{"Type"', b'{"Typ')) == []
    assert read(b"From: Ann\nSubject: x\n\n" + b"[" * 60_000) == []
