"""The public SPF test suite: its cases, and its zones on a scripted name server.

The suite is a stream of YAML documents, each with ``tests`` and ``zonedata``. A zone names for each owner a
list of {TYPE: value}; "TIMEOUT" stands for silence on every type not listed before it. Type SPF stands for
TXT too unless the owner lists TXT itself, "NONE" included.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.MX
import dns.rdtypes.ANY.PTR
import dns.rdtypes.ANY.TXT
import dns.rrset
import msgspec
import yaml

from repcheck.demo.replies import SILENCE, ScriptedReply, Transport, asked_name, asked_type, response_to, sent
from repcheck.demo.zones import Zone

_LONGEST_STRING = 255
_IN = dns.rdataclass.IN
Records = dict[dns.rdatatype.RdataType, list[dns.rdata.Rdata]]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case. ``accepted`` are the allowed results; ``explanation`` None: none is prescribed."""

    name: str
    scenario: str
    ip: str
    sender: str
    helo: str
    accepted: tuple[str, ...]
    explanation: str | None
    zone: Zone


def cases(text: str) -> Iterator[Case]:
    """All cases of a suite file."""
    for document in yaml.safe_load_all(text):
        tests = (document or {}).get("tests") or {}
        zone = Zone(".", _Script(document.get("zonedata") or {}).reply) if tests else None
        for name, test in tests.items():
            assert zone is not None
            accepted = test["result"]
            yield Case(
                name=str(name),
                scenario=" ".join(str(document["description"]).split()),
                ip=str(test["host"]),
                sender=str(test.get("mailfrom") or ""),
                helo=str(test.get("helo") or ""),
                accepted=(accepted,) if isinstance(accepted, str) else tuple(accepted),
                explanation=test.get("explanation"),
                zone=zone,
            )


class _Owner:
    """What one name holds; ``silent`` types, None for all that are not held."""

    def __init__(self, entries: list[Any]) -> None:
        self.records: Records = {}
        self.silent: set[dns.rdatatype.RdataType | None] = set()
        has_text = False
        spf: list[dns.rdata.Rdata] = []
        for entry in entries:
            for word, value in entry.items() if isinstance(entry, dict) else [(entry, None)]:
                has_text = has_text or word in ("TXT", "TIMEOUT")
                if word == "TIMEOUT":
                    self.silent.add(None)
                elif value == "TIMEOUT":
                    self.silent.add(dns.rdatatype.from_text(word))
                elif value != "NONE":
                    made = _rdata(word, value)
                    spf += [made] if word == "SPF" else []
                    kind = dns.rdatatype.from_text(word)
                    self.records.setdefault(kind, []).append(made)
        if spf and not has_text:
            self.records[dns.rdatatype.TXT] = spf


class _Script:
    """Answers like a resolver that knows this zone alone."""

    def __init__(self, data: Mapping[str, list[Any]]) -> None:
        self._owners = {_name(str(name)): _Owner(entries or []) for name, entries in data.items()}
        self._existing = {above for name in self._owners for above in _upwards(name)}

    def reply(self, query: dns.message.Message, transport: Transport) -> ScriptedReply:
        answer: list[dns.rrset.RRset] = []
        name, wanted = asked_name(query), asked_type(query)
        for _ in range(16):
            owner = self._owners.get(name)
            if owner is None:
                rcode = dns.rcode.NOERROR if name in self._existing else dns.rcode.NXDOMAIN
                return sent(response_to(query, answer, rcode), query, transport)
            held = owner.records.get(wanted, [])
            alias = owner.records.get(dns.rdatatype.CNAME)
            if not held and (wanted in owner.silent or None in owner.silent):
                return SILENCE
            answer.extend(dns.rrset.from_rdata(name, 0, rdata) for rdata in held or alias or ())
            if held or not alias:
                return sent(response_to(query, answer), query, transport)
            name = dns.name.from_text(alias[0].to_text())
        return sent(response_to(query, rcode=dns.rcode.SERVFAIL), query, transport)


def _name(text: str) -> dns.name.Name:
    """Labels as they stand between the dots: the suite has names that no zone file could spell."""
    return dns.name.Name([label.encode("latin-1") for label in text.split(".") if label] + [b""])


def _upwards(name: dns.name.Name) -> Iterator[dns.name.Name]:
    while name != dns.name.root:
        yield name
        name = name.parent()


def _rdata(word: str, value: Any) -> dns.rdata.Rdata:
    if word in ("TXT", "SPF"):
        pieces = value if isinstance(value, list) else [value]
        strings = [string for piece in pieces for string in _strings(str(piece).encode("latin-1"))]
        return dns.rdtypes.ANY.TXT.TXT(_IN, dns.rdatatype.TXT, strings or [b""])
    if word == "MX":
        return dns.rdtypes.ANY.MX.MX(_IN, dns.rdatatype.MX, int(value[0]), _name(str(value[1])))
    if word in ("PTR", "CNAME"):
        return dns.rdata.from_text(_IN, dns.rdatatype.from_text(word), _name(str(value)).to_text())
    return dns.rdata.from_text(_IN, dns.rdatatype.from_text(word), str(value))


def _strings(octets: bytes) -> list[bytes]:
    return [octets[at : at + _LONGEST_STRING] for at in range(0, len(octets), _LONGEST_STRING)] or [b""]
