"""Ask: where, how, who, and what to write."""

from collections.abc import Iterator, Sequence

from repcheck.advice.draft import Draft, Group, draft, grouped, hit, in_short, labels, names_of, prose
from repcheck.advice.problems import Problem
from repcheck.advice.waits import lapses
from repcheck.model.catalog import Delisting, Who
from repcheck.model.causes import OPTIONAL_ASK, LetterKind, LiveState, Step
from repcheck.patterns import compiled
from repcheck.words.text import joined

_ADDRESS = compiled(r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
_VERIFY_FIRST = "This way rests on general knowledge: verify it on the operator's own pages first"


def ask_steps(found: Sequence[Problem]) -> Iterator[Draft]:
    """One step for each way off; several addresses with the same way share it."""
    services = [item for item in found if _of_a_service(item) and item.cause is not None]
    for group in grouped(filter(_to_anybody, services), lambda item: (item.esp, item.name)):
        yield _of_service(group)
    found = [item for item in found if not _of_a_service(item)]
    operators = [item for item in found if _to_operator(item)]
    for group in grouped(operators, _way):
        yield _of_operator(group)
    receivers = [item for item in found if _to_receiver(item)]
    for group in grouped(receivers, lambda item: (item.kind, item.list, item.provider)):
        yield _of_receiver(group)


def _of_a_service(item: Problem) -> bool:
    """Who owns the address has to act; a receiver's own error stays the receiver's."""
    return bool(item.esp) and not (item.misread or item.dead)


def _to_anybody(item: Problem) -> bool:
    return _to_operator(item) or _to_receiver(item)


def _to_operator(item: Problem) -> bool:
    if item.kind == "list":
        return item.known and item.state is not LiveState.CLEARED and not item.misread
    return item.delisting is not None and item.state is not LiveState.CLEARED


def _to_receiver(item: Problem) -> bool:
    if item.kind == "list":
        return not item.known or item.misread
    return item.kind in ("policy", "unexplained") or (
        item.kind == "provider" and item.delisting is None and item.state is not LiveState.CLEARED
    )


def _way(item: Problem) -> tuple[object, ...]:
    return (item.list, item.provider, item.delisting, item.scope, item.state, item.optional)


def _of_operator(group: Group) -> Draft:
    item = group[0]
    way = item.delisting
    who: Who = "network_owner" if item.owner_only or way is None else way.who
    if way is None and not item.owner_only:
        who = "you"
    title = _title(group, who)
    return draft(
        group,
        Step(
            phase="ask",
            title=f"{OPTIONAL_ASK}{title[0].lower()}{title[1:]}" if item.optional else title,
            do="look it up" if item.state is LiveState.NEVER_VISIBLE else "ask for removal",
            how=prose((*_situation(item), *_procedure(item, way))),
            letter_kind=_letter_kind(item, who),
            url=way.url if way is not None else None,
            contacts=_contacts(way),
            who=who,
            wait=way.wait if way is not None else None,
            certain=way is not None and way.certain,
        ),
    )


def _title(group: Group, who: Who) -> str:
    item, label, names = group[0], labels(group), hit(group)
    if item.state is LiveState.NEVER_VISIBLE:
        return f"Look {names} up at {label}, and ask for removal only if it is there"
    if who == "receiver":
        return f"Ask the receiver to accept {names} in spite of {label}"
    if who == "network_owner":
        return f"Have the owner of the network deal with {label} for {names}"
    if item.kind == "provider":
        return f"Ask {label} to accept mail from {names} again"
    if lapses(item.delisting):
        return f"Let the entry of {names} on {label} lapse"
    return f"Ask {label} to remove {names}"


def _situation(item: Problem) -> Iterator[str]:
    if item.optional:
        yield "Acting is optional: no bounce names this list, and few receivers refuse mail by it alone"
    if item.unasked:
        yield f"This run could not see whether it is listed: {item.unasked}"
    if item.owner_only:
        yield "The whole network is listed, which says nothing about your own mail; only its owner can end it"
    elif item.scope is not None:
        yield "The entry names a range of addresses, which does not accuse your own mail of spam"


def _procedure(item: Problem, way: Delisting | None) -> Iterator[str]:
    if way is None:
        yield f"No way off {item.label} is known here: look for one on its operator's pages"
        return
    yield way.how
    if way.steps:
        yield "Steps: " + "; ".join(f"{number}) {step}" for number, step in enumerate(_bare(way.steps), 1))
    if way.evidence:
        yield f"Have ready: {'; '.join(_bare(way.evidence))}"
    if way.expiry is not None:
        yield f"Without asking: {in_short(way.expiry)}"
    told = way.url is not None or way.expiry is not None or way.steps or _contacts(way)
    if told and not way.certain:
        yield _VERIFY_FIRST


def _contacts(way: Delisting | None) -> tuple[str, ...]:
    """The mail addresses that the instructions for removal name."""
    texts = (way.how, *way.steps, way.url or "") if way is not None else ()
    return tuple(dict.fromkeys(found for text in texts for found in _ADDRESS.findall(text)))


def _bare(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(phrase.strip().rstrip(".") for phrase in phrases)


def _letter_kind(item: Problem, who: Who) -> LetterKind | None:
    if who != "you":
        return who
    if lapses(item.delisting):
        return None
    return "provider" if item.kind == "provider" else "operator"


def _of_service(group: Group) -> Draft:
    service, who = group[0].esp, joined(names_of(group)) or "its address"
    how = (
        f"The mail was sent from an address of {service}, which many customers may share: what it is refused "
        "for may be another's doing, and a request for it has to come from its owner",
        "Look at your own complaints and bad addresses first, as you may be the cause",
        "Then ask for another pool, or for a dedicated address, whose reputation is yours alone",
    )
    return draft(
        group,
        Step(
            phase="ask",
            title=f"Open a ticket with {service} about {who}, refused by {labels(group)}",
            how=prose(how),
            letter_kind="service",
            who="network_owner",
            certain=False,
        ),
    )


def _of_receiver(group: Group) -> Draft:
    item = group[0]
    if item.misread:
        title = f"Tell the receiver that it takes an error of {labels(group)} for a listing"
    elif item.dead:
        title = f"Tell the receiver that {labels(group)} is a dead list"
    elif item.kind == "list":
        title = f"Ask the receiver about its list {labels(group)}"
    else:
        title = f"Ask {labels(group)} why it refuses {hit(group)}"
    how = (
        "Write to the contact that the reply gives, else to postmaster@<domain of the recipient>, "
        "from an address that is not refused, with one whole bounce attached"
    )
    return draft(
        group,
        Step(
            phase="ask",
            title=title,
            how=prose((how,)),
            letter_kind="misread" if item.misread else "dead" if item.dead else "receiver",
            who="receiver",
            certain=False,
        ),
    )
