"""Records that are proposed, their zone, and each address at which a verdict of them may change."""

from repcheck.model.published.spf import SpfQuery, SpfResult
from repcheck.records.spf.evaluation.verdict import check_host
from tests.records.driver import Zone, drive, records
from tests.records.spf.checking import text

ZONE: Zone = {
    ("example.com", "A"): records("198.51.100.1"),
    ("example.com", "MX"): records("10 mx.example.com", "20 mx2.example.com"),
    ("example.com", "SOA"): records("ns.example.com"),
    ("example.net", "SOA"): records("ns.example.net"),
    ("mx.example.com", "A"): records("198.51.100.25"),
    ("mx.example.com", "AAAA"): records("2001:db8:25::1"),
    ("mx2.example.com", "A"): records("198.51.100.26"),
    ("www.example.com", "A"): records("198.51.100.80"),
    ("xn--bcher-kva.example.net", "A"): records("203.0.113.99"),
    **text("one.example.net", "v=spf1 ip4:203.0.113.0/28 -all"),
    **text("two.example.net", "v=spf1 ip4:203.0.113.64/29 include:one.example.net ~all"),
    **text("not.example.net", "v=spf1 -ip4:203.0.113.65 ip4:203.0.113.64/28 ?all"),
    **text("several.example.net", "v=spf1 ip4:203.0.113.5 -all", "v=spf1 ip4:203.0.113.6 -all"),
    **text("faulty.example.net", "v=spf1 ipv4:203.0.113.7 -all"),
}

MEANT = (
    "a", "mx", "mx/29", "a:www.example.com", "a:www.example.com/28", "mx:example.com", "ip4:192.0.2.7",
    "ip4:192.0.2.0/26", "ip4:192.0.2.64/27", "ip6:2001:db8:1::/48", "ip6:2001:db8::7",
    "include:one.example.net", "include:two.example.net", "include:not.example.net", "-ip4:192.0.2.9",
    "exists:%{i}.example.net",
    "a:xn--bcher-kva.example.net", "include:several.example.net", "include:faulty.example.net",
    "include:gone.example.net", "a:gone.example.net",
)  # fmt: skip

ENDS = ("-all", "~all", "?all", "", "redirect=one.example.net")

#: Every address at which a verdict of these records may change.
EDGES = (
    *(f"192.0.2.{n}" for n in (0, 6, 7, 8, 9, 10, 63, 64, 95, 96)),
    *(f"198.51.100.{n}" for n in (0, 1, 2, 24, 25, 26, 27, 32, 79, 80, 81, 95, 96)),
    *(f"203.0.113.{n}" for n in (0, 4, 5, 6, 7, 8, 15, 16, 63, 64, 65, 66, 71, 72, 79, 80, 98, 99, 100)),
    *("0.0.0.0", "8.8.8.8", "2001:db8::7", "2001:db8::8", "2001:db8:1::", "2001:db8:2::", "2001:db8:25::1"),
    *("2001:db8:25::2", "::", "2600::1"),
)


def passing(record: str, zone: Zone) -> set[str]:
    """Who passes by a record, with all that depends on the message taken as no match."""
    answers = {**zone, ("example.com", "TXT"): records(record)}
    return {
        ip
        for ip in EDGES
        if drive(check_host(SpfQuery(ip=ip, domain="example.com")), answers)[0].result is SpfResult.PASS
    }
