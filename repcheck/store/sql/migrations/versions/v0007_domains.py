"""The mail records of domains that are watched, as they were last seen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "domains",
        sa.Column("domain", sa.Text, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
    )
    op.create_index("domains_by_time", "domains", ["at"])
