"""What a monitor must say, worked out pass by pass from what the docs promise and by none of its code.

A pair is a target and a list. Its last real answers decide: an answer that is new is believed when a second
pass (or, from ``high`` on, a second question) agrees; no answer changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: What a pass saw of a pair: a code, "" for clean, None for unknown.
Seen = Mapping[tuple[str, str], str | None]
#: (target, list, what became of it)
Said = tuple[str, str, str]

_DAY = timedelta(days=1)
_CRITICAL = "127.0.0.4"
_FLAPS = 4


@dataclass
class OraclePair:
    """What is believed of a pair, and what of it was told. ``None``: nothing was ever heard."""

    believed: str | None = None
    told: str = ""
    waiting: str | None = None
    silent: bool = False
    turned: list[datetime] = field(default_factory=list)
    flapping: bool = False


@dataclass
class OracleMute:
    """A target, or one of its pairs (``list``), of which nothing is told before ``until``."""

    target: str
    list: str | None
    since: datetime
    until: datetime
    over: bool = False

    def holds(self, pair: tuple[str, str], now: datetime) -> bool:
        return not self.over and self.since <= now < self.until and self._is_of(pair)

    def _is_of(self, pair: tuple[str, str]) -> bool:
        return self.target == pair[0] and self.list in (None, pair[1])


class Oracle:
    """Believes, and says, what it must. ``pairs`` after each pass are what is open, and what was told."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], OraclePair] = {}
        self.mutes: list[OracleMute] = []

    def open(self) -> set[tuple[str, str]]:
        return {pair for pair, kept in self.pairs.items() if kept.believed}

    def look(self, seen: Seen, now: datetime, everybody: Collection[str], *, certain: bool) -> list[Said]:
        """A pass, and what it tells, in any order.

        ``everybody``  lists that list addresses which nobody watches, too
        ``certain``    False: more may be watched than was seen, so that nothing is closed
        """
        before = self.open()
        if self._is_deaf(seen):
            seen, certain = dict.fromkeys(seen), False
        seen = self._doubted(seen, everybody)
        if not self.pairs and not any(answer is not None for answer in seen.values()):
            return []
        said = [(*pair, kind) for pair, answer in seen.items() for kind in self._see(pair, answer, now)]
        if certain:
            said += [(*pair, "closed") for pair in set(self.pairs) - set(seen) if self._close(pair, now)]
        for mute in self.mutes:
            held = {pair for pair in before if mute.holds(pair, now)}
            after = {pair for pair in self.open() if mute.holds(pair, now)}
            mute.over = mute.over or (bool(held) and not after)
        return said

    def _is_deaf(self, seen: Seen) -> bool:
        """Most lists that were heard in the last pass say nothing at once: that is the network."""
        heard = {
            pair[1]
            for pair in seen
            if (kept := self.pairs.get(pair)) and not kept.silent and kept.believed is not None
        }
        dumb = [
            name for name in heard if all(answer is None for pair, answer in seen.items() if pair[1] == name)
        ]
        return len(dumb) >= 2 and len(dumb) > len(heard) / 2

    def _doubted(self, seen: Seen, everybody: Collection[str]) -> Seen:
        """News of a list that lists everybody are no answer."""
        return {
            pair: None if answer and pair[1] in everybody and answer != self._believed(pair) else answer
            for pair, answer in seen.items()
        }

    def _believed(self, pair: tuple[str, str]) -> str | None:
        kept = self.pairs.get(pair)
        return None if kept is None else kept.believed

    def _is_muted(self, pair: tuple[str, str], now: datetime) -> bool:
        return any(mute.holds(pair, now) for mute in self.mutes)

    def _see(self, pair: tuple[str, str], answer: str | None, now: datetime) -> Iterable[str]:
        kept = self.pairs.get(pair)
        if kept is None:
            kept = self.pairs[pair] = OraclePair(believed=answer, told=answer or "", silent=answer is None)
            return []
        muted = self._is_muted(pair, now)
        said = list(self._heard(kept, answer, now, muted=muted))
        if not said and not muted and not kept.flapping and (kept.believed or "") != kept.told:
            said = [_kind(kept.told, kept.believed or "")]
            kept.told = kept.believed or ""
        return said

    def _heard(self, kept: OraclePair, answer: str | None, now: datetime, *, muted: bool) -> Iterable[str]:
        kept.silent = answer is None
        if answer is None:
            return
        if kept.believed is None and answer == "":
            kept.believed = ""
            return
        if answer == kept.believed:
            kept.waiting = None
            yield from self._rest(kept, now, muted=muted)
            return
        agrees = kept.waiting is not None and (
            kept.waiting == answer or (not kept.believed and bool(kept.waiting) and bool(answer))
        )
        if not agrees and answer != _CRITICAL:
            kept.waiting = answer
            yield from self._rest(kept, now, muted=muted)
            return
        was, kept.believed, kept.waiting = kept.believed or "", answer, None
        kept.turned = [at for at in kept.turned if now - at < _DAY] + [now]
        if kept.flapping:
            return
        ended = bool(was) and not answer and bool(kept.told)
        if len(kept.turned) > _FLAPS:
            kept.flapping = True
            if not muted or ended:
                yield "flapping"
        elif not muted or ended:
            yield _kind(was, answer)
            kept.told = answer

    def _rest(self, kept: OraclePair, now: datetime, *, muted: bool) -> Iterable[str]:
        kept.turned = [at for at in kept.turned if now - at < _DAY]
        if kept.flapping and not kept.turned:
            kept.flapping = False
            believed = kept.believed or ""
            if believed != kept.told and not muted:
                yield _kind(kept.told, believed)
                kept.told = believed

    def _close(self, pair: tuple[str, str], now: datetime) -> bool:
        kept = self.pairs.pop(pair)
        return bool(kept.believed) and bool(kept.told) and not self._is_muted(pair, now)


def _kind(was: str, answer: str) -> str:
    if not answer:
        return "clean"
    if not was:
        return "listed"
    return "worse" if answer == _CRITICAL else "better"
