"""A number that grows with each pass, so that one that was cut off writes no more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make its table."""
    op.create_table(
        "fences",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
