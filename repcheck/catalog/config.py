"""The user's configuration, laid over a catalog: lists added, switched on and off, and changed."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.lists import compile_limits, compile_list
from repcheck.catalog.compile.parse import check_version, mistake_lines, without_own_keys
from repcheck.catalog.compile.place import ListPlace, compile_place
from repcheck.catalog.dead_lists import DeadLists, not_asked
from repcheck.catalog.document import Way, read_document
from repcheck.catalog.keys import PLACE
from repcheck.catalog.shape import RawChange, RawConfig, RawList
from repcheck.catalog.sources import compile_sources, with_second_ways
from repcheck.catalog.watching.compile import Complaint, compile_plan
from repcheck.errors import BadCatalog
from repcheck.model.catalog import Catalog, Code, Limits, ReputationList
from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import Kept, WatchPlan
from repcheck.words.text import nearest

#: Takes the mistakes of a configuration, a line each.
Told = Callable[[tuple[str, ...]], None]


class Overlaid(msgspec.Struct, frozen=True):
    """The catalog as the user wants it, and lines that he should see beside the result.

    ``plan``  what is watched, and who gets messages
    """

    catalog: Catalog
    warnings: tuple[str, ...] = ()
    plan: WatchPlan = WatchPlan()


def apply_config(
    data: bytes,
    name: str,
    catalog: Catalog,
    *,
    foreign: bool = False,
    complaint: Complaint | None = None,
    told: Told | None = None,
) -> Overlaid:
    """The catalog under the configuration in ``data``; ``name`` stands for the file in messages.

    ``foreign`` says that the configuration was not written for this catalog, as when the usual one meets
    a catalog of the command line: lists that are not in it are then passed over.
    ``complaint`` says what is wrong with a target that is to be watched; None: they are not looked at.
    ``told`` is given the mistakes, and what they leave over is returned; None: they are raised.

    Raises UnreadableFile when it is not text, BadCatalog with all its mistakes.
    """
    document = read_document(data, name)
    check = Checker(document.mistakes)
    raw = RawConfig()
    if document.value is not None:
        raw = check.decode(without_own_keys(document.value), RawConfig, ()) or raw
    check_version(raw.version, check)
    overlay = _Overlay(catalog, check, foreign)
    overlay.change(raw.change or {})
    overlay.switch(raw)
    overlay.add(raw.lists or [])
    sources = None if raw.sources is None else compile_sources(raw.sources, check)
    changed = msgspec.structs.replace(
        catalog, lists=tuple(with_second_ways(overlay.lists.values(), sources or ())), sources=sources
    )
    plan = compile_plan(raw, None if foreign else changed, Path(name).absolute().parent, check, complaint)
    if check.mistakes:
        lines = mistake_lines(document, check.mistakes, name)
        if told is None:
            raise BadCatalog(lines)
        told(lines)
    changed = msgspec.structs.replace(changed, shared=_shared(plan.store))
    return Overlaid(changed, tuple(overlay.warnings), plan)


def _shared(store: Kept) -> str | None:
    """The store if it is a database; an address in the configuration holds no password."""
    if isinstance(store, Secret):
        return store.reveal()
    return store if store.startswith(("env:", "file:")) else None


class _Overlay:
    """The lists while they are changed, in catalog order; added ones follow."""

    def __init__(self, catalog: Catalog, check: Checker, foreign: bool) -> None:
        self.lists = {entry.id: entry for entry in catalog.lists}
        self.warnings: list[str] = []
        self._check = check
        self._foreign = foreign
        self._dead = DeadLists(catalog)
        self._aliases = {alias.casefold(): entry.id for entry in catalog.lists for alias in entry.aliases}
        self._keyed = tuple(_behind_key(catalog.lists))

    def change(self, changes: dict[str, Any]) -> None:
        """``change:``, by the id of a list."""
        for list_id, value in changes.items():
            way: Way = ("change", list_id)
            raw = self._check.decode(value, RawChange, way)
            entry = self._named(list_id, way)
            if raw is not None and entry is not None:
                self.lists[entry.id] = self._changed(entry, raw, way)

    def switch(self, raw: RawConfig) -> None:
        """``enable:`` and ``disable:``."""
        on = dict(self._check.texts(raw.enable, ("enable",)))
        off = dict(self._check.texts(raw.disable, ("disable",)))
        for words, enabled in ((on, True), (off, False)):
            for word, way in words.items():
                entry = self._named(word, way, told=enabled)
                if entry is not None:
                    self.lists[entry.id] = msgspec.structs.replace(entry, enabled=enabled)
        for word in on.keys() & off.keys():
            self._check.report(off[word], f"{quote(word)} is in enable too")
        for word, way in on.items():
            entry = self.lists.get(word)
            if entry is not None and not entry.asks:
                self._check.report(way, f"{quote(word)} cannot be asked: it is only known from bounces")

    def add(self, items: list[Any]) -> None:
        """``lists:``, as in a catalog."""
        for index, item in enumerate(items):
            way: Way = ("lists", index)
            raw = self._check.decode(item, RawList, way) or RawList()
            entry = compile_list(raw, self._check, way)
            self._refuse_written_key(entry.zone, (*way, "zone"))
            if entry.id in self.lists:
                what = f"{quote(entry.id)} is there already; what it should be otherwise goes under change"
                self._check.report((*way, "id"), what)
            for place, alias in enumerate(entry.aliases):
                owner = self._aliases.setdefault(alias.casefold(), entry.id)
                if owner != entry.id:
                    self._check.report((*way, "aliases", place), f"{quote(alias)} already means {owner}")
            if entry.part_of is not None and entry.part_of not in self.lists:
                self._check.report((*way, "part_of"), f"{quote(entry.part_of)} is not a list")
            self.lists.setdefault(entry.id, entry)

    def _named(self, list_id: str, way: Way, *, told: bool = True) -> ReputationList | None:
        """The list of this id; for a dead one a warning if ``told``, for an unknown one a mistake."""
        entry = self.lists.get(list_id)
        if entry is not None:
            return entry
        dead = self._dead.find(list_id)
        if dead is not None:
            self.warnings += [not_asked(quote(list_id), dead)] if told else []
        elif not self._foreign:
            near = nearest(list_id.lower(), tuple(self.lists))
            hint = f'; did you mean "{near[0]}"?' if near else ""
            self._check.report(way, f"{quote(list_id)} is not a list of the catalog{hint}")
        return None

    def _changed(self, entry: ReputationList, raw: RawChange, way: Way) -> ReputationList:
        place = compile_place(
            ListPlace(
                zone=entry.zone if raw.zone is None else raw.zone,
                # One's own copy has no need of the operator's zone for customers.
                keyed_zone=raw.keyed_zone or (entry.keyed_zone if raw.zone is None else None),
                key=raw.key or (entry.key if raw.zone is None or PLACE in raw.zone else None),
                server=raw.server,
            ),
            self._check,
            way,
        )
        self._refuse_written_key(place.zone, (*way, "zone"))
        limits = entry.limits
        if raw.limits is not None:
            limits = compile_limits(raw.limits, self._check, (*way, "limits"))
        elif raw.server is not None:
            limits = Limits()  # they are the operator's, not those of one's own copy
        severity, codes = self._severity(entry, raw.severity, (*way, "severity"))
        return msgspec.structs.replace(
            entry,
            zone=place.zone,
            keyed_zone=place.keyed_zone,
            key=place.key,
            server=place.server,
            limits=limits,
            severity=severity,
            codes=codes,
        )

    def _severity(
        self, entry: ReputationList, wanted: str | dict[str, str] | None, way: Way
    ) -> tuple[Severity, tuple[Code, ...]]:
        """A word counts for the whole list, a mapping for the sublists that it names."""
        if wanted is None:
            return entry.severity, entry.codes
        if isinstance(wanted, str):
            level = self._check.choice(wanted, Severity, entry.severity, way)
            return level, tuple(_at(code, level) for code in entry.codes)
        known = {sublist.id for sublist in entry.sublists}
        levels = {}
        for sublist, word in wanted.items():
            if sublist not in known:
                what = f"{quote(sublist)} is not a sublist of {entry.id}: {', '.join(sorted(known))}"
                self._check.report((*way, sublist), what)
            levels[sublist] = self._check.choice(word, Severity, entry.severity, (*way, sublist))
        codes = tuple(_at(code, levels.get(code.sublist.id, code.sublist.severity)) for code in entry.codes)
        found = (code.sublist.severity for code in codes)
        return max(found, key=lambda level: level.rank, default=entry.severity), codes

    def _refuse_written_key(self, zone: str, way: Way) -> None:
        """A zone with the key itself in it would be shown wherever zones are."""
        for behind in self._keyed:
            before = zone.removesuffix("." + behind)
            if before not in (zone, PLACE):
                what = "holds a key itself: write {key} in its place, and name with key: where it is found"
                self._check.report(way, what)


def _at(code: Code, severity: Severity) -> Code:
    return msgspec.structs.replace(code, sublist=msgspec.structs.replace(code.sublist, severity=severity))


def _behind_key(lists: Iterable[ReputationList]) -> Iterator[str]:
    for entry in lists:
        for zone in (entry.zone, entry.keyed_zone or ""):
            if zone.startswith(PLACE + "."):
                yield zone.removeprefix(PLACE + ".")
