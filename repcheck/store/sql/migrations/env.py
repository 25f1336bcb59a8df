"""Alembic's side of ``migrate``: the connection is given, and so is its transaction."""

from alembic import context

from repcheck.store.sql.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
