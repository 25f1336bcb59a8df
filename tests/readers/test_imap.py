"""Mailboxes on an IMAP server: nothing is changed there, and the password goes nowhere else."""

import socket
import sys
import traceback
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from repcheck.errors import BadInput, BadOption, Unreachable
from repcheck.model.secret import Secret
from repcheck.readers.mail import MAX_MAIL, Mail
from repcheck.readers.server import imap
from repcheck.readers.server.imap import Mailbox, mails_of, parse_mailbox
from repcheck.readers.server.wire import TooMuch, Wire
from tests.support.tables import each

from .imap_server import CERTIFICATE, NAME, PASSWORD, USER, ImapServer, imap_server

pytest.importorskip("imapclient", reason="IMAPClient is not installed: repcheck[imap]")

MAILS = {7: b"From: a@example.com\r\n\r\none\r\n", 9: b"From: b@example.com\r\n\r\ntwo\r\n"}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name in the certificate leads to loopback, and the certificate is trusted."""
    real = socket.getaddrinfo

    def look_up(host: Any, *more: Any, **options: Any) -> Any:
        return real("127.0.0.1" if host == NAME else host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def mailbox_of(server: ImapServer) -> Mailbox:
    return parse_mailbox(f"imaps://{USER.replace('@', '%40')}@{NAME}:{server.port}/INBOX")


def fetched(
    server: ImapServer, *, scheme: str = "imaps", host: str = NAME, folder: str = "", password: str = PASSWORD
) -> tuple[list[Mail], list[str]]:
    warnings: list[str] = []
    url = f"{scheme}://{USER.replace('@', '%40')}@{host}:{server.port}{folder}"
    return list(mails_of(parse_mailbox(url), Secret(password), warnings.append)), warnings


def test_all_mails_in_order_and_nothing_is_marked() -> None:
    with imap_server(MAILS) as server:
        mails, warnings = fetched(server)
    assert [mail.raw for mail in mails] == list(MAILS.values())
    assert mails[0].file == f"imaps://{USER}@{NAME}:{server.port}/INBOX#7"
    assert warnings == []
    assert server.told == server.encrypted
    words = {command.split(b" ")[0] for command in server.told}
    assert words <= {b"CAPABILITY", b"LOGIN", b"EXAMINE", b"UID", b"LOGOUT"}
    assert all(b"PEEK" in command for command in server.told if b"BODY" in command)


def test_an_empty_mailbox() -> None:
    with imap_server({}) as server:
        assert fetched(server, folder="/INBOX") == ([], [])


def test_large_mails_are_cut_and_fetched_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_BYTES_AT_ONCE", 100)
    monkeypatch.setattr(imap, "_SIZES_AT_ONCE", 2)
    many = dict.fromkeys(range(1, 6), b"From: a@example.com\r\n\r\n" + b"x" * 20)
    many[3] = b"From: a@example.com\r\n\r\n" + b"y" * MAX_MAIL
    with imap_server(many) as server:
        mails, warnings = fetched(server)
    assert [mail.raw for mail in mails] == [raw[:MAX_MAIL] for raw in many.values()]
    assert len(warnings) == 1
    assert warnings[0].endswith("INBOX#3: larger than 4 MiB, only its head was read")
    assert sum(b"BODY" in command for command in server.told) == 4


def test_without_tls_only_on_loopback() -> None:
    with imap_server(MAILS, tls=False) as server:
        assert len(fetched(server, scheme="imap", host="127.0.0.1")[0]) == 2
        assert b"STARTTLS" not in server.told


def test_elsewhere_tls_is_begun_before_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_is_loopback", lambda client: False)
    with imap_server(MAILS, tls=False) as server:
        assert len(fetched(server, scheme="imap")[0]) == 2
    assert [command.split(b" ")[0] for command in server.encrypted if b"LOGIN" in command] == [b"LOGIN"]
    with imap_server(MAILS, tls=False, offers="IDLE") as server:
        assert "offers no TLS" in failure(server, scheme="imap")
    assert not any(b"LOGIN" in command for command in server.told)


def failure(server: ImapServer, **how: Any) -> str:
    with pytest.raises(Unreachable) as caught:
        fetched(server, **how)
    shown = "".join(traceback.format_exception(caught.value))
    assert "wrong word" not in shown
    assert PASSWORD not in shown
    return str(caught.value)


def test_a_wrong_password_is_told_and_not_shown() -> None:
    with imap_server(MAILS) as server:
        assert "refuses this user or password" in failure(server, password="wrong word")


def test_a_certificate_of_another_name_or_maker(monkeypatch: pytest.MonkeyPatch) -> None:
    with imap_server(MAILS) as server:
        assert "its certificate is not valid: " in failure(server, host="127.0.0.1")
        monkeypatch.delenv("SSL_CERT_FILE")
        assert "its certificate is not valid: " in failure(server)
    assert server.told == []


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


HOSTILE: dict[str, tuple[bytes, bytes | Iterator[bytes], str]] = {
    "a literal of 2 GB": (
        b"UID FETCH",
        b"* 1 FETCH (UID 7 BODY[]<0> {2000000000}\r\nx",
        "2,000,000,000 octets at once",
    ),
    "a literal without end": (b"GREETING", b"* OK {99999999999999999999}\r\n", "octets at once"),
    "lines without end": (b"LOGIN", endless(b"* OK wait\r\n" * 1000), "too many lines"),
    "a line without end": (b"LOGIN", endless(b"* OK " + b"x" * 60_000), "too long"),
    "a greeting without end": (b"GREETING", endless(b"x" * 60_000), "too long"),
    "large lines": (b"UID SEARCH", endless(b"* OK " + b"x" * 60_000 + b"\r\n"), "too large"),
    "no numbers": (b"UID SEARCH", b"* SEARCH a b\r\nTAG OK done\r\n", "cannot be read"),
    "brackets": (b"UID FETCH", b"* 1 FETCH " + b"(" * 5000 + b"\r\nTAG OK done\r\n", "cannot be read"),
    "negative literal": (b"UID FETCH", b"* 1 FETCH (UID 7 X {-5}\r\n)\r\nTAG BAD no\r\n", "cannot be read"),
    "no IMAP": (b"GREETING", b"HTTP/1.1 200 OK\r\n\r\n", "cannot be read"),
}


@each("name", HOSTILE)
def test_what_a_server_sends_is_bounded_and_ends_in_one_line(name: str) -> None:
    command, said, why = HOSTILE[name]
    with imap_server(MAILS) as server:
        server.instead[command] = said
        assert why in failure(server)


@each("command", [b"LOGIN", b"EXAMINE", b"UID SEARCH"])
def test_what_a_server_says_holds_no_escapes(command: bytes) -> None:
    with imap_server(MAILS) as server:
        server.instead[command] = b"TAG NO \x1b]0;evil\x07\x1b[31m\xe2\x80\xaeno\x9b1m\r\n"
        said = failure(server)
    assert said.isprintable()


def test_a_server_that_drips_is_not_waited_for() -> None:
    """Some of the answer always comes in time; the clock, which goes on at each look here, ends it."""
    ticks = count(0, 100)
    with imap_server(MAILS) as server:
        server.instead[b"UID SEARCH"] = endless(b"* OK\r\n")

        def clock() -> float:
            searched = any(command.startswith(b"UID SEARCH") for command in server.told)
            return float(next(ticks)) if searched else 0.0

        with pytest.raises(Unreachable, match="took longer than 600 seconds"):
            list(
                mails_of(
                    mailbox_of(server),
                    Secret(PASSWORD),
                    pytest.fail,
                    Wire(monotonic=clock),
                )
            )


def shaken(monkeypatch: pytest.MonkeyPatch, wire: Wire) -> str:
    """What is said of a server that takes the connection and never says a word."""
    monkeypatch.setattr("repcheck.readers.server.wire._SLICE", 0.001)
    with socket.create_server(("127.0.0.1", 0)) as server:
        mailbox = parse_mailbox(f"imaps://u@{NAME}:{server.getsockname()[1]}/INBOX")
        with pytest.raises(Unreachable) as caught:
            list(mails_of(mailbox, Secret(PASSWORD), pytest.fail, wire))
    return str(caught.value)


def test_all_of_tls_and_log_in_has_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count(step=7)
    said = shaken(monkeypatch, Wire(monotonic=lambda: float(next(ticks))))
    assert said.endswith("cannot be read: its answer took longer than 120 seconds")
    assert next(ticks) < 7 * 30


def test_the_end_of_the_run_ends_the_handshake(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = count()
    said = shaken(monkeypatch, Wire(ended=lambda: next(looks) > 3))
    assert said.endswith("cannot be read: the run has ended")


def test_what_drips_before_the_log_in_has_no_new_deadline_for_each_answer() -> None:
    now = [0.0]
    wire = Wire(monotonic=lambda: now[0])
    wire.begin()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(12):
            theirs.sendall(b"* still here\r\n")
            assert wire.line(ours) == b"* still here\r\n"
            now[0] += 10
        now[0] += 1
        theirs.sendall(b"* still here\r\n")
        with pytest.raises(TooMuch, match="longer than 120 seconds"):
            wire.line(ours)


def test_the_end_of_the_run_ends_the_wait() -> None:
    with imap_server(MAILS) as server:
        server.instead[b"UID SEARCH"] = b""  # and nothing more
        wire = Wire(ended=lambda: any(command.startswith(b"UID SEARCH") for command in server.told))
        with pytest.raises(Unreachable, match="the run has ended"):
            list(mails_of(mailbox_of(server), Secret(PASSWORD), pytest.fail, wire))


def test_mails_that_are_gone_meanwhile_are_counted() -> None:
    with imap_server(MAILS) as server:
        server.instead[b"UID SEARCH"] = b"* SEARCH 7 8 9 9\r\nTAG OK done\r\n"
        mails, warnings = fetched(server)
    assert len(mails) == 2
    (warning,) = warnings
    assert warning.endswith("1 of 3 mails were removed while it was read, or are empty")


def test_what_the_server_refuses() -> None:
    with imap_server(MAILS) as server:
        assert "there is no such mailbox" in failure(server, folder="/Elsewhere")
        port = server.port
    mailbox = parse_mailbox(f"imap://a@127.0.0.1:{port}/INBOX")
    with pytest.raises(Unreachable, match="cannot be read: connection refused"):
        list(mails_of(mailbox, Secret("x"), pytest.fail))


@each(
    "url, said",
    [
        ("imaps://kai:hunter2@mail.example.com/", r"a password does not belong there, set \$REPCHECK_IMAP"),
        ("imaps://mail.example.com/INBOX", "is not an address of a mailbox"),
        ("imaps://kai@/INBOX", "is not an address of a mailbox"),
        ("imaps://kai@mail.example.com:x/INBOX", "is not an address of a mailbox"),
        ("imaps://kai@[::1/INBOX", "is not an address of a mailbox"),
        ("imaps://kai@mail.example.com/INBOX?x", "is not an address of a mailbox"),
    ],
)
def test_addresses_that_are_none(url: str, said: str) -> None:
    with pytest.raises(BadOption, match=said) as caught:
        parse_mailbox(url)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox = parse_mailbox("imaps://kai@mail.example.com")
    with pytest.raises(BadInput, match=r"set \$REPCHECK_IMAP_PASSWORD"):
        next(mails_of(mailbox, None, pytest.fail))
    monkeypatch.setitem(sys.modules, "imapclient", None)
    with pytest.raises(BadInput, match=r"pip install 'repcheck\[imap\]'"):
        next(mails_of(mailbox, Secret("x"), pytest.fail))
