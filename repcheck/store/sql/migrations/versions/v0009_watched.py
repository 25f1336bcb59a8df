"""What is watched need not be read again while it is the same, and what is not calm is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the number that grows with what is watched, and the index."""
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(counters, [{"name": "watched", "number": 0}])
    op.create_index(
        "states_unsettled",
        "states",
        ["pair"],
        sqlite_where=sa.text("extra IS NOT NULL OR known IS 0"),
        postgresql_where=sa.text("extra IS NOT NULL OR known IS false"),
    )
