"""``serve:`` of the configuration: what it means, and what is wrong with it."""

from pathlib import Path

import pytest

from repcheck.catalog.config import apply_config
from repcheck.errors import BadCatalog
from repcheck.model.secret import Secret
from repcheck.model.watch.serving import Account, ApiToken, Proxy, Role, ServePlan
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$" + "A" * 43
WHOLE = f"""\
version: 1
serve:
  listen: "[2001:db8::5]:8443"
  hosts: [repcheck.example.com, 192.0.2.5]
  accounts:
    - {{name: ops, role: operator, password: "{HASH}"}}
    - {{name: wall, password: "file:/etc/repcheck/wall.hash"}}
  tokens: [{{name: prometheus, token: "env:METRICS_TOKEN"}}]
  proxy: {{addresses: [192.0.2.1, "2001:db8:1::/64"], header: X-Remote-User, role: operator}}
  tls: {{cert: tls/cert.pem, key: /etc/ssl/private/key.pem}}
"""


def plan_of(text: str) -> ServePlan:
    return apply_config(text.encode(), "/etc/repcheck/repcheck.yaml", built_in_catalog()).plan.serve


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        plan_of(text)
    return list(caught.value.mistakes)


def test_what_the_whole_section_means() -> None:
    assert plan_of(WHOLE) == ServePlan(
        listen="[2001:db8::5]:8443",
        hosts=("repcheck.example.com", "192.0.2.5"),
        accounts=(
            Account(name="ops", role=Role.OPERATOR, password=Secret(HASH)),
            Account(name="wall", role=Role.VIEWER, password="file:/etc/repcheck/wall.hash"),
        ),
        tokens=(ApiToken(name="prometheus", role=Role.VIEWER, token="env:METRICS_TOKEN"),),
        proxy=Proxy(addresses=("192.0.2.1", "2001:db8:1::/64"), header="X-Remote-User", role=Role.OPERATOR),
        tls_cert="/etc/repcheck/tls/cert.pem",
        tls_key="/etc/ssl/private/key.pem",
    )
    assert plan_of("version: 1\n") == ServePlan()


@each(
    "text, said",
    [
        ("listen: 8025", "listen: expected text, got a whole number"),
        (
            "listen: repcheck.example.com:443",
            'listen: "repcheck.example.com:443" is not an address and port such as 127.0.0.1:8025',
        ),
        ("hosts: ['a b']", 'hosts[0]: "a b" is not a name such as repcheck.example.com, without port'),
        (
            "hosts: repcheck.example.com:443",
            'hosts: "repcheck.example.com:443" is not a name such as repcheck.example.com, without port',
        ),
        ("acounts: []", 'acounts: unknown field; did you mean "accounts"?'),
        ("accounts: [{name: ops}]", "accounts[0].password: is missing: its hash, which repcheck serve "
         "--set-password prints, or env:NAME or file:/path"),
        ("accounts: [{password: 'env:A'}]", "accounts[0].name: is missing: what this account logs in as"),
        ("accounts: [{name: a, password: 'env:A', role: admin}]",
         'accounts[0].role: "admin" is not known; known: viewer, operator'),
        ("accounts: [{name: a, password: 'env:A'}, {name: a, password: 'env:A'}]",
         'accounts[1].name: "a" is there twice'),
        ("tokens: [{name: a}]", "tokens[0].token: is missing: where it is found: env:NAME or file:/path"),
        ("proxy: {header: X-User}", "proxy.addresses: is missing: the addresses or networks that the proxy "
         "asks from"),
        ("proxy: {addresses: [proxy.example.com]}",
         'proxy.addresses[0]: "proxy.example.com" is not an address or network'),
        ("proxy: {addresses: [0.0.0.0/0]}", 'proxy.addresses[0]: "0.0.0.0/0" is not an address or network'),
        ("proxy: {addresses: ['::/0']}", 'proxy.addresses[0]: "::/0" is not an address or network'),
        ("proxy: {addresses: [192.0.2.1], header: X User}",
         'proxy.header: "X User" is not the name of a header'),
        ("proxy: {addresses: [192.0.2.1], header: Host}",
         'proxy.header: "Host" means something else: name one of the proxy\'s own'),
        ("tls: {cert: a.pem}", "tls.key: is missing: the file of its key, PEM"),
        ("tls: {cert: a.pem, key: b.pem, kay: c.pem}", 'tls.kay: unknown field; did you mean "key"?'),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_field(text: str, said: str) -> None:
    assert mistakes(f"version: 1\nserve: {{{text}}}\n") == [f"/etc/repcheck/repcheck.yaml:2: serve.{said}"]


@each(
    "text",
    [
        "accounts: [{name: ops, password: hunter2-T0KEN}]",
        "accounts: [{name: ops, password: '$2b$12$T0KEN'}]",
        f"accounts: [{{name: ops, password: '{HASH}T0KEN!'}}]",
        "tokens: [{name: api, token: T0KEN-of-forty-letters}]",
    ],
)
def test_a_secret_that_is_written_out_is_not_repeated(text: str) -> None:
    (line,) = mistakes(f"version: 1\nserve: {{{text}}}\n")
    assert "T0KEN" not in line


def test_what_is_found_from_the_file(tmp_path: Path) -> None:
    text = b"version: 1\nserve: {tls: {cert: c.pem, key: k.pem}}\n"
    plan = apply_config(text, str(tmp_path / "repcheck.yaml"), built_in_catalog()).plan.serve
    assert (plan.tls_cert, plan.tls_key) == (str(tmp_path / "c.pem"), str(tmp_path / "k.pem"))
