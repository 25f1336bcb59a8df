"""The addresses through which mail about listings leaves: a listing of one of them may keep it back."""

import socket
from collections.abc import Callable, Collection, Sequence

import msgspec

from repcheck.model.watch.watching import AlertPlan, Email, Sendmail, Stdout

#: The addresses of a host by its name; none when it has none or cannot be looked up.
Addresses = Callable[[str], Collection[str]]

_HERE = ("127.0.0.1", "::1", "localhost")

#: What to do about it.
REMEDY = "Give a second way: another server, a webhook, a chat, ping: fail"


class MailWay(msgspec.Struct, frozen=True):
    """``host`` takes the mail of the alert with this id, which leaves through one of ``addresses``."""

    alert: str
    host: str
    addresses: frozenset[str]


def mail_ways(
    alerts: Sequence[AlertPlan], addresses: Addresses, own: Callable[[], Collection[str]], *, pings: bool
) -> tuple[MailWay, ...]:
    """The ways out by mail, when there is nothing else to report what mail does not; none otherwise.

    ``addresses``  looks up the host of ``smtp``; ``own`` gives addresses that this machine sends from
    ``pings``      a dead-man switch hears of failures
    """
    others = [each for each in alerts if not isinstance(each.sink, Email | Sendmail | Stdout)]
    if others or pings:
        return ()
    found = []
    for alert in alerts:
        if isinstance(alert.sink, Email | Sendmail):
            host = alert.sink.host if isinstance(alert.sink, Email) else _HERE[0]
            sends = frozenset(own()) if host in _HERE else frozenset((host, *addresses(host)))
            found.append(MailWay(alert.id, host, sends))
    return tuple(found)


def host_addresses(host: str) -> Collection[str]:
    """As the system's resolver finds them."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return {str(each[4][0]) for each in found}


def own_addresses() -> Collection[str]:
    """Addresses that packets to the outside would have. Nothing is sent: a socket only gets a goal."""
    found = set()
    for family, goal in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((goal, 9))
                found.add(str(probe.getsockname()[0]))
        except OSError:
            continue  # this machine has no address of that family
    return found
