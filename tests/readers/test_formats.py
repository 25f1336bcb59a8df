"""What a source is, is told by its content; how much was read is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.reply.judge import Reply
from repcheck.errors import UnreadableFile
from repcheck.model.mail.read_counts import Intake
from repcheck.readers.formats import FORMATS, PASTED, TABLES, Item, Pasted
from repcheck.readers.kinds import EVENT_KINDS, KINDS
from repcheck.readers.mail import Mail
from tests.bounces.events.samples import EVERY_KIND
from tests.support.examples import examples

from .reading import read

MAIL = b"From: a@example.com\nSubject: x\n\nbody\n"
SENT = (
    b"Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ0: to=<bo@good.example>, "
    b"relay=mx.good.example[203.0.113.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 OK)\n"
)
BOUNCED = (
    b"Nov 16 09:00:06 mta1 postfix/smtp[811]: 4XyZ1: to=<kai@corp.example.net>, "
    b"relay=mx.corp.example.net[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced "
    b"(host mx.corp.example.net[198.51.100.7] said: 550 5.1.1 no such user (in reply to RCPT TO command))\n"
)
LOG = SENT + BOUNCED + SENT


def recipients(items: list[Item]) -> list[str | None]:
    return [item.recipient for item in items if not isinstance(item, Mail | Pasted)]


def test_the_words_of_as_are_those_of_the_readers() -> None:
    assert set(EVERY_KIND) == set(EVENT_KINDS)
    assert sorted(kind for each in (*FORMATS, TABLES, PASTED) for kind in each.kinds) == sorted(KINDS)


def test_a_log_is_read_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(LOG[:-1])
    items, warnings, intake = read(file)
    assert recipients(items) == ["kai@corp.example.net"]
    assert warnings == []
    assert intake == Intake(files=1, log_lines=3, sent=3)


def test_a_directory_of_everything(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(LOG)
    (tmp_path / "b.json").write_text(json.dumps(EVERY_KIND["sendgrid"]))
    (tmp_path / "c.eml").write_bytes(MAIL)
    (tmp_path / "d.txt").write_text("a note\n")
    (tmp_path / "e").write_bytes(b"")
    items, warnings, intake = read(tmp_path)
    assert [type(item) for item in items] == [Reply, Reply, Mail]
    assert warnings == [f"{tmp_path / 'd.txt'}: no mail, log, event or reply in it, skipped"]
    assert intake == Intake(files=3, unreadable=1, mails=1, log_lines=3, events=1, sent=3)


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("layout", ["object", "array", "lines", "indented"])
def test_events_of_all_services(kind: str, layout: str, tmp_path: Path) -> None:
    first = EVERY_KIND[kind]
    second = json.loads(json.dumps(first).replace("kai@", "ann@").replace("-id", "-id2"))
    text = {
        "object": json.dumps(first),
        "array": json.dumps([first, second]),
        "lines": f"{json.dumps(first)}\n{json.dumps(second)}\n",
        "indented": json.dumps([first, second], indent=4),
    }[layout]
    file = tmp_path / "events"
    file.write_text(text)
    items, warnings, intake = read(file)
    assert recipients(items)[0] == "kai@corp.example.net"
    assert intake.events == (1 if layout == "object" else 2)
    assert warnings == []
    assert recipients(read(file, kind="events").items) == recipients(items)


def test_an_event_that_came_twice_counts_once_over_all_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(json.dumps(EVERY_KIND["sendgrid"]))
    assert len(read(tmp_path).items) == 1


@pytest.mark.parametrize("kind", ["postfix", "mail", "sendgrid"])
def test_a_kind_can_be_forced(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"hello\n")
    with pytest.raises(UnreadableFile, match="no mail, log, event or reply in it"):
        read(file)
    forced = read(file, kind=kind)
    assert forced.intake.files == 1
    assert forced.intake.unreadable == 0


REPLIES = {
    "one line": b"550 5.1.1 <kai@corp.example.net>: no such user",
    "several": b"550-5.7.1 Our system has detected\n550-5.7.1 something\n550 5.7.1 odd.\n",
    "in words": b"The server said: 554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org\n",
    "latin-1": b"550 5.1.1 Empf\xe4nger unbekannt\n",
}


@pytest.mark.parametrize("reply", REPLIES)
def test_a_bare_reply_in_a_file_that_was_named(reply: str, tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_bytes(REPLIES[reply])
    (item,) = read(tmp_path / "reply.txt").items
    assert isinstance(item, Pasted)
    assert item.text.encode("utf-8", "surrogateescape") == REPLIES[reply]
    # Among other files it may be a note that quotes a reply.
    assert read(tmp_path).intake.unreadable == 1


OTHERS = {
    "Haraka": "2026-11-16T09:00:05.000Z [NOTICE] [8A2B-1.1.1] [outbound] bounced: 550 5.1.1 unknown",
    "Stalwart": "2026-11-16T09:00:05Z INFO Delivery attempt failed (delivery.failed) queueId = 1, code = 550",
    "Maddy": 'queue: delivery attempt failed\t{"rcpt":"kai@corp.example.net","msg_id":"1","smtp_code":550}',
    "ZoneMTA": "Nov 16 09:00:05 mx zone-mta[811]: Sender/default/12[811] id=1 REJECTED[policy] 550 5.7.1 no",
    "Postal": "2026-11-16T09:00:05Z postal-worker[1]: Delivery failed: 550 5.1.1 no such user",
    "protocol log of Exchange": "#Software: Microsoft Exchange Server\n#Version: 15.0\n#Log-type: SMTP Send",
    "message tracking log of Exchange": "#Software: Microsoft Exchange Server\n#Log-type: Message Tracking",
    "MailerSend": '{"type": "activity.hard_bounced", "data": {"object": "activity", "id": "1"}}',
    "Azure Communication Services": '[{"eventType": "Microsoft.Communication.EmailDeliveryReportReceived"}]',
    "Elastic Email": '{"to": "a@b.example", "status": "Bounced", "category": "NoMailbox", "messageid": "1"}',
    "Microsoft 365": "date_time_utc,sender_address,recipient_address,recipient_status\n1,a,b,550 failed",
    "Google Workspace": "Message ID,Start date,End date,Sender,Subject,Event status\n1,2,3,4,5,550 failed",
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_log_that_is_not_read_is_called_by_its_name(name: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(f"{OTHERS[name]}\n".encode(encoding))
    with pytest.raises(
        UnreadableFile, match=f"this looks like .*{name}.*repcheck reads mails, mailboxes"
    ) as error:
        read(tmp_path / "log")
    assert "\n" not in str(error.value)
    assert name in read(tmp_path).warnings[0]


def test_syslog_over_tcp_is_read_message_by_message(tmp_path: Path) -> None:
    messages = [b"<22>" + BOUNCED.strip(), b"<22>Nov 16 09:00:06 mta1 postfix/qmgr[1]: 4XyZ1: removed\n"]
    framed = b"".join(b"%d %s" % (len(message), message) for message in messages * 2000)
    (tmp_path / "capture").write_bytes(framed)
    found = read(tmp_path / "capture", kind=None)
    assert found.warnings == []
    assert found.intake.log_lines == len(messages) * 2000
    assert len(found.items) == 2000
    (tmp_path / "cut").write_bytes(framed[: len(framed) // 2] + b"no length here\n" + BOUNCED)
    assert read(tmp_path / "cut").items


def test_lines_out_of_documents_are_counted_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repcheck.readers.log_blocks._LINES_AT_ONCE", 2)
    lines = [
        f"2026-11-16T09:00:05Z mta1 postfix/smtp[811]: 4XyZ{number}: to=<kai{number}@example.net>, "
        "relay=mx.example.net[198.51.100.7]:25, delay=0.9, dsn=5.1.1, status=bounced (550 5.1.1 no)"
        for number in range(1, 6)
    ]
    log = tmp_path / "loki.json"
    log.write_text(
        "\n".join(
            json.dumps({"data": {"result": [{"values": [["1", line] for line in some]}]}}, indent=1)
            for some in (lines[:3], lines[3:])
        )
    )
    found, _, intake = read(log)
    assert [(item.file, item.recipient) for item in found if isinstance(item, Reply)] == [
        (f"{log}:{number}", f"kai{number}@example.net") for number in range(1, 6)
    ]
    assert intake.log_lines == 5


def test_standard_input_is_read_to_its_end() -> None:
    class Pipe:
        left = MAIL + b"x" * (9 << 20)

        def read(self, size: int) -> bytes:
            given, self.left = self.left[:size], self.left[size:]
            return given

    from datetime import UTC, datetime

    from repcheck.readers.formats import ReadRequest, read_items
    from repcheck.readers.tally import IntakeTally

    pipe: Any = Pipe()
    warnings: list[str] = []
    request = ReadRequest(now=datetime(2026, 11, 16, tzinfo=UTC))
    (_,) = read_items(["-"], request, IntakeTally(warnings.append), pipe)
    assert pipe.left == b""
    assert warnings == ["-: larger than 4 MiB, only its head was read"]


def test_the_year_of_a_log_is_that_of_its_file(tmp_path: Path) -> None:
    import os

    file = tmp_path / "x"
    file.write_bytes(BOUNCED)
    assert [item.time for item in read(file).items if isinstance(item, Reply)] == ["2026-11-16T09:00:06Z"]
    os.utime(file, (1_700_200_000, 1_700_200_000))  # 2023-11-17
    assert [item.time for item in read(file).items if isinstance(item, Reply)] == ["2023-11-16T09:00:06Z"]


def test_hostile_logs_are_told_once_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x"
    long = b"Nov 16 09:00:05 mta1 postfix/smtp[811]: " + b"x" * (2 << 20) + b"\n"
    file.write_bytes(LOG + long + b"\0" * (1 << 20) + BOUNCED + long + BOUNCED)
    items, warnings, _ = read(file)
    assert len(items) == 3
    assert warnings == [f"{file}:4: a line that is too long was cut"]


def test_a_directory_that_may_not_be_read_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    (tmp_path / "locked").mkdir()
    (tmp_path / "x.eml").write_bytes(MAIL)
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = read(tmp_path)
    assert (found.intake.mails, found.intake.unreadable) == (1, 1)
    assert found.warnings == [f"{tmp_path / 'locked'}: permission denied, skipped"]
    with pytest.raises(UnreadableFile, match="permission denied"):
        read(tmp_path / "locked")


TEXTS = st.lists(
    st.sampled_from(
        [
            MAIL, LOG, b"From a Mon Nov 16 09:00:00 2026\n", b"\n\n", b"\r", b"\0" * 9, b'{"event": "bounce"',
            b"}", b"[", b'"', b"\\", b"mandrill_events=%5B%7B", b"\xef\xbb\xbf", b"\xff\xfe", b"type,rcpt\n",
            b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"@400000006919939a0a1b2c3d ",
        ]
    )
    | st.binary(max_size=60),
    max_size=30,
).map(b"".join)  # fmt: skip


@settings(max_examples=examples(400))
@given(TEXTS, st.sampled_from([None, *KINDS]))
def test_no_bytes_are_too_strange(text: bytes, kind: str | None) -> None:
    try:
        found = read("-", stdin=text, kind=kind)
    except UnreadableFile as error:
        if "is packed with" not in error.what:  # the library for it is not installed: told in one line
            raise
        return
    assert found.intake.files + found.intake.unreadable <= 1
    assert found.intake.files or found.items == []


TABLE = (
    "email,event,reason\r\n"
    'kai@example.net,bounce,"550-5.1.1 no\r\n550 5.1.1 such user"\r\n'
    "mia@example.net,delivered,\r\n"
    "bo@example.net,opened,\r\n"
    "al@example.net,bounce,554 5.7.1 Unzustellbar f\xfcr Sie\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_a_table_is_read_row_by_row(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(TABLE.encode(encoding))
    items, warnings, intake = read(file)
    assert recipients(items) == ["kai@example.net", "al@example.net"]
    assert [item.file for item in items if isinstance(item, Reply)] == [f"{file}:2", f"{file}:6"]
    assert warnings == []
    assert intake == Intake(files=1, replies=3, sent=3)


def test_a_table_of_an_export_that_is_not_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "trace.csv"
    file.write_text(
        "origin_timestamp_utc,sender_address,recipient_address,status,error\n"
        "2026-11-16T09:00:00Z,a@example.com,kai@example.net,Failed,550 5.1.1 no such user\n"
    )
    with pytest.raises(UnreadableFile, match="looks like a message trace of Microsoft 365"):
        read(file)


def test_a_forced_table_without_refusals_is_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("email,name\nkai@example.net,Kai\n")
    items, warnings, _ = read(file, kind="table")
    assert items == []
    assert warnings == [f"{file}: no row in it has an address and a reply with a code, skipped"]


@pytest.mark.parametrize(
    "document",
    [
        '[{"created":1795700000,"email":"kai@example.net","reason":"550 5.1.1 no such user"}]',
        '{"items":[{"address":"kai@example.net","code":"550","error":"5.1.1 no such user"}],"paging":{}}',
        '{"rcpt":"kai@example.net","event":"bounce","message":"550 5.1.1 no such user"}\n{"event":"open"}\n',
    ],
)
def test_a_table_may_be_json(tmp_path: Path, document: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(document)
    (item,), warnings, intake = read(file)
    assert isinstance(item, Reply)
    assert (item.file, item.recipient) == (f"{file}#1", "kai@example.net")
    assert item.diagnostic == "550 5.1.1 no such user"
    assert warnings == []
    assert intake == Intake(files=1, replies=1)  # how many were sent is not known


@pytest.mark.parametrize(
    "document", ['{"email":"kai@example.net","message":"hello"}', '[{"a":1}]', '{"a":["@"]}']
)
def test_other_json_is_not_a_table(tmp_path: Path, document: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(document)
    with pytest.raises(UnreadableFile, match="no mail, log, event or reply in it"):
        read(file)


def test_a_table_among_mails_is_named_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    file = tmp_path / "truth.jsonl"
    file.write_text('{"recipient": "kai@example.net", "reply_code": "550", "reason": "userunknown"}\n')
    items, warnings, intake = read(tmp_path)
    assert [type(item) for item in items] == [Mail]
    assert warnings == [f"{file}: a table of bounces, which is read where it is named, skipped"]
    assert intake == Intake(files=1, mails=1, unreadable=1)
