"""A pasted bounce on one screen: who refuses what, what it means, what to do."""

from itertools import islice

from repcheck.model.causes import LiveState, Step
from repcheck.model.explained import Explained
from repcheck.model.report import Report
from repcheck.render.clean import for_terminal
from repcheck.render.layout import BOLD, DIM, Row
from repcheck.render.page import Page
from repcheck.render.tally import listed_of
from repcheck.render.text.brief.listed import listed_section
from repcheck.render.text.brief.todo import LOOK
from repcheck.render.text.brief.unchecked import unchecked_section
from repcheck.render.text.records import not_asked_section
from repcheck.words.explained import ACTORS, ADDRESSES, AGAIN, ARRIVED
from repcheck.words.states import category_words
from repcheck.words.text import and_more, count, first_sentences

_MESSAGES_AT_MOST = 3
_STEPS_AT_MOST = 2
_LINKS_AT_MOST = 2
_HOSTS_AT_MOST = 4
_DELISTED_AT_MOST = 3
_HEADLINE, _MEANING, _STEP, _URL = 300, 360, 190, 600
_SHORT, _THREE_LINES = 100, 225
#: A step: its sentence, lines to keep whole below it, and what follows these.
_Item = tuple[str, tuple[str, ...], str]
_HIDDEN = (LiveState.NEVER_VISIBLE, LiveState.PRIVATE)
_ARRIVED = ("delivered", "autoreply", "feedback")


def explained_lines(report: Report, page: Page) -> list[str]:
    """The whole answer of ``explain``: one outcome in full, several each shortly."""
    one = report.explained[0]
    if len(report.explained) > 1:
        lines = _several(report, page)
    else:
        lines = page.lines(page.clean(one.says, _HEADLINE), style=BOLD)
        lines += ["", *page.heading("WHAT IT MEANS")]
        lines += page.lines(page.clean(_meaning(one, report), _MEANING), first="  ", rest="  ")
        if not one.blocked:
            lines += _facts(one, page)
    steps = _steps(report, page)
    if steps:
        lines += ["", *page.heading("WHAT TO DO"), *steps]
    for section in (listed_section, unchecked_section, not_asked_section):
        body = section(report, page) if report.targets else []
        lines += ["", *body] if body else []
    return [*lines, "", *_hints(report, page)]


def _meaning(one: Explained, report: Report) -> str:
    """What it means; a run that has asked says what is so now."""
    if not (one.blocked and report.targets):
        return one.meaning
    # What cannot be known now, the meaning has said.
    known = [cause for cause in report.causes if cause.live_state not in _HIDDEN]
    now = [cause.brief.removesuffix(", and still does") for cause in known if cause.brief]
    return f"{one.meaning.partition(' Whether ')[0]} Now: {'; '.join(now)}." if now else one.meaning


def _facts(one: Explained, page: Page) -> list[str]:
    """Who acts, whether to send again, and what becomes of the address."""
    again = ARRIVED if one.kind in _ARRIVED else AGAIN[one.again]
    rows = [Row(("Who has to act", f"{ACTORS[one.actor]}.")), Row(("Send it again?", again))]
    if one.kind != "delivered":
        rows.append(Row(("The address", ADDRESSES[one.address])))
    if one.likely is not None:
        rows.append(Row(("Probably meant", one.likely)))
    if one.hosts:
        rows.append(Row(("In the circle", and_more(one.hosts, _HOSTS_AT_MOST))))
    return ["", *page.columns(rows)]


def _several(report: Report, page: Page) -> list[str]:
    """The first outcomes, each in a few lines; the answer stays on one screen."""
    kinds = len(report.explained)
    total = count(sum(one.records for one in report.explained), "bounce")
    first = f"; the first {_MESSAGES_AT_MOST} of {kinds} kinds, all: -v" if kinds > _MESSAGES_AT_MOST else ""
    lines = [*page.lines(f"{total} in this text{first}.", style=BOLD), ""]
    for one in report.explained[:_MESSAGES_AT_MOST]:
        times = f"{one.records:,} times: " if one.records > 1 else ""
        lines += page.lines(times + page.clean(one.says, _HEADLINE), style=BOLD)
        said = first_sentences(f"{first_sentences(one.meaning, _SHORT)} {_short(one)}", _THREE_LINES)
        lines += page.lines(page.clean(said), first="  ", rest="  ")
    return lines


def _short(one: Explained) -> str:
    if one.blocked:
        return "The recipient is not at fault; keep the address."
    likely = f" Probably meant: {one.likely}." if one.likely is not None else ""
    fix = f" {one.fix[0]}" if one.fix else ""
    return f"To act: {ACTORS[one.actor].lower()}.{likely}{fix}"


def _steps(report: Report, page: Page) -> list[str]:
    """Numbered, the commands that look first; a link and a command are never broken."""
    items: list[_Item] = []
    commands = tuple(dict.fromkeys(line for one in report.explained for line in one.commands))
    if report.targets:  # the lists have been asked, the records of a domain have not
        commands = tuple(line for line in commands if not line.startswith("repcheck check "))
    if commands:
        lists = any(line.startswith("repcheck check ") for line in commands)
        what = "See what is listed now" if lists else "See what your records say"
        items.append((f"{what}:", commands[:_STEPS_AT_MOST], ""))
    alone = len(report.explained) == 1
    if alone and report.explained[0].blocked:
        items += _of_plan(report)
        items.append(("Send one test message before you release the rest.", (), ""))
    elif alone:
        items += [(step, (), "") for step in report.explained[0].fix]
    listed = [found.target.value for found in listed_of(report.targets)]
    if listed and not (alone and report.explained[0].blocked):
        command = f"repcheck delist {' '.join(listed[:_DELISTED_AT_MOST])}"
        items.append(("The bounce does not say so, but you are listed. See how to get off:", (command,), ""))
    lines: list[str] = []
    for number, (said, whole, after) in enumerate(items, 1):
        lines += page.lines(page.clean(said, _STEP + 60), first=f"  {number}. ", rest="     ")
        lines += [f"       {for_terminal(one, _URL)}" for one in whole]
        lines += page.lines(after, first="     ", rest="     ") if after else []
    return lines


def _of_plan(report: Report) -> list[_Item]:
    """What ends the block, and where to ask: sentence, lines to keep whole, the wait."""
    looked = {line for one in report.explained for line in one.commands}
    fixes = (step for step in report.plan if step.phase == "fix" and step.command not in looked)
    items: list[_Item] = [
        (first_sentences(step.how, _STEP), (), "") for step in islice(fixes, _STEPS_AT_MOST)
    ]
    asks = [step for step in report.plan if step.phase == "ask"]
    for step in sorted(asks, key=lambda step: step.url is None)[:_LINKS_AT_MOST]:
        where = (step.url,) if step.url else step.contacts[:1]
        wait = f"Usual wait: {step.wait}." if step.wait else ""
        items.append((_ask(step), where, wait))
    return items


def _ask(step: Step) -> str:
    if step.do == LOOK:
        return f"{step.title}. Removal is free:"
    if not step.url and not step.contacts:
        return f"{step.title}. {first_sentences(step.how, _STEP)}"
    unsure = " (verify this first)" if not step.certain else ""
    return f"{step.title}, with the address and the whole bounce{unsure}:"


def _hints(report: Report, page: Page) -> list[str]:
    alone = len(report.explained) == 1
    writes = alone and report.explained[0].blocked and any(step.letter for step in report.plan)
    hints = (
        "A text to send: --letter. " if writes else "" if alone else "All steps of one: explain it alone. "
    )
    hints += "" if page.verbose else "Why we think so: -v."
    nothing = "" if report.targets else "Nothing was looked up: explain only reads the text."
    return [line for said in (hints, nothing) if said for line in page.lines(said, style=DIM)]


def judged_section(report: Report, page: Page) -> list[str]:
    """How each outcome of a pasted text was judged: behind -v."""
    lines: list[str] = []
    severity = _severity(report)
    for one in report.explained:
        rows = [
            ("Reply", page.clean(one.says, _STEP)),
            ("Code", one.code or "none"),
            ("Severity", severity if one.blocked else "none: it is not a block"),
            ("Category", f"{one.category} ({category_words(one.category)})"),
            ("Constant Contact", one.also or "no name for it"),
            ("Decided by", one.rule or "the kind of mail"),
            ("Words", page.quoted(one.words or "-", limit=_STEP)),
            ("Explained by", one.row),
            ("Who has to act", ACTORS[one.actor]),
            ("Send it again?", AGAIN[one.again]),
            ("The address", ADDRESSES[one.address]),
        ]
        lines += page.columns([Row(row) for row in rows])
    return [*page.heading("HOW IT WAS JUDGED"), *lines] if lines else []


def _severity(report: Report) -> str:
    """The worst of what is named, as the catalog has it; receivers' own blocks have none of their own."""
    named = [step.severity for step in report.plan if step.list is not None or step.provider is not None]
    return str(max(named, key=lambda one: one.rank)) if named else "not known"
