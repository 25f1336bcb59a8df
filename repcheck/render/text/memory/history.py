"""``repcheck history`` as text: a few words and a bar for each pair."""

from collections.abc import Iterator
from datetime import timedelta

from repcheck.model.watch.remembered import Day, History, PairHistory
from repcheck.render.clean import for_terminal
from repcheck.render.layout import BOLD, RED, painted, wrap
from repcheck.render.text.memory.words import moment
from repcheck.words.text import and_more, count, of_group, span
from repcheck.words.vantages import sights_words

#: Letters that any terminal and any mail shows.
_LETTERS = {Day.LISTED: "#", Day.NOT_LISTED: ".", Day.NOT_WATCHED: " "}
_FRAME = 4
_MOST_NAMED = 5


def render_history(found: History, *, width: int, colour: bool) -> str:
    """The whole text, with a newline at its end."""
    return "\n".join(_lines(found, width, colour)) + "\n"


def _lines(found: History, width: int, colour: bool) -> Iterator[str]:
    if found.unwatched:
        named = for_terminal(and_more(found.unwatched, _MOST_NAMED))
        verb = "was" if len(found.unwatched) == 1 else "were"
        yield from wrap(f"{named} {verb} never watched: nothing is known.", width)
    if not found.pairs:
        if not found.unwatched:
            yield "Nothing of this was ever listed, as far as the history is kept."
        yield from _unheard(found, width)
        return
    for one in found.pairs:
        yield from _pair(one, found, width, colour)
        yield ""
    days = len(found.pairs[0].days)
    says = f"A letter is {_days_of(days, width)}, the last one today (UTC): # listed, . no listing seen."
    if found.median is not None and len(found.pairs) > 1:
        says += f" Median of all listings that ended: {span(found.median)}."
    yield from wrap(says, width)
    yield from _unheard(found, width)


def _unheard(found: History, width: int) -> Iterator[str]:
    if found.unheard:
        named = for_terminal(and_more(found.unheard, _MOST_NAMED))
        yield from wrap(f"Unknown at the last look, which does not mean clean: {named}.", width)


def _pair(one: PairHistory, found: History, width: int, colour: bool) -> Iterator[str]:
    name = for_terminal(f"{of_group(one.pair.target, one.group)} on {one.pair.list}")
    for line in wrap(name, width, rest="  "):
        yield painted(line, BOLD) if colour else line
    yield from wrap(_says(one, found), width, first="  ", rest="    ")
    bar = _bar(one.days, width)
    yield (
        "  [" + ("".join(painted(each, RED if each == "#" else "") for each in bar) if colour else bar) + "]"
    )


def _says(one: PairHistory, found: History) -> str:
    last = one.incidents[-1] if one.incidents else None
    if last is None:
        return "never listed"
    if last.end is None and last.begin is not None:
        says = f"listed since {moment(last.begin)}, {span(found.at - last.begin)}"
    elif last.end is not None and last.left:
        says = f"no longer watched since {moment(last.end)}, listed then"
    else:
        says = f"not listed since {moment(last.end)}" if last.end is not None else "listed"
    if last.seen_from:
        says += f"; as it began {sights_words(last.seen_from)}"
    says += f"; {count(one.times, 'time')} in all"
    return says + (f", median {span(one.median)} until delisted" if one.median is not None else "")


def _step(days: int, width: int) -> int:
    """Days that one letter stands for, so that the bar fits."""
    return max(1, -(-days // max(1, width - _FRAME)))


def _days_of(days: int, width: int) -> str:
    step = _step(days, width)
    return "a day" if step == 1 else span(timedelta(days=step))


def _bar(days: tuple[Day, ...], width: int) -> str:
    """The days, several in one letter where they do not fit: the worst of them."""
    step = _step(len(days), width)
    first = len(days) % step
    parts = [days[:first]] if first else []
    parts += [days[at : at + step] for at in range(first, len(days), step)]
    order = (Day.LISTED, Day.NOT_LISTED, Day.NOT_WATCHED)
    return "".join(_LETTERS[next(day for day in order if day in part)] for part in parts)
