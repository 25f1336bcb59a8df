"""Two Postfix on loopback: one that sends, one that refuses; and what the first says of it, both ways."""

import os
import platform
import pwd
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from .servers import DidNotStartError, free_port, program, running_rbldnsd, running_unbound

START_SECONDS = 300.0
STOP_SECONDS = 10.0
BOUNCE_SECONDS = 35.0
LISTING = "made up for a test"
SENDER = "news@example.com"
#: Bytes: a mail that the sending side takes, and the receiving side does not.
LARGE_MAIL, RECEIVER_LIMIT, SENDER_LIMIT = 8_000, 5_000, 20_000

_COMMON = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
mydestination =
inet_protocols = ipv4
inet_interfaces = loopback-only
smtputf8_enable = no
alias_maps =
alias_database =
local_recipient_maps =
smtpd_peername_lookup = no
smtpd_tls_security_level = none
smtp_tls_security_level = none
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
"""
# A warning at once, another try after three seconds, the end at the third. Not sooner: where the last try has
# not let go of the mail yet, Postfix leaves it alone for five minutes.
_SENDER = """\
myhostname = mta1.example.com
mynetworks = 127.0.0.0/8
smtp_bind_address = {net}.25
virtual_mailbox_domains = example.com
virtual_mailbox_maps = inline:{{ {{ news@example.com = news/ }}, {{ full@example.com = full }} }}
virtual_mailbox_limit = {limit}
message_size_limit = {limit}
transport_maps = inline:{{
  {{ corp.example.net = smtp:[{net}.2]:{plain} }},
  {{ elsewhere.example = smtp:[{net}.2]:{plain} }},
  {{ small.example.net = smtp:[{net}.2]:{small} }},
  {{ listed.example.net = smtp:[{net}.2]:{listed} }},
  {{ early.example.net = smtp:[{net}.2]:{early} }},
  {{ closed.example.net = smtp:[{net}.2]:{closed} }} }}
delay_warning_time = 1s
queue_run_delay = 3s
minimal_backoff_time = 3s
maximal_backoff_time = 3s
maximal_queue_lifetime = 5s
"""
_RECEIVER = """\
myhostname = mx.example.net
mynetworks = 192.0.2.0/24
smtpd_relay_restrictions = reject_unauth_destination
virtual_mailbox_domains = corp.example.net, small.example.net, listed.example.net
virtual_mailbox_maps = inline:{{
  {{ kai@corp.example.net = kai/ }},
  {{ kai@small.example.net = kai/ }},
  {{ kai@listed.example.net = kai/ }} }}
"""
_SENDER_SERVICES = "{net}.1:{sender} inet n - n - - smtpd\n"
_RECEIVER_SERVICES = f"""\
{{net}}.2:{{plain}} inet n - n - - smtpd
{{net}}.2:{{small}} inet n - n - - smtpd -o message_size_limit={RECEIVER_LIMIT}
{{net}}.2:{{listed}} inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,bl.example
{{net}}.2:{{early}} inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,bl.example
 -o smtpd_delay_reject=no
"""
_SERVICES = """\
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
error     unix  - - n - - error
retry     unix  - - n - - error
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


T = TypeVar("T")


class Outcome(NamedTuple):
    """What the sending Postfix made of its mails: its log, and the reports that it wrote, oldest first.

    ``refusals`` is the log of the one that refused them.
    """

    log: bytes
    reports: list[bytes]
    refusals: bytes


class Ports(NamedTuple):
    """Of the two sides. ``early`` refuses instead of a greeting; nobody is behind ``closed``."""

    sender: int
    plain: int
    small: int
    listed: int
    early: int
    closed: int


def _require_root() -> None:
    """Only root can start Postfix, and only Linux has all of 127.0.0.0/8 on loopback."""
    if os.getuid() == 0 and platform.system() == "Linux":
        return
    message = "Postfix is started by root on Linux only"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@contextmanager
def sending_side() -> Iterator[Callable[[dict[str, int], int], Outcome]]:
    """A function that sends a mail of so many bytes to each recipient, and waits for so many reports.

    The receiving side asks a real rbldnsd about its clients, through unbound: what runs in a chroot reads the
    resolv.conf of there, so nothing of this machine's is touched.
    """
    _require_root()
    program("postfix")
    # Always as long: reports of it are compared line by line.
    net = f"127.{100 + os.getpid() % 100}.{100 + os.getpid() // 100 % 100}"

    ask = "2.0.0.127.bl.example"

    def zones(folder: Path) -> list[str]:
        (folder / "zone").write_text(f":127.0.0.2:{LISTING}\n127.0.0.2\n{net}.25\n", encoding="ascii")
        return [f"bl.example:ip4set:{folder}/zone"]

    with (
        tempfile.TemporaryDirectory(prefix="repcheck-postfix-") as name,
        tempfile.TemporaryDirectory(prefix="repcheck-unbound-") as resolving,
        running_rbldnsd(zones, ask) as lists,
        running_unbound(lists, Path(resolving), ("bl.example",), ask, host=f"{net}.53", port=53),
        _ports(net) as ports,
    ):
        folder = Path(name)
        folder.chmod(0o755)  # Postfix drops root before it reads
        receiver, sender = folder / "receiver", folder / "sender"
        (receiver / "queue/etc").mkdir(parents=True)
        (receiver / "queue/etc/resolv.conf").write_text(f"nameserver {net}.53\n", encoding="ascii")
        (sender / "mail").mkdir(parents=True)
        (sender / "mail/full").write_bytes(b"\n" * (SENDER_LIMIT - 100))
        values = {"net": net, "limit": SENDER_LIMIT, **ports._asdict()}
        with (
            _running(receiver, _RECEIVER.format(**values), _RECEIVER_SERVICES.format(**values)),
            _running(sender, _SENDER.format(**values), _SENDER_SERVICES.format(**values)),
        ):
            for host, port in ((f"{net}.1", ports.sender), *((f"{net}.2", port) for port in ports[1:5])):
                _poll(partial(_greets, host, port), START_SECONDS, f"no greeting from {host}:{port}")

            def send(mails: dict[str, int], reports: int) -> Outcome:
                with smtplib.SMTP(f"{net}.1", ports.sender, timeout=START_SECONDS) as client:
                    for recipient, size in mails.items():
                        client.sendmail(SENDER, [recipient], _mail(recipient, size))
                return _poll(
                    partial(_outcome, sender, receiver, reports), BOUNCE_SECONDS, "not all reports came"
                )

            yield send


@contextmanager
def _ports(net: str) -> Iterator[Ports]:
    """Ports that are free now; the one of nobody is kept, so that nobody else takes it."""
    with socket.socket() as closed:
        closed.bind((f"{net}.2", 0))
        yield Ports(free_port(), free_port(), free_port(), free_port(), free_port(), closed.getsockname()[1])


@contextmanager
def _running(folder: Path, main: str, services: str) -> Iterator[None]:
    """One Postfix with its own configuration, queue and log; all its processes end with it."""
    postfix = pwd.getpwnam("postfix").pw_uid
    for name in ("etc", "queue", "data", "mail"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for owned in (folder / "data", folder / "mail", *(folder / "mail").iterdir()):
        os.chown(owned, postfix, -1)
    common = _COMMON.format(folder=folder, owner=postfix)
    (folder / "etc/main.cf").write_text(common + main, encoding="ascii")
    (folder / "etc/master.cf").write_text(services + _SERVICES, encoding="ascii")
    command = [program("postfix"), "-c", str(folder / "etc")]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [*command, "start-fg"], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        yield
    except DidNotStartError as error:
        texts = [
            file.read_text(errors="replace") for file in (folder / "said", _log(folder)) if file.exists()
        ]
        raise DidNotStartError(f"{error}\n{folder.name}:\n" + "".join(texts)) from error
    finally:
        subprocess.run([*command, "abort"], capture_output=True, check=False)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)


def _log(folder: Path) -> Path:
    return folder / "mail.log"


def _outcome(sender: Path, receiver: Path, reports: int) -> Outcome | None:
    """All that is known when so many reports are there; None until then."""
    files = sorted((sender / "mail/news/new").glob("*"), key=lambda file: file.stat().st_mtime_ns)
    if len(files) < reports:
        return None
    return Outcome(
        _log(sender).read_bytes(), [file.read_bytes() for file in files], _log(receiver).read_bytes()
    )


def _greets(host: str, port: int) -> bool | None:
    try:
        with socket.create_connection((host, port), timeout=5) as client:
            return client.recv(3) == b"220" or None
    except OSError:
        return None


def _mail(recipient: str, size: int) -> str:
    head = f"From: <{SENDER}>\nTo: <{recipient}>\nSubject: news\nMessage-ID: <{size}.{recipient}>\n\n"
    return head + ("x" * 70 + "\n") * ((size - len(head)) // 71)


def _poll(ask: Callable[[], T | None], seconds: float, otherwise: str) -> T:
    """What ``ask`` gives as soon as it is not None."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ask()
        if found is not None:
            return found
        time.sleep(0.05)
    raise DidNotStartError(f"{otherwise} within {seconds:.0f} s")
