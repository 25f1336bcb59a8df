"""``repcheck status`` as text: how old it is before what it says."""

from collections.abc import Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.remembered import Age, StandingListing, Status
from repcheck.render.clean import for_terminal
from repcheck.render.layout import BOLD, RED, YELLOW, painted, wrap
from repcheck.render.text.memory.words import asked_words, moment, muted_words, where_muted
from repcheck.render.view import View, as_bytes
from repcheck.words.text import ago, and_more, count, joined, of_group, span
from repcheck.words.vantages import sights_words

_MOST_NAMED = 5
_USUAL = Again()


def render_status(found: Status, *, width: int, colour: bool, again: Again = _USUAL) -> str:
    """The whole text, with a newline at its end."""
    return "\n".join(_lines(found, width, colour, again)) + "\n"


def shown(found: Status, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(render_status(found, width=view.width, colour=view.colour, again=view.again))


def never(again: Again = _USUAL) -> str:
    """Instead of all else, before the first pass."""
    return f"No pass was made yet: {typed('repcheck monitor', again.memory)}"


def _lines(found: Status, width: int, colour: bool, again: Again) -> Iterator[str]:
    def paint(text: str, style: str) -> str:
        return painted(text, style) if colour else text

    if found.last is None:
        yield never(again)
        return
    yield from (paint(line, YELLOW) for line in (wrap(doubt(found), width) if doubt(found) else ()))
    yield from (paint(line, BOLD) for line in wrap(head(found), width))
    for one in found.listings:
        yield ""
        yield from _listing(one, found, width, colour)
    rest = [line for said in _rest(found) for line in wrap(for_terminal(said), width, rest="  ")]
    rest += _messages(found, again, width)
    if rest:
        yield from ("", *rest)


def doubt(found: Status) -> str:
    """Why the last pass says little about now; empty where it says what is."""
    assert found.last is not None
    started = found.last.started
    if found.age is Age.STALE:
        return (
            f"Stale: the last pass was {span(found.at - started)} ago, and there is one every "
            f"{span(found.every)}. What follows may no longer be true."
        )
    if found.age is Age.AHEAD:
        return (
            f"The last pass was at {moment(started)}, and it is {moment(found.at)} now: the clock was set "
            "back, and how old this is cannot be said."
        )
    if found.exit_code is ExitCode.UNDECIDED:
        return "Could not decide: too little was answered, so that nothing listed does not mean clean."
    return ""


def head(found: Status) -> str:
    """The answer in one sentence; there was a pass."""
    assert found.last is not None
    listed = [one for one in found.listings if one.muted is None]
    muted = len(found.listings) - len(listed)
    if listed:
        says = count(len(listed), "listing") + (f", {muted:,} muted" if muted else "")
    else:
        says = f"{count(muted, 'listing')}, muted" if muted else "no listing known"
        if not muted and not found.unheard and not found.knows_too_little:
            says = "nothing listed"
    since = "" if found.age is Age.AHEAD else f", {ago(found.at - found.last.started)}"
    asked = f"{count(found.extent.targets, 'target')} on {count(found.extent.lists, 'list')}"
    return f"Last pass {moment(found.last.started)}{since}: {asked}, {says}."


def _listing(one: StandingListing, found: Status, width: int, colour: bool) -> Iterator[str]:
    severity = one.standing.severity.value
    word = f"LISTED {severity}:" if one.muted is None else f"muted, {severity}:"
    on = f"{of_group(one.pair.target, one.group)} on {one.pair.list}"
    on += f" ({', '.join(one.standing.sublists)})" if one.standing.sublists else ""
    style = RED if colour and one.counts else ""
    first, *more = wrap(f"{word} {for_terminal(on)}", width, rest="  ")
    yield painted(first[: len(word)], style) + first[len(word) :]
    yield from more
    for line in _about(one, found):
        yield from wrap(for_terminal(line), width, first="  ", rest="    ")


def _about(one: StandingListing, found: Status) -> Iterator[str]:
    if one.since is not None:
        yield f"since {moment(one.since)}, {span(found.at - one.since)}"
    if one.seen_from:
        yield sights_words(one.seen_from)
    if one.muted is not None:
        yield muted_words(one.muted, found.at)
    if one.asked is not None:
        yield asked_words(one.asked, one.usual, found.at)
    if one.flapping:
        yield "flapping: it comes and goes, and is reported again once it is stable for a day"
    if one.unknown_since is not None:
        yield f"not heard since {moment(one.unknown_since)}: this is the last known state"


def _rest(found: Status) -> Iterator[str]:
    if found.unheard:
        lists = sorted({pair.list for pair in found.unheard})
        named = and_more(lists, _MOST_NAMED)
        answers = count(len(found.unheard), "answer")
        yield f"Unknown at the last look: {answers}, of {named}."
    yield from _asked_from(found)
    held = {one.muted.id for one in found.listings if one.muted is not None}
    for mute in found.mutes:
        if mute.id not in held:
            yield f"{where_muted(mute)}: {muted_words(mute, found.at)}; it is not listed."


def _asked_from(found: Status) -> Iterator[str]:
    if not found.vantages:
        return
    newest = max(one.at for one in found.vantages)
    asking = [one.name for one in found.vantages if one.asks(newest)]
    yield f"Asked from {joined(asking, _MOST_NAMED)}."
    for one in found.vantages:
        if not one.asks(newest):
            yield f"{one.name} has not asked since {moment(one.at)}: what it saw counts no more."


def _messages(found: Status, again: Again, width: int) -> Iterator[str]:
    """A command is never broken: it would not run as it is copied."""
    parts = []
    if found.waiting:
        parts.append(
            f"{count(found.waiting, 'message')} {'waits' if found.waiting == 1 else 'wait'} to be sent"
        )
    if found.lost:
        given_up = f"{'was' if found.lost == 1 else 'were'} given up within a week"
        parts.append(f"{count(found.lost, 'message')} {given_up}")
    if parts:
        says = f"{', '.join(parts)}:"
        command = for_terminal(typed("repcheck alerts list", again.memory))
        fits = len(says) + len(command) < width
        yield from (f"{says} {command}",) if fits else (says, f"  {command}")
