"""From parsed options to the monitor's memory, and one clear line with exit 3 where it cannot be used."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from repcheck import __version__
from repcheck.app.catalogs import Configured
from repcheck.cli import terminal
from repcheck.cli.endings import complain
from repcheck.cli.options import Chosen, Output
from repcheck.cli.running import environment
from repcheck.errors import BadInput, StoreUnavailable
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report

if TYPE_CHECKING:
    from repcheck.app.memory.opening import State
    from repcheck.model.watch.outbox import Mute
    from repcheck.store.ports import StateStore


def with_memory(
    configured: Configured,
    state: "State",
    use: Callable[["StateStore"], int],
    *,
    make: bool = False,
    plugin: bool = False,
) -> int:
    """What ``use`` returns as exit code; 3 with one line when the memory cannot be used.

    ``make``    True: a memory that is not there is made; False: that is an error
    ``plugin``  StoreUnavailable is raised: the caller reports it where monitoring systems look
    """
    from repcheck.app.memory.opening import open_existing, open_memory

    opening = open_memory if make else open_existing
    try:
        store = opening(configured.plan.store, os.environ, state)
        try:
            return use(store)
        finally:
            store.close()
    except StoreUnavailable as error:
        if plugin:
            raise
        complain(str(error))
        return ExitCode.UNDECIDED


def recalled(report: Report, chosen: Chosen, *, past: bool = False) -> Report:
    """The report of a check, with what was asked of lists before, where a memory is and something is listed.

    ``past``  since when its listings stand is wanted too
    A check needs no memory: one that cannot be used is a warning.
    """
    from repcheck.app.catalogs import config_path, watching
    from repcheck.model.watch import MEMORY
    from repcheck.store.places import has_state

    quiet = environment().replaced(warn=lambda _: None)  # the run has given all warnings
    if config_path(chosen.config, quiet) is None and not has_state(os.environ, MEMORY):
        return report
    from repcheck.app.memory.opening import has_memory, has_requests, open_existing
    from repcheck.app.memory.recall import listed_pairs, with_begins, with_requests

    if not listed_pairs(report):
        return report
    configured = watching(chosen.catalog, chosen.config, quiet)
    if not (has_memory if past else has_requests)(configured.plan.store, os.environ):
        return report
    from repcheck.app.memory.status import usual_waits

    try:
        store = open_existing(configured.plan.store, os.environ)
        try:
            report = with_requests(report, store, usual_waits(configured.catalog), environment().now())
            return with_begins(report, store) if past else report
        finally:
            store.close()
    except (StoreUnavailable, BadInput) as error:
        terminal.warn(f"whether a removal was asked for is not known: {error}")
        return report


def show_mutes(mutes: "tuple[Mute, ...]", output: Output, done: str) -> None:
    """What was done, mute by mute; ``done`` is "Muted" or "No longer muted"."""
    if output.fmt == "json":
        from repcheck.render.json.memory import render_mutes_json

        terminal.write_result(render_mutes_json(mutes, __version__), output.output)
        return
    from repcheck.render.text.memory.mutes import render_mutes

    terminal.say(render_mutes(mutes, done, width=terminal.width(sys.stdout)), output.output)


def show_text(text: str, output: Output) -> None:
    """A finished text, in which everything is clean already."""
    terminal.write_result(text.encode("utf-8", "backslashreplace"), output.output)


def colour_for(output: Output) -> bool:
    """Whether the text goes to a terminal that has colours."""
    return output.output is None and terminal.wants_colour(sys.stdout, os.environ)
