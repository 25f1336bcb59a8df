"""``repcheck bounces --hygiene`` for people: the rates, then what to do about the list, worst first."""

from collections import Counter
from collections.abc import Iterable, Sequence

from repcheck.model.mail.hygiene import (
    Advice,
    HygieneReport,
    Mark,
    Rates,
    Reason,
    RefusalIncident,
    SentShare,
    Typo,
)
from repcheck.render.layout import BOLD, DIM, RED, YELLOW, Row
from repcheck.render.page import LEAST_WIDTH, MOST_TEXT, Page
from repcheck.render.text.incidents import backscatter_lines, incident_lines
from repcheck.render.text.intake import intake_line
from repcheck.render.view import View, as_bytes
from repcheck.words.states import category_words
from repcheck.words.text import count

#: One screen: at most this many are shown, all of them with -v.
_MOST_TYPOS = 4
_MOST_INCIDENTS = 3
_ADDRESS = 80
_DATE = len("2026-11-16")

_REASONS: dict[Reason, str] = {
    "nonexistent": "the mailbox or domain does not exist",
    "inactive": "the mailbox is disabled",
    "complaint": "called your mail unwanted",
    "given-up": "tried until it expired",
    "soft": "failed again and again",
    "mailbox-full": "full for long",
    "retired": "an automatic reply says that it is given up",
    "away": "automatic replies for months",
    "unsteady": "fails often, with deliveries between",
    "unclear": "failed again and again, no reply says why",
}

_STYLES: dict[Mark, str] = {"good": "", "watch": YELLOW, "harmful": RED, "suspended": RED}
_BOUNCED: dict[Mark, str] = {
    "good": "good: below 2 %",
    "watch": "watch: between 2 % and 5 %",
    "harmful": "harmful: above 5 %",
    "suspended": "services suspend senders above 10 %",
}
_HARD: dict[Mark, str] = {"good": "good: below 2 %", "harmful": "harmful: 2 % or more"}
_COMPLAINTS: dict[Mark, str] = {
    "good": "good: below 0.1 %",
    "watch": "watch: between 0.1 % and 0.3 %",
    "harmful": "harmful: 0.3 % or more",
}
#: One and several; backscatter has a sentence of its own.
_LEFT_OUT = {
    "delayed": ("delay", "delays"),
    "delivered": ("delivery", "deliveries"),
    "autoreply": ("automatic reply", "automatic replies"),
    "challenge": ("challenge", "challenges"),
    "feedback": ("feedback report", "feedback reports"),
    "suppressed": ("mail that the sending service never tried", "mails that the sending service never tried"),
}


def render_hygiene_text(
    report: HygieneReport, *, width: int, colour: bool, verbose: int, show_addresses: bool
) -> str:
    """``report`` as text that ends in a line end, no line wider than ``width`` (at least 40) columns.

    ``verbose``         1: every address, with the last reply in full
    ``show_addresses``  False hides the local part of recipients' addresses
    """
    page = Page(width=max(width, LEAST_WIDTH), colour=colour, verbose=verbose, show_addresses=show_addresses)
    found = report.hygiene
    lines = page.lines(_headline(found.rates, found.advice), style=BOLD)
    lines += page.lines(intake_line(report.intake))
    sections = (
        _rates(found.rates, page),
        _incidents(found.incidents, page),
        _advice("REMOVE", [one for one in found.advice if one.action == "remove"], page),
        _advice("LOOK AT", [one for one in found.advice if one.action == "consider"], page),
        _typos(found.typos, page),
        _not_counted(report, page),
    )
    for body in sections:
        if body:
            lines += ["", *body]
    if found.advice and not verbose:
        lines += ["", *page.lines("-v shows each address; --format csv writes those to remove, in full.")]
    lines += ["", *page.lines(f"{report.seconds:.1f} s; {report.started}", style=DIM)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _headline(rates: Rates, advice: Iterable[Advice]) -> str:
    remove = sum(1 for one in advice if one.action == "remove")
    todo = f"{_addresses(remove)} to remove" if remove else "no address to remove"
    if rates.bounced.rate is None or rates.sent is None:
        return f"{count(rates.bounced.count, 'bounce')}, {todo}. No rate: {rates.untold}."
    mark = f" ({rates.bounced.mark})" if rates.bounced.mark else ""
    return f"{_percent(rates.bounced)} of {count(rates.sent, 'mail')} bounced{mark}; {todo}."


def _rates(rates: Rates, page: Page) -> list[str]:
    rows = [
        _rate("all bounces", rates.bounced, _BOUNCED),
        _rate("hard", rates.hard, _HARD),
        _rate("soft", rates.soft),
        _rate("sender blocked", rates.sender_blocked, note="not the addresses' fault: keep them"),
        _rate("unclear", rates.unclear),
        _rate("complaints", rates.complaints, _COMPLAINTS),
    ]
    heading = "RATES" if rates.sent is None else f"RATES (of {count(rates.sent, 'mail')}, {_source(rates)})"
    return page.heading(heading) + page.table(("KIND", "COUNT", "RATE", "MEANS"), rows)


def _source(rates: Rates) -> str:
    return "as the logs tell" if rates.sent_from == "log" else "as you say"


def _rate(name: str, share: SentShare, marks: dict[Mark, str] | None = None, note: str = "") -> Row:
    style = _STYLES[share.mark] if share.mark else ""
    means = (marks or {}).get(share.mark, "") if share.mark else note if share.count else ""
    rate = "unknown" if share.rate is None else _percent(share)
    return Row((name, f"{share.count:,}", rate, means), styles=("", "", style, style))


def _percent(share: SentShare) -> str:
    return f"{(share.rate or 0) * 100:.2f} %"


def _incidents(incidents: Sequence[RefusalIncident], page: Page) -> list[str]:
    return incident_lines(incidents, page, len(incidents) if page.verbose else _MOST_INCIDENTS)


def _advice(title: str, advice: Sequence[Advice], page: Page) -> list[str]:
    """A line for each reason, the surest first; with -v one for each address."""
    if not advice:
        return []
    lines = page.heading(f"{title}: {_addresses(len(advice))}")
    if page.verbose:
        return lines + page.table(("ADDRESS", "CATEGORY", "WHY"), [_address(one, page) for one in advice])
    rows = []
    for reason, number in Counter(one.reason for one in advice).items():
        first = next(one for one in advice if one.reason == reason)
        name = first.constant_contact or category_words(first.category)
        rows.append(Row((f"{number:,}", name, _REASONS[reason], page.clean(first.address, _ADDRESS))))
    return lines + page.table(("ADDRESSES", "CATEGORY", "WHY", "FIRST OF THEM"), rows)


def _address(one: Advice, page: Page) -> Row:
    cells = (
        page.clean(one.address, _ADDRESS),
        one.constant_contact or category_words(one.category),
        f"{one.says}; last {one.last[:_DATE]}" if one.last else f"{one.says}; undated",
    )
    return Row(cells, note=page.quoted(one.reply, [one.address], MOST_TEXT))


def _addresses(number: int) -> str:
    return count(number, "address", "addresses")


def _typos(typos: Sequence[Typo], page: Page) -> list[str]:
    """A line for each pair of domains; with -v one for each address."""
    if not typos:
        return []
    lines = page.heading(f"LIKELY TYPING MISTAKES: {_addresses(len(typos))}")
    if page.verbose:
        cells = [(typo.address, typo.suggestion) for typo in typos]
        rows = [Row(tuple(page.clean(cell, _ADDRESS) for cell in pair)) for pair in cells]
        return lines + page.table(("WRITTEN", "PROBABLY MEANT"), rows)
    pairs = Counter((_domain(typo.address), _domain(typo.suggestion)) for typo in typos).most_common()
    rows = [
        Row((f"{number:,}", page.clean(wrong, _ADDRESS), right))
        for (wrong, right), number in pairs[:_MOST_TYPOS]
    ]
    lines += page.table(("ADDRESSES", "WRITTEN", "PROBABLY MEANT"), rows)
    if len(pairs) > _MOST_TYPOS:
        lines += page.lines(f"and {len(pairs) - _MOST_TYPOS:,} more domains (-v shows them)")
    return lines


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _not_counted(report: HygieneReport, page: Page) -> list[str]:
    found = report.hygiene
    lines = []
    parts = [count(number, *_LEFT_OUT[what]) for what, number in found.left_out.items() if what in _LEFT_OUT]
    if parts:
        lines += page.lines(f"{'; '.join(parts)}.", first="  ", rest="  ")
    lines += backscatter_lines(found.backscatter, page)
    if found.twice:
        said = f"{count(found.twice, 'failure')} reported twice (log and report, or a copy): counted once."
        lines += page.lines(said, first="  ", rest="  ")
    if found.uncompared:
        said = (
            f"{count(found.uncompared, 'failure')} without time or recipient: counted twice "
            "if two sources report it."
        )
        lines += page.lines(said, first="  ", rest="  ")
    return [*page.heading("NOT COUNTED"), *lines] if lines else []


def shown(report: HygieneReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(
        render_hygiene_text(
            report,
            width=view.width,
            colour=view.colour,
            verbose=view.verbose,
            show_addresses=view.show_addresses,
        )
    )
