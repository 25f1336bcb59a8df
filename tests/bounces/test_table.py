"""Tables of bounces: each row is one outcome, whatever its columns are called and how it is quoted."""

import csv
import io
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.tables.table import Table, reply_of, rows_of, table_of
from tests.support.tables import each

REFUSED = "550 5.1.1 User unknown"


def read(text: str) -> list[Reply]:
    table = table_of(text)
    assert table is not None
    lines = enumerate(text.split("\n"), 1)
    found = (reply_of(table, row, f"t.csv:{number}") for number, row in rows_of(table, lines))
    return [reply for reply in found if reply is not None]


def told(text: str) -> list[tuple[str, str | None, str]]:
    return [(reply.file, reply.recipient, reply.diagnostic) for reply in read(text)]


@each(
    "text",
    [
        f"email,reason\nkai@example.net,{REFUSED}\n",
        f"status,reason,email,created\n5.1.1,{REFUSED},kai@example.net,1795700000\n",
        f'"Date","To","Error"\n"2026-11-27 10:00","kai@example.net","{REFUSED}"\n',
        f"E-Mail;Fehlermeldung\nkai@example.net;{REFUSED}\n",
        f"Recipient\tSMTP response\nKai <kai@example.net>\t{REFUSED}\n",
        "address,code,error\nkai@example.net,550,5.1.1 User unknown\n",
    ],
)
def test_columns_are_told_by_their_names(text: str) -> None:
    assert told(text) == [("t.csv:2", "kai@example.net", REFUSED)]


@each(
    "text",
    [
        f"kai@example.net,{REFUSED}\nmia@example.org,{REFUSED}\n",
        f"kai@example.net: {REFUSED}\nmia@example.org: {REFUSED}\n",
        f"<kai@example.net> {REFUSED}\n<mia@example.org> {REFUSED}\n",
        f"kai@example.net\t{REFUSED}\nmia@example.org\t{REFUSED}\n",
        f"7;kai@example.net;{REFUSED}\n8;mia@example.org;{REFUSED}\n",
    ],
)
def test_a_list_needs_no_header(text: str) -> None:
    assert told(text) == [("t.csv:1", "kai@example.net", REFUSED), ("t.csv:2", "mia@example.org", REFUSED)]


@each(
    "text",
    [
        "",
        "email,name\nkai@example.net,Kai\n",
        "email,result,reason\nkai@example.net,undeliverable,rejected_email\n",
        "email,message\nkai@example.net,Welcome to the year 2026\n",
        f"name,reason\nKai,{REFUSED}\n",
        f"kai@example.net: {REFUSED}\n",
        f"kai@example.net wrote:\nthe server said {REFUSED}\nand I do not know what that means\n",
        f"550-5.1.1 <kai@example.net> is not\n{REFUSED} <kai@example.net>\n",
        "A: to=<kai@example.net>, relay=none, dsn=4.4.1, status=deferred (time-out)\n" * 2,
    ],
)
def test_what_is_no_table_of_bounces(text: str) -> None:
    assert table_of(text) is None


def test_a_quoted_field_runs_over_lines_and_a_stray_quote_does_not() -> None:
    text = (
        "email,reason\n"
        'kai@example.net,"550-5.1.1 User\n550 5.1.1 ""unknown"", really"\n'
        f'"mia@example.org","{REFUSED}\n' + f"bo@example.net,{REFUSED}\n" * 80
    )
    found = told(text)
    assert found[0] == ("t.csv:2", "kai@example.net", '550-5.1.1 User "unknown", really')
    assert found[1] == ("t.csv:4", "mia@example.org", REFUSED)
    assert found[2:] == [(f"t.csv:{line}", "bo@example.net", REFUSED) for line in range(5, 85)]


def test_a_stray_quote_in_each_row_takes_no_row_with_it() -> None:
    text = "email,reason\n" + "".join(f'u{number}@example.net,"{REFUSED}\n' for number in range(5))
    assert told(text) == [(f"t.csv:{number + 2}", f"u{number}@example.net", REFUSED) for number in range(5)]


def test_what_an_export_says_of_a_row() -> None:
    text = (
        "email,event,error,ip,time\n"
        "kai@example.net,delivered,,192.0.2.10,2026-11-27 10:00\n"
        "mia@example.net,Deferred,451 4.7.1 Greylisted,192.0.2.10,2026-11-27T10:00:00+01:00\n"
        "bo@example.net,opened,,,\n"
        "al@example.net,Hard bounce,,,\n"
        "el@example.net,spam_report,,,\n"
        "ol@example.net,suppressed,,,\n"
    )
    kinds = {reply.recipient: reply.kind for reply in read(text)}
    assert kinds == {
        "kai@example.net": "delivered",
        "mia@example.net": "delayed",
        "al@example.net": "bounce",
        "el@example.net": "feedback",
        "ol@example.net": "bounce",
    }
    replies = {reply.recipient: reply for reply in read(text)}
    assert (replies["mia@example.net"].source_ip, replies["mia@example.net"].time) == (
        "192.0.2.10",
        "2026-11-27T09:00:00Z",
    )
    hint = replies["al@example.net"].hint
    assert hint is not None
    assert (hint.hard, hint.rule) == (True, "table hardbounce")
    assert replies["ol@example.net"].suppressed


@given(
    st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=8),
    st.sampled_from(",;\t"),
    st.booleans(),
)
def test_rows_that_were_written_as_csv_are_read_as_they_were(
    rows: list[list[str]], separator: str, quoted: bool
) -> None:
    rows = [["x", *(field.replace("\r", "").replace("\0", "") for field in row)] for row in rows]
    written = io.StringIO()
    all_quoted: Literal[0, 1] = 1 if quoted else 0
    csv.writer(written, delimiter=separator, quoting=all_quoted, lineterminator="\n").writerows(rows)
    table = Table(separator, {"address": 0, "reply": 1}, headed=False, width=4)
    found = [row for _, row in rows_of(table, iter(enumerate(written.getvalue().split("\n"), 1)))]
    assert [[field.strip() for field in row] for row in found] == [
        [field.strip() for field in row] for row in rows
    ]


@given(st.text(), st.sampled_from(",;\t"))
def test_no_text_raises_or_loses_a_line(text: str, separator: str) -> None:
    table_of(text)
    table = Table(separator, {"address": 0, "reply": 1}, headed=False)
    lines = text.split("\n")
    found = list(rows_of(table, iter(enumerate(lines, 1))))
    for number, row in found:
        reply_of(table, row, f"x:{number}")
    letters = "".join(filter(str.isalnum, "".join(field for _, row in found for field in row)))
    assert letters == "".join(filter(str.isalnum, text))
