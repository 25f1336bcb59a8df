"""What to do first about a listing or a cause, and where."""

from collections.abc import Iterable

import msgspec

from repcheck.model.causes import Step
from repcheck.render.html.veil import Veil


class First(msgspec.Struct, frozen=True):
    """The first step in a few words, the page to ask on once it is done, and how long that takes."""

    step: str = ""
    url: str | None = None
    wait: str = ""


class Steps:
    """The plan, found by what it is about."""

    def __init__(self, plan: Iterable[Step], veil: Veil) -> None:
        self._veil = veil
        self._of_pair: dict[tuple[str, str], list[Step]] = {}
        self._of_cause: dict[str, list[Step]] = {}
        for step in plan:
            if step.phase not in ("fix", "ask"):
                continue
            for target in step.targets if step.list is not None else ():
                self._of_pair.setdefault((target, step.list or ""), []).append(step)
            for cause in step.causes:
                self._of_cause.setdefault(cause, []).append(step)

    def of_listing(self, target: str, list_id: str) -> First:
        """What to do about that listing; empty where the plan says nothing."""
        return self._first(self._of_pair.get((target, list_id), ()))

    def of_cause(self, cause: str) -> First:
        """The same for a cause."""
        return self._first(self._of_cause.get(cause, ()))

    def _first(self, steps: Iterable[Step]) -> First:
        found = list(steps)
        if not found:
            return First()
        asks = next((step for step in found if step.url is not None and not step.optional), None)
        first = found[0]
        said = self._veil.text(first.do or first.title)
        sure = "" if first.certain else " (verify this first)"
        wait = "" if asks is None or asks.wait is None else self._veil.text(asks.wait)
        url = None if asks is None else self._veil.url(asks.url)
        return First(f"{said[:1].upper()}{said[1:]}{sure}", url, wait)
