"""What the user asked about."""

from enum import StrEnum

import msgspec

#: How the origin of an address begins that sends in the user's name and is in no SPF.
HEARSAY = "DMARC report of "


class TargetKind(StrEnum):
    """``domain``: a registered domain, or one given as an e-mail address; ``host``: a name below one."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    HOST = "host"
    DOMAIN = "domain"


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A line of a file of the user's, which is named as the user named it; lines count from 1."""

    file: str
    line: int


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One address, host name or domain, in canonical spelling.

    ``value``     dotted quad, RFC 5952 text, or A-labels in lower case without trailing dot
    ``shown``     the Unicode spelling of a name for people; None when it is the same as ``value``
    ``group``     the user's own label ("pool-a"); None when there is none
    ``origin``    why it is here, first reason first: "given", "in 192.0.2.0/28", "mx of example.com",
                  "spf of example.com via include:_spf.example.net", "named in a bounce",
                  "DMARC report of mail.receiver.example"
    ``special``   what a special-purpose address is ("private address (RFC 1918)"); None for ordinary ones
    ``not_asked`` why no list was asked about it; None when lists were asked
    ``place``     the line that it was read from, or the line of the name whose records led to it; None: it is
                  in no file
    """

    value: str
    kind: TargetKind
    shown: str | None = None
    group: str | None = None
    origin: tuple[str, ...] = ("given",)
    special: str | None = None
    not_asked: str | None = None
    place: Place | None = None

    @property
    def is_address(self) -> bool:
        """An IPv4 or IPv6 address, not a name."""
        return self.kind in (TargetKind.IPV4, TargetKind.IPV6)

    @property
    def is_hearsay(self) -> bool:
        """Only reports of receivers name it: anybody may send in the user's name."""
        # Of hundreds of thousands of targets, nearly all are known by their first reason.
        return self.origin[0].startswith(HEARSAY) and all(one.startswith(HEARSAY) for one in self.origin)

    @property
    def is_given(self) -> bool:
        """The user named it, or a range that it is in; no record led to it."""
        return self.origin[0] == "given" or self.origin[0].startswith("in ")
