"""What ``mute``, ``unmute`` and ``delist --requested`` have done, as text."""

from collections.abc import Sequence

from repcheck.model.watch.outbox import Mute, Request
from repcheck.render.layout import wrap
from repcheck.render.text.memory.words import moment, where_muted

#: More are counted.
_MOST_SHOWN = 20


def render_mutes(mutes: Sequence[Mute], done: str, *, width: int) -> str:
    """A line for each mute; ``done`` is "Muted" or "No longer muted"."""
    lines = []
    for mute in mutes[:_MOST_SHOWN]:
        until = f" until {moment(mute.until)}" if mute.ended is None else ""
        lines += wrap(f"{done}: {where_muted(mute)}{until} ({mute.reason})", width, rest="  ")
    return _text(lines, len(mutes))


def render_requests(requests: Sequence[Request], usual: str | None, *, width: int) -> str:
    """A line for each request; ``usual`` is how long the list takes, None: not known."""
    lines = []
    for one in requests[:_MOST_SHOWN]:
        takes = f" It usually takes {usual}." if usual else ""
        lines += wrap(f"Noted: {one.list} was asked to remove {one.target}.{takes}", width, rest="  ")
    return _text(lines, len(requests))


def _text(lines: list[str], total: int) -> str:
    if total > _MOST_SHOWN:
        lines.append(f"... and {total - _MOST_SHOWN:,} more")
    return "\n".join(lines) + "\n"
