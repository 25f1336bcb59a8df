"""Every output format: what it takes, for which commands, and the module that writes it.

A new format is a module with ``shown(value, view) -> bytes`` and its line in ``FORMATS``; where that may be
very much, ``pieces(value, view) -> Iterator[bytes]`` is the same cut up. One that streams has
``piece(value, view) -> bytes`` instead, for each value while the run goes on, and where something comes
before or follows at the end, ``opening(view) -> bytes`` and ``closing(report, view) -> Iterable[bytes]``. One
that speaks to its surroundings has ``beside`` too. A module is imported when its format is wanted.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Literal

import msgspec

from repcheck.render.view import View

#: A value of the model: Report, TargetReport (then the Report), DomainsReport, SpfReport, HygieneReport,
#: BounceRecord, ProbeReport, PassReport, Status.
Takes = Literal[
    "report", "targets", "domains", "spf", "hygiene", "records", "probe", "pass", "status", "lists", "diff"
]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format of one kind of value.

    ``name``      behind ``--format``; the first of a command is its default
    ``module``    with all its packages, or from a dot on below ``repcheck.render``
    ``commands``  the commands that offer it
    ``clean``     it shows each observation, those that are clean too
    ``carries``   it takes something over from the file that it replaces
    ``recalls``   it shows what the memory of the monitor holds, too
    """

    name: str
    takes: Takes
    module: str
    commands: tuple[str, ...]
    streams: bool = False
    clean: bool = False
    carries: bool = False
    recalls: bool = False

    def shown(self, value: Any, view: View) -> bytes:
        """``value`` in this format, whole."""
        found: bytes = self._module().shown(value, view)
        return found

    def piece(self, value: Any, view: View) -> bytes:
        """One value of a stream."""
        found: bytes = self._module().piece(value, view)
        return found

    def opening(self, view: View) -> bytes:
        """What begins a stream; empty where nothing does."""
        written = getattr(self._module(), "opening", None)
        return b"" if written is None else written(view)

    def closing(self, value: Any, view: View) -> Iterable[bytes]:
        """What ends a stream; nothing where nothing does."""
        written = getattr(self._module(), "closing", None)
        return () if written is None else written(value, view)

    def pieces(self, value: Any, view: View) -> Iterator[bytes]:
        """A whole result, piece by piece: of a format that streams, as the stream would have been."""
        if not self.streams:
            cut = getattr(self._module(), "pieces", None)
            yield from (self.shown(value, view),) if cut is None else cut(value, view)
            return
        yield self.opening(view)
        for one in value.targets if self.takes == "targets" else value.bounces or ():
            yield self.piece(one, view)
        yield from self.closing(value, view)

    def beside(self, value: Any, view: View) -> Iterable[tuple[str, bytes]]:
        """What goes to the end of files that the environment names: each variable, and the text."""
        written = getattr(self._module(), "beside", None)
        return () if written is None else written(value, view)

    def exit_code(self, value: Any, view: View) -> int | None:
        """The exit code that this format's readers go by; None: the usual one."""
        decided = getattr(self._module(), "exit_code", None)
        return None if decided is None else decided(value, view)

    def _module(self) -> Any:
        return _imported(self.module)


@cache  # it is asked for each record of a stream
def _imported(module: str) -> Any:
    return import_module(module, "repcheck.render")


_REPORTS = ("check", "ci", "delist", "replay", "demo", "explain", "bounces read")
#: Those whose result a CI system or a ticket is given.
_JUDGED = ("check", "ci", "replay", "bounces read")

#: Those whose result is worth a page.
_PAGES = ("check", "replay", "bounces read", "demo")

FORMATS: tuple[Format, ...] = (
    Format(name="text", takes="report", module=".text.report", commands=_REPORTS),
    Format(name="json", takes="report", module=".json.report", commands=_REPORTS, clean=True),
    Format(
        name="jsonl", takes="targets", module=".json.lines", commands=("check",), streams=True, clean=True
    ),
    Format(
        name="csv",
        takes="targets",
        module=".tables.pairs",
        commands=("check", "ci", "replay"),
        streams=True,
        clean=True,
    ),
    Format(name="markdown", takes="report", module=".markdown.page", commands=(*_JUDGED, "delist")),
    Format(name="html", takes="report", module=".html.shown", commands=_PAGES, clean=True, recalls=True),
    Format(name="junit", takes="report", module=".ci.junit", commands=_JUDGED, clean=True),
    Format(name="sarif", takes="report", module=".ci.sarif", commands=_JUDGED),
    Format(name="github", takes="report", module=".ci.github", commands=_JUDGED),
    Format(name="azure", takes="report", module=".ci.azure", commands=_JUDGED),
    Format(name="codequality", takes="report", module=".ci.codequality", commands=_JUDGED),
    Format(name="lines", takes="report", module=".ci.lines", commands=_JUDGED),
    Format(name="prometheus", takes="report", module=".metrics.check", commands=_JUDGED, carries=True),
    Format(name="nagios", takes="report", module=".plugin.nagios", commands=_JUDGED),
    Format(name="text", takes="domains", module=".text.domain.shown", commands=("domain",)),
    Format(name="json", takes="domains", module=".json.domain", commands=("domain",)),
    Format(name="csv", takes="domains", module=".tables.sheets", commands=("domain",)),
    Format(name="markdown", takes="domains", module=".markdown.page", commands=("domain",)),
    Format(name="html", takes="domains", module=".html.shown", commands=("domain",)),
    Format(name="junit", takes="domains", module=".ci.junit", commands=("domain",)),
    Format(name="sarif", takes="domains", module=".ci.sarif", commands=("domain",)),
    Format(name="github", takes="domains", module=".ci.github", commands=("domain",)),
    Format(name="prometheus", takes="domains", module=".metrics.domain", commands=("domain",), carries=True),
    Format(name="nagios", takes="domains", module=".plugin.nagios", commands=("domain",)),
    Format(name="text", takes="lists", module=".catalog.text", commands=("lists show",)),
    Format(name="json", takes="lists", module=".json.lists", commands=("lists show",)),
    Format(name="text", takes="diff", module=".catalog.difference", commands=("lists diff",)),
    Format(name="json", takes="diff", module=".json.difference", commands=("lists diff",)),
    Format(name="text", takes="probe", module=".text.probed", commands=("lists probe",)),
    Format(name="json", takes="probe", module=".json.probed", commands=("lists probe",)),
    Format(name="csv", takes="probe", module=".tables.sheets", commands=("lists probe",)),
    Format(name="markdown", takes="probe", module=".markdown.page", commands=("lists probe",)),
    Format(name="junit", takes="probe", module=".ci.junit", commands=("lists probe",)),
    Format(
        name="prometheus", takes="probe", module=".metrics.probe", commands=("lists probe",), carries=True
    ),
    Format(name="nagios", takes="probe", module=".plugin.nagios", commands=("lists probe",)),
    Format(name="text", takes="pass", module=".text.memory.passed", commands=("monitor",)),
    Format(name="json", takes="pass", module=".json.passed", commands=("monitor",)),
    Format(name="csv", takes="pass", module=".tables.sheets", commands=("monitor",)),
    Format(name="markdown", takes="pass", module=".markdown.page", commands=("monitor",)),
    Format(name="html", takes="pass", module=".html.shown", commands=("monitor",), recalls=True),
    Format(name="prometheus", takes="pass", module=".metrics.monitor", commands=("monitor",), carries=True),
    Format(name="nagios", takes="pass", module=".plugin.nagios", commands=("monitor",)),
    Format(name="text", takes="status", module=".text.memory.status", commands=("status",)),
    Format(name="json", takes="status", module=".json.memory", commands=("status",)),
    Format(name="nagios", takes="status", module=".plugin.nagios", commands=("status",)),
    Format(name="text", takes="spf", module=".text.domain.spf", commands=("spf",)),
    Format(name="json", takes="spf", module=".json.spf", commands=("spf",)),
    Format(name="text", takes="hygiene", module=".text.hygiene", commands=("bounces hygiene",)),
    Format(name="json", takes="hygiene", module=".json.hygiene", commands=("bounces hygiene",)),
    Format(name="csv", takes="hygiene", module=".suppression", commands=("bounces hygiene",)),
    Format(name="markdown", takes="hygiene", module=".markdown.page", commands=("bounces hygiene",)),
    Format(
        name="prometheus",
        takes="hygiene",
        module=".metrics.hygiene",
        commands=("bounces hygiene",),
        carries=True,
    ),
    Format(name="nagios", takes="hygiene", module=".plugin.nagios", commands=("bounces hygiene",)),
    Format(name="text", takes="records", module=".text.record", commands=("bounces follow",), streams=True),
    Format(
        name="csv",
        takes="records",
        module=".tables.records",
        commands=("bounces read",),
        streams=True,
    ),
    Format(
        name="jsonl",
        takes="records",
        module=".json.record",
        commands=("bounces read", "bounces follow"),
        streams=True,
    ),
)


def names(command: str) -> tuple[str, ...]:
    """What ``--format`` of a command takes, its default first."""
    return tuple(dict.fromkeys(each.name for each in FORMATS if command in each.commands))


def shows_clean(formats: Iterable[str]) -> bool:
    """Whether one of these formats shows each observation, those that are clean too."""
    return any(each.clean for each in FORMATS if each.name in formats)


def recalls(command: str, formats: Iterable[str]) -> bool:
    """Whether one of these formats of the command shows what the memory of the monitor holds."""
    return any(each.recalls for each in FORMATS if each.name in formats and command in each.commands)


def wanted(command: str, name: str) -> Format:
    """The format of that name for the command, which offers it."""
    return next(each for each in FORMATS if each.name == name and command in each.commands)
