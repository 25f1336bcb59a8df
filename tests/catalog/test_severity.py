"""Severity follows from who judges mail by a list: the table, and that no severity is a guess."""

import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.severity import TABLE, Users, derived_severity, refusing_by, row_of, users_of
from repcheck.errors import BadCatalog
from repcheck.model.catalog import ListKind, ReputationList, Use
from repcheck.model.observations import Severity
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
BLOCKING = [e for e in CATALOG.lists if e.kind is ListKind.BLOCK]
#: A listing there says nothing of mail, or of a whole network or country, as each sublist tells.
INFO = Severity.INFO


@each("entry", BLOCKING)
def test_the_severity_of_a_list_follows_from_its_users(entry: ReputationList) -> None:
    derived = derived_severity(entry, CATALOG)
    if entry.severity is INFO:
        assert derived is Severity.LOW, "somebody judges mail by it"
        assert entry.sublists
        assert all(sublist.why for sublist in entry.sublists)
    else:
        assert entry.severity is derived


@each("entry", BLOCKING)
def test_no_sublist_is_stronger_than_its_points(entry: ReputationList) -> None:
    for sublist in entry.sublists:
        if (sublist.kind or entry.kind) is not ListKind.BLOCK:
            continue
        assert sublist.severity.rank <= derived_severity(entry, CATALOG, sublist).rank, sublist.id


@each(
    "users, severity",
    [
        (Users(mailboxes=("a", "b", "c"), filters=("d",)), Severity.CRITICAL),
        (Users(mailboxes=("a",), shares=(("s", 1.0),)), Severity.CRITICAL),
        (Users(mailboxes=("a", "b", "c")), Severity.HIGH),
        (Users(filters=("a",), shares=(("s", 1.2),)), Severity.HIGH),
        (Users(shares=(("s", 1.0),)), Severity.HIGH),
        (Users(shares=(("s", 0.5), ("t", 0.25))), Severity.HIGH),
        (Users(shares=(("s", 0.9), ("t", 0.2))), Severity.MEDIUM),
        (Users(shares=(("s", 0.49), ("t", 0.49))), Severity.LOW),
        (Users(optional=("s",)), Severity.LOW),
        (Users(), Severity.LOW),
    ],
)
def test_the_first_row_that_holds_decides(users: Users, severity: Severity) -> None:
    assert row_of(users).severity is severity


def test_each_row_can_be_the_one_that_decides() -> None:
    assert len({row.used_by for row in TABLE}) == len(TABLE)
    assert [row.severity.rank for row in TABLE] == sorted((row.severity.rank for row in TABLE), reverse=True)


LISTS = """\
version: 1
lists:
- id: a
  zone: a.bl.example
  asks: [ipv4]
  codes: {127.0.0.2: {id: x, meaning: spam}, 127.0.0.3: {id: y, meaning: bad}}
- {id: b, zone: b.bl.example, asks: [ipv4], codes: {127.0.0.2: {id: n, meaning: dynamic, scope: dynamic}}}
providers:
- id: big
  uses: [%s]
  delisting: {how: Write.}
"""


def made(uses: str):
    return parse_catalog((LISTS % uses).encode(), "own.yaml")


@each(
    "uses, severity",
    [
        ("{list: a, source: big.example (R)}", Severity.HIGH),
        ("{list: a}", Severity.LOW),
        ("a", Severity.LOW),
        ("{list: a, source: big.example (R), until: 2024-10}", Severity.LOW),
        ("{list: a, source: big.example (R), default: false}", Severity.LOW),
        ("{list: a, how: scores, points: 3, of: 6, source: big.example (R)}", Severity.MEDIUM),
        ("{list: a, how: scores, points: {x: 1, y: 6}, of: 6, source: big.example (R)}", Severity.HIGH),
        ("{list: a, how: scores, source: big.example (R)}", Severity.LOW),
    ],
)
def test_what_has_no_source_or_is_over_does_not_count(uses: str, severity: Severity) -> None:
    catalog = made(uses)
    assert derived_severity(catalog.lists[0], catalog) is severity


def test_each_sublist_by_its_own_points_and_a_policy_one_step_less() -> None:
    catalog = made(
        "{list: a, how: scores, points: {x: 1, y: 6}, of: 6, source: s (R)}, {list: b, source: s (R)}"
    )
    first, second = catalog.lists
    assert [derived_severity(first, catalog, part) for part in first.sublists] == [
        Severity.LOW,
        Severity.HIGH,
    ]
    assert derived_severity(second, catalog) is Severity.MEDIUM
    assert refusing_by(catalog.providers[0]) == ("b",)
    assert users_of(second, catalog).mailboxes == ("big",)


@each(
    "uses, mistake",
    [
        ("{list: c}", r'uses\[0\]: "c" is not a list of this catalog'),
        ("a, {list: a}", r'uses\[1\]: "a" is there twice'),
        ("{list: a, how: counts}", r'uses\[0\]\.how: "counts" is not known'),
        (
            "{list: a, points: 3}",
            r'uses\[0\]\.points: does nothing: a provider that "refuses" by a list counts no points',
        ),
        ("{list: a, how: scores, points: -1}", r"uses\[0\]\.points: is not a number above 0"),
        ("{list: a, how: scores, points: 1, of: 0}", r"uses\[0\]\.of: is not a number above 0"),
        ("{list: a, until: last year}", r'uses\[0\]\.until: "last year" is not a year or month'),
        ("{how: scores}", r"uses\[0\]\.list: is missing"),
    ],
)
def test_mistakes_in_uses_are_told(uses: str, mistake: str) -> None:
    with pytest.raises(BadCatalog, match=mistake):
        made(uses)


@each(
    "provider_id, lists",
    [
        ("orange", {"spamhaus-zen", "abusix-combined", "cloudmark-csi"}),
        ("comcast", {"spamhaus-zen", "cloudmark-csi", "validity-rpbl"}),
        ("microsoft-consumer", {"spamhaus-zen"}),
        ("apple", {"spamhaus-zen", "spamhaus-dbl", "proofpoint-pdr"}),
        ("charter", {"spamhaus-zen", "cloudmark-csi"}),
        ("mimecast", {"cloudmark-csi", "spamcop"}),
        ("cox", set()),
    ],
)
def test_who_refuses_by_which_list_today(provider_id: str, lists: set[str]) -> None:
    provider = next(entry for entry in CATALOG.providers if entry.id == provider_id)
    assert set(refusing_by(provider)) == lists


@each(
    "provider_id, list_id, points, of",
    [
        ("mailcow", "spamhaus-zen", {"pbl-isp": 8, "pbl-spamhaus": 8, "xbl": 6, "css": 4, "sbl": 3}, 6),
        ("mailcow", "barracuda-brbl", {"": 7}, 6),
        ("mailcow", "mailspike-bl", {"z": 5, "l5": 4, "l4": 4, "l3": 4}, 6),
        ("mailcow", "hostkarma", {"black": 3, "brown": 2, "domain-black": 1}, 6),
        ("mailcow", "suomispam-bl", {"": 2}, 6),
        ("mailcow", "sem-backscatter", {"": 2}, 6),
        ("rspamd", "blocklist-de", {"": 4}, 6),
        ("spamassassin", "psbl", {"": 2.7}, 5),
    ],
)
def test_points_of_default_settings(
    provider_id: str, list_id: str, points: dict[str, float], of: float
) -> None:
    provider = next(entry for entry in CATALOG.providers if entry.id == provider_id)
    use: Use = next(use for use in provider.uses if use.list == list_id)
    assert (dict(use.points), use.of, use.how) == (points, of, "scores")


def test_points_name_sublists_that_there_are() -> None:
    for provider in CATALOG.providers:
        for use in provider.uses:
            entry = CATALOG.list_by_id(use.list)
            assert entry is not None
            assert {name for name, _ in use.points} <= {"", *(sublist.id for sublist in entry.sublists)}, use
