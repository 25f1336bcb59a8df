"""One pasted bounce or reply: what it says, without asking anybody."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from repcheck.app.bounces.codes import SharedCode, shared_by, wordless_code
from repcheck.app.bounces.meaning import LOOKED_UP_AT_MOST, explained, is_target
from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.bounces.pasted import MOST_TEXT, records_of_text
from repcheck.app.bounces.report import report_of
from repcheck.app.environment import Environment
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause, Step
from repcheck.model.observations import Severity
from repcheck.model.report import Finding, Report


def explain(text: str, catalog: Catalog, environment: Environment, flags: str = "") -> Report:
    """The report on one pasted text: a whole mail, or just the reply in it; no refusal in it: no bounces.

    ``flags``  the options that commands of the plan repeat, as they are typed
    """
    started, begun = environment.now(), environment.monotonic()
    keys = OwnKeys.of(catalog, environment)
    records = tuple(map(keys.masked, records_of_text(text, catalog, started)))
    report = report_of(records, catalog, environment, started, begun, flags)
    report = msgspec.structs.replace(
        report,
        plan=(*_looking(report.causes, flags), *report.plan),
        explained=explained(records, text[:MOST_TEXT], catalog, flags),
    )
    code = wordless_code(text)
    row = report.explained[0].row if report.explained else ""
    shared = shared_by(code, catalog, row) if code is not None and row else None
    return report if shared is None else _with_shared(report, shared)


def to_look_up(causes: Sequence[Cause]) -> dict[str, Cause]:
    """The first addresses and domains that the text complains of, each with its cause."""
    found = {
        cause.subject.value: cause
        for cause in causes
        if cause.subject is not None and is_target(cause.subject.value)
    }
    return dict(islice(found.items(), LOOKED_UP_AT_MOST))


def _looking(causes: Sequence[Cause], flags: str) -> tuple[Step, ...]:
    """The step before all others: the command that looks up what the text complains of; none without that."""
    found = to_look_up(causes)
    named = tuple(found)
    if not named:
        return ()
    command = " ".join(filter(None, ("repcheck check", *named, flags)))
    return (
        Step(
            phase="fix",
            causes=tuple(found[name].id for name in named),
            targets=named,
            severity=Severity.CRITICAL,
            title="See what is listed now",
            do=f"see what is listed now ({command})",
            how="Nothing was looked up yet. Ask for removal only of what is listed now.",
            command=command,
        ),
    )


def _with_shared(report: Report, shared: SharedCode) -> Report:
    """The report of a bare code, with what is said of those who write it."""
    finding = Finding(
        id="shared_code",
        severity=Severity.INFO,
        says=shared.says,
        remedy="Explain the whole reply, with the name of the host that said it.",
    )
    return msgspec.structs.replace(
        report,
        findings=(*report.findings, finding),
        explained=tuple(
            msgspec.structs.replace(
                one, meaning=shared.says if shared.whole else f"{one.meaning} {shared.says}"
            )
            for one in report.explained
        ),
    )
