"""Every setting that applies, field by field, with where it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from typing import Any

import msgspec

from repcheck.app.environment import Environment
from repcheck.catalog.document import Way, read_document
from repcheck.catalog.watching.secrets import find_secret
from repcheck.catalog.watching.written import written_lines
from repcheck.errors import BadInput
from repcheck.model.secret import MASK, Secret
from repcheck.model.watch.serving import Account, ApiToken, ServePlan
from repcheck.model.watch.watching import InForce, WatchPlan

#: Sections that lie over the catalog; they hold no secret, as a key that is written out is refused.
_OVER_CATALOG = ("lists", "enable", "disable", "change", "sources")
_PLACES = ("env:", "file:")
#: What the file calls fields of a way out.
_SAID_AS = {"host": "smtp", "port": "smtp", "program": "sendmail"}
#: Fields that hold where a secret lies.
_SECRET_FIELDS = frozenset({"url", "secret", "start", "success", "fail", "password", "token"})


def shown(plan: WatchPlan, data: bytes | None, name: str, environment: Environment) -> tuple[InForce, ...]:
    """All fields in force. ``data`` is the content of the configuration, None without one."""
    lines = {} if data is None else written_lines(data, name)
    fields = _Fields(lines, environment)
    over = () if data is None else tuple(_over_catalog(read_document(data, name).value, lines))
    return (*fields.of_plan(plan), *over)


class _Fields:
    """Walks through the plan."""

    def __init__(self, lines: Mapping[Way, int], environment: Environment) -> None:
        self._lines = lines
        self._environment = environment

    def of_plan(self, plan: WatchPlan) -> Iterator[InForce]:
        for index, group in enumerate(plan.groups):
            yield from self._struct(group, f"targets.{group.group}", ("targets", index), "group")
        for name in ("bounces", "store", "every", "confirm", "retention", "records"):
            yield self._one(name, getattr(plan, name), (name,))
        for index, alert in enumerate(plan.alerts):
            yield from self._way_out(alert.sink, f"alerts.{alert.id}", ("alerts", index))
            yield from self._struct(alert, f"alerts.{alert.id}", ("alerts", index), "id", "sink")
        yield from self._struct(plan.ping, "ping", ("ping",))
        yield from self._serve(plan.serve)

    def _serve(self, serve: ServePlan) -> Iterator[InForce]:
        """``serve:``, of which the lists have a line for each field of what is in them."""
        for field, way in (
            ("listen", ("listen",)),
            ("hosts", ("hosts",)),
            ("tls_cert", ("tls", "cert")),
            ("tls_key", ("tls", "key")),
        ):
            yield self._one(".".join(("serve", *way)), getattr(serve, field), ("serve", *way))
        listed: tuple[tuple[str, Sequence[Account | ApiToken]], ...] = (
            ("accounts", serve.accounts),
            ("tokens", serve.tokens),
        )
        for name, items in listed:
            for index, item in enumerate(items):
                yield from self._struct(item, f"serve.{name}.{item.name}", ("serve", name, index), "name")
        for index, hook in enumerate(serve.hooks):
            yield from self._struct(hook, f"serve.hooks.{hook.service}", ("serve", "hooks", index), "service")
        if serve.proxy is not None:
            yield from self._struct(serve.proxy, "serve.proxy", ("serve", "proxy"))

    def _way_out(self, sink: msgspec.Struct, name: str, way: Way) -> Iterator[InForce]:
        """The fields of a way out, under the name that the file gives it."""
        tag = "email" if (*way, "email") in self._lines else str(sink.__struct_config__.tag)
        whole: Way = (*way, tag)
        mapping = any(
            each[: len(whole)] == whole and isinstance(each[-1], str) for each in self._inside(whole)
        )
        for field in sink.__struct_fields__:
            said = (*whole, _SAID_AS.get(field, field)) if mapping else whole
            yield self._one(f"{name}.{tag}.{field}", getattr(sink, field), said, field)
        if not sink.__struct_fields__:
            yield self._one(f"{name}.{tag}", True, whole)

    def _inside(self, way: Way) -> Iterator[Way]:
        return (each for each in self._lines if len(each) == len(way) + 1)

    def _struct(self, value: msgspec.Struct, name: str, way: Way, *without: str) -> Iterator[InForce]:
        for field in value.__struct_fields__:
            if field not in without:
                yield self._one(f"{name}.{field}", getattr(value, field), (*way, field), field)

    def _one(self, name: str, value: Any, way: Way, field: str = "") -> InForce:
        shows = self._kept(value) if field in _SECRET_FIELDS or name == "store" else _text(value)
        if value is None and (field == "fail_on" or name == "records"):
            shows = "never"
        return InForce(name, shows, self._lines.get(way))

    def _kept(self, place: object) -> str:
        """Where a secret lies, and whether it is there; never what it is."""
        if isinstance(place, Secret):
            return MASK
        if not isinstance(place, str) or not place.startswith(_PLACES):
            return _text(place)
        try:
            find_secret(place, "", self._environment.environ, self._environment.read_text)
        except BadInput:
            return f"{place} (not there now)"
        return f"{place} ({MASK})"


def _text(value: object) -> str:
    """A value as it would be written."""
    match value:
        case None | ():
            return "-"
        case bool():
            return "true" if value else "false"
        case timedelta():
            return _span(value)
        case (time() as begin, time() as end):
            return f"{begin:%H:%M}-{end:%H:%M}"
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


def _span(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % length == 0 and (unit != "d" or seconds > length):
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _over_catalog(value: object, lines: Mapping[Way, int]) -> Iterator[InForce]:
    """What is added to the catalog, switched and changed, as it was written."""
    if not isinstance(value, dict):
        return
    for section in _OVER_CATALOG:
        yield from _flat(value.get(section), (section,), section, lines)


def _flat(value: object, way: Way, name: str, lines: Mapping[Way, int]) -> Iterator[InForce]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(part, (*way, key), f"{name}.{key}", lines)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, part in enumerate(value):
            called = part.get("id", index) if isinstance(part, dict) else index
            yield from _flat(part, (*way, index), f"{name}.{called}", lines)
    elif value is not None:
        shows = ", ".join(map(str, value)) if isinstance(value, list) else _text(value)
        yield InForce(name, shows, lines.get(way))
