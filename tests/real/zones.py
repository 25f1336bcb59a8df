"""What the zones hold: as rbldnsd's files, and as the truth that answers are judged by.

The truth is written out by hand and not read from the files, so that a mistake in one of them shows.
"""

from pathlib import Path

#: zone -> what is listed there -> the A records, in any order
TRUTH: dict[str, dict[str, set[str]]] = {
    "both.bl.example": {
        "127.0.0.2": {"127.0.0.2"},
        "192.0.2.4": {"127.0.0.4"},
        "192.0.2.6": {"127.0.0.4"},
        "192.0.2.7": {"127.0.0.4"},
        "192.0.2.10": {"127.0.0.2", "127.0.0.10"},
        "192.0.2.200": {"127.0.0.2"},
        "2001:db8::10": {"127.0.0.2"},
        "2001:db8:0:5::1": {"127.0.0.4"},
    },
    "four.bl.example": {
        "127.0.0.2": {"127.0.0.2"},
        "192.0.2.1": {"127.0.0.3"},
        "192.0.2.10": {"127.0.0.3"},
    },
    "dom.bl.example": {
        "test": {"127.0.1.2"},
        "bad.example": {"127.0.1.2"},
    },
}

#: RFC 5782 section 5: what each zone must and must not list, as rbldnsd is asked
TEST_POINTS = {
    "2.0.0.127.both.bl.example": "127.0.0.2",
    "1.0.0.127.both.bl.example": None,
    "2.0.0.0.0.0.f.7.f.f.f.f." + "0." * 20 + "both.bl.example": "127.0.0.2",
    "1.0.0.0.0.0.f.7.f.f.f.f." + "0." * 20 + "both.bl.example": None,
    "2.0.0.127.four.bl.example": "127.0.0.2",
    "1.0.0.127.four.bl.example": None,
    "test.dom.bl.example": "127.0.1.2",
    "invalid.dom.bl.example": None,
}

HOST = "mail.sender.example"
HOST_ADDRESSES = {"192.0.2.3", "192.0.2.10"}

#: what rbldnsd answers for; unbound asks it for these and for nothing else
SERVED = (
    "both.bl.example",
    "four.bl.example",
    "dom.bl.example",
    "sender.example",
    "bad.example",
    "good.example",
)

CATALOG = """\
version: 1
lists:
  - id: both
    zone: both.bl.example
    asks: [ipv4, ipv6]
    severity: high
    tags: [standard]
    codes: {127.0.0.2: spam source, 127.0.0.4: policy, 127.0.0.10: dynamic address}
  - id: four
    zone: four.bl.example
    asks: [ipv4]
    severity: medium
    tags: [standard]
    codes: {127.0.0.3: spam source}
  - id: dom
    zone: dom.bl.example
    asks: [domain]
    severity: high
    tags: [standard]
    codes: {127.0.1.2: spam domain}
"""

#: list id of the catalog above -> zone and kinds of targets it is asked about
ASKED = {
    "both": ("both.bl.example", {"ipv4", "ipv6"}),
    "four": ("four.bl.example", {"ipv4"}),
    "dom": ("dom.bl.example", {"host", "domain"}),
}

#: Begins every file of rbldnsd.
HEAD = "$SOA 300 ns.{zone} hostmaster.{zone} 1 2h 2h 1w 5m\n$NS 300 ns.{zone}\n$TTL 300\n"

#: rbldnsd's "zone:type" -> body of the file; one zone may have several. A generic set knows
#: A, MX, NS and TXT only.
_FILES = {
    # the range is listed, one address of it is not
    "both.bl.example:ip4set": """\
127.0.0.2 :127.0.0.2:test entry
192.0.2.4/30 :127.0.0.4:policy range
!192.0.2.5
192.0.2.10 :127.0.0.2:spam from $
192.0.2.200 :127.0.0.2:spam from $
""",
    "both.bl.example:ip4set#2": "192.0.2.10 :127.0.0.10:dynamic address\n",
    "both.bl.example:ip6trie": """\
::ffff:7f00:2 :127.0.0.2:test entry
2001:db8::10 :127.0.0.2:spam from $
2001:db8:0:5::/64 :127.0.0.4:policy network
""",
    "four.bl.example:ip4set": """\
127.0.0.2 :127.0.0.2:test entry
192.0.2.1 :127.0.0.3:spam from $
192.0.2.10 :127.0.0.3:spam from $
""",
    "dom.bl.example:dnset": "test :127.0.1.2:test entry\n.bad.example :127.0.1.2:spam for $\n",
    "sender.example:generic": """\
@ A 192.0.2.10
@ MX 10 mail.sender.example
@ TXT "v=spf1 mx -all"
mail A 192.0.2.3
mail A 192.0.2.10
""",
    "bad.example:generic": '@ MX 0 .\n@ TXT "v=spf1 -all"\n',
    "good.example:generic": '@ MX 0 .\n@ TXT "v=spf1 -all"\n',
}


def write_zones(folder: Path) -> list[str]:
    """Write the zone files; returns rbldnsd's zone arguments. Everybody may read the files."""
    arguments = []
    for number, (name, body) in enumerate(_FILES.items()):
        zone, dataset = name.split("#")[0].split(":")
        file = folder / f"{number}.{dataset}"
        file.write_text(HEAD.format(zone=zone) + body, encoding="ascii")
        file.chmod(0o644)
        arguments.append(f"{zone}:{dataset}:{file}")
    return arguments
