"""Bounce records kept from run to run, in one SQLite file.

A mail server may start one process for each bounce, and they write at once: each takes the write lock
for one short transaction and waits for it with a bound. The file has a rollback journal: readers
take it in pieces, so that none keeps a writer waiting for long, and it may lie on a file system
that has no shared memory.
"""

import contextlib
import json
import os
import re
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import msgspec

from repcheck.errors import StoreBusy, StoreUnavailable
from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.times import moment
from repcheck.store.files import unavailable

FILE_NAME = "bounces.sqlite3"
#: Seconds to wait for other processes: a mail server gives its pipes much longer.
WAIT = 30.0
#: A year and a month, so that the same month of two years can be compared.
KEEP_DAYS = 400
#: Records kept whatever their age, the oldest to arrive dropped above it: some 1 GB.
LIMIT = 1_000_000

_APPLICATION = 0x52706342
_VERSION = 1
_PRIVATE = 0o600
_BATCH = 500
_PAGE = 2000
#: How often, in records, the number of records is looked at.
_COUNT_EVERY = 1000
#: Line of a log, or number of an event, behind the name of a file.
_PLACE = re.compile(r"[:#]\d{1,12}$")
_DAY = timedelta(days=1)

#: One step for each version of the schema, run on what the step before left.
_MIGRATIONS = (
    """
    CREATE TABLE records (
        id     INTEGER PRIMARY KEY AUTOINCREMENT,
        digest BLOB NOT NULL UNIQUE,
        at     INTEGER NOT NULL,
        record BLOB NOT NULL
    );
    CREATE INDEX records_at ON records (at, id);
    """,
)


class Added(msgspec.Struct, frozen=True):
    """``new`` records were stored, ``known`` ones were there already, ``old`` ones are past keeping."""

    new: int = 0
    known: int = 0
    old: int = 0


class BounceStore:
    """The file at ``path``; its directory must be there.

    All methods raise StoreUnavailable, whatever the trouble is: StoreBusy when others hold the lock
    for longer than ``wait`` seconds. What is stored by then stays stored.
    """

    def __init__(self, path: Path, *, wait: float = WAIT, limit: int = LIMIT) -> None:
        self._path = path
        self._wait = wait
        self._limit = limit

    def add(self, records: Iterable[BounceRecord], now: datetime, keep_days: int = KEEP_DAYS) -> Added:
        """Store the records, each once, and drop what is older than ``keep_days``.

        The same record may be read from another file, or come again after a failure: it is known then.
        Records that say the same of different mails are different ones, and so are those that stand
        several times in one file. Undated records, and those dated in the future, count as of ``now``.
        """
        total = Added()
        oldest = int((now - keep_days * _DAY).timestamp())
        source, rows_of = iter(records), _Rows(now)
        with self._opened(create=True) as database:
            while batch := list(islice(source, _BATCH)):
                rows = [rows_of(record) for record in batch]
                fresh = [row for row in rows if row[1] >= oldest]
                with _transaction(database):
                    new = self._insert(database, fresh)
                    database.execute("DELETE FROM records WHERE at < ?", (oldest,))
                total = Added(
                    total.new + new, total.known + len(fresh) - new, total.old + len(rows) - len(fresh)
                )
        return total

    def records(self, since: datetime | None = None) -> Iterator[BounceRecord]:
        """The records, the oldest first; ``since``: of that moment and later ones only."""
        position = (int(since.timestamp()) if since is not None else -(2**62), 0)
        with self._opened(create=False) as database:
            while rows := database.execute(
                "SELECT at, id, record FROM records WHERE (at, id) > (?, ?) ORDER BY at, id LIMIT ?",
                (*position, _PAGE),
            ).fetchall():
                for _, _, content in rows:
                    yield self._decoded(content)
                position = rows[-1][:2]

    def arrived(self, after: int) -> Iterator[tuple[int, BounceRecord]]:
        """Records with the number by which they arrived, in that order: those behind ``after``."""
        with self._opened(create=False) as database:
            while rows := database.execute(
                "SELECT id, record FROM records WHERE id > ? ORDER BY id LIMIT ?", (after, _PAGE)
            ).fetchall():
                for number, content in rows:
                    yield number, self._decoded(content)
                after = rows[-1][0]

    # -- inside

    def _insert(self, database: sqlite3.Connection, rows: Sequence[tuple[bytes, int, bytes]]) -> int:
        before = database.total_changes
        last = _last_id(database)
        database.executemany("INSERT OR IGNORE INTO records (digest, at, record) VALUES (?, ?, ?)", rows)
        new = database.total_changes - before
        if (last + new) // _COUNT_EVERY != last // _COUNT_EVERY or self._limit < _COUNT_EVERY:
            database.execute(
                "DELETE FROM records WHERE id IN (SELECT id FROM records ORDER BY id DESC LIMIT -1 OFFSET ?)",
                (self._limit,),
            )
        return new

    def _decoded(self, content: bytes) -> BounceRecord:
        try:
            return msgspec.json.decode(content, type=BounceRecord)
        except ValueError as error:
            raise StoreUnavailable("holds a record that cannot be read", str(self._path)) from error

    @contextlib.contextmanager
    def _opened(self, *, create: bool) -> Iterator[sqlite3.Connection]:
        """The database in the newest schema; errors of SQLite become ours, whenever they come."""
        self._make_private(create=create)
        with self._explained():
            # Transactions are begun and ended here, never by the module on its own.
            database = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)
        try:
            with self._explained():
                self._bring_up_to_date(database)
                yield database
        finally:
            with contextlib.suppress(sqlite3.Error):
                database.close()

    def _make_private(self, *, create: bool) -> None:
        """SQLite gives its journal the mode of the file, so the file has its mode before it is opened."""
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_CREAT if create else 0)
        try:
            descriptor = os.open(self._path, flags, _PRIVATE)
        except FileNotFoundError as error:
            if create:
                raise unavailable(error, "cannot be opened", self._path) from error
            raise StoreUnavailable("no bounces are stored yet", str(self._path)) from error
        except OSError as error:
            raise unavailable(error, "cannot be opened", self._path) from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise StoreUnavailable("is not a regular file", str(self._path))
        finally:
            os.close(descriptor)

    def _bring_up_to_date(self, database: sqlite3.Connection) -> None:
        if _version(database) == _VERSION:
            return
        with _transaction(database):
            # Another process may have done it by now.
            version = _version(database)
            if version > _VERSION:
                raise StoreUnavailable(
                    f"was written by a newer repcheck (schema {version}, known up to {_VERSION})",
                    str(self._path),
                )
            if not version and _has_tables(database):
                raise StoreUnavailable("is a database of something else", str(self._path))
            for step in _MIGRATIONS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    database.execute(statement)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_VERSION}")

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                what = f"held by another process for more than {self._wait:g} s"
                raise StoreBusy(what, str(self._path)) from error
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise StoreUnavailable("is damaged: move it away", str(self._path)) from error
            raise StoreUnavailable(f"cannot be used: {error}", str(self._path)) from error


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Holds the write lock from the start: to ask for it later could fail at once, without any wait."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                database.execute("ROLLBACK")


def _version(database: sqlite3.Connection) -> int:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (application,) = database.execute("PRAGMA application_id").fetchone()
    return int(version) if application == _APPLICATION else 0


def _has_tables(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _last_id(database: sqlite3.Connection) -> int:
    found = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'records'").fetchone()
    return int(found[0]) if found else 0


class _Rows:
    """Makes rows of records, and counts those that say the same in one file."""

    def __init__(self, now: datetime) -> None:
        self._latest = int(now.timestamp())
        self._file = ""
        self._seen: dict[bytes, int] = {}

    def __call__(self, record: BounceRecord) -> tuple[bytes, int, bytes]:
        # Where it was read, and what a version of repcheck makes of it, is not what the report says.
        said = (
            record.kind, record.recipient, record.original_recipient, record.status_code,
            record.enhanced_status, record.remote_mta, record.time, record.diagnostic, record.sender,
            record.queue_id, record.source_id,
        )  # fmt: skip
        digest = self._counted(record, blake2b(_encoded(said), digest_size=16).digest())
        at = moment(record.time)
        return digest, self._latest if at is None else min(self._latest, at), _encoded(record)

    def _counted(self, record: BounceRecord, digest: bytes) -> bytes:
        """The same again in one file is another bounce, and the same one when that file is read again."""
        if record.source_id is not None:
            return digest  # it has a name
        file = _PLACE.sub("", record.file)
        if file != self._file:
            self._file, self._seen = file, {}
        before = self._seen.get(digest, 0)
        self._seen[digest] = before + 1
        return digest if not before else blake2b(digest + before.to_bytes(4), digest_size=16).digest()


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # octets of a stranger's text that are not characters
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return plain.encode("utf-8", "replace")
