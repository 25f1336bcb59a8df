"""The zones of all lists of the built-in catalog, as rbldnsd's files: made from the data, so they grow."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from repcheck.model.catalog import CodeMode, ReputationList

from .zones import HEAD

#: Stands for the key of every list that wants one.
KEY = "test0key"

#: What rbldnsd serves of a broken zone: (type of its data, its file).
BROKEN = {
    "wildcard": ("ip4set", "127.0.0.0/8 :127.0.0.2:everybody is listed\n"),
    "blocked": ("ip4set", "127.0.0.0/8 :127.255.255.254:open resolver\n"),
    "moved": ("ip4set", "127.0.0.0/8 :203.0.113.80:this domain is for sale\n"),
    "empty": ("ip4set", "192.0.2.99 :127.0.0.2:nothing else\n"),
    "silent": ("acl", "127.0.0.1 :ignore\n"),
}
#: Way of being broken -> what the probe has to call it.
LIVES = {
    "wildcard": ("wildcard", "list_wildcard"),
    "blocked": ("refuses_you", "resolver_blocked"),
    "moved": ("moved", "unexpected_answer"),
    "empty": ("refuses_you", "list_unhealthy"),
    "silent": ("dead", "list_dead"),
}


def zone_of(entry: ReputationList) -> str:
    """The zone that is asked with the key of this test."""
    return (entry.keyed_zone or entry.zone).replace("{key}", KEY)


def write_catalog_zones(
    lists: tuple[ReputationList, ...], folder: Path, broken: Mapping[str, str]
) -> list[str]:
    """rbldnsd's arguments for all zones; ``broken`` has the way in which a list is broken, by its id."""
    entries: dict[tuple[str, str], dict[str, None]] = {}
    for entry in lists:
        zone = zone_of(entry)
        if entry.id in broken:
            kind, body = BROKEN[broken[entry.id]]
            entries.setdefault((zone, "ip4set" if kind == "acl" else kind), {})
            entries.setdefault((zone, kind), {}).update(dict.fromkeys(body.splitlines()))
            continue
        for point in entry.test_points.listed:
            line = f"{_spelt(point)} :{_code(entry)}:test entry"
            entries.setdefault((zone, _dataset(point)), {})[line] = None
        for point in entry.test_points.not_listed:
            entries.setdefault((zone, _dataset(point)), {})
    return [
        _written(folder / f"{number}.{kind}", zone, kind, lines)
        for number, ((zone, kind), lines) in enumerate(entries.items())
    ]


def _written(file: Path, zone: str, kind: str, lines: Mapping[str, None]) -> str:
    head = "" if kind == "acl" else HEAD.format(zone=zone)
    file.write_text(head + "".join(f"{line}\n" for line in lines), encoding="ascii")
    file.chmod(0o644)
    return f"{zone}:{kind}:{file}"


def _dataset(point: str) -> str:
    if ":" in point:
        return "ip6trie"
    return "ip4set" if point.rpartition(".")[2].isdigit() else "dnset"


def _spelt(point: str) -> str:
    """rbldnsd reads IPv6 without the dotted end."""
    return str(IPv6Address(point)).replace("::ffff:127.0.0.", "::ffff:7f00:") if ":" in point else point


def _code(entry: ReputationList) -> str:
    if not entry.codes:
        return "127.0.0.2"
    first = entry.codes[0].first
    return str(IPv4Address(0x7F000000 | first if entry.mode is CodeMode.BITMASK else first))
