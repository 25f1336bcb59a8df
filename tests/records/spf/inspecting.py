"""What an inspection finds in an SPF record over a zone of few names."""

from repcheck.model.dns import Outcome
from repcheck.records.spf.inspect import NameFacts, SpfInspection, inspect_domain
from repcheck.targets.special import special_purpose
from tests.records.driver import Zone, drive, failure, records
from tests.records.spf.checking import text


def special(address: str) -> str | None:
    found = special_purpose(address)
    return None if found is None else found.name


FACTS = NameFacts(lambda name: ".".join(name.split(".")[-2:]), special)

HERE: Zone = {
    ("example.com", "SOA"): records("ns.example.com."),
    ("example.net", "SOA"): records("ns.example.net."),
    ("example.com", "A"): records("192.0.2.1"),
    ("example.com", "AAAA"): records("2001:db8::1"),
    ("example.com", "MX"): records("0 example.com"),
    **text("ok.example.net", "v=spf1 ip4:8.8.8.8 ?all"),
    **text("several.example.net", "v=spf1 -all", "v=spf1 ?all"),
    ("broken.example.net", "TXT"): failure(Outcome.SERVFAIL),
}


def inspect(record: str, zone: Zone | None = None) -> SpfInspection:
    return drive(
        inspect_domain("example.com", FACTS), {**HERE, **text("example.com", record), **(zone or {})}
    )[0]


def found(record: str, zone: Zone | None = None) -> set[str]:
    return {f"{finding.id} {finding.severity}" for finding in inspect(record, zone).findings}
