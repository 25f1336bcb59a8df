"""The shape of a catalog file, before its words are understood.

Every field is optional here, and words are plain text: what is missing or unknown is reported later, together
with everything else that is wrong with the file. ``repcheck.model.catalog`` says what the fields mean.
"""

from typing import Any

import msgspec

#: One text, or several.
Texts = str | list[str] | None


class RawDelisting(msgspec.Struct, forbid_unknown_fields=True):
    """``delisting:`` of a list, a sublist or a provider."""

    how: str | None = None
    who: str | None = None
    url: str | None = None
    steps: Texts = None
    fix_first: Texts = None
    evidence: Texts = None
    expiry: str | None = None
    wait: str | None = None
    paid: str | None = None
    certain: bool | None = None
    checked: str | None = None


class RawSublist(msgspec.Struct, forbid_unknown_fields=True):
    """One value of ``codes:``, where it is more than a text."""

    id: str | None = None
    name: str | None = None
    meaning: str | None = None
    severity: str | None = None
    scope: str | None = None
    delisting: RawDelisting | None = None
    why: str | None = None
    kind: str | None = None


class RawError(msgspec.Struct, forbid_unknown_fields=True):
    """One value of ``errors:``, where it is more than a reason."""

    reason: str | None = None
    meaning: str | None = None


class RawTestPoints(msgspec.Struct, forbid_unknown_fields=True):
    """``test_points:``; a field that is left out keeps its default, an empty list means "none"."""

    listed: Texts = None
    not_listed: Texts = None
    answers: Texts = None


class RawAccess(msgspec.Struct, forbid_unknown_fields=True):
    """``access:``."""

    kind: str | None = None
    terms: str | None = None
    register: str | None = None
    public_resolvers: str | None = None
    checked: str | None = None


class RawLimits(msgspec.Struct, forbid_unknown_fields=True):
    """``limits:``."""

    per_second: float | None = None
    per_day: int | None = None


class RawList(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``lists:``. Values of ``codes`` and ``errors`` are decoded one by one."""

    id: str | None = None
    name: str | None = None
    zone: str | None = None
    kind: str | None = None
    asks: Texts = None
    domain_form: str | None = None
    severity: str | None = None
    mode: str | None = None
    codes: dict[str, Any] | None = None
    errors: dict[str, Any] | None = None
    test_points: RawTestPoints | None = None
    enabled: bool | None = None
    part_of: str | None = None
    operator: str | None = None
    key: str | None = None
    keyed_zone: str | None = None
    server: str | None = None
    access: RawAccess | None = None
    limits: RawLimits | None = None
    delisting: RawDelisting | None = None
    impact: str | None = None
    aliases: Texts = None
    tags: Texts = None
    note: str | None = None
    checked: str | None = None
    confidence: str | None = None
    sources: Texts = None


class RawDead(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``dead:``."""

    id: str | None = None
    name: str | None = None
    zones: Texts = None
    since: str | None = None
    how: str | None = None
    answers: str | None = None
    successor: Texts = None
    aliases: Texts = None
    checked: str | None = None
    confidence: str | None = None
    sources: Texts = None


class RawRule(msgspec.Struct, forbid_unknown_fields=True):
    """One item of a provider's ``rules:``."""

    pattern: str | None = None
    cause: str | None = None
    means: str | None = None
    sample: str | None = None
    certain: bool | None = None


class RawUse(msgspec.Struct, forbid_unknown_fields=True):
    """One item of a provider's ``uses:``, where it is more than the id of a list."""

    list: str | None = None
    how: str | None = None
    points: float | dict[str, float] | None = None
    of: float | None = None
    default: bool | None = None
    until: str | None = None
    source: str | None = None
    checked: str | None = None


class RawProvider(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``providers:``."""

    id: str | None = None
    name: str | None = None
    kind: str | None = None
    mx_suffixes: Texts = None
    rules: list[RawRule] | None = None
    uses: list[Any] | None = None
    delisting: RawDelisting | None = None
    note: str | None = None
    checked: str | None = None
    confidence: str | None = None
    sources: Texts = None


class RawCatalog(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file; top-level keys that begin with "x-" are the user's own and not looked at."""

    version: int | None = None
    lists: list[Any] | None = None
    dead: list[Any] | None = None
    providers: list[Any] | None = None


class RawProviders(msgspec.Struct, forbid_unknown_fields=True):
    """A file of providers alone."""

    version: int | None = None
    providers: list[Any] | None = None


class RawChange(msgspec.Struct, forbid_unknown_fields=True):
    """What the user's configuration changes in one list of the catalog."""

    severity: str | dict[str, str] | None = None
    limits: RawLimits | None = None
    zone: str | None = None
    keyed_zone: str | None = None
    key: str | None = None
    server: str | None = None


class RawTarget(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``targets:``: a group of what is watched."""

    group: str | None = None
    owner: str | None = None
    watch: Texts = None
    expand: Texts = None
    lists: str | None = None
    fail_on: str | None = None
    selectors: Texts = None


class RawWebhook(msgspec.Struct, forbid_unknown_fields=True):
    """``webhook:`` of an alert."""

    url: str | None = None
    secret: str | None = None


class RawEmail(msgspec.Struct, forbid_unknown_fields=True):
    """``email:`` of an alert."""

    to: Texts = None
    smtp: str | None = None
    sendmail: str | None = None
    sender: str | None = None


class RawAlert(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``alerts:``: one way out, and what goes there."""

    id: str | None = None
    webhook: RawWebhook | None = None
    email: RawEmail | None = None
    apprise: str | None = None
    program: Texts = None
    alertmanager: str | None = None
    stdout: bool | None = None
    groups: Texts = None
    severity: str | None = None
    digest: str | None = None
    quiet: str | None = None


class RawPing(msgspec.Struct, forbid_unknown_fields=True):
    """``ping:``: a dead-man switch."""

    start: str | None = None
    success: str | None = None
    fail: str | None = None


class RawAccount(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``accounts:`` of ``serve:``."""

    name: str | None = None
    role: str | None = None
    password: str | None = None


class RawToken(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``tokens:`` of ``serve:``."""

    name: str | None = None
    role: str | None = None
    token: str | None = None


class RawProxy(msgspec.Struct, forbid_unknown_fields=True):
    """``proxy:`` of ``serve:``."""

    addresses: Texts = None
    header: str | None = None
    role: str | None = None


class RawTls(msgspec.Struct, forbid_unknown_fields=True):
    """``tls:`` of ``serve:``: two files."""

    cert: str | None = None
    key: str | None = None


class RawHook(msgspec.Struct, forbid_unknown_fields=True):
    """One item of ``hooks:`` of ``serve:``."""

    service: str | None = None
    key: str | None = None
    url: str | None = None
    topics: Texts = None


class RawServe(msgspec.Struct, forbid_unknown_fields=True):
    """``serve:``."""

    listen: str | None = None
    hosts: Texts = None
    accounts: list[Any] | None = None
    tokens: list[Any] | None = None
    hooks: list[Any] | None = None
    proxy: RawProxy | None = None
    tls: RawTls | None = None


class RawSource(msgspec.Struct, forbid_unknown_fields=True):
    """One value of ``sources:``, by the id of the source."""

    key: str | None = None
    url: str | None = None
    enabled: bool | None = None
    route: str | None = None
    per_day: int | None = None
    token_url: str | None = None


class RawConfig(msgspec.Struct, forbid_unknown_fields=True):
    """The user's configuration, ``repcheck.yaml``; keys with "x-" as in a catalog."""

    version: int | None = None
    lists: list[Any] | None = None
    disable: Texts = None
    enable: Texts = None
    change: dict[str, Any] | None = None
    targets: list[Any] | None = None
    bounces: Texts = None
    store: str | None = None
    alerts: list[Any] | None = None
    ping: RawPing | None = None
    sources: dict[str, Any] | None = None
    every: str | None = None
    confirm: int | None = None
    retention: str | None = None
    records: str | None = None
    vantage: str | None = None
    serve: RawServe | None = None


#: Which shape stands behind a field, to find the nearest field name for an unknown one.
SHAPES: dict[str, type[msgspec.Struct]] = {
    "access": RawAccess,
    "delisting": RawDelisting,
    "email": RawEmail,
    "limits": RawLimits,
    "ping": RawPing,
    "proxy": RawProxy,
    "rules": RawRule,
    "serve": RawServe,
    "test_points": RawTestPoints,
    "tls": RawTls,
    "webhook": RawWebhook,
}
