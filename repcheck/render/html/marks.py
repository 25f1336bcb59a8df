"""Words and looks of what an answer, a list or a record can be."""

from repcheck.model.causes import LiveState
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.records import PartState
from repcheck.render.html.parts import Look, Mark
from repcheck.words.states import part_state_words

CLEAN = Mark("clean", "clean")
UNKNOWN = Mark("unknown", "unknown")
MIXED = Mark("partly unknown", "mixed")
NOT_ASKED = Mark("not asked", "none")

_SEVERITIES: dict[Severity, Mark] = {
    Severity.CRITICAL: Mark("critical", "critical"),
    Severity.HIGH: Mark("high", "high"),
    Severity.MEDIUM: Mark("medium", "medium"),
    Severity.LOW: Mark("low", "low"),
    Severity.INFO: Mark("info", "info"),
}
_NOW: dict[LiveState, Mark] = {
    LiveState.CONFIRMED: Mark("listed now", "high"),
    LiveState.CLEARED: Mark("over", "clean"),
    LiveState.NEVER_VISIBLE: Mark("unknown now", "unknown"),
    LiveState.PRIVATE: Mark("unknown now", "unknown"),
    LiveState.INFERRED: Mark("likely", "medium"),
    LiveState.RECORD_FAULT: Mark("record fault", "medium"),
    LiveState.UNEXPLAINED: Mark("unexplained", "unknown"),
}
_PARTS: dict[PartState, Look] = {
    PartState.OK: "clean",
    PartState.WEAK: "low",
    PartState.FAULTY: "high",
    PartState.ABSENT: "medium",
    PartState.UNKNOWN: "unknown",
    PartState.NOT_ASKED: "none",
}


def severity_mark(severity: Severity | None) -> Mark:
    """The mark of a listing or finding; without a severity it is one that costs little."""
    return _SEVERITIES[severity or Severity.INFO]


def now_mark(state: LiveState) -> Mark:
    """What is seen now of a cause."""
    return _NOW[state]


def part_mark(state: PartState) -> Mark:
    """How a part of a domain's records is."""
    return NOT_ASKED if state is PartState.NOT_ASKED else Mark(part_state_words(state), _PARTS[state])


def reason_mark(reason: UnknownReason | None) -> Mark:
    """Why a list is not believed."""
    return UNKNOWN if reason is None else Mark(f"unknown: {reason.value.replace('_', ' ')}", "unknown")
