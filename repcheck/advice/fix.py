"""Fix first: what ends the cause, before anybody is asked for anything."""

from collections.abc import Iterator, Sequence

from repcheck.advice.draft import Draft, Group, draft, grouped, hit, in_short, labels, prose
from repcheck.advice.problems import Problem
from repcheck.advice.records import of_records
from repcheck.model.causes import OPTIONAL_FIX, LiveState, Step

_END_ABUSE = (
    "Look for what sent mail that nobody wanted: a broken-into mailbox, a web form or script, an infected "
    "machine, a bought or old address list. Stop it, and note what it was and when it ended"
)
_END_SHORT = "find what sends unwanted mail (mailbox, web form, script, machine); stop it"
_END_DOMAIN_SHORT = "find why mail with this name was reported; stop it"
_END_DOMAIN_ABUSE = (
    "Look for why mail with this name was reported: unwanted mailings, a broken-into web site, a forwarding "
    "or link service open to everybody. Stop it, and note what it was and when it ended"
)


def needs_fix(item: Problem) -> bool:
    """True when something on the sender's side should end before asking."""
    if not (item.listed or item.state is LiveState.PRIVATE) or item.owner_only or item.esp:
        return False
    has_own = item.delisting is not None and bool(item.delisting.fix_first)
    if has_own and not item.fix_first:
        return False  # all of it is so already
    return has_own or (item.scope is None and not item.optional)


def fix_steps(found: Sequence[Problem]) -> Iterator[Draft]:
    """One step for each distinct thing to end, however many lists ask for it."""
    asked_for = [item for item in found if _fix_first(item)]
    for group in grouped(asked_for, lambda item: (_fix_first(item), item.scope is None, _maybe(item))):
        yield _by_catalog(group)
    bare = [item for item in found if needs_fix(item) and not _fix_first(item)]
    for group in grouped(bare, lambda item: item.subject is not None and item.subject.kind != "ip"):
        yield _by_search(group)
    for item in found:
        if item.kind in ("dns", "authentication") and item.state is LiveState.CLEARED:
            continue  # in order now: nothing to do
        if item.kind in ("dns", "authentication"):
            yield of_records(item)
    for group in grouped(
        (item for item in found if item.kind in ("content", "rate")), lambda item: item.kind
    ):
        yield _content(group) if group[0].kind == "content" else _rate(group)


def _fix_first(item: Problem) -> tuple[str, ...]:
    if item.delisting is None or item.owner_only or item.esp or item.state is LiveState.CLEARED:
        return ()
    return item.fix_first


def _maybe(item: Problem) -> bool:
    return item.state is LiveState.NEVER_VISIBLE


def _by_catalog(group: Group) -> Draft:
    item = group[0]
    if item.scope is not None:
        title = f"{hit(group)}: meet the conditions of {labels(group)}"
    elif _maybe(item):
        title = f"{hit(group)}: stop what {labels(group)} may have seen"
    else:
        title = f"{hit(group)}: stop what {labels(group)} saw"
    optional = "optional: " if all(each.optional for each in group) else ""
    if optional:
        title += OPTIONAL_FIX
    return draft(
        group,
        Step(
            phase="fix",
            title=title,
            do=optional + in_short(_fix_first(item)[0]),
            how=prose(_fix_first(item)),
            certain=all(each.delisting is not None and each.delisting.certain for each in group),
        ),
    )


def _by_search(group: Group) -> Draft:
    of_name = group[0].subject is not None and group[0].subject.kind != "ip"
    return draft(
        group,
        Step(
            phase="fix",
            title=f"{hit(group)}: find and stop what {labels(group)} saw",
            do=_END_DOMAIN_SHORT if of_name else _END_SHORT,
            how=prose((_END_DOMAIN_ABUSE if of_name else _END_ABUSE,)),
            certain=False,
        ),
    )


def _s(group: Group) -> str:
    return "s" if len({item.label for item in group}) == 1 else ""


def _content(group: Group) -> Draft:
    how = (
        "Compare a refused message with one that got through: links (their hosts may be listed), link "
        "shorteners, attachments, a missing text part. Remove what differs and send to one recipient first"
    )
    title = f"Change what {labels(group)} object{_s(group)} to in the messages"
    return draft(group, Step(phase="fix", title=title, how=prose((how,)), certain=False))


def _rate(group: Group) -> Draft:
    how = (
        "Let the queue retry as the replies ask, with fewer connections and messages at a time, "
        "and raise the volume slowly. A server that is new to a receiver is often let in at the second try"
    )
    return draft(
        group,
        Step(phase="fix", title=f"Send more slowly to {labels(group)}", how=prose((how,)), certain=False),
    )
