"""Where a list is asked: its zone, the one for customers with its key, and one's own copy of it."""

import re

import msgspec

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.parts import is_domain_name
from repcheck.catalog.document import Way
from repcheck.catalog.keys import PLACE
from repcheck.model.dns import Server
from repcheck.model.secret import without_password

_KEY_FROM = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:\S.*")


class ListPlace(msgspec.Struct, frozen=True, kw_only=True):
    """As a file says it, or checked: then with a zone in lower case. An empty zone: there is none."""

    zone: str | None
    keyed_zone: str | None = None
    key: str | None = None
    server: str | None = None


class CheckedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """As in ReputationList; worth nothing when there was a mistake."""

    zone: str
    keyed_zone: str | None
    key: str | None
    server: str | None


def compile_place(raw: ListPlace, check: Checker, way: Way) -> CheckedPlace:
    """The place, with zones that are names, a key that is only named, and a server that is an address."""
    zone = raw.zone if raw.zone == "" else _name(raw.zone, check, (*way, "zone"))
    keyed_zone = None if raw.keyed_zone is None else _name(raw.keyed_zone, check, (*way, "keyed_zone"))
    if keyed_zone is not None and not _is_keyed(keyed_zone):
        check.report((*way, "keyed_zone"), "has no {key} as a label")
    elif keyed_zone is not None and _is_keyed(zone):
        check.report((*way, "keyed_zone"), "does nothing: the zone itself holds {key}")
    _check_key(raw.key, zone, keyed_zone, check, way)
    if raw.server is not None:
        try:
            Server.of(raw.server)
        except ValueError as error:
            check.report((*way, "server"), without_password(str(error)))
    return CheckedPlace(zone=zone, keyed_zone=keyed_zone, key=raw.key, server=raw.server)


def _name(text: str | None, check: Checker, way: Way) -> str:
    zone = check.need(text, way, "every list needs a zone").rstrip(".").lower()
    if zone and not is_domain_name(zone.replace(PLACE, "k") if _is_keyed(zone) else zone):
        check.report(way, f"{quote(zone)} is not a domain name")
    return zone


def _is_keyed(zone: str) -> bool:
    return zone.startswith(PLACE + ".") or f".{PLACE}." in zone


def _check_key(key: str | None, zone: str, keyed_zone: str | None, check: Checker, way: Way) -> None:
    keyed = "zone" if _is_keyed(zone) else "keyed_zone" if keyed_zone is not None else None
    if keyed is not None and not key:
        what = "holds {key}, but no key is named: add key: env:NAME or key: file:/path"
        check.report((*way, keyed), what)
    elif key and keyed is None and zone:
        check.report((*way, "key"), "does nothing: the zone has no label {key}")
    if key and not _KEY_FROM.fullmatch(key):
        # A key written here by mistake must not come back in a message.
        what = "names no place for the key: env:NAME or file:/path, never the key itself"
        check.report((*way, "key"), what)
