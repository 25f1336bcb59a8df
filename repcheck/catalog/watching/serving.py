"""``serve:``: who may look, and where."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawAccount, RawHook, RawProxy, RawServe, RawTls, RawToken
from repcheck.catalog.watching.words import PLACE, compile_name, compile_place
from repcheck.model.secret import Secret
from repcheck.model.watch.serving import Account, ApiToken, Hook, Proxy, Role, ServePlan

#: An argon2id hash in the text form of the reference program; RFC 9106 has what the numbers mean.
HASH = (
    r"\$argon2id\$v=19\$m=[1-9][0-9]{0,8},t=[1-9][0-9]{0,5},p=[1-9][0-9]{0,3}"
    r"\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{16,128}"
)
PASSWORD = rf"{HASH}|{PLACE}"
LISTEN = r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[0-9.]{7,15}|localhost):[0-9]{1,5}"
HOST = r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_])?|\[?[0-9A-Fa-f:.]{2,45}\]?"
HEADER = r"[A-Za-z][A-Za-z0-9-]{1,62}"
#: Headers that every browser may send, or that mean something else.
_TAKEN = frozenset({"authorization", "cookie", "host", "x-forwarded-for", "x-forwarded-proto", "forwarded"})


def compile_serve(raw: RawServe | None, folder: Path, check: Checker) -> ServePlan:
    """The plan; ``folder`` is where the configuration lies, and files are found from there."""
    raw = raw or RawServe()
    _fits(raw.listen, LISTEN, "an address and port such as 127.0.0.1:8025", check, ("serve", "listen"))
    hosts = check.texts(raw.hosts, ("serve", "hosts"))
    for text, way in hosts:
        _fits(text, HOST, "a name such as repcheck.example.com, without port", check, way)
    cert, key = _tls(raw.tls, folder, check)
    return ServePlan(
        listen=raw.listen,
        hosts=tuple(text for text, _ in hosts),
        accounts=_accounts(raw.accounts or [], check),
        tokens=_tokens(raw.tokens or [], check),
        hooks=_hooks(raw.hooks or [], check),
        proxy=None if raw.proxy is None else _proxy(raw.proxy, check),
        tls_cert=cert,
        tls_key=key,
    )


def _accounts(items: list[Any], check: Checker) -> tuple[Account, ...]:
    found: dict[str, Account] = {}
    for way, raw in check.decode_each(items, RawAccount, ("serve", "accounts")):
        name = _once(raw.name, found, check, (*way, "name"), "what this account logs in as")
        role = check.choice(raw.role, Role, Role.VIEWER, (*way, "role"))
        found.setdefault(name, Account(name=name, role=role, password=_password(raw, check, way)))
    return tuple(found.values())


def _password(raw: RawAccount, check: Checker, way: Way) -> str | Secret:
    """The hash, or where it lies. A password that is written here is not repeated."""
    why = "its hash, which repcheck serve --set-password prints, or env:NAME or file:/path"
    text = check.need(raw.password, (*way, "password"), why)
    if re.fullmatch(PLACE, text):
        return text
    if text and not re.fullmatch(HASH, text):
        check.report((*way, "password"), "is not an argon2id hash: repcheck serve --set-password prints one")
    return Secret(text)


def _tokens(items: list[Any], check: Checker) -> tuple[ApiToken, ...]:
    found: dict[str, ApiToken] = {}
    for way, raw in check.decode_each(items, RawToken, ("serve", "tokens")):
        name = _once(raw.name, found, check, (*way, "name"), "what the log calls this token")
        role = check.choice(raw.role, Role, Role.VIEWER, (*way, "role"))
        check.need(raw.token, (*way, "token"), "where it is found: env:NAME or file:/path")
        place = compile_place(raw.token or None, check, (*way, "token"), "a token is a secret and")
        found.setdefault(name, ApiToken(name=name, role=role, token=place or ""))
    return tuple(found.values())


def _hooks(items: list[Any], check: Checker) -> tuple[Hook, ...]:
    """Which services there are, the server knows (``web.hooks``)."""
    found: dict[str, Hook] = {}
    for way, raw in check.decode_each(items, RawHook, ("serve", "hooks")):
        name = _once(
            raw.service, found, check, (*way, "service"), "the service that posts: sendgrid, ses ..."
        )
        key = compile_place(raw.key, check, (*way, "key"), "a key is a secret and")
        topics = check.strings(raw.topics, (*way, "topics"))
        found.setdefault(name, Hook(service=name, key=key, url=raw.url, topics=topics))
    return tuple(found.values())


def _once(value: str | None, found: dict[str, Any], check: Checker, way: Way, why: str) -> str:
    name = compile_name(value, check, way, why)
    if name and name in found:
        check.report(way, f"{quote(name)} is there twice")
    return name


def _proxy(raw: RawProxy, check: Checker) -> Proxy:
    way: Way = ("serve", "proxy")
    addresses = check.texts(raw.addresses, (*way, "addresses"))
    if not addresses:
        check.report((*way, "addresses"), "is missing: the addresses or networks that the proxy asks from")
    for text, place in addresses:
        if not is_network(text):
            check.report(place, f"{quote(text)} is not an address or network")
    _fits(raw.header, HEADER, "the name of a header", check, (*way, "header"))
    if raw.header is not None and raw.header.lower() in _TAKEN:
        check.report(
            (*way, "header"), f"{quote(raw.header)} means something else: name one of the proxy's own"
        )
    return Proxy(
        addresses=tuple(text for text, _ in addresses),
        header=raw.header,
        role=check.choice(raw.role, Role, Role.VIEWER, (*way, "role")),
    )


def is_network(text: str) -> bool:
    """Whether that is an address or network, and not all there are."""
    try:
        return ip_network(text, strict=False).prefixlen > 0
    except ValueError:
        return False


def is_host(text: str) -> bool:
    """Whether it is the name or address of a server, without port."""
    return re.fullmatch(HOST, text) is not None


def is_header(text: str) -> bool:
    """Whether a proxy may name somebody in that header."""
    return re.fullmatch(HEADER, text) is not None and text.lower() not in _TAKEN


def _tls(raw: RawTls | None, folder: Path, check: Checker) -> tuple[str | None, str | None]:
    if raw is None:
        return None, None
    way: Way = ("serve", "tls")
    cert = check.need(raw.cert, (*way, "cert"), "the file of the certificate and those above it, PEM")
    key = check.need(raw.key, (*way, "key"), "the file of its key, PEM")
    return str(folder / cert), str(folder / key)


def _fits(value: str | None, pattern: str, what: str, check: Checker, way: Way) -> None:
    if value is not None and not re.fullmatch(pattern, value):
        check.report(way, f"{quote(value)} is not {what}")
