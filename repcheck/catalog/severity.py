"""What a listing costs, from who judges mail by the list: no severity is a guess.

A catalog names, for each provider, filter and server, the lists it uses and where that is published. How
much mail a listing costs follows from that by ``TABLE``, the first row that holds.
"""

from collections.abc import Callable

import msgspec

from repcheck.model.catalog import Catalog, Provider, ReputationList, Sublist, Use
from repcheck.model.observations import Severity

#: This many receivers that refuse by a list make it critical.
MANY = 4
_NO_SPAM_ALLEGED = frozenset({"dynamic", "policy"})


class Users(msgspec.Struct, frozen=True):
    """Who judges mail by a list today, as far as it is published.

    ``mailboxes``  names of mailbox providers that refuse by it
    ``filters``    names of filters and gateways that refuse by it
    ``shares``     by the name of a filter or server: the share of its threshold that one listing gives in its
                   default settings; the highest of the list's sublists
    ``optional``   names of those that count it only where an administrator has added it
    """

    mailboxes: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    shares: tuple[tuple[str, float], ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def refusing(self) -> int:
        """How many refuse by it alone."""
        return len(self.mailboxes) + len(self.filters)

    def sharing(self, least: float) -> int:
        """How many default settings give a listing at least this share of the threshold."""
        return sum(share >= least for _, share in self.shares)


class SeverityRow(msgspec.Struct, frozen=True):
    """One row of the table: who uses the list, as a sentence and as a rule, and what follows."""

    used_by: str
    severity: Severity
    holds: Callable[[Users], bool]


TABLE: tuple[SeverityRow, ...] = (
    SeverityRow(
        f"{MANY} or more mailbox providers or filters refuse by it",
        Severity.CRITICAL,
        lambda u: u.refusing >= MANY,
    ),
    SeverityRow(
        "a mailbox provider refuses by it, and one listing reaches the threshold of a default setting",
        Severity.CRITICAL,
        lambda u: bool(u.mailboxes) and u.sharing(1) > 0,
    ),
    SeverityRow("a mailbox provider or filter refuses by it", Severity.HIGH, lambda u: u.refusing > 0),
    SeverityRow(
        "one listing reaches the threshold of a default setting", Severity.HIGH, lambda u: u.sharing(1) > 0
    ),
    SeverityRow(
        "one listing gives half of the threshold in a default setting, and a quarter in another one",
        Severity.HIGH,
        lambda u: u.sharing(1 / 2) > 0 and u.sharing(1 / 4) > 1,
    ),
    SeverityRow(
        "one listing gives half of the threshold in a default setting",
        Severity.MEDIUM,
        lambda u: u.sharing(1 / 2) > 0,
    ),
    SeverityRow(
        "it gives fewer points, is used by choice, or nobody is known to use it", Severity.LOW, lambda _: True
    ),
)


def users_of(entry: ReputationList, catalog: Catalog, sublist: Sublist | None = None) -> Users:
    """Who uses the list today, for any of its sublists or for this one.

    What has no source, or has ended, is left out. A part of another list is used wherever its whole is.
    """
    wanted = entry.part_of or entry.id
    ids = {part.id for part in ((sublist,) if sublist is not None else entry.sublists)}
    mailboxes, filters, shares, optional = [], [], [], []
    for provider in catalog.providers:
        for use in provider.uses:
            if use.list != wanted or use.source is None or use.until is not None:
                continue
            if not use.default:
                optional.append(provider.name)
            elif use.how == "scores":
                shares.append((provider.name, _share(use, ids)))
            elif provider.kind == "provider":
                mailboxes.append(provider.name)
            else:
                filters.append(provider.name)
    return Users(tuple(mailboxes), tuple(filters), tuple(shares), tuple(optional))


def _share(use: Use, sublists: set[str]) -> float:
    """The most that one of these sublists gives; "" stands for those that have no points of their own."""
    points = dict(use.points)
    highest = max((points.get(sublist, points.get("", 0.0)) for sublist in sublists), default=0.0)
    return highest / use.of if use.of else 0.0


def row_of(users: Users) -> SeverityRow:
    """The first row of the table that holds."""
    return next(row for row in TABLE if row.holds(users))


def derived_severity(entry: ReputationList, catalog: Catalog, sublist: Sublist | None = None) -> Severity:
    """What a listing there costs, or one of this sublist.

    Where only what an address is meant for is listed, and no spam is alleged, it is one step less: who relays
    his mail is not hit at all.
    """
    severity = row_of(users_of(entry, catalog, sublist)).severity
    scopes = {part.scope for part in ((sublist,) if sublist is not None else entry.sublists)}
    lower = (
        max(severity.rank - 1, Severity.LOW.rank) if scopes and scopes <= _NO_SPAM_ALLEGED else severity.rank
    )
    return next(known for known in Severity if known.rank == lower)


def refusing_by(provider: Provider) -> tuple[str, ...]:
    """Ids of the lists by which this provider is published to refuse mail today."""
    return tuple(
        use.list
        for use in provider.uses
        if use.how == "refuses" and use.source is not None and use.until is None and use.default
    )
