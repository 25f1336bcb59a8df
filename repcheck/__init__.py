"""repcheck: is my mail being blocked, by whom, why, how much of it, and what do I do first?

The public names, described in ``docs/api.md``. Each is imported when it is first used, so that the start
of the command does not pay for the library.
"""

from typing import TYPE_CHECKING, Any

from repcheck._version import __version__

if TYPE_CHECKING:
    from repcheck.api.bounces import (
        explain,
        explain_async,
        plan,
        plan_async,
        read_bounces,
        read_bounces_async,
    )
    from repcheck.api.check import check, check_async
    from repcheck.api.settings import Settings
    from repcheck.app.spf import check_spf
    from repcheck.errors import BadInput, RepcheckError
    from repcheck.model.bounces import BounceRecord, Category
    from repcheck.model.causes import Cause, Step
    from repcheck.model.exit_code import ExitCode
    from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
    from repcheck.model.report import Finding, Report, TargetReport

#: Where each name comes from.
_HOMES = {
    "BadInput": "repcheck.errors",
    "BounceRecord": "repcheck.model.bounces",
    "Category": "repcheck.model.bounces",
    "Cause": "repcheck.model.causes",
    "ExitCode": "repcheck.model.exit_code",
    "Finding": "repcheck.model.report",
    "ListHealth": "repcheck.model.observations",
    "Observation": "repcheck.model.observations",
    "RepcheckError": "repcheck.errors",
    "Report": "repcheck.model.report",
    "Settings": "repcheck.api.settings",
    "Severity": "repcheck.model.observations",
    "State": "repcheck.model.observations",
    "Step": "repcheck.model.causes",
    "TargetReport": "repcheck.model.report",
    "UnknownReason": "repcheck.model.observations",
    "check": "repcheck.api.check",
    "check_async": "repcheck.api.check",
    "check_spf": "repcheck.app.spf",
    "explain": "repcheck.api.bounces",
    "explain_async": "repcheck.api.bounces",
    "plan": "repcheck.api.bounces",
    "plan_async": "repcheck.api.bounces",
    "read_bounces": "repcheck.api.bounces",
    "read_bounces_async": "repcheck.api.bounces",
}

__all__ = [
    "BadInput",
    "BounceRecord",
    "Category",
    "Cause",
    "ExitCode",
    "Finding",
    "ListHealth",
    "Observation",
    "RepcheckError",
    "Report",
    "Settings",
    "Severity",
    "State",
    "Step",
    "TargetReport",
    "UnknownReason",
    "__version__",
    "check",
    "check_async",
    "check_spf",
    "explain",
    "explain_async",
    "plan",
    "plan_async",
    "read_bounces",
    "read_bounces_async",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module where it is at home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(home), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
