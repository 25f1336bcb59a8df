"""A zone file as its server would answer from it: RFC 1035 section 5, wildcards (RFC 4592), aliases, cuts.

``$INCLUDE`` is not followed, so that a file from elsewhere opens no others.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from repcheck.errors import BadInput
from repcheck.model.dns import Answer, Outcome, Question

#: Records of one zone; $GENERATE can name billions in a line.
_MOST_RECORDS = 100_000
_DIRECTIVES = ("$ORIGIN", "$TTL", "$GENERATE")
#: What a record without a TTL gets; nothing here depends on it.
_TTL = 3600
_ORIGIN = re.compile(r"\$ORIGIN\s+(\S+\.)\s*(?:;.*)?", re.IGNORECASE)
_SOA = re.compile(r"(\S{1,255}\.)\s++(?:(?:\d\w*+|IN)\s++){0,2}SOA\s", re.IGNORECASE)
_RECORD = re.compile(r"[^\s;$]|\s+[^\s;]")
_TEXT_TYPES = ("TXT", "SPF")


class ZoneRecord(msgspec.Struct, frozen=True):
    """One record. ``name`` in lower case without trailing dot, ``text`` as ``Answer.records`` has it."""

    name: str
    rdtype: str
    text: str
    ttl: int
    line: int


class Alias(msgspec.Struct, frozen=True):
    """The answer is found under another name, in this zone or in another one."""

    target: str


class ZoneFile:
    """One zone, for look-ups by name.

    ``file``     as the user named it; ``origin`` without trailing dot, in lower case
    ``outside``  records of other zones, which a server leaves out
    """

    def __init__(self, file: str, origin: str, records: tuple[ZoneRecord, ...]) -> None:
        self.file = file
        self.origin = origin
        self.outside = tuple(record for record in records if not is_within(record.name, origin))
        self._nodes: dict[str, dict[str, list[ZoneRecord]]] = {}
        for record in records:
            if is_within(record.name, origin):
                node = self._nodes.setdefault(record.name, {})
                node.setdefault(record.rdtype, []).append(record)
        #: names without records of their own that have names below them exist too (RFC 4592 2.2.2)
        self._between = {name for owner in self._nodes for name in _above(owner, origin)}
        for name, node in self._nodes.items():
            if "CNAME" in node and (len(node) > 1 or len(node["CNAME"]) > 1):
                line = max(record.line for records in node.values() for record in records)
                raise BadInput(
                    f"{name} has a CNAME record and another one (RFC 1034 3.6.2)", f"{file}:{line}"
                )

    def records(self, name: str, rdtype: str) -> list[ZoneRecord]:
        """Those that stand at that very name, in the order of the file."""
        return self._nodes.get(name, {}).get(rdtype, [])

    def __iter__(self) -> Iterator[ZoneRecord]:
        for node in self._nodes.values():
            for records in node.values():
                yield from records

    def holds(self, name: str) -> bool:
        """Whether the file decides what this name has: it is in the zone and not delegated."""
        if not is_within(name, self.origin):
            return False
        cuts = (name, *_above(name, self.origin))
        return not any("NS" in self._nodes.get(cut, {}) for cut in cuts if cut != self.origin)

    def answer(self, question: Question) -> Answer | Alias:
        """What a server would say of a name that the file ``holds``."""
        name = question.name.lower()
        for above in _above(name, self.origin):
            if renamed := self._nodes.get(above, {}).get("DNAME"):
                return Alias(f"{name.removesuffix(above)}{renamed[0].text}")
        node = self._nodes.get(name)
        if node is None and name in self._between:
            return Answer(Outcome.NODATA)
        if node is None:
            node = self._wildcard(name)
        if node is None:
            return Answer(Outcome.NXDOMAIN)
        if records := node.get(question.rdtype):
            texts = tuple(record.text for record in records)
            return Answer(Outcome.NOERROR, texts, ttl=min(record.ttl for record in records))
        if alias := node.get("CNAME"):
            return Alias(alias[0].text)
        return Answer(Outcome.NODATA)

    def _wildcard(self, name: str) -> dict[str, list[ZoneRecord]] | None:
        """What the nearest name above that exists has below it for any other (RFC 4592 3.3.1)."""
        for above in _above(name, self.origin):
            if above in self._nodes or above in self._between:
                return self._nodes.get(f"*.{above}")
        return None


def is_within(name: str, origin: str) -> bool:
    """Whether the name is the zone's or one below it."""
    return name == origin or name.endswith(f".{origin}")


def _above(name: str, origin: str) -> Iterator[str]:
    """The names above it in the zone, the nearest first, the zone's own the last."""
    while name != origin:
        name = name.partition(".")[2]
        yield name


def origin_of(text: str) -> str | None:
    """The zone that a file says it is, by $ORIGIN before its first record or its SOA; None: it does not."""
    for line in text.removeprefix("\ufeff").splitlines():
        if found := _ORIGIN.match(line) or _SOA.match(line):
            return found[1].rstrip(".").lower() or None
        if _RECORD.match(line):
            return None
    return None


def read_zone(text: str, file: str, origin: str) -> ZoneFile:
    """The zone in ``text``; relative names stand below ``origin``. Raises BadInput with file and line."""
    from dns.exception import DNSException
    from dns.name import from_text, root
    from dns.rdataclass import IN
    from dns.tokenizer import Tokenizer
    from dns.zonefile import Reader

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n"
    tokens = Tokenizer(text, file)
    taking = _Taking(text, file, tokens)
    try:
        # Its transaction takes each record as it is read; of the zone it knows nothing, so that none is lost.
        reader = Reader(tokens, IN, taking, allow_directives=_DIRECTIVES, default_ttl=_TTL)  # type: ignore[arg-type]
        reader.zone_origin = root
        reader.current_origin = reader.last_name = from_text(origin)
        reader.read()
    except (DNSException, ValueError) as error:
        raise BadInput(_mistake(str(error), file), f"{file}:{taking.now}") from error
    return ZoneFile(file, origin, tuple(taking.records))


def _mistake(told: str, file: str) -> str:
    """What the reader complains of, in our words where they are plainer."""
    what = re.sub(rf"^{re.escape(file)}:\d+: ", "", told).strip().rstrip(".")
    if "$INCLUDE" in what.upper():
        return "$INCLUDE is not followed: give the zone as one file"
    if what in ("", "None", "Text input is malformed"):
        return "is not a record of a zone file"
    return f"is not a record of a zone file: {what}"


class _Taking:
    """Stands where the reader of zone files wants a transaction, and notes the line of each record."""

    def __init__(self, text: str, file: str, tokens: Any) -> None:
        self._file = file
        self.records: list[ZoneRecord] = []
        self.manager = self
        self._tokens = tokens
        self._lines = text.split("\n")
        self._start = self._ended = 0

    @property
    def now(self) -> int:
        """The line that is being read."""
        return self._first_line(min(int(self._tokens.where()[1]), len(self._lines)))

    def origin_information(self) -> tuple[None, bool, None]:
        """For the reader: names are kept whole."""
        return None, False, None

    def check_put_rdataset(self, check: Any) -> None:
        """For the reader: what may stand together is looked at when all is known."""

    def _set_origin(self, origin: Any) -> None:
        """For the reader: $ORIGIN is its own business."""

    def add(self, name: Any, ttl: int, rdata: Any) -> None:
        """For the reader: one record, whose last line it has just read to its end."""
        end = int(self._tokens.where()[1]) - 1
        if end > self._ended:
            self._start = self._first_line(end)
            self._ended = end
        if len(self.records) == _MOST_RECORDS:
            raise BadInput(f"holds more than {_MOST_RECORDS:,} records", f"{self._file}:{self._start}")
        rdtype, text = _shown(rdata)
        self.records.append(ZoneRecord(_host(name), rdtype, text, ttl, self._start))

    def _first_line(self, end: int) -> int:
        """Where a record begins that ends there: at the first line since the last one that holds any."""
        for number in range(self._ended + 1, end):
            if _RECORD.match(self._lines[number - 1]):
                return number
        return end


def _host(name: Any) -> str:
    return str(name).rstrip(".").lower() or "."


def _shown(rdata: Any) -> tuple[str, str]:
    """Type and data as ``Answer.records`` has them; of other types the data does not matter."""
    from dns.rdatatype import to_text

    rdtype = to_text(rdata.rdtype)
    if rdtype in _TEXT_TYPES:
        return rdtype, b"".join(rdata.strings).decode("ascii", "surrogateescape")
    if rdtype in ("A", "AAAA"):
        return rdtype, str(rdata.address)
    if rdtype in ("CNAME", "DNAME", "NS", "PTR"):
        return rdtype, _host(rdata.target)
    if rdtype == "MX":
        return rdtype, f"{rdata.preference} {_host(rdata.exchange)}"
    return rdtype, str(rdata) if rdtype == "SOA" else ""
