"""Items of the answers of lists: one for each pair of target and list."""

from collections.abc import Iterable, Iterator, Mapping

from repcheck.model.baseline import Compared, Standing
from repcheck.model.causes import Step
from repcheck.model.observations import ListHealth, Observation, State, UnknownReason
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target
from repcheck.render.page import Page
from repcheck.render.sheet.sheet import Item, ItemResult
from repcheck.words.reasons import remedy_of, short_remedy
from repcheck.words.states import NOTHING_TO_DO

#: The most of a stranger's text that goes into one item.
_TEXT = 400
_NAME = 120
_CODES = 8

#: Reasons that concern a list as a whole: nothing is wrong with the question.
UNUSABLE = frozenset({
    UnknownReason.KEY_MISSING, UnknownReason.KEY_INVALID, UnknownReason.RESOLVER_BLOCKED,
    UnknownReason.OVER_QUOTA, UnknownReason.LIST_DEAD, UnknownReason.LIST_UNHEALTHY,
    UnknownReason.LIST_WILDCARD, UnknownReason.BUDGET_SPENT, UnknownReason.DEFERRED,
})  # fmt: skip
#: In place of a target: a step for all that the list lists.
_ANY = ""


class Pairs:
    """Makes the items of targets.

    ``plan``      knows the page of each list
    ``compared``  what was accepted
    ``unasked``   why no list was asked about a target that has no reason of its own; None: it has no item
    """

    def __init__(
        self,
        page: Page,
        lists: Iterable[ListHealth],
        *,
        plan: tuple[Step, ...] = (),
        compared: Compared | None = None,
        unasked: str | None = None,
    ) -> None:
        self._page = page
        self._health = {health.list: health for health in lists}
        self._names = {name: page.clean(each.name or name, _NAME) for name, each in self._health.items()}
        self._pages = _pages(plan)
        self._causes = _causes(plan)
        self._optional = _optional(plan)
        self._compared = compared
        self._unasked = unasked
        self._groups: dict[str | None, str | None] = {None: None}

    def group(self, target: Target) -> str | None:
        """The group of a target, made safe; None: it has none."""
        if target.group not in self._groups and target.group is not None:
            self._groups[target.group] = self._page.clean(target.group, _NAME)
        return self._groups[target.group]

    def items(self, found: TargetReport) -> Iterator[Item]:
        """One for each observation that was kept, in their order."""
        target, group = found.target, self.group(found.target)
        why = target.not_asked or self._unasked
        if why is not None and not found.asked:
            yield Item(
                target.value,
                "target/not_asked",
                ItemResult.LEFT_OUT,
                name="all lists",
                what=self._page.clean(f"not asked: {why}", _TEXT),
                reason="not_asked",
                group=group,
                place=target.place,
            )
        about, place = target.value, target.place
        for seen in found.observations:
            seconds = None if seen.rtt_ms is None else seen.rtt_ms / 1000
            name = self._names.get(seen.list, seen.list)
            rule = f"dnsbl/{seen.list}"
            if seen.state is State.CLEAN:
                yield Item(
                    about, rule, ItemResult.FINE, name, "not listed",
                    reason="clean", group=group, place=place, seconds=seconds,
                )  # fmt: skip
            elif seen.state is State.LISTED:
                yield self._listing(seen, found, seconds)
            else:
                yield self._unknown(seen, found, seconds)

    def _listing(self, seen: Observation, found: TargetReport, seconds: float | None) -> Item:
        target, page = found.target, self._page
        standing, change = _standing(self._compared, target.value, seen.list)
        codes = ", ".join(seen.codes[:_CODES])
        said = [
            f"{hit.name}: {hit.meaning}" if hit.meaning and hit.meaning != hit.name else hit.name
            for hit in seen.sublists
        ]
        said += [f"Why {seen.severity}: {hit.why}" for hit in seen.sublists if hit.why]
        if change is not None:
            said.append(f"Beside the baseline: {change}")
        lines = [page.clean(one, _TEXT) for one in said]
        if seen.text:
            lines.append(f"The list says: {page.quoted(seen.text, limit=_TEXT)}")
        first = self._causes.get((seen.list, target.value))
        if first is not None:
            lines.append(page.clean(f"First: {first}", _TEXT))
        elif (seen.list, target.value) in self._optional:
            lines.append(NOTHING_TO_DO)
        url = self._pages.get((seen.list, target.value)) or self._pages.get((seen.list, _ANY))
        if NOTHING_TO_DO not in lines:
            lines.append(f"Next: repcheck delist {target.value}")
        severity = "" if seen.severity is None else f", {seen.severity.value}"
        return Item(
            about=target.value,
            rule=f"dnsbl/{seen.list}",
            found=ItemResult.LEFT_OUT if standing == Standing.ACCEPTED else ItemResult.PROBLEM,
            name=self._names.get(seen.list, seen.list),
            what=page.clean(f"listed{severity}" + (f" ({codes})" if codes else ""), _TEXT),
            severity=seen.severity,
            reason="listed",
            lines=tuple(lines),
            url=safe_url(url),
            group=self.group(target),
            place=target.place,
            seconds=seconds,
            standing=standing,
        )

    def _unknown(self, seen: Observation, found: TargetReport, seconds: float | None) -> Item:
        reason = seen.reason or UnknownReason.UNEXPECTED_ANSWER
        health: ListHealth | None = self._health.get(seen.list)
        saw = () if health is None or not health.saw else (self._page.clean(health.saw, _TEXT),)
        return Item(
            about=found.target.value,
            rule=f"dnsbl/{seen.list}",
            found=ItemResult.UNKNOWN,
            name=self._names.get(seen.list, seen.list),
            what=f"unknown ({reason.value})",
            reason=reason.value,
            lines=(_remedy(reason, health), *saw),
            group=self.group(found.target),
            place=found.target.place,
            seconds=seconds,
        )


def _remedy(reason: UnknownReason, health: ListHealth | None) -> str:
    """What to do about an unknown answer; of a key that is missing where to get it and where it goes."""
    if reason is UnknownReason.KEY_MISSING and health is not None and health.key is not None:
        return f"The list {short_remedy(reason, key=health.key, register=health.register)}."
    return remedy_of(reason, subject="The list")


def safe_url(url: str | None) -> str | None:
    """A page to go to: http, https or mail, all of it printable ASCII; None otherwise."""
    if url is None or not url.startswith(("https://", "http://", "mailto:")):
        return None
    return url if url.isascii() and url.isprintable() and not set(url) & set(" <>\"'`|\\^{}") else None


def _standing(compared: Compared | None, target: str, list_: str) -> tuple[str | None, str | None]:
    if compared is None:
        return None, None
    pair = (target, list_)
    return compared.standings.get(pair, Standing.NEW).value, compared.changes.get(pair)


def _pages(plan: tuple[Step, ...]) -> Mapping[tuple[str, str], str]:
    """Where to ask about a target, by list and target: a list may have a page for each of its sublists."""
    found: dict[tuple[str, str], str] = {}
    for step in plan:
        if step.list is not None and step.url is not None:
            for target in step.targets or (_ANY,):
                found.setdefault((step.list, target), step.url)
    return found


def _optional(plan: tuple[Step, ...]) -> frozenset[tuple[str | None, str]]:
    """Lists and targets where asking is optional."""
    asks = (step for step in plan if step.phase == "ask" and step.optional)
    return frozenset((step.list, target) for step in asks for target in step.targets)


def _causes(plan: tuple[Step, ...]) -> Mapping[tuple[str, str], str]:
    """What to end before asking, by list and target; not what is optional, or for several lists at once."""
    asked = {
        (step.list, target)
        for step in plan
        if step.phase == "ask" and step.letter_kind
        for target in step.targets
    }
    found: dict[tuple[str, str], str] = {}
    for step in plan:
        if step.phase != "fix" or step.list is None or not step.do or step.do.startswith("optional: "):
            continue
        for target in step.targets:
            then = " Only then ask for removal." if (step.list, target) in asked else ""
            found.setdefault((step.list, target), f"{step.do}.{then}")
    return found
