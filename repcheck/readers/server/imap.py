"""Mails out of a mailbox on an IMAP server, which is left as it was: nothing is marked as seen.

The mailbox is opened read-only (EXAMINE, RFC 9051 section 6.3.3), and of each mail its first bytes
are fetched without a mark (BODY.PEEK[]<0.n>, section 6.4.5).
"""

import importlib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from repcheck.errors import BadOption, Unreachable
from repcheck.files import reason
from repcheck.model.secret import Secret
from repcheck.readers.mail import MAX_MAIL, Mail, cut_warning
from repcheck.readers.places import PASSWORD
from repcheck.readers.server.wire import SILENCE, TooMuch, Wire, bounded_client, patient_context
from repcheck.readers.stream import Warn

#: Sizes are asked for this many mails at once; mails are fetched up to this many bytes at once.
_SIZES_AT_ONCE = 500
_BYTES_AT_ONCE = 8 * 1024 * 1024
_TLS, _PLAIN = "imaps", "imap"
_FETCHED = f"BODY.PEEK[]<0.{MAX_MAIL}>"
_GOT = b"BODY[]<0>"


class Mailbox(msgspec.Struct, frozen=True):
    """Where a mailbox lies. ``port``: None is the usual one. ``tls``: from the first byte on (RFC 8314)."""

    user: str
    host: str
    port: int | None
    folder: str
    tls: bool

    def __str__(self) -> str:
        port = "" if self.port is None else f":{self.port}"
        return f"{_TLS if self.tls else _PLAIN}://{self.user}@{self.host}{port}/{self.folder}"


def parse_mailbox(url: str) -> Mailbox:
    """``imaps://user@host[:port]/FOLDER``; a folder that is left out is INBOX. Raises BadOption."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadOption("is not an address of a mailbox: imaps://USER@HOST/FOLDER", "imaps://...") from None
    shown = f"{parts.scheme}://...{parts.hostname or ''}"
    if parts.password is not None:
        raise BadOption(f"a password does not belong there, set ${PASSWORD}", shown)
    if not parts.hostname or not parts.username or parts.query or parts.fragment:
        raise BadOption("is not an address of a mailbox: imaps://USER@HOST/FOLDER", shown)
    folder = unquote(parts.path.removeprefix("/")) or "INBOX"
    return Mailbox(unquote(parts.username), _host(parts), port, folder, parts.scheme.lower() == _TLS)


def _host(parts: SplitResult) -> str:
    return parts.hostname or ""


def mails_of(
    mailbox: Mailbox, password: Secret | None, warn: Warn, wire: Wire | None = None
) -> Iterator[Mail]:
    """All mails of the mailbox, the oldest first, each cut at MAX_MAIL bytes.

    ``wire``  bounds what the server sends, and ends with the run; None: for a run that has no end

    Raises BadOption when there is no password or no library, Unreachable when the server cannot be
    reached, is not who it must be, or refuses.
    """
    if password is None:
        raise BadOption(f"set ${PASSWORD}", str(mailbox))
    library, wire = _library(mailbox), wire or Wire()
    with _explained(mailbox, library):
        client = _connected(mailbox, library, wire)
        try:
            _log_in(client, mailbox, password, library)
            wire.expect()
            client.select_folder(mailbox.folder, readonly=True)
            yield from _all(client, mailbox, warn, wire)
        except BaseException:
            with suppress(OSError):  # a server that misbehaved is not asked once more
                client.shutdown()
            raise
        wire.expect()
        with suppress(OSError, TooMuch, library.exceptions.IMAPClientError):
            client.logout()


def _library(mailbox: Mailbox) -> Any:
    try:
        return importlib.import_module("imapclient")
    except ModuleNotFoundError:
        raise BadOption("reading it needs: pip install 'repcheck[imap]'", str(mailbox)) from None


@contextmanager
def _explained(mailbox: Mailbox, library: Any) -> Iterator[None]:
    """What goes wrong with the server in one line; its own words are a stranger's, cleaned where shown."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"its certificate is not valid: {error.verify_message}", str(mailbox)) from error
    except OSError as error:
        said = "no answer in time" if isinstance(error, TimeoutError) else reason(error)
        raise Unreachable(f"cannot be read: {said}", str(mailbox)) from error
    except TooMuch as error:
        raise Unreachable(f"cannot be read: {error}", str(mailbox)) from error
    except library.exceptions.IMAPClientError as error:
        raise Unreachable(f"cannot be read: {_short(error)}", str(mailbox)) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # The library takes much on trust: what the server says may not be what it expects.
        raise Unreachable(
            "cannot be read: the server does not speak IMAP as it should", str(mailbox)
        ) from error


def _short(error: Exception) -> str:
    """A stranger's words on one line: no escapes, no marks that turn the direction of writing."""
    said = "".join(sign if sign.isprintable() else " " for sign in str(error)[:1000])
    return " ".join(said.split())[:200]


def _connected(mailbox: Mailbox, library: Any, wire: Wire) -> Any:
    context = patient_context(wire)
    wire.begin()
    client = bounded_client(library, wire)(
        mailbox.host, mailbox.port, ssl=mailbox.tls, ssl_context=context, timeout=SILENCE
    )
    if not mailbox.tls and not _is_loopback(client):
        # Without it the password would be everybody's (RFC 8314 section 3).
        if not client.has_capability("STARTTLS"):
            client.shutdown()
            raise Unreachable("the server offers no TLS, and the way to it is not safe", str(mailbox))
        client.starttls(context)
    return client


def _is_loopback(client: Any) -> bool:
    """By the address that was reached: names can lie."""
    return ip_address(client.socket().getpeername()[0]).is_loopback


def _log_in(client: Any, mailbox: Mailbox, password: Secret, library: Any) -> None:
    try:
        client.login(mailbox.user, password.reveal())
    except library.exceptions.LoginError:
        # Its words are left out, and the cause with them: they may hold what was sent.
        raise Unreachable("the server refuses this user or password", str(mailbox)) from None


def _all(client: Any, mailbox: Mailbox, warn: Warn, wire: Wire) -> Iterator[Mail]:
    wire.expect()
    uids, given = sorted(set(client.search("ALL"))), 0
    for at in range(0, len(uids), _SIZES_AT_ONCE):
        some = uids[at : at + _SIZES_AT_ONCE]
        wire.expect()
        sizes = {uid: found.get(b"RFC822.SIZE") for uid, found in client.fetch(some, ["RFC822.SIZE"]).items()}
        known = [(uid, size) for uid in some if isinstance(size := sizes.get(uid), int)]
        for group in _groups(known):
            wire.expect(sum(min(sizes[uid], MAX_MAIL) for uid in group))
            fetched = client.fetch(group, [_FETCHED])
            for uid in group:
                raw = fetched.get(uid, {}).get(_GOT)
                if not isinstance(raw, bytes) or not raw:
                    continue
                given += 1
                label = f"{mailbox}#{uid}"
                if sizes[uid] > MAX_MAIL:
                    warn(cut_warning(label))
                yield Mail(label, raw[:MAX_MAIL])
    if given < len(uids):
        missing = f"{len(uids) - given:,} of {len(uids):,} mails"
        warn(f"{mailbox}: {missing} were removed while it was read, or are empty")


def _groups(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """UIDs to fetch at once, so that their mails fit into memory."""
    group: list[int] = []
    room = _BYTES_AT_ONCE
    for uid, size in sizes:
        size = min(size, MAX_MAIL)  # noqa: PLW2901 - what will be fetched of it
        if group and size > room:
            yield group
            group, room = [], _BYTES_AT_ONCE
        group.append(uid)
        room -= size
    if group:
        yield group
