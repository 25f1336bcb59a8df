"""The built-in providers: each reply is told by one of them, and no text of one is another's."""

import re
from pathlib import Path

import pytest

from repcheck.bounces.rules.providers import Providers
from repcheck.catalog.compile.parse import parse_catalog, parse_providers
from repcheck.catalog.files import PROVIDERS_NAME, built_in_path
from repcheck.catalog.load import load_catalog
from repcheck.errors import BadCatalog
from repcheck.model.catalog import Provider, ProviderRule, Use
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
FILE = parse_providers(built_in_path(PROVIDERS_NAME).read_bytes(), PROVIDERS_NAME)
COMPILED = Providers.of(CATALOG)
#: Nothing is known by which their own refusals could be told.
WITHOUT_TEXTS = {"verizon", "fastmail", "proton", "mailcow"}
#: The name of their mail hosts is not known, or is the customer's.
WITHOUT_HOSTS = {"verizon", "sophos", "fortinet"}

LISTS = "version: 1\nlists:\n- {id: a, zone: a.bl.example, asks: [ipv4], codes: {127.0.0.2: spam}}\n"


def hits(entry: Provider, text: str) -> list[ProviderRule]:
    return [rule for rule in entry.rules if re.search(rule.pattern, text, re.IGNORECASE)]


def test_all_are_there_and_their_patterns_pass_the_strict_check() -> None:
    assert {entry.id for entry in FILE} == {
        "microsoft-consumer", "office365", "gmail", "yahoo", "apple", "comcast", "att", "charter", "cox",
        "verizon", "united-internet", "t-online", "orange", "free-fr", "laposte", "sfr", "mailru", "yandex",
        "qq", "netease", "rackspace", "godaddy", "mimecast", "proofpoint", "proofpoint-essentials",
        "cloudmark", "barracuda", "cisco", "symantec", "trendmicro", "sophos", "fortinet", "spamexperts",
        "hornetsecurity", "securence", "earthlink", "bluetie", "zoho", "fastmail", "proton", "postfix",
        "exim", "sendmail", "qmail", "rspamd", "spamassassin", "coremail", "mailcow",
    }  # fmt: skip
    assert [entry.id for entry in CATALOG.providers] == [entry.id for entry in FILE]


@each("entry", FILE)
def test_what_is_said_of_a_provider(entry: Provider) -> None:
    assert bool(entry.rules) == (entry.id not in WITHOUT_TEXTS)
    assert bool(entry.mx_suffixes) == (entry.kind != "software" and entry.id not in WITHOUT_HOSTS)
    assert entry.delisting is not None
    assert entry.delisting.how
    assert entry.rules or (entry.note and not entry.delisting.certain)
    assert {use.list for use in entry.uses} <= {known.id for known in CATALOG.lists}
    assert all(rule.means[0].isupper() and rule.means.endswith(".") for rule in entry.rules)
    assert entry.confidence == "high" or entry.sources or not entry.rules


def provider_of(text: str, host: str | None) -> str | None:
    return COMPILED.provider_by(COMPILED.matches(text), text, host)


@each("entry", FILE)
def test_each_sample_is_told_by_its_own_pattern_and_by_no_other_provider(entry: Provider) -> None:
    for rule in entry.rules:
        assert hits(entry, rule.sample)[0] is rule, "an earlier rule hides this one"
        claims = [other.id for other in FILE if other is not entry and hits(other, rule.sample)]
        assert claims == [], rule.sample
        assert provider_of(rule.sample, None) == entry.id


@each("entry", FILE)
def test_mail_hosts_tell_the_provider(entry: Provider) -> None:
    for suffix in entry.mx_suffixes:
        assert provider_of("550 refused", f"mx1.example{suffix}") == entry.id


@each(
    "text, host, provider",
    [
        ("550 spam detected", None, "free-fr"),
        ("550 spam detected", "mx1.free.fr", "free-fr"),
        # a text that many write does not outweigh the name of the host
        ("550 spam detected", "gmail-smtp-in.l.google.com", "gmail"),
        ("554 5.7.1 Client host [192.0.2.10] blocked using bl.example.net", "mx1.orange.fr", "orange"),
        ("554 5.7.1 Client host [192.0.2.10] blocked using bl.example.net", "mx.example.net", "postfix"),
        ("550 spam score 9, spam detected", None, "free-fr"),
        # one that only Proofpoint writes does
        ("550 see https://ipcheck.proofpoint.com/?ip=192.0.2.10", "mx1.mail.icloud.com", "proofpoint"),
        ("550 no such user", "mx.example.net", None),
    ],
)
def test_text_against_host(text: str, host: str | None, provider: str | None) -> None:
    assert provider_of(text, host) == provider


def test_examples_use_documentation_addresses_only() -> None:
    text = "\n".join(rule.sample for entry in FILE for rule in entry.rules)
    quads = re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text)
    assert quads
    assert all(quad.startswith("192.0.2.") for quad in quads)
    assert {host.rstrip(".") for host in re.findall(r"@([\w.-]+)", text)} <= {
        "example.net",
        "microsoft.com",
        "rx.t-online.de",
        "messaging.microsoft.com",
    }


def test_a_catalog_without_providers_keeps_the_built_in_ones(tmp_path: Path) -> None:
    file = tmp_path / "lists.yaml"
    file.write_text(LISTS, encoding="utf-8")
    catalog = load_catalog(file)
    assert [entry.id for entry in catalog.providers] == [entry.id for entry in FILE]
    assert all(entry.uses == () for entry in catalog.providers)
    own = "providers:\n- {id: p, rules: [{pattern: refused, cause: policy, means: No., sample: refused}]}\n"
    file.write_text(LISTS + own, encoding="utf-8")
    assert [entry.id for entry in load_catalog(file).providers] == ["p"]


def test_uses_is_checked_where_the_lists_are_known() -> None:
    providers = "providers:\n- {id: p, uses: [b], delisting: {how: x}}\n"
    with pytest.raises(BadCatalog, match=r'providers\[0\]\.uses\[0\]: "b" is not a list of this catalog'):
        parse_catalog((LISTS + providers).encode(), "f")
    assert parse_providers(b"version: 1\n" + providers.encode(), "f")[0].uses == (Use(list="b"),)


@each(
    "text, mistake",
    [
        ("version: 1\n", "providers: is missing: a file of providers needs at least one"),
        ("version: 2\nproviders: [{id: p}]\n", "version: 2 is not known to this repcheck, only 1"),
        ("version: 1\nlists: []\nproviders: [{id: p}]\n", "lists: unknown field"),
        ("version: 1\nproviders: [{id: p, kind: mta}]\n", 'providers[0].kind: "mta" is not known'),
        ("version: 1\nproviders: [{id: p}, {id: p}]\n", 'providers[1].id: "p" is there twice'),
    ],
)
def test_mistakes_in_a_file_of_providers(text: str, mistake: str) -> None:
    with pytest.raises(BadCatalog) as caught:
        parse_providers(text.encode(), "p.yaml")
    assert mistake in str(caught.value)


def test_a_name_of_several_reads_on_in_a_sentence() -> None:
    """ "Gmail, Google Workspace refused mail": the last of a row of names has "and" before it."""
    bare = [entry.name for entry in FILE if ", " in entry.name.split(" (")[0] and " and " not in entry.name]
    assert bare == []
