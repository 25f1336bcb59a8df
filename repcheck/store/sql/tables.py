"""The schema, once for all databases. Times are seconds since 1970 (UTC); structures are JSON.

``migrations/`` makes it; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

#: The name of a counter.
WATCHED = "watched"

#: SQLite numbers rows by itself only in a plain INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")

#: Names that hundreds of thousands of rows would else repeat.
pairs = Table(
    "pairs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("target", Text, nullable=False),
    Column("list", Text, nullable=False),
    Index("pairs_by_name", "target", "list", unique=True),
)

#: What is remembered of a pair. ``extra`` holds what most pairs do not have; NULL: clean and calm.
states = Table(
    "states",
    metadata,
    Column("pair", ForeignKey(pairs.c.id), primary_key=True),
    Column("group", Text),
    Column("known", Boolean, nullable=False),
    Column("since", Float),
    Column("serial", Integer, nullable=False),
    Column("extra", Text),
    # as ``overview.unsettled`` asks for them
    Index(
        "states_unsettled",
        "pair",
        sqlite_where=text("extra IS NOT NULL OR known IS 0"),
        postgresql_where=text("extra IS NOT NULL OR known IS false"),
    ),
)

changes = Table(
    "changes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("pair", ForeignKey(pairs.c.id), nullable=False),
    Column("at", Float, nullable=False),
    Column("group", Text),
    Column("before", String(16), nullable=False),
    Column("to", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("standing", Text),
    Column("reason", Text),
    Column("silent", Boolean, nullable=False),
    Column("seen_from", Text),
    Index("changes_by_pair", "pair"),
    Index("changes_by_time", "at"),
)

#: ``body`` is empty once the message was taken or given up; ``about`` and ``subject`` stay. ``leased``: until
#: then it is being sent by the process that has claimed it, by the clock of the database.
outbox = Table(
    "outbox",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("sink", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("sent", Float),
    Column("given_up", Float),
    Column("subject", Text, nullable=False, server_default=""),
    Column("about", Text, nullable=False, server_default=""),
    Column("leased", Float),
    Index("outbox_by_due", "due"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("target", Text, nullable=False),
    Column("list", Text),
    Column("until", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", Float, nullable=False),
    Column("ended", Float),
)

requests = Table(
    "requests",
    metadata,
    Column("target", Text, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("asked", Float, nullable=False),
    Column("note", Text),
)

passes = Table(
    "passes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("started", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("exit_code", SmallInteger, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("targets", Integer, nullable=False),
    Column("lists", Integer, nullable=False),
    Column("vantage", Text, nullable=False, server_default=""),
)

list_passes = Table(
    "list_passes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("list", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("rtt_ms", Float),
    Column("vantage", Text, nullable=False, server_default=""),
    Index("list_passes_by_list", "list", "at"),
)

positions = Table(
    "positions",
    metadata,
    Column("source", Text, primary_key=True),
    Column("position", Text, nullable=False),
)

#: Bounces by cause and hour.
bounce_hours = Table(
    "bounce_hours",
    metadata,
    Column("cause", Text, primary_key=True),
    Column("hour", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("first", Float, nullable=False),
)

#: The mail records of domains that are watched, as last seen; ``report`` is packed JSON, of some 1 to 10 kB.
domains = Table(
    "domains",
    metadata,
    Column("domain", Text, primary_key=True),
    Column("at", Float, nullable=False),
    Column("parts", Text, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Index("domains_by_time", "at"),
)

#: Only a store that several machines share has a row here: the number of the newest pass.
fences = Table(
    "fences",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("number", BigInteger, nullable=False),
)

#: Numbers that grow with what they count: ``WATCHED`` whenever other pairs are watched, or in other groups.
counters = Table(
    "counters",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("number", BigInteger, nullable=False),
)

#: Findings that stand.
notices = Table(
    "notices",
    metadata,
    Column("key", Text, primary_key=True),
    Column("vantage", Text, primary_key=True, server_default=""),
    Column("since", Float, nullable=False),
)

#: Where passes are made from.
vantages = Table(
    "vantages",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Float, nullable=False),
    Column("every", Float, nullable=False),
    Column("complete", Boolean, nullable=False),
)

#: What a vantage last saw of a pair, where that is not what ``states`` says of it.
views = Table(
    "views",
    metadata,
    Column("pair", ForeignKey(pairs.c.id), primary_key=True),
    Column("vantage", Text, primary_key=True),
    Column("standing", Text),
    Column("known", Boolean, nullable=False),
    Column("since", Float, nullable=False),
    Column("heard", Float),
    Column("reason", String(32)),
    Column("due", Boolean, nullable=False),
)

#: Only a store that several machines share has rows here; what they mean stands in ``limits.py``.
quotas = Table(
    "quotas",
    metadata,
    Column("name", Text, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("spent", BigInteger, nullable=False),
    Column("granted", BigInteger, nullable=False),
    Column("per_day", BigInteger, nullable=False),
    Column("tat", Float, nullable=False),
)

#: Pieces of the pass that is under way, which any machine may do; see ``sharing.py``.
shards = Table(
    "shards",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("version", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("leased", Float),
    Column("result", LargeBinary),
    Column("failed", Text),
)
