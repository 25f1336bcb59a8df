"""Questions to the DNS and the answers, kept apart all the way to the output."""

import ipaddress
from collections.abc import Generator
from enum import StrEnum
from typing import Literal, TypeVar

import msgspec

RecordType = Literal["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SPF", "TXT"]
#: Types whose records are texts that their owner may write as he likes.
TEXT_TYPES: frozenset[RecordType] = frozenset({"SPF", "TXT"})


class Outcome(StrEnum):
    """How a question ended. Only NODATA and NXDOMAIN mean "not there" (RFC 2308)."""

    NOERROR = "noerror"
    NODATA = "nodata"
    NXDOMAIN = "nxdomain"
    SERVFAIL = "servfail"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    MALFORMED = "malformed"
    #: another RCODE (FORMERR, NOTIMP, NOTAUTH, ...)
    ERROR = "error"

    @property
    def absent(self) -> bool:
        """True when the DNS said that there is no such record."""
        return self is Outcome.NXDOMAIN or self is Outcome.NODATA

    @property
    def failed(self) -> bool:
        """True when nothing was learned: neither a record nor its absence."""
        return self is not Outcome.NOERROR and not self.absent


class Server(msgspec.Struct, frozen=True):
    """A name server's address; ``str()`` gives "192.0.2.53:53" or "[2001:db8::53]:53"."""

    host: str
    port: int = 53

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @classmethod
    def of(cls, text: str) -> "Server":
        """From ``192.0.2.53``, ``192.0.2.53:5353``, ``2001:db8::53`` or ``[2001:db8::53]:5353``.

        Raises ValueError for anything else, with a sentence that says why.
        """
        host, port = _host_and_port(text.strip())
        if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65_536):
            raise ValueError(f'"{text}": "{port}" is not a port (1 to 65535)')
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            what = "is not an address of a name server (HOST[:PORT], IPv6 in brackets)"
            raise ValueError(f'"{text}" {what}') from None
        return cls(str(address), 53 if port is None else int(port))


def _host_and_port(text: str) -> tuple[str, str | None]:
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if closed and not rest:
            return host, None
        if closed and rest.startswith(":"):
            return host, rest[1:]
        return text, None
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return host, port
    return text, None


class Way(msgspec.Struct, frozen=True):
    """Servers that may stand in for each other, the first preferred.

    ``recursive``  they are resolvers; False: they are a zone's own servers, which are asked
                   without recursion and whose referrals are not answers
    """

    servers: tuple[Server, ...]
    recursive: bool = True


class Question(msgspec.Struct, frozen=True, gc=False):
    """``name`` in A-labels without trailing dot, the root as "."; case does not matter."""

    name: str
    rdtype: RecordType = "A"


class Answer(msgspec.Struct, frozen=True, gc=False):
    """The end of one question.

    ``records``  text of each record of the asked type, in the order received; empty unless NOERROR.
                 A, AAAA: the address. CNAME, PTR, NS: the name, lower case, no trailing dot.
                 MX: "10 mx.example.net"; the null MX (RFC 7505) is "0 .".
                 TXT, SPF: its strings joined (RFC 7208 3.3), octets above 127 as surrogate escapes.
    ``ttl``      seconds, the smallest of the answer; for NXDOMAIN and NODATA the negative TTL
                 (RFC 2308 5); None when unknown
    ``rtt_ms``   from the last try sent to its answer; None when nothing came
    ``authentic``  the resolver says that it has validated the answer with DNSSEC (AD, RFC 4035 3.2.3);
                 worth as much as the resolver and the way to it
    ``server``   "192.0.2.53:53" of the upstream that answered; None when nothing came
    """

    outcome: Outcome
    records: tuple[str, ...] = ()
    ttl: int | None = None
    rtt_ms: float | None = None
    server: str | None = None
    authentic: bool = False

    @property
    def absent(self) -> bool:
        """True when the DNS said that there is no such record."""
        return self.outcome.absent

    @property
    def failed(self) -> bool:
        """True when nothing was learned: neither a record nor its absence."""
        return self.outcome.failed


T = TypeVar("T")

#: A pure procedure that needs the DNS: it yields the questions that can be asked at once,
#: is sent their answers in the same order, and returns its result.
Inquiry = Generator[tuple[Question, ...], tuple[Answer, ...], T]
