"""Processes of their own that begin as copies of one that has imported the package, which is quick."""

import multiprocessing
from multiprocessing.context import ForkServerContext

#: What the processes of tests need: imported once in the one that they are copies of, not in each.
_IMPORTED = (
    "aiohttp",
    "alembic.command",
    "repcheck.alerts.webhook",
    "repcheck.app.monitor.run",
    "repcheck.cli.commands.serve",
    "repcheck.store.answers",
    "repcheck.store.bounces",
    "repcheck.store.quota_file",
    "repcheck.store.sql.state",
    "sqlalchemy.dialects.sqlite",
)


def copies() -> ForkServerContext:
    """Whose ``Process`` is quick to start. Its target is found by its name, as with a new interpreter."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_IMPORTED))
    return context
