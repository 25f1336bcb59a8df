"""``targets:`` and the other settings of the monitor, as one plan."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.catalog.select import select_lists
from repcheck.catalog.shape import RawConfig, RawTarget
from repcheck.catalog.watching.serving import compile_serve
from repcheck.catalog.watching.sinks import compile_alerts, compile_ping
from repcheck.catalog.watching.words import (
    NEVER,
    PLACE,
    SELECTOR,
    compile_duration,
    compile_name,
    has_password,
)
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import WatchGroup, WatchPlan

EXPANSIONS = ("mx", "spf")
MAILDIR = "maildir:"
#: Passes that must agree; more would tell nobody of anything for days.
MOST_CONFIRM = 10
_FILE = "file:"
_DEFAULT = WatchPlan()

#: What is wrong with a target as it was written, or with "file:" and a path; None: nothing.
Complaint = Callable[[str], str | None]


def compile_plan(
    raw: RawConfig, catalog: Catalog | None, folder: Path, check: Checker, complaint: Complaint | None
) -> WatchPlan:
    """The plan in a configuration.

    ``catalog``    the lists that ``lists:`` of a group may name; None: they may be those of another catalog
    ``folder``     where the file lies: what it names is found from there
    ``complaint``  None: targets are not looked at
    """
    watching = _Groups(catalog, folder, check, complaint)
    groups = watching.groups(raw.targets or [])
    confirm = _DEFAULT.confirm if raw.confirm is None else raw.confirm
    if not 1 <= confirm <= MOST_CONFIRM:
        check.report(("confirm",), f"{confirm} is not from 1 to {MOST_CONFIRM} passes")
    return WatchPlan(
        groups=groups,
        bounces=tuple(_source(text, folder) for text, _ in check.texts(raw.bounces, ("bounces",))),
        store=_store(raw.store, check),
        alerts=compile_alerts(raw.alerts or [], tuple(each.group for each in groups), check),
        ping=compile_ping(raw.ping, check),
        every=_time(raw.every, "every", _DEFAULT.every, check, least="1m", most="7d"),
        confirm=confirm,
        retention=_time(raw.retention, "retention", _DEFAULT.retention, check, least="1d", most="3650d"),
        records=None
        if raw.records == NEVER
        else _time(raw.records, "records", _DEFAULT.records or timedelta(), check, least="1h", most="7d"),
        vantage=_vantage(raw.vantage, check),
        serve=compile_serve(raw.serve, folder, check),
    )


def _vantage(value: str | None, check: Checker) -> str | None:
    return None if value is None else compile_name(value, check, ("vantage",), "where passes are made from")


def _time(
    value: str | None, name: str, default: timedelta, check: Checker, *, least: str, most: str
) -> timedelta:
    found = compile_duration(value, check, (name,), least=least, most=most)
    return default if found is None else found


def _source(text: str, folder: Path) -> str:
    """A source of bounces with an absolute path; a mailbox on a server is as it is."""
    if re.match(r"(?i)imaps?://", text):
        return text
    kind, path = (MAILDIR, text.removeprefix(MAILDIR)) if text.startswith(MAILDIR) else ("", text)
    return kind + str(folder / path)


def _store(value: str | None, check: Checker) -> str | Secret:
    """A file, where an address lies, or an address without a password."""
    if value is None:
        return _DEFAULT.store
    if re.fullmatch(PLACE, value):
        return value
    if "://" not in value:
        return check.need(value, ("store",), "a file, or a postgresql:// address")
    if not value.startswith("postgresql://"):
        check.report(("store",), "is neither a file nor a postgresql:// address")
        return _DEFAULT.store
    if has_password(value):
        what = "holds a password, which may not stand here: name the address's place, env:NAME or file:/path"
        check.report(("store",), what)
    return Secret(value)


class _Groups:
    """``targets:``, one after the other."""

    def __init__(
        self, catalog: Catalog | None, folder: Path, check: Checker, complaint: Complaint | None
    ) -> None:
        self._catalog = catalog
        self._folder = folder
        self._check = check
        self._complaint = complaint

    def groups(self, items: list[Any]) -> tuple[WatchGroup, ...]:
        found: list[WatchGroup] = []
        names: set[str] = set()
        for way, raw in self._check.decode_each(items, RawTarget, ("targets",)):
            group = self._group(raw, way)
            if group.group and group.group in names:
                self._check.report((*way, "group"), f"{quote(group.group)} is there twice")
            names.add(group.group)
            found.append(group)
        return tuple(found)

    def _group(self, raw: RawTarget, way: Way) -> WatchGroup:
        name = compile_name(raw.group, self._check, (*way, "group"), "what this group is called in messages")
        self._lists(raw.lists, (*way, "lists"))
        return WatchGroup(
            group=name,
            owner=raw.owner or None,
            watch=self._watch(raw, (*way, "watch")),
            expand=self._expand(raw, (*way, "expand")),
            lists=raw.lists or None,
            fail_on=self._fail_on(raw.fail_on, (*way, "fail_on")),
            selectors=self._selectors(raw, (*way, "selectors")),
        )

    def _watch(self, raw: RawTarget, way: Way) -> tuple[str, ...]:
        words = self._check.texts(raw.watch, way)
        if not words:
            self._check.report(way, "is missing: addresses, ranges, domains, or file:NAME")
        found = []
        for text, place in words:
            if text.startswith(_FILE):
                text = _FILE + str(self._folder / self._file(text, place))  # noqa: PLW2901
            wrong = self._complaint(text) if self._complaint is not None else None
            if wrong is not None:
                self._check.report(place, wrong)
            else:
                found.append(text)
        return tuple(found)

    def _file(self, text: str, way: Way) -> str:
        return self._check.need(text.removeprefix(_FILE), way, "the name of a file of targets")

    def _expand(self, raw: RawTarget, way: Way) -> tuple[str, ...]:
        if raw.expand is None:
            return WatchGroup(group="").expand
        words = self._check.texts(raw.expand, way)
        return tuple(self._check.word(text, EXPANSIONS, "mx", place) for text, place in words)

    def _selectors(self, raw: RawTarget, way: Way) -> tuple[str, ...]:
        found = []
        for text, place in self._check.texts(raw.selectors, way):
            if not re.fullmatch(SELECTOR, text):
                self._check.report(place, f"{quote(text)} is not a DKIM selector")
            else:
                found.append(text.lower())
        return tuple(dict.fromkeys(found))

    def _lists(self, selection: str | None, way: Way) -> None:
        if selection is None or self._catalog is None:
            return
        try:
            select_lists(self._catalog, selection)
        except BadOption as error:
            self._check.report(way, error.what)

    def _fail_on(self, value: str | None, way: Way) -> Severity | None:
        word = self._check.word(value, (*Severity, NEVER), WatchGroup(group="").fail_on or NEVER, way)
        return None if word == NEVER else Severity(word)
