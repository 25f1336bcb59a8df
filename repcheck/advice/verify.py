"""After asking: what proves that it worked, and what is better left undone."""

import re
from collections.abc import Iterator, Sequence

from repcheck.advice.draft import Draft, Group, draft, grouped, hit, labels, names_of, prose
from repcheck.advice.fix import needs_fix
from repcheck.advice.problems import Problem
from repcheck.advice.waits import again, lapses, longest, wait_of
from repcheck.model.causes import LiveState, Step
from repcheck.patterns import compiled

#: At most this many addresses are written out in one command.
_MOST_NAMES = 20
#: At most this many operators' words on money are repeated.
_MOST_SAID = 6

_RECORDS = {
    "reverse_name": "reverse name",
    "helo": "address of the HELO name",
    "dkim": "DKIM key",
    "alignment": "DKIM signature or Return-Path",
}
_ON_CLEAN = 'Only "clean" means that you are off; "unknown" means that it could not be checked'
_PLAIN_ID = compiled(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def verify_steps(found: Sequence[Problem], flags: str = "") -> Iterator[Draft]:
    """A command for each list, one for the records, and a message sent again for what only mail can show.

    ``flags``  the options of this run that a command needs to see the same, as they are typed
    """
    visible = [item for item in found if item.kind == "list" and item.known and item.name is not None]
    for group in grouped(visible, lambda item: (item.list, item.state is LiveState.CLEARED)):
        yield _on_list(group, flags)
    faulty = [item for item in found if _has_records(item)]
    yield from (_on_spf(item, flags) for item in faulty if item.fault == "spf" and item.publish)
    rest_of = (item for item in faulty if not (item.fault == "spf" and item.publish))
    for group in grouped(rest_of, lambda item: item.fault):
        yield _on_records(group, flags)
    nameless = (item for item in found if item.kind == "list" and item.known and item.name is None)
    for group in grouped(nameless, lambda item: item.list):
        yield _on_unknown_address(group, flags)
    rest = tuple(
        item for item in found if not (item.kind == "list" and item.known) and not _has_records(item)
    )
    if rest:
        yield _by_mail(rest)


def avoid_steps(found: Sequence[Problem]) -> Iterator[Draft]:
    """What costs money or time, or makes things worse."""
    gone = (item for item in found if item.kind == "list" and item.state is LiveState.CLEARED)
    for group in grouped(gone, lambda item: item.list):
        yield _not_listed(group)
    early = tuple(item for item in found if needs_fix(item) and not lapses(item.delisting))
    if early:
        yield _not_yet(early)
    networks = tuple(item for item in found if item.owner_only)
    if networks:
        yield _not_yours(networks)
    paid = tuple(
        item
        for item in found
        if item.state is not LiveState.CLEARED
        and item.delisting is not None
        and item.delisting.paid is not None
    )
    if paid:
        yield _not_for_money(paid)


def _command(names: Sequence[str], flags: str, list_id: str | None = None) -> str | None:
    """A command line of checked words only; None when something in it could be more than a word."""
    if list_id is not None and not _PLAIN_ID.fullmatch(list_id):
        return None
    lists = f" --lists {list_id}" if list_id is not None else ""
    return f"repcheck check {' '.join(names[:_MOST_NAMES])}{lists}{flags and ' '}{flags}"


def _on_list(group: Group, flags: str) -> Draft:
    item = group[0]
    names = names_of(group)
    wait = longest(wait for each in group if (wait := _wait(each)) is not None)
    cleared = item.state is LiveState.CLEARED
    rest = len(names) - _MOST_NAMES
    how = prose(
        (
            "It should stay clean; then send again" if cleared else "",
            again(wait) if wait is not None and not cleared else "",
            f"This run could not check it: {item.unasked}" if item.unasked else "",
            _ON_CLEAN if item.askable else _looked_up(item),
            f"Check {rest} more in the same way" if rest > 0 else "",
        )
    )
    gone = all(each.listed for each in group)
    what = "still does not list" if cleared else "no longer lists" if gone else "does not list"
    step = Step(
        phase="verify",
        title=f"Check that {item.list_name} {what} {hit(group)}",
        how=how,
        wait=None if cleared else wait,
        command=_command(names, flags, item.list if item.selectable else None) if item.askable else None,
    )
    return draft(group, step)


def _on_unknown_address(group: Group, flags: str) -> Draft:
    command = _command(("<address you send from>",), flags, group[0].list) if group[0].askable else None
    return draft(
        group,
        Step(
            phase="verify",
            title=f"Check whether {group[0].list_name} lists the address that you send from",
            how=prose(
                (
                    "The replies do not say it clearly",
                    f"Give it yourself: {command}" if command else "",
                    "" if group[0].askable else _looked_up(group[0]),
                )
            ),
        ),
    )


def _looked_up(item: Problem) -> str:
    """How a list is looked into that no question can be sent to."""
    page = item.delisting.url if item.delisting is not None else None
    where = f": {page}" if page is not None else " on the operator's own pages"
    return f"This list cannot be asked over the DNS; look it up{where}"


def _wait(item: Problem) -> str | None:
    return wait_of(item.delisting) if item.delisting is not None else None


def _has_records(item: Problem) -> bool:
    return item.state is LiveState.RECORD_FAULT and item.name is not None


def _on_spf(item: Problem, flags: str) -> Draft:
    """The verdict for the very address; of the options of the run this command takes the resolvers."""
    domain = item.publish.partition(" ")[0]
    resolvers = "".join(f" {found}" for found in re.findall(r"--resolver[ =]\S+", flags))
    how = "Resolvers keep the old record until its TTL has run out; then send again"
    return draft(
        (item,),
        Step(
            phase="verify",
            title=f"Check that SPF of {domain} passes for {item.who_is_hit}",
            how=prose((how,)),
            command=f"repcheck spf {domain} --ip {item.name}{resolvers}",
        ),
    )


def _on_records(group: Group, flags: str) -> Draft:
    what = _RECORDS.get(group[0].fault or "", "SPF record")
    return draft(
        group,
        Step(
            phase="verify",
            title=f"Check that the {what} of {hit(group)} is in order",
            how="Resolvers keep the old answer until its TTL has run out; then send again.",
            wait="the TTL of the old record, mostly within a day",
            command=_command(names_of(group), flags),
        ),
    )


def _by_mail(group: Group) -> Draft:
    return draft(
        group,
        Step(
            phase="verify",
            title="Send one message again where mail was refused, and read the reply",
            how=prose(
                (
                    "No public list shows this, so only a message can",
                    "Send to one recipient first and hold back the others until it is taken",
                )
            ),
            wait=next((wait for item in group if (wait := _wait(item)) is not None), None),
        ),
    )


def _not_listed(group: Group) -> Draft:
    how = (
        "There is no entry to remove now. It may have lapsed since, or the receiver asks a part or a paid "
        "edition of that list, keeps old answers, or takes an error answer for a listing"
    )
    title = f"Do not ask {labels(group)} to remove {hit(group)}: nothing is listed there now"
    return draft(group, Step(phase="avoid", title=title, how=prose((how,))))


def _not_yet(group: Group) -> Draft:
    how = (
        "A request made while the cause goes on is wasted: the entry comes back, "
        "and many operators let a repeated one stay longer"
    )
    return draft(
        group,
        Step(phase="avoid", title="Do not ask before the cause has ended", how=prose((how,))),
    )


def _not_yours(group: Group) -> Draft:
    how = (
        "The entry names the whole network and nothing that you sent. Only the network's owner can end it; "
        "a request or payment of yours changes nothing"
    )
    title = f"Leave {labels(group)} to the owner of the network"
    return draft(group, Step(phase="avoid", title=title, how=prose((how,)), who="network_owner"))


def _not_for_money(group: Group) -> Draft:
    said = dict.fromkeys(
        f"{item.list_name or item.label}: {item.delisting.paid}"
        for item in group
        if item.delisting is not None
    )
    how = prose(("You never need to pay for removal", *tuple(said)[:_MOST_SAID]))
    return draft(
        group,
        Step(phase="avoid", title="Do not pay for a removal", how=how, certain=_all_certain(group)),
    )


def _all_certain(group: Group) -> bool:
    return all(item.delisting is not None and item.delisting.certain for item in group)
