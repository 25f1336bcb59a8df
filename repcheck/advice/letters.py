"""Texts ready to send. What is not known stands in <angle brackets> and says what to put there."""

from collections.abc import Sequence

from repcheck.advice.problems import Problem
from repcheck.causes.sentences import joined
from repcheck.causes.subjects import is_name
from repcheck.model.causes import LiveState

#: So many addresses are written out in one letter.
MOST_NAMES = 20


def names_of(group: Sequence[Problem]) -> tuple[str, ...]:
    """The addresses and names of a group, each once, that are sure enough to be used."""
    return tuple(dict.fromkeys(item.name for item in group if item.name is not None))


def to_operator(group: Sequence[Problem]) -> str:
    """To the list or provider itself, from who runs the sending server."""
    item = group[0]
    delisting = item.delisting
    enclosed = delisting.evidence if delisting is not None else ()
    wishes = [f"{_label(wish)[:1].upper()}{_label(wish)[1:]}: <{_label(wish)}>." for wish in enclosed]
    if item.scope in ("dynamic", "policy"):
        cause = "It belongs to the mail server <full host name of the server>, which sends mail directly."
    else:
        cause = (
            "Cause found: <what caused it>. Ended on: <date and time in UTC>. Since then: <what prevents it>."
        )
    if item.kind == "provider":
        state = f"Mail from {_names(group)} is refused by {item.label}."
        request = "Please accept it again, or tell us what you still see."
    else:
        state = f"{_names(group)} {_is(group)} on {item.label}."
        request = "Please remove the entry, or tell us what you still see."
    return _letter((state, cause, *wishes, request, "Contact: <your name and address>."))


def to_network_owner(group: Sequence[Problem], labels: str) -> str:
    """To the provider of the address, who alone can ask for the removal."""
    item = group[0]
    if item.owner_only:
        why = "The entry names a whole network of yours, so only you can end it."
    elif item.scope is not None:
        why = "The entry names a range of yours."
    else:
        why = "Cause found: <what caused it>. Ended on: <date and time in UTC>."
    return _letter(
        (
            f"{_names(group)}, which we use in your network, {_is(group)} on {labels}.",
            why,
            "Please ask the list to remove it and tell us what was found,"
            " or give us an address that is not concerned.",
            "Contact: <your name and customer number>.",
        )
    )


def to_service(group: Sequence[Problem], labels: str) -> str:
    """To the service that sends the mail, about an address of its own."""
    names = joined(names_of(group), MOST_NAMES) or "<the sending address>"
    return _letter(
        (
            f"Our mail through your address {names} is refused by {labels}.",
            "Please see to it, and move us to a pool that is not concerned, or offer us a dedicated address.",
            "One whole event is attached. Contact: <your name and account>.",
        )
    )


def to_receiver(group: Sequence[Problem]) -> str:
    """To the postmaster of the refusing server; the bounce itself is the evidence."""
    item = group[0]
    refused = f"Your server refuses mail from {_names(group)}"
    middle: tuple[str, ...]
    if item.misread:
        middle = (
            f"{refused} over {item.label}"
            + (", which does not list it." if item.state is LiveState.CLEARED else "."),
            "The reply quotes an error answer of that list (127.255.255.0/24: your resolver may not ask it).",
            "Please ask through a resolver of your own, and do not take errors for listings.",
        )
    elif item.dead:
        middle = (
            f"{refused} over {item.label}, which is {item.dead}.",
            "Please take this list out of your server's settings: what its zone answers now lists nobody.",
        )
    elif item.kind == "list":
        # A zone that is cited but unknown is a stranger's text: only a plain name is repeated to others.
        label = item.label if item.known or is_name(item.label.lower()) else "<the list named in the reply>"
        middle = (
            f"{refused} and names {label}.",
            "Please remove the entry or let us through, or tell us what you saw so that we can end it.",
        )
    else:
        middle = (f"{refused}.", "Please tell us by which rule, so that we can mend it on our side.")
    return _letter((*middle, "The whole bounce is attached. Contact: <your name and address>."))


def for_reverse_name(item: Problem) -> str:
    """To the owner of the address block, who publishes its reverse names."""
    return _letter(
        (
            f"Please set the reverse DNS (PTR) of {item.name or '<the sending address>'}"
            " to <full host name of the mail server>.",
            "Contact: <your name and customer number>.",
        )
    )


def _names(group: Sequence[Problem]) -> str:
    return joined(names_of(group), MOST_NAMES) or "<the refused address or domain>"


def _is(group: Sequence[Problem]) -> str:
    several = len(names_of(group)) > 1
    if any(item.state is LiveState.NEVER_VISIBLE for item in group):
        return "are said to be" if several else "is said to be"
    return "are" if several else "is"


def _label(wish: str) -> str:
    """A wish of the operator, as a heading and as the name of its placeholder."""
    return wish.translate({ord("<"): None, ord(">"): None}).strip().rstrip(".:")


def _letter(sentences: Sequence[str]) -> str:
    return " ".join(sentences)
