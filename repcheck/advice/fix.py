"""Fix first: what ends the cause, before anybody is asked for anything."""

from collections.abc import Iterator, Sequence

from repcheck.advice.draft import Draft, Group, draft, grouped, hit, in_short, labels, prose
from repcheck.advice.problems import Problem
from repcheck.model.causes import LiveState, Step

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
        if item.kind == "dns":
            yield _reverse_name(item)
        elif item.kind == "authentication":
            yield _authentication(item)
    for group in grouped(
        (item for item in found if item.kind in ("content", "rate")), lambda item: item.kind
    ):
        yield _content(group) if group[0].kind == "content" else _rate(group)


def _fix_first(item: Problem) -> tuple[str, ...]:
    if item.delisting is None or item.owner_only or item.esp or item.state is LiveState.CLEARED:
        return ()
    return item.delisting.fix_first


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
        title += " (optional)"
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


def _reverse_name(item: Problem) -> Draft:
    fault = item.state is LiveState.RECORD_FAULT
    how = prose(
        (
            "The reverse name (PTR) of the address has to be a name that resolves back to this very address. "
            "The owner of the address block publishes it, usually the hosting provider, often in its panel",
            "First publish the A or AAAA record of that name yourself",
            "For an IPv6 address, sending over IPv4 is a way round until it is set"
            if item.name is not None and ":" in item.name
            else "",
            "" if fault else "No fault of it was seen in this run: read the reply for the name that it means",
        )
    )
    title = (
        f"Set the reverse name of {item.who_is_hit}"
        if fault
        else f"Check the reverse name of {item.who_is_hit}"
    )
    do = "have your hosting provider set its reverse name (PTR)" if fault else "check its reverse name (PTR)"
    if fault and item.publish:
        title, do = f"{title} to {item.publish}", f"{do} to {item.publish}"
    return draft(
        (item,),
        Step(
            phase="fix",
            title=title,
            do=do,
            how=how,
            publish=item.publish or None,
            letter_kind="reverse_name" if fault else None,
            who="network_owner",
            certain=fault,
        ),
    )


def _admit(item: Problem) -> Draft:
    """SPF refuses the address: whether it is the user's own, only the user knows."""
    domain = item.publish.partition(" ")[0]
    how = prose(
        (
            f"SPF of {domain} does not permit {item.who_is_hit}. If you send from it, replace its record: "
            f"{item.publish}",
            "It permits this address beside those that may send already, and nobody else. If the address is "
            "not yours, somebody else sends in your name: change nothing",
        )
    )
    title = f"If {item.who_is_hit} is yours, add it to the SPF record of {domain}"
    do = f"if it is yours, add it to SPF of {domain}"
    return draft((item,), Step(phase="fix", title=title, do=do, how=how, publish=item.publish))


def _authentication(item: Problem) -> Draft:
    if item.publish:
        return _admit(item)
    if item.state is LiveState.RECORD_FAULT:
        title = f"Publish exactly one SPF record for {item.who_is_hit}"
        do = "publish exactly one SPF record"
        how = prose(
            (
                "One TXT record that starts with v=spf1 and names every server that sends for the domain; "
                "none is no protection, and two or more make SPF fail (RFC 7208 4.5)",
                "If there are several, merge them into one and delete the others",
            )
        )
    else:
        title = f"Find which of SPF, DKIM and DMARC failed for {item.who_is_hit}"
        do = "find which of SPF, DKIM and DMARC failed"
        how = prose(
            (
                "Send a message to a mailbox that shows full headers and read Authentication-Results "
                "(RFC 8601): one of SPF or DKIM has to pass for the domain in From",
                "If the reply asks for a login or TLS, correct that in the sending program instead",
            )
        )
    return draft(
        (item,),
        Step(phase="fix", title=title, do=do, how=how, certain=item.state is LiveState.RECORD_FAULT),
    )


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
