"""One pasted bounce or reply: what it says, without asking anybody."""

from repcheck.app.bounces.report import report_of
from repcheck.app.environment import Environment
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.report import Report

#: What is looked at of a pasted text; a reply is a few lines.
_MOST_TEXT = 64_000


def explain(text: str, catalog: Catalog, environment: Environment, flags: str = "") -> Report:
    """The report on one pasted text: a whole mail, or just the reply in it.

    ``flags``  the options that commands of the plan repeat, as they are typed
    """
    started, begun = environment.now(), environment.monotonic()
    return report_of(_records(text[:_MOST_TEXT], catalog), catalog, environment, started, begun, flags)


def _records(text: str, catalog: Catalog) -> tuple[BounceRecord, ...]:
    from repcheck.bounces.judge import Knowledge
    from repcheck.bounces.records import record_of_reply, records_of

    knowledge = Knowledge.of(catalog)
    records = records_of("pasted text", text.encode("utf-8", "surrogateescape"), knowledge)
    return records or (record_of_reply(text, knowledge),)
