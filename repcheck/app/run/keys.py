"""The selected lists with the keys of the user in their zones."""

from collections.abc import Sequence

from repcheck.app.environment import Environment
from repcheck.app.sweep.job import AskedList
from repcheck.catalog.keys import asked_zone, find_key, masked_zone
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Server


def asked_lists(lists: Sequence[ReputationList], environment: Environment) -> list[AskedList]:
    """The lists with their keys filled in. Raises BadInput for a key that cannot be used."""
    return [_asked(entry, environment) for entry in lists]


def _asked(entry: ReputationList, environment: Environment) -> AskedList:
    key = find_key(entry, environment.environ, environment.read_text)
    return AskedList(
        entry=entry,
        zone=asked_zone(entry, key),
        shown=masked_zone(entry, key),
        key=key,
        server=None if entry.server is None else Server.of(entry.server),
    )
