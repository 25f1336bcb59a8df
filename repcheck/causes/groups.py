"""Whose mail a bounce is about: the customer's group, and the sender as one name."""

import re
from collections.abc import Iterator, Sequence

from repcheck.causes.subjects import address_subject, canonical, name_of
from repcheck.model.bounces import BounceRecord
from repcheck.model.report import TargetReport

#: What systems make of a sender so that they know its bounces again: BATV ("prvs=tag=user"), and what
#: stands behind a plus or equals sign (VERP), which often is the recipient.
_BATV = re.compile(r"prvs=[^=@]{1,40}=", re.IGNORECASE)
_FORWARDED = re.compile(r"srs[01][=+-]", re.IGNORECASE)
_TAG = re.compile(r"[+=]")
_LONGEST = 320


class Groups:
    """The groups that the user gave to targets, found for a record by its address or its sender's domain."""

    def __init__(self, targets: Sequence[TargetReport]) -> None:
        self._of = {one.target.value: one.target.group for one in targets if one.target.group}

    def __bool__(self) -> bool:
        return bool(self._of)

    def of(self, record: BounceRecord) -> str | None:
        """The group of what is refused, else of the sending address, the sender, or HELO; None: of none."""
        if not self._of:
            return None
        for name in _names(record):
            group = self._of.get(name)
            if group is not None:
                return group
        return None


def _names(record: BounceRecord) -> Iterator[str]:
    subject = canonical(record.blocked_subject) if record.blocked_subject is not None else None
    if subject is not None:
        yield from _with_parents(subject.value if subject.kind == "ip" else name_of(subject))
    if (address := address_subject(record.source_ip)) is not None:
        yield address.value
    for name in ((record.sender or "").rpartition("@")[2], record.header_from, record.helo):
        yield from _with_parents(name.lower() if name else None)


def _with_parents(name: str | None) -> Iterator[str]:
    """The name, then each domain above it: a customer's host belongs to the customer's domain."""
    while name:
        yield name
        name = name.partition(".")[2] if not name.replace(".", "").isdigit() and ":" not in name else ""
        if "." not in name:
            return


def customer_of(sender: str | None) -> str | None:
    """The envelope sender without what makes it another one for each mail; None: the null sender, or unknown.

    Of a forwarder's (SRS) the domain alone is left.
    """
    local, at, domain = (sender or "").strip()[:_LONGEST].lower().rpartition("@")
    if not at or not domain:
        return None
    local = _TAG.split(_BATV.sub("", local), maxsplit=1)[0] if not _FORWARDED.match(local) else ""
    return f"{local}@{domain}" if local else domain
