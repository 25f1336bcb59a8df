"""How much and how fast a list is asked by all machines together: one row a list, by the server's clock.

    name     of the list, or of a source over HTTP
    day      days since 1970 (UTC) that ``spent`` is of
    spent    questions of that day that are asked, or reserved
    granted  how many the last reservation got
    per_day  the limit that it was given
    tat      when the next turn is, in seconds since 1970: the theoretical arrival time of GCRA (ITU-T I.371)

Each method is one statement that is a transaction of its own, so no machine that stops holds up another. Both
counts only err upwards: of a run that died its questions stay spent, and its turns pass unused.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine, TextClause, exc, text
from sqlalchemy.engine import Connection

from repcheck.model.secret import Secret
from repcheck.store.quota import Grant, Want, even_pause
from repcheck.store.sql.engine import lost, told

_T = TypeVar("_T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Seconds, and turns, that the next may lie ahead; more was written before the server's clock was set back.
_FAR, _MOST_TURNS = 3600.0, 1000

#: A row of a later day than today goes on: the clock wavers, or the statement waited over midnight. One that
#: is days ahead was written by a clock that has been set right since: its count is kept for today.
_DAY = "CASE WHEN q.day > excluded.day + 1 THEN excluded.day ELSE greatest(q.day, excluded.day) END"
_SPENT = "(CASE WHEN q.day >= excluded.day THEN q.spent ELSE 0 END)"
_GRANTED = f"least(excluded.granted, greatest(0, excluded.per_day - {_SPENT}))"
_TODAY = "CAST(floor(extract(epoch FROM clock_timestamp()) / 86400) AS integer)"

#: Rows are taken in the order of their names, as by all others: so nobody waits for each other.
_RESERVE = text(
    "INSERT INTO quotas AS q (name, day, spent, granted, per_day, tat) "  # noqa: S608 - of constants alone
    f"SELECT name, {_TODAY}, least(wanted, per_day), least(wanted, per_day), per_day, 0 "
    "FROM unnest(CAST(:names AS text[]), CAST(:wanted AS bigint[]), CAST(:per_day AS bigint[])) "
    "AS wants(name, wanted, per_day) ORDER BY name "
    f"ON CONFLICT (name) DO UPDATE SET granted = {_GRANTED}, spent = {_SPENT} + {_GRANTED}, "
    f"day = {_DAY}, per_day = excluded.per_day RETURNING name, granted, day"
)
_SPEND = text(
    "INSERT INTO quotas AS q (name, day, spent, granted, per_day, tat) "  # noqa: S608 - of constants alone
    f"VALUES (:name, {_TODAY}, :extra, 0, 0, 0) "
    f"ON CONFLICT (name) DO UPDATE SET spent = {_SPENT} + excluded.spent, day = {_DAY}"
)
_GIVE_BACK = text("UPDATE quotas SET spent = greatest(0, spent - :unused) WHERE name = :name AND day = :day")
#: ``excluded.tat - lot`` is now. What waited for the row reads an earlier now than is: its turns come later.
_DRAW = text(
    "WITH clock AS MATERIALIZED "  # noqa: S608 - of constants alone
    "(SELECT CAST(extract(epoch FROM clock_timestamp()) AS double precision) AS now) "
    "INSERT INTO quotas AS q (name, day, spent, granted, per_day, tat) "
    f"SELECT :name, {_TODAY}, 0, 0, 0, now + :lot FROM clock "
    "ON CONFLICT (name) DO UPDATE SET tat = CASE WHEN q.tat > excluded.tat - :lot + :far THEN excluded.tat "
    "ELSE greatest(q.tat, excluded.tat - :lot) + :lot END "
    "RETURNING tat - :lot - (SELECT now FROM clock)"
)


def open_limits(address: Secret, field: str) -> "DatabaseLimits":
    """Those on a PostgreSQL server, whose tables are made when they are missing.

    ``field``  names the address in messages
    Raises StoreUnavailable, and BadInput for an address or extra that cannot be used.
    """
    from repcheck.store.sql.postgres import DatabaseAddress

    place = DatabaseAddress(address, field)
    return DatabaseLimits(place.migrated(), place.where)


class DatabaseLimits:
    """A ``QuotaStore`` and a ``PaceStore``, over all machines. A connection that is lost is replaced once.

    ``where``  names the database in errors
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.warning: str | None = None
        self._engine = engine
        self._where = where
        self._connection: Connection | None = None
        #: by name: granted through this object and not given back, and the day that has paid for it
        self._held: dict[str, tuple[int, int]] = {}

    def reserve_all(self, wants: Sequence[Want]) -> tuple[Grant, ...]:
        """See ``QuotaStore``."""
        grants: list[Grant | None] = [None] * len(wants)
        for numbers in _rounds([want.list_id for want in wants]):
            some = [wants[number] for number in numbers]
            told_of = self._reserve(some)
            for number, want in zip(numbers, some, strict=True):
                granted, day = told_of[want.list_id]
                self._hold(want.list_id, granted, day)
                spent = granted < want.wanted
                grants[number] = Grant(granted, _EPOCH + timedelta(days=day + 1) if spent else None)
        return tuple(grant for grant in grants if grant is not None)

    def _reserve(self, wants: Sequence[Want]) -> dict[str, tuple[int, int]]:
        values = {
            "names": [want.list_id for want in wants],
            "wanted": [max(0, want.wanted) for want in wants],
            "per_day": [want.per_day for want in wants],
        }
        # Done again after its answer was lost it counts twice: less may then be asked, never more.
        found = self._do(lambda connection: connection.execute(_RESERVE, values).all())
        return {name: (granted, day) for name, granted, day in found}

    def _hold(self, name: str, granted: int, day: int) -> None:
        held, held_of = self._held.get(name, (0, day))
        self._held[name] = (granted + (held if held_of == day else 0), day)

    def settle(self, extra: Mapping[str, int]) -> None:
        """See ``QuotaStore``. No more is given back than was granted, nor to another day than it was of."""
        for name, count in sorted(extra.items()):
            if count > 0:
                self._execute(_SPEND, {"name": name, "extra": count})
                continue
            held, day = self._held.get(name, (0, 0))
            unused = min(-count, held)
            if unused > 0:
                self._held[name] = (held - unused, day)
                # Never done again: given back twice, more could be asked than is allowed.
                values = {"name": name, "unused": unused, "day": day}
                self._execute(_GIVE_BACK, values, again=False)

    def draw(self, list_id: str, rate: float, count: int, *, even: bool = True) -> tuple[float, ...]:
        """See ``PaceStore``: always with equal pauses."""
        del even
        each = even_pause(rate)
        values = {"name": list_id, "lot": each * count, "far": max(_FAR, _MOST_TURNS * each)}
        first = self._do(lambda connection: float(connection.execute(_DRAW, values).scalar_one()))
        return tuple(max(0.0, first) + number * each for number in range(count))

    def close(self) -> None:
        """Release the connection."""
        self._drop()
        self._engine.dispose()

    def _execute(self, statement: TextClause, values: Mapping[str, object], *, again: bool = True) -> None:
        self._do(lambda connection: connection.execute(statement, values), again=again)

    def _do(self, work: Callable[[Connection], _T], *, again: bool = True) -> _T:
        with told(self._where):
            try:
                return work(self._connected())
            except exc.DBAPIError as error:
                self._drop()
                if not again or not lost(error):
                    raise
                return work(self._connected())

    def _connected(self) -> Connection:
        if self._connection is None:
            options = {"isolation_level": "AUTOCOMMIT", "reads": True}
            self._connection = self._engine.connect().execution_options(**options)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(exc.DBAPIError):  # one that is lost cannot be ended in order
                self._connection.close()
            self._connection = None


def _rounds(names: Sequence[str]) -> list[list[int]]:
    """The places of these names, in rounds in which each name comes once."""
    rounds: list[list[int]] = []
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        turn = seen.get(name, 0)
        seen[name] = turn + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(place)
    return rounds
