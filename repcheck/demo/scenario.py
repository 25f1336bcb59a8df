"""The story that ``repcheck demo`` tells: a small sender on a bad day.

example.com sends from 192.0.2.10, which a list holds for real. A second list held it until it lapsed, a
mailbox provider blocks it on its own, and a newsletter host was left out of the SPF record. One of the mail
hosts is listed too. Other lists are dead, broken, slow, refuse the resolver, or list the whole world.
"""

from pathlib import Path

from repcheck.demo.zones import (
    Listing,
    Zone,
    blocked,
    dead,
    honest,
    records,
    servfail,
    slow,
    wildcard,
)

#: The sender's address, its domain, and an address that no list holds.
DEMO_TARGETS = ("192.0.2.10", "example.com", "198.51.100.20")

#: What the slow list takes for each answer, in seconds.
SLOW_SECONDS = 0.4

_RECORDS = """
example.com.                  300 IN A     192.0.2.80
example.com.                  300 IN MX    10 mx1.example.com.
example.com.                  300 IN MX    20 mx2.example.com.
example.com.                  300 IN TXT   "v=spf1 ip4:192.0.2.10 mx include:_spf.example.net -all"
example.com.                  300 IN TXT   "a text that is not about mail"
_dmarc.example.com.           300 IN TXT   "v=DMARC1; p=none"
www.example.com.              300 IN CNAME example.com.
mail.example.com.             300 IN A     192.0.2.10
mx1.example.com.              300 IN A     192.0.2.25
mx2.example.com.              300 IN A     198.51.100.25
mx2.example.com.              300 IN AAAA  2001:db8::25
out.example.com.              300 IN A     198.51.100.20
_spf.example.net.             300 IN TXT   "v=spf1 ip4:198.51.100.20 ip4:203.0.113.24/30 -all"
10.2.0.192.in-addr.arpa.      300 IN PTR   mail.example.com.
20.100.51.198.in-addr.arpa.   300 IN PTR   out.example.com.
25.100.51.198.in-addr.arpa.   300 IN PTR   mx2.example.com.
"""


def demo_zones() -> tuple[Zone, ...]:
    """The zones of the demo's catalog and the ordinary records of its domains."""
    why = "$ sent mail to spam traps, see https://honest.dnsbl.example/why?ip=$"
    return (
        honest(
            "honest.dnsbl.example",
            {
                "192.0.2.10": Listing(("127.0.0.2",), why),
                "192.0.2.25": Listing(
                    ("127.0.0.3",), "$ is infected, see https://honest.dnsbl.example/clean"
                ),
                "203.0.113.0/24": Listing(("127.0.0.10",), "dynamic range, send through your provider"),
                "2001:db8:bad::/48": Listing(("127.0.0.2",), why),
            },
        ),
        honest("second.dnsbl.example", {"203.0.113.66": Listing(("127.0.0.2",), "reported by users")}),
        honest(
            "domains.dnsbl.example",
            {".example.com": Listing(("127.0.1.2",), "$ was seen in unsolicited mail")}
            | {"test": Listing(("127.0.1.2",))},
        ),
        dead("dead.dnsbl.example"),
        wildcard("wildcard.dnsbl.example"),
        blocked("refusing.dnsbl.example"),
        servfail("servfail.dnsbl.example"),
        slow(honest("slow.dnsbl.example", {}), SLOW_SECONDS),
        honest(
            "allow.dnsbl.example",
            {"127.0.0.2": Listing(("127.0.10.1",)), "198.51.100.20": Listing(("127.0.10.1",), "good sender")},
        ),
        records(".", _RECORDS),
    )


def demo_catalog() -> Path:
    """The catalog file with the demo's lists and its mailbox provider."""
    return Path(__file__).with_name("catalog.yaml")


def demo_mails() -> Path:
    """The directory with the sample bounces."""
    return Path(__file__).with_name("mails")
