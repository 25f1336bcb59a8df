"""The live health of lists, as text and as JSON."""

from collections.abc import Sequence
from typing import Any

from repcheck.model.observations import UnknownReason
from repcheck.model.probed import ListLife, Probed
from repcheck.render.clean import for_json, for_terminal
from repcheck.render.json.render import encoded
from repcheck.render.layout import Row, table, wrap
from repcheck.words.reasons import remedy_of
from repcheck.words.text import count

_WIDTH = 80
_WORDS = {
    ListLife.ALIVE: "alive",
    ListLife.SLOW: "slow",
    ListLife.WILDCARD: "wildcard",
    ListLife.REFUSES: "refuses you",
    ListLife.DEAD: "dead",
    ListLife.MOVED: "moved",
    ListLife.NO_KEY: "needs a key",
    ListLife.UNASKED: "not asked",
    ListLife.ODD: "odd answers",
}
_SLOW = "can be believed, but answers late: ask a resolver that is nearer, or mirror it"
_MOVED = (
    "has lost its name to somebody else, or your resolver rewrites answers: try --direct; if that stays so, "
    "leave it out with --lists"
)
_GONE = "its zone is gone: leave it out with --lists, or disable it in repcheck.yaml"


def render_probed(probed: Sequence[Probed], *, verbose: bool = False) -> str:
    """What cannot be used, with what was seen and what to do; ``verbose`` has a row for each list."""
    bad = [one for one in probed if not one.health.usable]
    slow = [one for one in probed if one.life is ListLife.SLOW]
    usable = len(probed) - len(bad)
    lines = [f"{usable} of {count(len(probed), 'list')} can be used from here."]
    for one in (*bad, *slow):
        mark = ", standard" if one.standard else ""
        lines += ["", f"{for_terminal(one.health.list)}  {_WORDS[one.life]} ({_why(one)}{mark})"]
        lines += [*_indented(f"saw: {one.health.saw}"), *_indented(remedy(one) or "")]
    if verbose:
        lines += ["", *_table(probed)]
    elif usable:
        names = ", ".join(one.health.list for one in probed if one.life is ListLife.ALIVE)
        lines += ["", "alive:", *_indented(names)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def render_probed_json(probed: Sequence[Probed], version: str, exit_code: int) -> bytes:
    """The document ``repcheck.lists-probe/1`` on one line."""
    document = {
        "schema": "repcheck.lists-probe/1",
        "version": version,
        "exit_code": exit_code,
        "lists": [_row(one) for one in probed],
    }
    return encoded(document)


def remedy(one: Probed) -> str | None:
    """What to do about a list that is not as it should be, without its name; None when all is well."""
    if one.life is ListLife.SLOW:
        return _SLOW
    if one.health.reason is None:
        return None
    if one.life is ListLife.MOVED:
        return _MOVED
    if one.health.reason is UnknownReason.LIST_DEAD and one.answered_ms is not None:
        return _GONE
    return remedy_of(one.health.reason)


def _row(one: Probed) -> dict[str, Any]:
    return {
        "list": one.health.list,
        "name": one.name,
        "zone": one.health.zone,
        "standard": one.standard,
        "life": one.life,
        "usable": one.health.usable,
        "reason": one.health.reason,
        "saw": for_json(one.health.saw),
        "answered_ms": one.answered_ms,
        "remedy": remedy(one),
    }


def _why(one: Probed) -> str:
    return one.health.reason or f"{one.answered_ms:,.0f} ms"


def _table(probed: Sequence[Probed]) -> list[str]:
    rows = [
        Row(
            (
                for_terminal(one.health.list),
                _WORDS[one.life],
                "" if one.answered_ms is None else f"{one.answered_ms:,.0f}",
                for_terminal(one.health.zone),
            )
        )
        for one in probed
    ]
    return table(("LIST", "IS", "MS", "ZONE"), rows, _WIDTH, colour=False)


def _indented(text: str) -> list[str]:
    return wrap(for_terminal(text), _WIDTH, first="  ", rest="  ") if text else []
