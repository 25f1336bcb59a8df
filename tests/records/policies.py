"""DMARC records, read to the part of a domain that is shown."""

from repcheck.model.published.domain import Part
from repcheck.records.dmarc.findings import dmarc_part
from repcheck.records.dmarc.record import Dmarc, dmarc_of

from .driver import Zone, drive, records


def base(name: str) -> str:
    """The public suffixes here are "com" and "co.example"."""
    keep = 3 if name.endswith(".co.example") else 2
    return ".".join(name.split(".")[-keep:])


def dmarc(domain: str, zone: Zone) -> Dmarc:
    return drive(dmarc_of(domain, base), {(domain, "A"): records("192.0.2.1"), **zone})[0]


def part(domain: str, zone: Zone) -> Part:
    return dmarc_part(domain, dmarc(domain, zone))


def part_of(text: str, domain: str = "example.com") -> Part:
    zone: Zone = {("_dmarc.example.com", "TXT"): records(text)}
    return part(domain, zone)
