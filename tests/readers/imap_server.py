"""A mailbox on a small IMAP server on loopback (RFC 9051), which writes down what it is told."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.patience import PATIENCE

CERTIFICATE = Path(__file__).parents[1] / "http" / "mta-sts.pem"
KEY = CERTIFICATE.with_name("mta-sts.key.pem")
#: The name in the certificate.
NAME = "mta-sts.example.com"
USER, PASSWORD = "bounces@example.com", 'se"cret word'

_FETCH = re.compile(rb"UID FETCH ([\d,:]+) \((RFC822\.SIZE|BODY\.PEEK\[\]<0\.(\d+)>)\)")


class ImapServer(socketserver.ThreadingTCPServer):
    """``mails`` by UID; ``told`` are the commands that came, without their tags.

    ``instead``  what is sent in place of the greeting, or of the answer to a command
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, mails: Mapping[int, bytes], *, tls: bool, offers: str) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails = mails
        self.tls = tls
        self.offers = offers
        self.instead: dict[bytes, bytes | Iterator[bytes]] = {}
        self.told: list[bytes] = []
        self.encrypted: list[bytes] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(CERTIFICATE, KEY)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def imap_server(
    mails: Mapping[int, bytes], *, tls: bool = True, offers: str = "STARTTLS"
) -> Iterator[ImapServer]:
    server = ImapServer(mails, tls=tls, offers=offers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Conversation(socketserver.BaseRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self.secure = False
        self.request.settimeout(PATIENCE)
        try:
            if self.server.tls:
                self._encrypt()
            else:
                self.lines = self.request.makefile("rb")
            self._talk()
        except OSError:
            pass  # the client did not like the certificate
        finally:
            self.request.close()

    def _encrypt(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.lines = self.request.makefile("rb")
        self.secure = True

    def _talk(self) -> None:
        if not self._say_instead(b"GREETING"):
            self._say(b"* OK ready")
        while line := self.lines.readline():
            tag, _, command = line.strip().partition(b" ")
            self.server.told.append(command)
            if self.secure:
                self.server.encrypted.append(command)
            word = command.split(b" ")[0].upper()
            if word == b"STARTTLS":
                self._say(tag + b" OK go on")
                self.lines.close()
                self._encrypt()
                continue
            answered = b" ".join(command.split(b" ")[:2] if word == b"UID" else [word])
            if self._say_instead(answered, tag):
                continue
            self._say(tag + b" " + self._answer(word, command))
            if word == b"LOGOUT":
                return

    def _answer(self, word: bytes, command: bytes) -> bytes:
        if word == b"CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1 " + self.server.offers.encode())
        elif word == b"LOGIN":
            said = command.decode().partition(" ")[2].replace('\\"', "'")
            if said.replace('"', "") != f"{USER} {PASSWORD}".replace('"', "'"):
                return b"NO not with " + command
        elif word in (b"EXAMINE", b"SELECT"):
            if b"INBOX" not in command:
                return b"NO there is no such mailbox \x1b[31m"
            self._say(b"* %d EXISTS" % len(self.server.mails))
        elif command.startswith(b"UID SEARCH"):
            self._say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in self.server.mails))
        elif match := _FETCH.match(command):
            self._fetch(match)
        return b"OK done"

    def _fetch(self, match: re.Match[bytes]) -> None:
        for number, (uid, raw) in enumerate(self.server.mails.items(), 1):
            if not _holds(match[1], uid):
                continue
            if match[3] is None:
                self._say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, uid, len(raw)))
                continue
            part = raw[: int(match[3])]
            self._say(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%b)" % (number, uid, len(part), part))

    def _say_instead(self, what: bytes, tag: bytes = b"*") -> bool:
        """What the test wants said in place of an answer; "TAG" stands for the command's tag."""
        said = self.server.instead.get(what)
        if said is None:
            return False
        for piece in (said,) if isinstance(said, bytes) else said:
            self.request.sendall(piece.replace(b"TAG", tag))
        return True

    def _say(self, line: bytes) -> None:
        self.request.sendall(line + b"\r\n")


def _holds(uids: bytes, uid: int) -> bool:
    for part in uids.split(b","):
        first, _, last = part.partition(b":")
        if int(first) <= uid <= int(last or first):
            return True
    return False
