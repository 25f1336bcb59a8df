"""Events that sending services post: judged, and kept with the other bounce records."""

from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.bounces.reading import numbered
from repcheck.app.bounces.sources import POSTED
from repcheck.app.bounces.stored import store_records
from repcheck.app.environment import Environment
from repcheck.bounces.events import replies_of_event
from repcheck.bounces.reply.judge import Knowledge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.catalog import Catalog
from repcheck.store.bounces import KEEP_DAYS


class Intake:
    """One for a server; used by one thread at a time."""

    def __init__(self, catalog: Catalog, environment: Environment) -> None:
        self._catalog = catalog
        self._environment = environment
        self._judge: MemoJudge | None = None

    def take(self, service: str, document: object) -> tuple[int, int]:
        """Keep what a document of this service tells: (new records, those that were known).

        An event that comes twice is kept once. Raises StoreUnavailable.
        """
        if self._judge is None:
            self._judge = MemoJudge(Knowledge.of(self._catalog, None))
        keys = OwnKeys.of(self._catalog, self._environment)
        replies = replies_of_event(f"{POSTED}{service}", document, service)
        records = map(keys.masked, numbered(map(self._judge, replies)))
        added = store_records(records, self._environment, KEEP_DAYS)
        return added.new, added.known
