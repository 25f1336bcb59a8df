"""A message is sent by one process at a time: until when it is another's."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the time."""
    op.add_column("outbox", sa.Column("leased", sa.Float))
