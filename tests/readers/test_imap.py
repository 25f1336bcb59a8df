"""Mailboxes on an IMAP server: nothing is changed there, and the password goes nowhere else."""

import socket
import sys
import traceback
from typing import Any

import pytest

from repcheck.errors import BadInput, BadOption, Unreachable
from repcheck.model.secret import Secret
from repcheck.readers import imap
from repcheck.readers.imap import mails_of, parse_mailbox
from repcheck.readers.mail import MAX_MAIL, Mail

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


def test_what_the_server_refuses() -> None:
    with imap_server(MAILS) as server:
        assert "there is no such mailbox" in failure(server, folder="/Elsewhere")
        port = server.port
    mailbox = parse_mailbox(f"imap://a@127.0.0.1:{port}/INBOX")
    with pytest.raises(Unreachable, match="cannot be read: connection refused"):
        list(mails_of(mailbox, Secret("x"), pytest.fail))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("imaps://kai:hunter2@mail.example.com/", r"a password does not belong there, set \$REPCHECK_IMAP"),
        ("imaps://mail.example.com/INBOX", "is no address of a mailbox"),
        ("imaps://kai@/INBOX", "is no address of a mailbox"),
        ("imaps://kai@mail.example.com:x/INBOX", "is no address of a mailbox"),
        ("imaps://kai@[::1/INBOX", "is no address of a mailbox"),
        ("imaps://kai@mail.example.com/INBOX?x", "is no address of a mailbox"),
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
