"""Lists that are no more: finding one by what somebody wrote, and telling that it is dead."""

from repcheck.model.catalog import Catalog, DeadList, ReputationList


class DeadLists:
    """Finds a dead list by its id, one of its zones or names, or a zone below one of these."""

    def __init__(self, catalog: Catalog) -> None:
        self._known: dict[str, DeadList] = {}
        for dead in catalog.dead:
            for word in (dead.id, dead.name, *dead.zones, *dead.aliases):
                self._known.setdefault(word.casefold(), dead)

    def find(self, word: str) -> DeadList | None:
        """The dead list that ``word`` means; None when it means none."""
        rest = word.casefold().rstrip(".")
        while rest not in self._known and "." in rest:
            rest = rest.partition(".")[2]
        return self._known.get(rest)

    def of_list(self, entry: ReputationList) -> DeadList | None:
        """The dead list whose zone ``entry`` would ask; None when it asks none."""
        return self.find(entry.zone) if entry.zone else None


def died(dead: DeadList) -> str:
    """When and how, to follow the name: "dead since 2024-06-05: its operator emptied all zones"."""
    since = f"since {dead.since}" if dead.since else "for a long time"
    return f"dead {since}: {dead.how.rstrip('.')}"


def dead_warnings(catalog: Catalog, selection: str | None) -> tuple[str, ...]:
    """A line for each list of the catalog, and each word of ``selection``, that names a dead list."""
    dead_lists = DeadLists(catalog)
    words = (selection or "").replace(",", " ").split()
    named = {word.lstrip("+").casefold() for word in words if not word.startswith("-")}
    lines = [
        not_asked(f'list "{entry.id}"', dead)
        for entry in catalog.lists
        if (entry.enabled or entry.id in named) and (dead := dead_lists.of_list(entry)) is not None
    ]
    lines += [
        not_asked(f'"{name}"', dead)
        for name in sorted(named - {entry.id for entry in catalog.lists})
        if (dead := dead_lists.find(name)) is not None
    ]
    return tuple(lines)


def not_asked(what: str, dead: DeadList) -> str:
    """The warning that ``what`` (a list or a word in quotes) means a dead list."""
    answers = f"{dead.answers[0].upper()}{dead.answers[1:].rstrip('.')}"
    now = f". Its data is in {', '.join(dead.successor)} now" if dead.successor else ""
    return f"{what} is not asked: {dead.name} is {died(dead)}. {answers}{now}."
