"""What DNS records say of an address, in every form that a sentence or a column needs."""

import msgspec

from repcheck.model.records import ReverseName


class _Reverse(msgspec.Struct, frozen=True):
    """``is_so`` reads on after the address; ``because`` after "because"; ``cell`` stands in a column.

    ``fault``  reads on after "has"; None when the name is not the sender's fault
    ``brief``  the same, shorter
    """

    is_so: str
    cell: str
    fault: str | None = None
    brief: str | None = None
    because: str | None = None


_REVERSE = {
    ReverseName.CONFIRMED: _Reverse("has a matching reverse name", "matches"),
    ReverseName.NO_PTR: _Reverse(
        "has no name (no PTR record)",
        "none",
        "no reverse name (PTR)",
        "no reverse name",
        "it has no reverse name (PTR)",
    ),
    ReverseName.NAME_MISSING: _Reverse(
        "has a name that does not exist",
        "does not exist",
        "a reverse name that does not exist",
        "a reverse name that does not exist",
        "its reverse name (PTR) does not exist in the DNS",
    ),
    ReverseName.OTHER_ADDRESS: _Reverse(
        "has a name that leads to another address",
        "leads elsewhere",
        "a reverse name that leads to other addresses",
        "a reverse name that leads elsewhere",
        "its reverse name (PTR) leads to other addresses",
    ),
    ReverseName.UNKNOWN: _Reverse("could not be looked up, so its name is unknown", "unknown"),
}


def reverse_name_words(status: ReverseName) -> str:
    """What the reverse name of an address is worth; reads on after the address."""
    return _REVERSE[status].is_so


def reverse_name_cell(status: ReverseName) -> str:
    """The same in a column."""
    return _REVERSE[status].cell


def reverse_fault(status: ReverseName) -> str | None:
    """What is wrong with it, after "has"; None when nothing is, or nobody knows."""
    return _REVERSE[status].fault


def reverse_fault_brief(status: ReverseName) -> str | None:
    """The same without its record type."""
    return _REVERSE[status].brief


def reverse_fault_because(status: ReverseName) -> str | None:
    """The same as the clause behind "because"."""
    return _REVERSE[status].because
