"""Messages are found by what they are about, so that bodies need not stay; a smaller index of changes."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: Characters of a change's key that tell it from the others of a message.
_ENOUGH = 8


def upgrade() -> None:
    """Add what stays of a message, and read it from the bodies that are there."""
    op.add_column("outbox", sa.Column("subject", sa.Text, nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("about", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    outbox = sa.table("outbox", sa.column("id"), sa.column("body"), sa.column("about"))
    for name, body in connection.execute(sa.select(outbox.c.id, outbox.c.body)).all():
        about = " ".join(change["key"][:_ENOUGH] for change in json.loads(body).get("changes", ()))
        connection.execute(outbox.update().where(outbox.c.id == name).values(about=about))
    op.drop_index("changes_by_pair", "changes")
    op.create_index("changes_by_pair", "changes", ["pair"])
