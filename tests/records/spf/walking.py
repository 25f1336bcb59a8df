"""The walk over an SPF record, in a zone of few names."""

from repcheck.model.records import SpfWalk
from repcheck.records.spf.tree.walk import spf_walk
from tests.records.driver import Driven, Zone, drive, records

HOSTS: Zone = {
    ("example.com", "A"): records("192.0.2.1"),
    ("example.com", "AAAA"): records("2001:db8::1"),
    ("example.com", "MX"): records("10 mx.example.com"),
    ("mx.example.com", "A"): records("192.0.2.25"),
    ("mx.example.com", "AAAA"): records("2001:db8::25"),
    ("_spf.example.com", "A"): records("192.0.2.3"),
}


def walk(record: str, zone: Zone | None = None) -> tuple[SpfWalk, Driven]:
    return drive(spf_walk("example.com", record), zone or {})


def addresses(record: str, zone: Zone | None = None) -> list[str]:
    return [entry.address for entry in walk(record, zone)[0].sent_from]


def unreachable(record: str, zone: Zone | None = None) -> tuple[str, ...]:
    return walk(record, zone)[0].unreachable
