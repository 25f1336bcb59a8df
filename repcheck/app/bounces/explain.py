"""One pasted bounce or reply: what it says, without asking anybody."""

from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.bounces.report import report_of
from repcheck.app.environment import Environment
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.report import Report

#: What is looked at of a pasted text; a reply is a few lines.
_MOST_TEXT = 64_000
#: The category of what no rule knows.
_UNKNOWN = "other"
#: Records that there is something to explain about; not what was delivered.
_REFUSALS = frozenset({"bounce", "delayed", "challenge", "feedback", "autoreply"})


def explain(text: str, catalog: Catalog, environment: Environment, flags: str = "") -> Report:
    """The report on one pasted text: a whole mail, or just the reply in it; no refusal in it: no bounces.

    ``flags``  the options that commands of the plan repeat, as they are typed
    """
    started, begun = environment.now(), environment.monotonic()
    keys = OwnKeys.of(catalog, environment)
    records = tuple(map(keys.masked, records_of_text(text, catalog)))
    return report_of(records, catalog, environment, started, begun, flags)


def records_of_text(text: str, catalog: Catalog) -> tuple[BounceRecord, ...]:
    """The outcomes that a pasted text tells of; empty when it holds no refusal."""
    from repcheck.bounces.judge import Knowledge
    from repcheck.bounces.records import record_of_reply, records_of

    text = text[:_MOST_TEXT]
    knowledge = Knowledge.of(catalog)
    records = records_of("pasted text", text.encode("utf-8", "surrogateescape"), knowledge)
    if not records:
        record = record_of_reply(text, knowledge)
        records = (record,) if _refuses(record) else ()
    return tuple(record for record in records if record.kind in _REFUSALS)


def _refuses(record: BounceRecord) -> bool:
    """Whether a reply refuses or defers anything: by its code, or by words that a rule knows."""
    if record.status_code is not None and record.status_code < 400:
        return False
    if record.enhanced_status is not None and record.enhanced_status.startswith("2"):
        return False
    coded = record.status_code is not None or record.enhanced_status is not None
    known = record.category != _UNKNOWN or record.provider is not None
    return coded or known or bool(record.cited_lists or record.cited_zones or record.sender_blocked)
