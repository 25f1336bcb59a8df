"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _pairs_and_changes()
    _messages()
    _passes()


def _pairs_and_changes() -> None:
    op.create_table(
        "pairs",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("list", sa.Text, nullable=False),
    )
    op.create_index("pairs_by_name", "pairs", ["target", "list"], unique=True)
    op.create_table(
        "states",
        sa.Column("pair", _ID, sa.ForeignKey("pairs.id"), primary_key=True),
        sa.Column("group", sa.Text),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("since", sa.Float),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("extra", sa.Text),
    )
    op.create_table(
        "changes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("pair", _ID, sa.ForeignKey("pairs.id"), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("group", sa.Text),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("to", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("standing", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("silent", sa.Boolean, nullable=False),
    )
    op.create_index("changes_by_pair", "changes", ["pair", "at"])
    op.create_index("changes_by_time", "changes", ["at"])


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("sink", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("sent", sa.Float),
        sa.Column("given_up", sa.Float),
    )
    op.create_index("outbox_by_due", "outbox", ["due"])
    op.create_table(
        "mutes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("list", sa.Text),
        sa.Column("until", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since", sa.Float, nullable=False),
        sa.Column("ended", sa.Float),
    )
    op.create_table(
        "requests",
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("list", sa.Text, primary_key=True),
        sa.Column("asked", sa.Float, nullable=False),
        sa.Column("note", sa.Text),
    )


def _passes() -> None:
    op.create_table(
        "passes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("started", sa.Float, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("exit_code", sa.SmallInteger, nullable=False),
        sa.Column("baseline", sa.Boolean, nullable=False),
        sa.Column("targets", sa.Integer, nullable=False),
        sa.Column("lists", sa.Integer, nullable=False),
    )
    op.create_table(
        "list_passes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("list", sa.Text, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.Column("rtt_ms", sa.Float),
    )
    op.create_index("list_passes_by_list", "list_passes", ["list", "at"])
    op.create_table(
        "positions",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("position", sa.Text, nullable=False),
    )
    op.create_table(
        "bounce_hours",
        sa.Column("cause", sa.Text, primary_key=True),
        sa.Column("hour", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("first", sa.Float, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("since", sa.Float, nullable=False),
    )
