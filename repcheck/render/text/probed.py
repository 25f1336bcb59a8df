"""The live health of lists, for people."""

from collections.abc import Sequence

from repcheck.model.observations import UnknownReason
from repcheck.model.probed import ListLife, Probed, ProbeReport
from repcheck.render.clean import for_terminal
from repcheck.render.layout import Row, table, wrap
from repcheck.render.view import View, as_bytes
from repcheck.words.lives import remedy
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


def render_probed(probed: Sequence[Probed], *, verbose: bool = False) -> str:
    """What cannot be used, with what was seen and what to do; ``verbose`` has a row for each list."""
    bad = [one for one in probed if not one.health.usable]
    slow = [one for one in probed if one.life is ListLife.SLOW]
    usable = len(probed) - len(bad)
    lines = [f"{usable} of {count(len(probed), 'list')} can be used from here."]
    for one in (*bad, *slow):
        mark = ", standard" if one.standard else ""
        lines += ["", f"{for_terminal(one.health.list)}  {_word(one)} ({_why(one)}{mark})"]
        lines += [*_indented(f"saw: {one.health.saw}"), *_indented(remedy(one) or "")]
    if verbose:
        lines += ["", *_table(probed)]
    elif usable:
        names = ", ".join(one.health.list for one in probed if one.life is ListLife.ALIVE)
        lines += ["", "alive:", *_indented(names)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _word(one: Probed) -> str:
    """Servers that fail may be there again later."""
    return "fails" if one.health.reason is UnknownReason.SERVFAIL else _WORDS[one.life]


def _why(one: Probed) -> str:
    return one.health.reason or f"{one.answered_ms:,.0f} ms"


def _table(probed: Sequence[Probed]) -> list[str]:
    rows = [
        Row(
            (
                for_terminal(one.health.list),
                _word(one),
                "" if one.answered_ms is None else f"{one.answered_ms:,.0f}",
                for_terminal(one.health.zone),
            )
        )
        for one in probed
    ]
    return table(("LIST", "IS", "MS", "ZONE"), rows, _WIDTH, colour=False)


def _indented(text: str) -> list[str]:
    return wrap(for_terminal(text), _WIDTH, first="  ", rest="  ") if text else []


def shown(report: ProbeReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    text = render_probed(report.lists, verbose=view.verbose > 0)
    return as_bytes(for_terminal(text, keep_newlines=True))
