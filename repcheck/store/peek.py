"""Whether a memory can have anything to say to a check, found out without what loads in a tenth of a second.

Each check of something listed asks that, and hardly ever there is something. So this one question stands
apart from ``sql/``, in SQLite's own words; wherever it is not sure, the answer is that there may be.
"""

import contextlib
import sqlite3
from pathlib import Path

from repcheck.store.sql.head import HEAD


def may_hold_requests(path: Path) -> bool:
    """Whether removals may have been asked for; False only where this schema certainly holds none."""
    try:
        where = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(where, uri=True, timeout=0)) as database:
            if database.execute("SELECT version_num FROM alembic_version").fetchall() != [(HEAD,)]:
                return True
            return database.execute("SELECT 1 FROM requests LIMIT 1").fetchone() is not None
    except (sqlite3.Error, ValueError):  # busy, damaged, or a name that is not an address
        return True
