"""``sources:`` of the configuration: which sources over HTTP there are, and what the user has set for each.

A new source is one line in ``KNOWN`` and one module in ``repcheck/sources/``.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args
from urllib.parse import urlsplit

import msgspec

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawSource
from repcheck.catalog.watching.words import compile_place
from repcheck.model.catalog import ReputationList
from repcheck.model.sources import RouteChoice, SourceKind, SourceSetting, WebWay
from repcheck.words.text import nearest

ROUTES: tuple[RouteChoice, ...] = get_args(RouteChoice)
#: An address without password, query and fragment: a key has a place of its own.
URL = r"https?://[^\s/?#@]+(?:/[^\s?#@]*)?"
_HERE = re.compile(r"127(?:\.[0-9]{1,3}){3}|localhost|::1")
#: The most that a day's budget may be set to.
_MOST_A_DAY = 10_000_000


class KnownSource(msgspec.Struct, frozen=True, kw_only=True):
    """What repcheck knows of a source before it is asked.

    ``module``    below ``repcheck.sources``; imported only when it is asked
    ``url``       where it is asked unless the user says otherwise
    ``key``       where its key is looked for; None: it needs none
    ``register``  the page where keys are given out
    ``per_day``   requests of the free plan; None: no figure is published
    ``usual``     asked without being named in the configuration
    ``lists``     the lists to which it is another way, by id, with its own name for each
    ``about``     what it tells, for a person
    ``token_url``  where a login is exchanged for a token; None: there is no login
    ``document``   its key is a JSON document and no word
    ``unsettled`` what its maker does not say, and is therefore read leniently; None: nothing
    """

    name: str
    kind: SourceKind
    module: str
    url: str
    about: str
    key: str | None = None
    register: str | None = None
    per_day: int | None = None
    usual: bool = False
    lists: Mapping[str, str] = {}
    token_url: str | None = None
    document: bool = False
    unsettled: str | None = None


KNOWN: Mapping[str, KnownSource] = {
    "spamhaus-wqs": KnownSource(
        name="Spamhaus WQS",
        kind="list",
        module="wqs",
        url="https://apibl.spamhaus.net/lookup/v1/",
        key="env:SPAMHAUS_DQS_KEY",
        register="https://www.spamhaus.com/free-trial/sign-up-for-a-free-data-query-service-account/",
        about="ZEN, DBL, AuthBL and ZRD over HTTPS, where DNS refuses your resolver",
        lists={
            "spamhaus-zen": "ZEN",
            "spamhaus-dbl": "DBL",
            "spamhaus-authbl": "AUTHBL",
            "spamhaus-zrd": "ZRD",
            "spamhaus-sbl": "SBL",
            "spamhaus-xbl": "XBL",
            "spamhaus-pbl": "PBL",
        },
        unsettled="Its test entries over HTTPS and its limits are not published: those of its DNS are used.",
    ),
    "rdap": KnownSource(
        name="RDAP",
        kind="register",
        module="rdap",
        url="https://data.iana.org/rdap/",
        about="who owns the network of a listed address, and where complaints about it go",
        per_day=500,
        usual=True,
        unsettled="Registries publish few limits: each is asked once a second, LACNIC every six seconds.",
    ),
    "ripestat": KnownSource(
        name="RIPEstat",
        kind="register",
        module="ripestat",
        url="https://stat.ripe.net/data/",
        about="the same, where the registry does not answer or names nobody for complaints",
        per_day=500,
        usual=True,
    ),
    "abuseipdb": KnownSource(
        name="AbuseIPDB",
        kind="measure",
        module="abuseipdb",
        url="https://api.abuseipdb.com/api/v2/",
        key="env:ABUSEIPDB_KEY",
        register="https://www.abuseipdb.com/account/api",
        per_day=1000,
        about="whether others report attacks from an address, a reason for listings",
    ),
    "spamhaus-drop": KnownSource(
        name="Spamhaus DROP",
        kind="list",
        module="drop",
        url="https://www.spamhaus.org/drop/",
        per_day=24,
        about="networks that routers should refuse, as a file that works offline for a week",
    ),
    "microsoft-snds": KnownSource(
        name="Microsoft SNDS",
        kind="list",
        module="snds",
        url="https://substrate.office.com/ip-domain-management-snds/",
        token_url="https://login.microsoftonline.com/consumers/oauth2/v2.0/",  # noqa: S106 - an address
        register="https://substrate.office.com/ip-domain-management-snds/snds",
        about="whether Outlook.com blocks your addresses, how it filters your mail, and complaints",
        unsettled="Microsoft has not said whether it answers CSV or JSON, with which columns, nor how "
        "often it may be asked: every form that clients met is read, once an hour.",
    ),
    "google-postmaster": KnownSource(
        name="Google Postmaster Tools",
        kind="measure",
        module="postmaster",
        url="https://gmailpostmastertools.googleapis.com/",
        token_url="https://oauth2.googleapis.com/",  # noqa: S106 - an address
        key="env:GOOGLE_POSTMASTER_CREDENTIALS",
        document=True,
        register="https://postmaster.google.com/",
        about="the spam rate that Gmail sees, what it demands of your domains, and why it refuses mail",
        unsettled="Google publishes no quota and no lag; days without enough mail have no row.",
    ),
}


def usual_sources() -> tuple[SourceSetting, ...]:
    """Those that are asked without a configuration."""
    return tuple(_setting(name, known, RawSource()) for name, known in KNOWN.items() if known.usual)


def compile_sources(raw: Mapping[str, Any], check: Checker) -> tuple[SourceSetting, ...]:
    """``sources:``, in the order of ``KNOWN``: those that are named, and the usual ones."""
    found: dict[str, SourceSetting] = {}
    for name, value in raw.items():
        way: Way = ("sources", name)
        known = KNOWN.get(name)
        if known is None:
            near = nearest(name.lower(), tuple(KNOWN))
            hint = f'did you mean "{near[0]}"?' if near else "known: " + ", ".join(KNOWN)
            check.report(way, f"{quote(name)} is not a source; {hint}")
            continue
        one = RawSource() if value is None else check.decode(value, RawSource, way)
        if one is not None:
            found[name] = _checked(name, known, one, check, way)
    return tuple(
        found.get(name) or _setting(name, known, RawSource())
        for name, known in KNOWN.items()
        if name in found or known.usual
    )


def _checked(name: str, known: KnownSource, raw: RawSource, check: Checker, way: Way) -> SourceSetting:
    if raw.key is not None and known.key is None:
        check.report((*way, "key"), f"{name} needs no key")
    compile_place(raw.key, check, (*way, "key"), "a key")
    if raw.route is not None and not known.lists:
        check.report((*way, "route"), f"{name} is not another way to a list")
    check.word(raw.route, ROUTES, "auto", (*way, "route"))
    if raw.url is not None:
        _look_at_url(raw.url, check, (*way, "url"))
    if raw.token_url is not None:
        if known.token_url is None:
            check.report((*way, "token_url"), f"{name} has no login")
        _look_at_url(raw.token_url, check, (*way, "token_url"))
    if raw.per_day is not None and not 0 <= raw.per_day <= _MOST_A_DAY:
        check.report((*way, "per_day"), f"{raw.per_day} is not from 0 to {_MOST_A_DAY:,}")
    return _setting(name, known, raw)


def _look_at_url(url: str, check: Checker, way: Way) -> None:
    if not re.fullmatch(URL, url):
        check.report(way, "is not an https address without password, query and fragment")
        return
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        check.report(way, "is not an address")
        return
    if parts.scheme == "http" and not _HERE.fullmatch(host):
        check.report(way, "is asked by http, which is not safe: only this machine may be, all else by https")


def _setting(name: str, known: KnownSource, raw: RawSource) -> SourceSetting:
    route: RouteChoice = "auto"
    for choice in ROUTES:
        if raw.route == choice:
            route = choice
    return SourceSetting(
        id=name,
        key=raw.key or known.key,
        url=raw.url or known.url,
        own=raw.url is not None,
        enabled=raw.enabled is not False,
        route=route,
        per_day=known.per_day if raw.per_day is None else raw.per_day,
        token_url=raw.token_url or known.token_url,
    )


def with_second_ways(
    lists: Iterable[ReputationList], settings: Iterable[SourceSetting]
) -> Iterable[ReputationList]:
    """The lists, each with the way over HTTPS that a source gives to it.

    One's own copy of a zone has no second way: it is asked for not being the operator's.
    """
    ways = {
        list_id: WebWay(name=name, setting=setting)
        for setting in settings
        if setting.enabled and setting.route != "dns"
        for list_id, name in KNOWN[setting.id].lists.items()
    }
    for entry in lists:
        way = ways.get(entry.id)
        yield entry if way is None or entry.server else msgspec.structs.replace(entry, web=way)
