"""From where lists are asked, and who differs."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables, and who made what is there: nobody knows."""
    op.create_table(
        "vantages",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("every", sa.Float, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
    )
    op.create_table(
        "views",
        sa.Column("pair", _ID, sa.ForeignKey("pairs.id"), primary_key=True),
        sa.Column("vantage", sa.Text, primary_key=True),
        sa.Column("standing", sa.Text),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("since", sa.Float, nullable=False),
        sa.Column("heard", sa.Float),
        sa.Column("reason", sa.String(32)),
        sa.Column("due", sa.Boolean, nullable=False),
    )
    for table in ("passes", "list_passes"):
        op.add_column(table, sa.Column("vantage", sa.Text, nullable=False, server_default=""))
    _notices()
    op.add_column("changes", sa.Column("seen_from", sa.Text))


def _notices() -> None:
    """The same finding may stand at several vantages. No database changes a primary key as the other does."""
    op.rename_table("notices", "notices_before")
    op.create_table(
        "notices",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("vantage", sa.Text, primary_key=True, server_default=""),
        sa.Column("since", sa.Float, nullable=False),
    )
    op.execute("INSERT INTO notices (key, vantage, since) SELECT key, '', since FROM notices_before")
    op.drop_table("notices_before")
