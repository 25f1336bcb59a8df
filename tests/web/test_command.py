"""``repcheck serve`` as it is typed, up to the moment when it would serve."""

import io
import json
import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from repcheck.cli.commands.serve import making, password
from repcheck.cli.main import main
from repcheck.errors import BadInput
from repcheck.model.watch.serving import Role, ServePlan
from repcheck.web import entering
from repcheck.web.server import ServedAt, Serving
from repcheck.web.site import Site
from tests.support.tables import each
from tests.web.browsing import made_site
from tests.web.certificate import write_certificate
from tests.web.entering import PASSWORD, cheap_passwords

Run = Callable[..., tuple[int, str, str]]
SERVED = """\
version: 1
serve:
  listen: "0.0.0.0:8025"
  accounts: [{name: ops, password: "env:PLAIN"}, {name: gone, password: "env:NOT_SET"}]
  tokens: [{name: prometheus, token: "env:SHORT"}]
  hooks:
  - {service: postmrak, key: "env:LONG"}
  - {service: ses}
  - {service: mailgun, key: "env:SHORT"}
  - {service: mandrill, key: "env:LONG"}
  - {service: brevo}
"""


@pytest.fixture
def served() -> list[tuple[Site, ServedAt]]:
    return []


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    served: list[tuple[Site, ServedAt]],
) -> Run:
    async def note(site: Site, place: ServedAt, beside: object = None) -> None:
        served.append((site, place))

    monkeypatch.setattr(making, "serving", note)
    monkeypatch.setattr(entering, "Passwords", cheap_passwords)
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)

    def run_one(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_one


def configured(tmp_path: Path, section: str) -> Path:
    path = tmp_path / "repcheck.yaml"
    path.write_text(f"version: 1\nserve: {{{section}}}\n")
    return path


def account(tmp_path: Path) -> str:
    path = tmp_path / "ops.hash"
    path.write_text(cheap_passwords().hashed(PASSWORD) + "\n")
    return f"accounts: [{{name: ops, role: operator, password: 'file:{path}'}}]"


def account_of_hash(tmp_path: Path) -> str:
    path = tmp_path / "ops.hash"
    path.write_text("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA")
    return f"accounts: [{{name: ops, password: 'file:{path}'}}]"


def test_alone_it_is_for_this_machine(run: Run, served: list[tuple[Site, ServedAt]]) -> None:
    assert run("serve") == (0, "", "")
    ((site, place),) = served
    assert (place.host, place.port, place.tls) == ("127.0.0.1", 8025, None)
    assert site.entrance.open
    assert site.hosts.allow("localhost:8025")


def test_other_machines_need_more(run: Run, tmp_path: Path, served: list[tuple[Site, ServedAt]]) -> None:
    rows = [
        (("--listen", "192.0.2.5:8025"), "needs a password"),
        (("--listen", "[::]:8025"), "needs a password"),
        (("--listen", "0.0.0.0:8025", "--config", configured(tmp_path, account(tmp_path))), "--host"),
        (("--listen", "localhost"), "is not an address and port"),
        (("--listen", "127.0.0.1:99999"), "there is no port 99999"),
        (("--listen", "999.0.0.1:1"), "is not an address and port"),
        (("--behind-proxy", "X-User"), "needs --proxy"),
        (("--behind-proxy", "Cookie", "--proxy", "127.0.0.1"), "--behind-proxy"),
        (("--behind-proxy", "X-User", "--proxy", "everybody"), "is not an address or network"),
        (("--proxy", "127.0.0.1"), "nobody could come in"),
        (("--tls-cert", "c.pem"), "needs --tls-key"),
        (("--tls-cert", tmp_path / "none.pem", "--tls-key", tmp_path / "none.pem"), "no such file"),
    ]
    for words, said in rows:
        code, out, err = run("serve", *words)
        assert (code, out) == (2, ""), words
        assert said in err, (words, err)
        assert err.count("\n") == 1
    assert served == []


def test_with_an_account_others_may_ask_and_are_warned(
    run: Run, tmp_path: Path, served: list[tuple[Site, ServedAt]]
) -> None:
    config = configured(tmp_path, f"{account(tmp_path)}, listen: '192.0.2.5:8025', hosts: [r.example.com]")
    code, _, err = run("serve", "--config", config)
    assert code == 0
    assert "unencrypted" in err
    ((site, place),) = served
    assert place.host == "192.0.2.5"
    assert not site.entrance.open
    assert [site.hosts.allow(name) for name in ("R.example.com", "192.0.2.5", "x.example")] == [
        True,
        True,
        False,
    ]


def test_what_is_read_anew_is_who_may_come_in(
    run: Run, tmp_path: Path, served: list[tuple[Site, ServedAt]]
) -> None:
    config = configured(tmp_path, account(tmp_path))
    assert run("serve", "--config", config)[0] == 0
    ((site, place),) = served
    assert place.renew is not None
    proof = site.entrance.accounts["ops"].proof
    assert site.entrance.by_session("ops", proof) is not None
    configured(tmp_path, "accounts: [{name: ops, password: 'env:REPCHECK_NONE'}]")
    with pytest.raises(BadInput):
        place.renew()
    assert site.entrance.by_session("ops", proof) is not None
    account(tmp_path)  # the same password, with another salt
    configured(tmp_path, f"accounts: [{{name: ops, password: 'file:{tmp_path / 'ops.hash'}'}}]")
    place.renew()
    assert site.entrance.by_session("ops", proof) is None
    assert site.entrance.accounts["ops"].role is Role.VIEWER


def test_sessions_end_at_a_server_that_runs(
    run: Run, tmp_path: Path, served: list[tuple[Site, ServedAt]]
) -> None:
    config = configured(tmp_path, account(tmp_path))
    assert run("serve", "--config", config)[0] == 0
    ((site, place),) = served
    assert place.renew is not None
    cookie = site.sessions.cookie(site.sessions.begin("ops", "proof"))
    place.renew()
    assert site.sessions.read(cookie) is not None
    code, out, _ = run("serve", "--config", config, "--end-sessions")
    assert (code, out) == (
        0,
        "Every session has ended, at a server that runs after its next SIGHUP or start.\n",
    )
    assert len(served) == 1
    place.renew()
    assert site.sessions.read(cookie) is None


@each(
    "section, said",
    [
        ("accounts: [{name: a, password: 'env:REPCHECK_NONE'}]", "serve: accounts: a: password"),
        ("tokens: [{name: a, token: 'env:REPCHECK_SHORT'}]", "is shorter than 20 characters"),
        ("accounts: [{name: a, password: 'env:REPCHECK_SHORT'}]", "is not an argon2id hash"),
    ],
)
def test_a_secret_that_is_missing_or_bad_is_said(
    section: str, said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPCHECK_SHORT", "hunter2")
    code, _, err = run("serve", "--config", configured(tmp_path, section))
    assert code == 2
    assert said in err
    assert "hunter2" not in err


def test_config_show_masks_what_lets_in(run: Run, tmp_path: Path) -> None:
    hashed = cheap_passwords().hashed(PASSWORD)
    config = configured(tmp_path, f"accounts: [{{name: ops, password: '{hashed}'}}], hosts: [r.example.com]")
    code, out, _ = run("config", "show", "--config", config, "--format", "json")
    assert code == 0
    fields = {one["field"]: one["value"] for one in json.loads(out)["fields"]}
    assert fields["serve.accounts.ops.password"] == "***"
    assert fields["serve.accounts.ops.role"] == "viewer"
    assert fields["serve.hosts"] == "r.example.com"
    assert hashed not in out
    assert hashed not in run("config", "show", "--config", config)[1]
    assert run("config", "check", config)[0] == 0


def test_without_the_extra_only_passwords_are_missing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    assert run("serve")[0] == 0
    for words in (("--set-password",), ("--config", configured(tmp_path, account_of_hash(tmp_path)))):
        code, _, err = run("serve", *words)
        assert code == 2
        assert "pip install 'repcheck[serve]'" in err


def test_a_password_is_read_from_standard_input_and_only_its_hash_is_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(password, "Passwords", cheap_passwords)
    for given, code in ((f"{PASSWORD}\n", 0), (f"{PASSWORD}\r\nmore\n", 0), ("short\n", 2), ("", 2)):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        got, out, err = run("serve", "--set-password")
        assert got == code
        assert PASSWORD not in out + err
        if code == 0:
            assert cheap_passwords().fits(PASSWORD, out.strip())
        else:
            assert "12 to 1,024 characters" in err


async def test_a_certificate_of_ours_is_served(tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    write_certificate(cert, key)
    tls = making.tls_of(ServePlan(tls_cert=str(cert), tls_key=str(key)))
    assert tls is not None
    serving = Serving(made_site(), ServedAt("127.0.0.1", 0, tls))
    port = await serving.begin()
    try:
        trusted = ssl.create_default_context(cafile=cert)
        async with aiohttp.ClientSession() as client:
            answer = await client.get(f"https://localhost:{port}/login", ssl=trusted)
            assert answer.status == 404
    finally:
        await serving.end()


def test_what_would_keep_the_server_from_starting_is_a_mistake(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the rules of its start; all at once, and no secret is repeated."""
    for name, value in (("PLAIN", "S3CRET-in-plain-words"), ("SHORT", "S3CRET"), ("LONG", "S3CRET" * 9)):
        monkeypatch.setenv(name, value)
    path = tmp_path / "mine.yaml"
    path.write_text(SERVED)
    code, out, err = run("config", "check", "--config", path)
    assert code == 1
    assert [line.partition(": is ")[0] for line in out.splitlines()] == [
        "serve: accounts: ops: password",
        "serve: tokens: prometheus: token",
        "serve: hooks: postmrak",
        "serve: hooks: ses: topics",
        "serve: hooks: mailgun: key",
        "serve: hooks: mandrill: url",
        "serve: hooks: brevo: key",
    ]
    assert "serve: accounts: gone: password: env:NOT_SET is not set" in err
    assert "--host" in err
    assert "S3CRET" not in out + err
