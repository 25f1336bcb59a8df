"""Sources over HTTP, as text and as JSON: what there is, and what a probe says of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcheck.model.sources import SourceSetting, Trouble
from repcheck.render.clean import for_terminal
from repcheck.render.encoding import encoded
from repcheck.render.layout import wrap
from repcheck.words.reasons import act_on
from repcheck.words.text import count

if TYPE_CHECKING:
    from repcheck.sources.shown import SourceShown

_WIDTH = 80


def render_sources(rows: "Sequence[SourceShown]") -> str:
    """A paragraph for each."""
    on = sum(row.enabled for row in rows)
    lines = [f"{on} of {count(len(rows), 'source')} switched on (sources: in repcheck.yaml)."]
    for row in rows:
        lines += ["", f"{row.source}  {'on' if row.enabled else 'off'}, a {row.kind}: {row.name}"]
        lines += _indented(row.about + ".")
        if row.key is not None:
            there = "found" if row.key_found else "not found"
            page = "" if row.key_found or row.register is None else f"; given out at {row.register}"
            lines += _indented(f"key: {for_terminal(row.key)} ({there}{page})")
        lines += _indented(f"asked at: {for_terminal(row.url)}")
        if row.per_day is not None:
            lines += _indented(f"at most {count(row.per_day, 'request')} a day")
        if row.unsettled is not None:
            lines += _indented(f"not settled: {row.unsettled}")
    return "\n".join(lines) + "\n"


def render_sources_json(rows: "Sequence[SourceShown]", version: str) -> bytes:
    """The document ``repcheck.sources/1`` on one line."""
    return encoded({"schema": "repcheck.sources/1", "version": version, "sources": list(rows)})


def render_source_probe(said: Sequence[tuple[SourceSetting, str | Trouble]]) -> str:
    """What each said, and what to do about those that cannot be used."""
    if not said:
        return "No source is switched on (sources: in repcheck.yaml; repcheck sources show).\n"
    bad = sum(isinstance(each, Trouble) for _, each in said)
    lines = [f"{len(said) - bad} of {count(len(said), 'source')} can be used from here."]
    for setting, each in said:
        if isinstance(each, Trouble):
            lines += ["", f"{setting.id}  {each.reason}"]
            lines += _indented(f"saw: {for_terminal(each.saw)}")
            lines += _indented(act_on(each.reason))
        else:
            lines += ["", f"{setting.id}  ok", *_indented(for_terminal(each))]
    return "\n".join(lines) + "\n"


def render_source_probe_json(
    said: Sequence[tuple[SourceSetting, str | Trouble]], version: str, exit_code: int
) -> bytes:
    """The document ``repcheck.sources-probe/1`` on one line."""
    rows = [
        {
            "source": setting.id,
            "usable": not isinstance(each, Trouble),
            "reason": each.reason if isinstance(each, Trouble) else None,
            "saw": each.saw if isinstance(each, Trouble) else each,
        }
        for setting, each in said
    ]
    document = {"schema": "repcheck.sources-probe/1", "version": version, "exit_code": exit_code}
    return encoded({**document, "sources": rows})


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in wrap(text, _WIDTH - 4)]
