"""``repcheck domain --zone-file``: a zone is judged before it is published."""

import json
from pathlib import Path

import pytest

from repcheck.app.domain.zones import load_zones, mail_domains, selectors
from repcheck.cli.main import main
from repcheck.demo.faults import servfail
from repcheck.demo.nameserver import NameServer
from repcheck.demo.records import records
from repcheck.errors import BadInput
from tests.conftest import NameServerFactory

ZONE = """\
$ORIGIN example.com.
@       SOA  ns1 hostmaster 1 3600 900 604800 300
@       MX   10 mx
        TXT  "v=spf1 include:_spf.example.net ?all"
mx      A    192.0.2.1
_dmarc  TXT  "v=DMARC1; p=none; rua=mailto:d@example.com"
a._domainkey TXT "v=DKIM1; k=rsa; p="
b._domainkey TXT ( "v=DKIM1; k=rsa;"
              "p=xyz!" )
news    MX   10 gone
        TXT  "v=spf1 +all"
"""
#: What the world knows today: another mail host, a harsh record, and what the zone includes.
PUBLISHED = """\
example.com. 300 TXT "v=spf1 -all"
example.com. 300 MX 10 old.example.net.
old.example.net. 300 A 192.0.2.77
gone.example.com. 300 A 192.0.2.78
_spf.example.net. 300 TXT "v=spf1 ip4:192.0.2.0/30 -all"
"""


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(records(".", PUBLISHED))


def judged(server: NameServer, capsys, *arguments: str) -> tuple[int, str, str]:
    fixed = ("--lists", "none", "--no-https", "--resolver", server.address)
    code = main(["domain", *arguments, *fixed])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_names_in_the_zone_are_as_in_the_file_and_each_finding_has_its_line(
    server: NameServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    zone = tmp_path / "example.com.zone"
    zone.write_text(ZONE)
    code, out, err = judged(server, capsys, "--zone-file", str(zone), "--format", "json")
    assert (code, err) == (1, "")
    domains = {domain["domain"]: domain for domain in json.loads(out)["domains"]}
    assert set(domains) == {"example.com", "news.example.com"}
    lines = {
        (name, finding["id"]): finding["place"]["line"]
        for name, domain in domains.items()
        for finding in domain["findings"]
        if finding["place"] is not None
    }
    wanted = {
        ("example.com", "spf_neutral_all"): 4,
        ("example.com", "dmarc_policy_none"): 6,
        ("example.com", "dkim_revoked"): 7,
        ("example.com", "dkim_malformed"): 8,
        ("news.example.com", "mx_without_address"): 10,
        ("news.example.com", "spf_everybody"): 11,
        ("news.example.com", "dmarc_policy_none"): 6,
        ("news.example.com", "dkim_none"): 10,
    }
    assert {key: lines.get(key) for key in wanted} == wanted
    files = {f["place"]["file"] for d in domains.values() for f in d["findings"] if f["place"] is not None}
    assert files == {str(zone)}
    # what the zone includes is asked of the DNS
    assert [sent["address"] for sent in domains["example.com"]["walk"]["sent_from"]] == ["192.0.2.0/30"]


def test_the_text_names_file_and_line(
    server: NameServer,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("db.example").write_text(
        ZONE.removeprefix("$ORIGIN example.com.\n") + "x.example.org. A 192.0.2.1\n"
    )
    code, out, err = judged(server, capsys, "example.com", "--zone-file", "db.example")
    assert code == 1
    assert "says nothing about strangers. (db.example:3)" in " ".join(out.split())
    assert "old.example.net" not in out
    assert err == (
        "repcheck: warning: db.example:11: x.example.org is not in example.com: servers leave it out\n"
    )


def test_what_the_dns_cannot_tell_is_unknown_and_exit_3(
    nameserver: NameServerFactory, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    zone = tmp_path / "zone"
    zone.write_text('$ORIGIN example.com.\n@ TXT "v=spf1 include:_spf.example.net -all"\n')
    options = ("--zone-file", str(zone), "--format", "json", "--fail-on", "never")
    code, out, _ = judged(nameserver(servfail(".")), capsys, *options)
    states = {part["name"]: part["state"] for part in json.loads(out)["domains"][0]["parts"]}
    assert (code, states["spf"]) == (3, "unknown")


def test_several_files_are_one_run_and_several_paths_may_follow(
    server: NameServer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = ("example.com", "example.org")
    for name in names:
        (tmp_path / name).write_text(f'$ORIGIN {name}.\n@ MX 0 .\n@ TXT "v=spf1 -all"\n')
    paths = [str(tmp_path / name) for name in names]
    code, out, _ = judged(server, capsys, "--zone-file", *paths, "--format", "json", "--fail-on", "never")
    assert code == 0
    assert {domain["domain"] for domain in json.loads(out)["domains"]} == set(names)
    twice = tmp_path / "twice"
    twice.write_text("$ORIGIN example.com.\n")
    code, _, err = judged(server, capsys, "--zone-file", *paths, str(twice))
    assert (code, err) == (2, f"repcheck: error: {twice}: is example.com, as {paths[0]} is\n")


def test_a_file_that_does_not_say_its_zone_and_one_that_is_no_text(tmp_path: Path) -> None:
    nameless, binary = tmp_path / "nameless", tmp_path / "binary"
    nameless.write_text("@ A 192.0.2.1\n")
    binary.write_bytes(b"$ORIGIN example.com.\n@ A 192.0.2.1\n@ TXT \xff\n")
    with pytest.raises(BadInput, match="does not say which zone it is"):
        load_zones([nameless], None)
    assert load_zones([nameless], "example.org")[0].origin == "example.org"
    with pytest.raises(BadInput, match="binary:3: is not text in UTF-8"):
        load_zones([binary], None)


def test_names_with_mail_records_are_judged_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "zone"
    path.write_text(
        "$ORIGIN example.com.\n"
        "www A 192.0.2.1\n"
        "*.www MX 10 mx\n"
        "shop TXT v=spf1\n"
        "_dmarc.blog TXT v=DMARC1\n"
        "k._domainkey.list TXT v=DKIM1\n"
        "*._domainkey.list TXT v=DKIM1\n"
        "_x TXT v=spf1\n"
        "lab NS ns.example.net.\n"
        "lab MX 10 mx\n"
    )
    zones = load_zones([path], None)
    assert mail_domains(zones[0]) == (
        "example.com",
        "shop.example.com",
        "blog.example.com",
        "list.example.com",
    )
    assert selectors(zones) == {"list.example.com": ("k",)}
