"""One fault each: the file, the line, the field, and what is wrong, word for word."""
# ruff: noqa: E501  a table of texts and messages reads better on one line each

import json

import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.errors import BadCatalog
from tests.support.tables import each


def mistakes_of(text: str) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        parse_catalog(text.encode(), "blocklists.yaml")
    return list(caught.value.mistakes)


HEAD = "version: 1\nlists:\n- id: a\n  zone: a.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n"
RULE = "providers:\n- id: p\n  rules:\n  - {cause: rate, means: slow, "

#: One fault each: what follows HEAD (six lines), and the whole message.
FAULTS = [
    ("  severty: high\n", '7: lists[0].severty: unknown field; did you mean "severity"?'),
    ("  frobnicate: 1\n", "7: lists[0].frobnicate: unknown field"),
    ("  severity: hihg\n", '7: lists[0].severity: "hihg" is not known; did you mean "high"?'),
    ("  kind: blok\n", '7: lists[0].kind: "blok" is not known; did you mean "block"?'),
    ("  mode: exactly\n", '7: lists[0].mode: "exactly" is not known; did you mean "exact"?'),
    ("  name: 5\n", "7: lists[0].name: expected text, got a whole number"),
    ("  enabled: maybe\n", "7: lists[0].enabled: expected true or false, got text"),
    ("  aliases:\n  - fine\n  - [x]\n", "9: lists[0].aliases[1]: expected text, got a list"),
    ("  aliases: {a: b}\n", "7: lists[0].aliases: expected text or a list, got a mapping"),
    ("  limits: {per_day: -1}\n", "7: lists[0].limits.per_day: is not a number above 0"),
    ("  limits: {per_hour: 1}\n", "7: lists[0].limits.per_hour: unknown field"),
    ("  access:\n    kind: gratis\n", '8: lists[0].access.kind: "gratis" is not known; known: public, '
     "registration, key, paid, unknown"),
    ("  errors: {127.0.0.1: refussed}\n", '7: lists[0].errors["127.0.0.1"]: "refussed" is not known; '
     'did you mean "refused"?'),
    ("  errors: {127.0.0.2: refused}\n", '6: lists[0].codes: "127.0.0.2" means the same answer as "127.0.0.2"'),
    ("  errors: {127.1: refused}\n", '7: lists[0].errors: "127.1" is not an IPv4 address'),
    ("  errors: {127.0.0.1: {reason: refused}}\n", '7: lists[0].errors["127.0.0.1"].meaning: is missing: '
     "what the list says by this answer"),
    ("  test_points: {listed: [no address]}\n", '7: lists[0].test_points.listed[0]: "no address" is neither an address '
     "nor a domain name"),
    ("  test_points: {listed: [test]}\n", '7: lists[0].test_points.listed[0]: "test" is of a kind that the list '
     "does not ask: domain"),
    ("  delisting: {url: 'https://bl.example/'}\n", "7: lists[0].delisting.how: is missing: say what is done and where"),
    ("  delisting: {how: ask, url: bl.example}\n", '7: lists[0].delisting.url: "bl.example" is not an http, https or '
     "mailto link"),
    ("  checked: November\n", '7: lists[0].checked: "November" is not a month like 2026-11'),
    ("  tags: [high]\n", '7: lists[0].tags[0]: "high" is a word of --lists and cannot be a tag'),
    ("  key: env:KEY\n", "7: lists[0].key: does nothing: the zone has no label {key}"),
    ("  name: one\n  name: two\n", "8: lists[0].name: is there twice"),
    ("  name: !python/object:os.system x\n", '7: lists[0].name: tag "!python/object:os.system" is not allowed here'),
    ('  name: "\\e[31m"\n', "7: lists[0].name: holds a control character"),
    ("- id: a\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '7: lists[1].id: "a" is there twice, first in lists[0]'),
    ("  aliases: [Some List]\n- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: s}\n"
     "  aliases: [some list]\n", '12: lists[1].aliases[0]: "some list" already means lists[0]'),
    ("- just text\n", "7: lists[1]: expected a mapping, got text"),
    ("- id: b\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n", "7: lists[1].zone: is missing: every list needs a zone"),
    ("- zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     "7: lists[1].id: is missing: what it is called in options and output"),
    ("- id: all\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '7: lists[1].id: "all" is a word of --lists and cannot be an id'),
    ("- id: standard\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '7: lists[1].id: "standard" is a word of --lists and cannot be an id'),
    ("- id: b\n  zone: b.example\n  codes: {127.0.0.2: spam}\n",
     "7: lists[1].asks: is missing: what the list can be asked about, of ipv4, ipv6, domain"),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n", '7: lists[1].codes: is missing: without codes a list of mode '
     '"exact" can list nobody'),
    ("- id: b\n  zone: not a name\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '8: lists[1].zone: "not a name" is not a domain name'),
    ("- id: b\n  zone: 192.0.2.1\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '8: lists[1].zone: "192.0.2.1" is not a domain name'),
    ("- id: b\n  zone: '{key}.b.example'\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     "8: lists[1].zone: holds {key}, but no key is named: add key: env:NAME or key: file:/path"),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes:\n    127.0.0.2: spam\n    127.0.0.999: spam\n",
     '12: lists[1].codes: "127.0.0.999" is not an IPv4 address'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {10.0.0.1: spam}\n",
     '10: lists[1].codes: "10.0.0.1" is outside 127.0.0.0/8'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.255.255.1: spam}\n",
     '10: lists[1].codes: "127.255.255.1" is an error at every list, never a listing: see errors'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.7-127.0.0.4: spam}\n",
     '10: lists[1].codes: "127.0.0.7-127.0.0.4" ends before it starts'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2-127.0.0.9: spam, 127.0.0.4: spam}\n",
     '10: lists[1].codes: "127.0.0.4" means the same answer as "127.0.0.2-127.0.0.9"'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  mode: bitmask\n  codes: {6: spam}\n",
     '11: lists[1].codes: "6" is not one bit of the last octet (1, 2, 4 ... 128)'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: }\n",
     '10: lists[1].codes["127.0.0.2"]: expected a text that says what the code means, or a mapping'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes:\n    127.0.0.2: {meaning: spam, severty: low}\n",
     '11: lists[1].codes["127.0.0.2"].severty: unknown field; did you mean "severity"?'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes:\n    127.0.0.2: {id: s, meaning: x}\n"
     "    127.0.0.3: {id: s, meaning: y}\n", '12: lists[1].codes["127.0.0.3"]: "s" means something else in another code'),
    ("- id: b\n  asks: []\n  codes: {127.0.0.2: spam}\n",
     "8: lists[1].asks: is missing: what the list can be asked about, of ipv4, ipv6, domain"),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  part_of: c\n  codes: {127.0.0.2: spam}\n",
     '10: lists[1].part_of: "c" is part of another list itself'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  part_of: b\n  codes: {127.0.0.2: spam}\n",
     '10: lists[1].part_of: "b" is part of another list itself'),
    ("- id: b\n  zone: b.example\n  asks: [ipv4]\n  codes:\n    127.0.0.2: {meaning: spam, kind: blok}\n",
     '11: lists[1].codes["127.0.0.2"].kind: "blok" is not known; did you mean "block"?'),
    ("- id: extended\n  zone: b.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n",
     '7: lists[1].id: "extended" is a word of --lists and cannot be an id'),
    (RULE + "pattern: '(', sample: x}\n",
     "10: providers[0].rules[0].pattern: is not a regular expression: missing ), unterminated subpattern at position 0"),
    (RULE + "pattern: abc, sample: x}\n", "10: providers[0].rules[0].sample: is not matched by the pattern"),
    (RULE + "pattern: '(a+)+b', sample: ab}\n", "10: providers[0].rules[0].pattern: repeats a group that itself repeats"),
    (RULE + "pattern: 'a.*b.*c.*d', sample: abcd}\n",
     "10: providers[0].rules[0].pattern: has more than two wildcards without bound: write .{0,80}"),
    (RULE + "pattern: ab}\n", "10: providers[0].rules[0].sample: is missing: a made-up reply that the pattern matches"),
    ("providers:\n- id: p\n  uses: [b]\n", '9: providers[0].uses[0]: "b" is not a list of this catalog'),
    ("providers:\n- id: p\n  mx_suffixes: [mx.example]\n",
     '9: providers[0].mx_suffixes[0]: "mx.example" is not an ending of host names, like .mx.example.net'),
    ("provider: []\n", '7: provider: unknown field; did you mean "providers"?'),
]  # fmt: skip


@each("text, message", FAULTS)
def test_one_fault_one_line(text: str, message: str) -> None:
    assert mistakes_of(HEAD + text) == [f"blocklists.yaml:{message}"]


@each(
    "text, message",
    [
        ("", "1: expected a mapping, got nothing"),
        ("[1, 2]", "1: expected a mapping, got a list"),
        ("version: 1\n", "1: lists: is missing: a catalog needs at least one list"),
        (HEAD.replace("version: 1", "version: 2"), "1: version: 2 is not known to this repcheck, only 1"),
        (HEAD.replace("version: 1", "# none"), "2: version: is missing: this format is version: 1"),
        ("version: 1\nlists: [\n", "3: did not find expected node content"),
        ("version: 1\n\tlists: 1\n", "2: found a tab character that violates indentation"),
        ("a: 1\nb: \x07\n", "2: control characters are not allowed"),
        ("a: 1\n---\nb: 1\n", "2: but found another document"),
        ("a: *nobody\n", "1: found undefined alias"),
        (
            "version: 1\n<<<<<<< HEAD\nlists: []\n=======\nlists: {}\n>>>>>>> other\n",
            "2: is a mark of a merge conflict (<<<<<<<): decide which side is right",
        ),
    ],
)
def test_faults_of_the_whole_file(text: str, message: str) -> None:
    assert mistakes_of(text) == [f"blocklists.yaml:{message}"]


def test_all_mistakes_at_once_in_the_order_of_their_lines() -> None:
    text = (
        HEAD
        + "  severity: hihg\n- id: b\n  zone: 5\n  asks: [ipv5, ipv4, 7]\n  codes: {127.0.0.300: x, 1.1: y}\n"
    )
    assert mistakes_of(text) == [
        'blocklists.yaml:7: lists[0].severity: "hihg" is not known; did you mean "high"?',
        "blocklists.yaml:9: lists[1].zone: expected text, got a whole number",
        "blocklists.yaml:10: lists[1].asks[2]: expected text, got a whole number",
        'blocklists.yaml:10: lists[1].asks[0]: "ipv5" is not known; did you mean "ipv6"?',
        'blocklists.yaml:11: lists[1].codes: "127.0.0.300" is not an IPv4 address',
        'blocklists.yaml:11: lists[1].codes: "1.1" is not an IPv4 address',
    ]


def test_json_has_lines_too_even_with_tabs() -> None:
    entry = {
        "id": "a",
        "zone": "a.example",
        "asks": ["ipv4"],
        "codes": {"127.0.0.2": "x"},
        "severity": "hihg",
    }
    for indent in (1, "\t"):
        (line,) = mistakes_of(json.dumps({"version": 1, "lists": [entry]}, indent=indent))
        assert line.startswith('blocklists.yaml:13: lists[0].severity: "hihg"')


def test_a_mistake_in_what_is_merged_is_told_where_it_stands() -> None:
    text = "x-common: &common\n  severity: hihg\n" + HEAD + "  <<: *common\n"
    assert mistakes_of(text) == [
        'blocklists.yaml:2: lists[0].severity: "hihg" is not known; did you mean "high"?'
    ]


def test_a_key_written_into_the_file_is_not_repeated() -> None:
    text = HEAD.replace("a.example", "'{key}.a.example'") + "  key: s3cret\n"
    (line,) = mistakes_of(text)
    assert "s3cret" not in line
    assert line.startswith("blocklists.yaml:7: lists[0].key: ")
