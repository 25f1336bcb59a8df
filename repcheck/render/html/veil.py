"""Texts for the page: cleaned, recipients masked, and for the public without what names people or hosts."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import msgspec

from repcheck.render.page import Page
from repcheck.render.sheet.pairs import safe_url

#: The most of a stranger's text that stands anywhere on the page.
MOST_TEXT = 400
_NAME = 120
_RECORD = 1600

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#: Four octets; behind them the length of a network, or a dot and a letter where they are the reversed address
#: of a name of a list (RFC 5782 section 2.1).
_QUAD = re.compile(
    rf"(?<![0-9])(?<![0-9][.-]){_OCTET}(?:(?:\.{_OCTET}){{3}}|(?:-{_OCTET}){{3}})(?![0-9])"
    r"(?P<behind>/[0-9]{1,2}(?![0-9])|(?=\.[A-Za-z_])|)"
)
#: What may be an IPv6 address; the library says whether it is.
_COLONS = re.compile(
    r"(?:(?<=[iI][pP]6:)|(?<=IPv6:)|(?<![0-9A-Za-z:.]))"
    r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?![0-9A-Za-z:])(?:/[0-9]{1,3})?"
)
_NIBBLES = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9A-Fa-f]\.){16}(?=(?:[0-9A-Fa-f]\.){8})")
#: An address written without its dots, as names of hosts have it.
_PLAIN = re.compile(r"(?<![0-9])[0-9]{8,12}(?![0-9])|(?<![0-9A-Za-z])(?:0[xX])?[0-9A-Fa-f]{8}(?![0-9A-Za-z])")
_MAIL = re.compile(r"[^\s<>()\[\]:;,\"'=?&@]{1,64}(?:@|%40)[\w.-]{1,253}")
_HIDDEN = "[hidden]"


class Veil(msgspec.Struct, frozen=True, kw_only=True):
    """How texts come onto the page.

    ``page``    cleans texts and masks recipients
    ``public``  senders, recipients, notes and the last octet of every address are hidden
    ``plain``   of a public page: the addresses asked about, as they look without dots
    """

    page: Page
    public: bool = False
    plain: frozenset[str] = frozenset()

    def text(self, text: str | None, limit: int = MOST_TEXT) -> str:
        """``text`` on one line, harmless and bounded."""
        if not text:
            return ""
        return self._hidden(self.page.clean(text, limit))

    def name(self, text: str | None) -> str:
        """The same for a name, which is short; one that shows nothing is said to be blank."""
        shown = self.text(text, _NAME)
        return "(blank)" if shown.isspace() else shown

    def quoted(self, text: str) -> str:
        """What a server or a list said: words that are the local part of a recipient are masked too."""
        return self._hidden(self.page.quoted(text, limit=MOST_TEXT))

    def record(self, text: str | None) -> str:
        """A record to publish as it is to be copied; empty where a public page would have to change it."""
        if not text:
            return ""
        cleaned = self.page.clean(text, _RECORD)
        return cleaned if self._hidden(cleaned) == cleaned else ""

    def own(self, text: str | None) -> str:
        """What the user wrote for himself or sends from; nothing of it on a public page."""
        return "" if self.public else self.text(text)

    def url(self, url: str | None) -> str | None:
        """A checked link; on a public page that of the site alone where it would name an address."""
        checked = safe_url(url)
        if checked is None or not self.public or self._hidden(checked) == checked:
            return checked
        parts = urlsplit(checked)
        site = f"{parts.scheme}://{parts.netloc}/"
        return site if parts.scheme in ("http", "https") and self._hidden(site) == site else None

    def _hidden(self, text: str) -> str:
        if not self.public:
            return text
        text = _MAIL.sub(self._mail, text)
        text = _QUAD.sub(_quad, text)
        text = _NIBBLES.sub("x." * 16, text)
        text = _COLONS.sub(_colons, text)
        return _PLAIN.sub(lambda found: _HIDDEN if found[0].lower() in self.plain else found[0], text)

    def _mail(self, found: re.Match[str]) -> str:
        """Operators' addresses and those of records stay: they are public, and to be written to."""
        return found[0] if found[0].lower() in self.page.kept else _HIDDEN


def without_dots(values: Iterable[str]) -> frozenset[str]:
    """The IPv4 addresses among ``values`` as names of hosts write them: hexadecimal, decimal, padded."""
    found: set[str] = set()
    for value in values:
        try:
            address = ip_address(value)
        except ValueError:
            continue
        if isinstance(address, IPv4Address):
            number, octets = int(address), address.packed
            padded = "".join(f"{octet:03}" for octet in octets)
            found |= {str(number), f"{number:08x}", f"0x{number:08x}", padded}
            found.add("".join(f"{octet:03}" for octet in reversed(octets)))
    return frozenset(found)


def _quad(found: re.Match[str]) -> str:
    behind = found["behind"]
    quad = found[0].removesuffix(behind)
    mark = "-" if "-" in quad else "."
    octets = quad.split(mark)
    if mark == "-":  # which end is which cannot be seen
        return mark.join(("x", *octets[1:3], "x"))
    if behind and int(behind[1:]) <= 24 and octets[3] == "0":
        return found[0]  # a whole network
    reversed_name = not behind and found.end() < len(found.string) and found.string[found.end()] == "."
    next_char = found.string[found.end() + 1 : found.end() + 2] if reversed_name else ""
    if next_char.isalpha() or next_char == "_":
        return mark.join(("x", *octets[1:]))
    return mark.join((*octets[:3], "x"))


def _colons(found: re.Match[str]) -> str:
    """The network of a host, whose own half of the address goes (RFC 4291 section 2.5.1)."""
    value, slash, length = found[0].partition("/")
    try:
        address = ip_address(value)
    except ValueError:
        return found[0]
    if not isinstance(address, IPv6Address) or (slash and int(length) <= 64):
        return found[0]
    network = str(ip_network((address, 64), strict=False)).partition("/")[0]
    return f"{network.removesuffix('::')}::x"
