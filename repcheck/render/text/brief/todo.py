"""What to do: one line a step, who is concerned first; then where to ask, with links and waits in columns."""

from repcheck.model.causes import Step
from repcheck.model.observations import State
from repcheck.model.report import Report
from repcheck.render.clean import for_terminal
from repcheck.render.layout import wrap
from repcheck.render.page import Page
from repcheck.render.text.brief.fold import folded, shortened, some
from repcheck.words.states import NOTHING_TO_DO
from repcheck.words.text import and_more, count

_MOST_STEPS = 5
_MOST_LINKS = 4
#: Of two groups of links, so that the answer stays on one screen.
_MOST_LINKS_OF_TWO = 3
_MOST_TARGETS = 3
_SENTENCE = 240
_LINK = 600
_NAME = 44
_LETTERS = "Texts to send: --letter. "


def todo_section(report: Report, page: Page) -> list[str]:
    """The steps that end the trouble, in order; the whole plan is ``delist``'s."""
    fixes = [step for step in report.plan if step.phase == "fix"]
    asks = [step for step in report.plan if step.phase == "ask"]
    if not fixes and not asks:
        return []
    lines = page.heading("WHAT TO DO")
    if all(step.optional for step in (*fixes, *asks)):
        lines += page.lines(NOTHING_TO_DO, first="  ", rest="  ")
    for number, step in enumerate(fixes[:_MOST_STEPS], 1):
        lines += _numbered(number, _line(step), page)
    number = min(len(fixes), _MOST_STEPS)
    linked = [step for step in asks if step.url and step.do != LOOK and not step.optional]
    owners = [step for step in linked if step.who == "network_owner"]
    linked = [step for step in linked if step.who != "network_owner"]
    doubtful = [step for step in asks if step.url and step.do == LOOK]
    for step in [step for step in asks if not step.url][: max(1, _MOST_STEPS - number)]:
        number += 1
        lines += _numbered(number, _line(step), page)
    left = len(fixes) + len(asks) - number
    groups = ((doubtful, _LOOK_WORDS), (linked, _ask_words(bool(fixes))), (owners, _OWNER_WORDS))
    most = _MOST_LINKS_OF_TWO if sum(1 for steps, _ in groups if steps) > 1 else _MOST_LINKS
    for steps, words in groups:
        if steps:
            number += 1
            lines += _numbered(number, words, page)
            lines += _links(steps[:most], page)
            left -= min(len(steps), most)
    letters = _LETTERS if any(step.letter_kind for step in report.plan) else ""
    more = count(left, "more step") if left > 0 else "Every step"
    rest = f"{letters}{_whole_plan(more, asks or fixes, report, page)}"
    return [*lines, *wrap(rest, page.width, first="  ", rest="  ")]


def _whole_plan(what: str, steps: list[Step], report: Report, page: Page) -> str:
    """Where the rest is: a command that runs as printed; with one target where not all fit on a line.

    Steps that name no target are about those that are listed, or about all of this run.
    """
    names = dict.fromkeys(name for step in steps for name in step.targets)
    for found in () if names else report.targets:
        if any(seen.state is State.LISTED for seen in found.observations):
            names[found.target.value] = None
    if not names:
        names = dict.fromkeys(found.target.value for found in report.targets)
    read = report.bounced is not None  # which that command would not know of
    named = [for_terminal(name, _NAME) for name in names]
    if not named:
        return f"{what}: the same command with delist."
    if read:
        what = "More on each target"
    whole = f"{what}: repcheck delist {' '.join(named)}"
    if len(whole) <= page.width - len(f"  {_LETTERS}"):
        return whole
    return f"{what if read else f'{what} of one target'}: repcheck delist {named[0]}"


#: What a plan says of a listing that the run could not see.
LOOK = "look it up"
_LOOK_WORDS = "Look these up first; ask for removal only of what is listed, and never pay:"


_OWNER_WORDS = "Have the owner of the network act, your provider or data centre:"


def _ask_words(after_fixing: bool) -> str:
    return "Only then ask for removal, and never pay:" if after_fixing else "Ask, and never pay:"


def _numbered(number: int, said: str, page: Page) -> list[str]:
    said = page.clean(said, _SENTENCE)
    if len(said) > page.width - 5 and "; " in said:
        said = f"{said.partition('; ')[0]}."  # the rest of the advice is in the whole plan
    return page.lines(said, first=f"  {number}. ", rest="     ")


def _line(step: Step) -> str:
    sure = "" if step.certain else " (verify this first)" if step.phase == "ask" else ""
    if step.do == LOOK:
        return f"{step.title.rstrip('.')}."
    if not step.do or (step.phase == "ask" and not step.url):
        return f"{step.title.rstrip('.')}.{sure}"
    who = and_more(folded(step.targets), _MOST_TARGETS)
    return f"{who}: {step.do}.{sure}" if who else f"{step.do[:1].upper()}{step.do[1:]}.{sure}"


def _links(steps: list[Step], page: Page) -> list[str]:
    """Columns that keep each link whole, however long it is: a broken link cannot be followed.

    Links come from the catalog: an operator's public address in them is not a recipient's, and stays visible.
    """
    rows = [
        (
            shortened(some(step.targets, 1) or "-", _NAME),
            for_terminal(step.url or "", _LINK),
            _wait(step, page),
        )
        for step in steps
    ]
    who_width = max(len(who) for who, _, _ in rows)
    # The column of the links is as wide as leaves room for the longest wait.
    room = page.width - who_width - 9 - max(len(wait) for _, _, wait in rows)
    url_width = max((len(url) for _, url, _ in rows if len(url) <= room), default=0)
    lines = []
    for who, url, wait in rows:
        line = f"     {who:<{who_width}}  {url:<{url_width}}  {wait}".rstrip()
        lines += [line] if len(line) <= page.width else _below(who, url, wait, who_width, page)
    return lines


def _below(who: str, url: str, wait: str, who_width: int, page: Page) -> list[str]:
    """A link too long for its columns: the wait stands below it."""
    lines: list[str] = []
    if who_width > page.width // 2:
        lines += wrap(who, page.width, first="     ", rest="     ")
        start, pad = " " * 7, " " * 7
    else:
        start, pad = f"     {who:<{who_width}}  ", " " * (who_width + 7)
    lines += wrap(url, page.width, first=start, rest=pad)
    return lines + wrap(wait, page.width, first=pad, rest=pad)


def _wait(step: Step, page: Page) -> str:
    unsure = "" if step.certain else "; verify first"
    usual = (step.wait or "wait unknown").partition("; ")[0]
    return page.clean(f"{usual}{unsure}", 60)
