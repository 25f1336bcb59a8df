"""How far a run is, and what it waits for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.observations import Severity

if TYPE_CHECKING:
    from repcheck.app.sweep.sweeping import AskedZone

#: Seconds without an answer after which the run counts as waiting for a list.
_SILENCE = 1.0


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """``done`` of ``total`` questions about targets are answered.

    ``paced``       (list, questions a second) of each list whose pace holds the run back
    ``silent``      lists that are asked and say nothing
    ``silent_for``  seconds since any of these said something, at most
    ``weighty_...`` questions to lists that can cost much mail (critical, high); what is listed there so far
    """

    done: int
    total: int
    paced: tuple[tuple[str, float], ...] = ()
    silent: int = 0
    silent_for: float = 0.0
    weighty_done: int = 0
    weighty_total: int = 0
    weighty_listed: int = 0


class Watch:
    """Looks at the zones from time to time; asking itself keeps no time for this.

    ``clock``  seconds that never run backwards
    """

    def __init__(self, zones: "Sequence[AskedZone]", clock: Callable[[], float]) -> None:
        self._zones = zones
        self._weighty = [zone for zone in zones if _is_weighty(zone)]
        self._clock = clock
        now = clock()
        # What was seen of each zone when it last changed, and when that was.
        self._seen = [(zone.left, zone.done, now) for zone in zones]

    def look(self) -> Progress:
        """How far it is now."""
        now = self._clock()
        paced: list[tuple[str, float]] = []
        silent: list[float] = []
        for number, zone in enumerate(self._zones):
            left, done, since = self._seen[number]
            if (left, done) != (zone.left, zone.done):
                since = now
                self._seen[number] = (zone.left, zone.done, now)
            if not zone.waits:
                continue
            pace = zone.pace
            # A slow pace has pauses of its own.
            if now - since >= (_SILENCE if pace is None else max(_SILENCE, 2 / pace)):
                silent.append(now - since)
            elif pace is not None and zone.left > pace:
                paced.append((zone.job.lists[0].entry.id, pace))
        return Progress(
            done=sum(zone.done for zone in self._zones),
            total=sum(zone.total for zone in self._zones),
            paced=tuple(paced),
            silent=len(silent),
            silent_for=max(silent, default=0.0),
            weighty_done=sum(zone.done for zone in self._weighty),
            weighty_total=sum(zone.total for zone in self._weighty),
            weighty_listed=sum(zone.listed for zone in self._weighty),
        )


def _is_weighty(zone: "AskedZone") -> bool:
    severities = (
        severity
        for asked in zone.job.lists
        for severity in (asked.entry.severity, *(sublist.severity for sublist in asked.entry.sublists))
    )
    return any(severity.rank >= Severity.HIGH.rank for severity in severities)
