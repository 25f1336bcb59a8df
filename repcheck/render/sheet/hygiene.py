"""The sheet of list hygiene: an item a rate, an address to take off, and an incident."""

from repcheck.model.mail.hygiene import Advice, HygieneReport, Mark, Rates, RefusalIncident, SentShare
from repcheck.model.observations import Severity
from repcheck.render.page import Page
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.render.view import View
from repcheck.words.people import local_part, mask_names
from repcheck.words.states import category_words
from repcheck.words.text import count

_TEXT = 400
#: What a mark of a rate weighs, as receivers and sending services act on it.
_WEIGHTS: dict[Mark, Severity] = {
    "watch": Severity.MEDIUM,
    "harmful": Severity.HIGH,
    "suspended": Severity.CRITICAL,
}
_MARKED = (("bounced", "All bounces"), ("hard", "Hard bounces"), ("complaints", "Complaints"))


def hygiene_sheet(report: HygieneReport, view: View) -> Sheet:
    """The sheet of ``report``."""
    page = Page(width=80, colour=False, verbose=1, show_addresses=view.show_addresses)
    found, rates = report.hygiene, report.hygiene.rates
    items = [
        *(_rate(rates, name, words) for name, words in _MARKED),
        *(_advice(one, page) for one in found.advice),
        *(_incident(one, page) for one in found.incidents),
    ]
    remove = sum(one.action == "remove" for one in found.advice)
    return Sheet(
        command="hygiene",
        headline=page.clean(_headline(rates, remove)),
        level=_level(items),
        exit_code=0,
        started=report.started,
        seconds=report.seconds,
        items=tuple(items),
        numbers=(*_numbers(rates), Figure("remove", remove)),
        facts=(("records", str(found.records)), ("remove", str(remove))),
    )


def _headline(rates: Rates, remove: int) -> str:
    said = [f"{count(rates.bounced.count, 'bounce')}{_percent(rates.bounced)}", f"hard: {rates.hard.count:,}"]
    return f"{', '.join(said)}{_percent(rates.hard)}; {count(remove, 'address', 'addresses')} to remove."


def _percent(share: SentShare) -> str:
    return "" if share.rate is None else f" ({share.rate:.2%})"


def _numbers(rates: Rates) -> tuple[Figure, ...]:
    """In percent of what was sent, the one that services act on first; without rates, their counts."""
    if rates.hard.rate is None:
        return Figure("hard", rates.hard.count), Figure("bounced", rates.bounced.count)
    shares = (("hard", rates.hard), ("bounced", rates.bounced), ("complaints", rates.complaints))
    return tuple(Figure(name, round(100 * (share.rate or 0), 4), 100, "%") for name, share in shares)


def _level(items: list[Item]) -> Level:
    worst = max((_rank(item) for item in items if item.found is ItemResult.PROBLEM), default=-1)
    if worst >= Severity.HIGH.rank:
        return "critical"
    if worst >= 0:
        return "warning"
    return "unknown" if any(item.found is ItemResult.UNKNOWN for item in items) else "ok"


def _rank(item: Item) -> int:
    return -1 if item.severity is None else item.severity.rank


def _rate(rates: Rates, name: str, words: str) -> Item:
    share: SentShare = getattr(rates, name)
    severity = None if share.mark is None else _WEIGHTS.get(share.mark)
    if share.rate is None:
        why = rates.untold or "nobody knows how much was sent: --sent N"
        return Item(
            "this list",
            f"rate/{name}",
            ItemResult.UNKNOWN,
            words,
            f"{share.count:,}, rate unknown",
            None,
            "no_rate",
            (why,),
        )
    return Item(
        about="this list",
        rule=f"rate/{name}",
        found=ItemResult.FINE if severity is None else ItemResult.PROBLEM,
        name=words,
        what=f"{share.count:,}{_percent(share)}, {share.mark or 'no mark'}",
        severity=severity,
        reason=share.mark or "rate",
    )


def _advice(one: Advice, page: Page) -> Item:
    reply = one.reply if page.show_addresses else mask_names(one.reply, frozenset({local_part(one.address)}))
    lines = (f"A reply said: {page.clean(reply, _TEXT)}",) if one.reply else ()
    return Item(
        about=page.clean(one.address, _TEXT),
        rule=f"address/{one.reason}",
        found=ItemResult.NOTE,
        name="remove" if one.action == "remove" else "look at",
        what=page.clean(f"{'Remove' if one.action == 'remove' else 'Look at'}: {one.says}", _TEXT),
        severity=Severity.LOW if one.action == "remove" else Severity.INFO,
        reason=one.reason,
        lines=lines,
    )


def _incident(one: RefusalIncident, page: Page) -> Item:
    where = page.clean(one.where or "several receivers", _TEXT)
    told = f"{count(one.records, 'bounce')}, {category_words(one.category)}, {one.first} to {one.last}"
    names = (
        frozenset({local_part(one.recipient)}) if one.recipient and not page.show_addresses else frozenset()
    )
    return Item(
        about=where,
        rule=f"incident/{one.category.value}",
        found=ItemResult.NOTE,
        name="incident",
        what=page.clean(told, _TEXT),
        severity=Severity.MEDIUM,
        reason="incident",
        lines=(f"A reply said: {page.clean(mask_names(one.text, names), _TEXT)}",),
    )
