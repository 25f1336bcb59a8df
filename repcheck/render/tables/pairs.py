"""A row for each pair of target and list, while the run goes on."""

from functools import lru_cache

from repcheck.model.observations import Observation, State, SublistHit
from repcheck.model.report import TargetReport
from repcheck.render.tables.rows import Rows, text_cell
from repcheck.render.view import View

COLUMNS = (
    "target", "kind", "group", "list", "zone", "state", "reason", "severity", "codes", "sublists", "meaning",
    "text", "ttl", "rtt_ms",
)  # fmt: skip
_UNASKED = "not_asked"


def opening(_: View) -> bytes:
    """See ``repcheck.render.formats``."""
    rows = Rows()
    rows.add(COLUMNS)
    return rows.taken()


def piece(found: TargetReport, _: View) -> bytes:
    """See ``repcheck.render.formats``. A target that no list was asked about is unknown, never clean."""
    target, rows = found.target, Rows()
    start = (target.value, str(target.kind.value), text_cell(target.group))
    if not found.observations:
        why = text_cell(target.not_asked)
        rows.add((*start, "", "", State.UNKNOWN.value, _UNASKED, "", "", "", "", why, "", ""))
    for seen in found.observations:
        rows.add((*start, *_answer(seen)))
    return rows.taken()


def _answer(seen: Observation) -> tuple[str | int | float | None, ...]:
    return (
        seen.list,
        seen.zone,
        seen.state.value,
        None if seen.reason is None else seen.reason.value,
        None if seen.severity is None else seen.severity.value,
        " ".join(seen.codes),
        *_sublists(seen.sublists),
        text_cell(seen.text),
        seen.ttl,
        seen.rtt_ms,
    )


@lru_cache(maxsize=256)
def _sublists(hits: tuple[SublistHit, ...]) -> tuple[str | None, str | None]:
    meanings = "; ".join(f"{hit.name}: {hit.meaning}" if hit.meaning else hit.name for hit in hits)
    return text_cell(" ".join(hit.id for hit in hits)), text_cell(meanings)
