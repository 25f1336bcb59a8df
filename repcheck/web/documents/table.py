"""The table of the API: what is routed, and what OpenAPI says of it."""

from repcheck.web.checks import WantedCheck
from repcheck.web.documents import checked, health, known, remembered
from repcheck.web.documents.fields import PAGED, Param
from repcheck.web.documents.known import MOST_PASTED, PastedText
from repcheck.web.documents.row import LINES, METRICS, TEXT, Operation
from repcheck.web.route import Audience

_TARGET = Param(
    name="target",
    about="An address, a range of at most 1,024 addresses, or a domain.",
    schema={"type": "string", "maxLength": 253},
)
_LIST = Param(name="list", about="The id or zone of a list.", schema={"type": "string", "maxLength": 253})
_DOMAIN = Param(
    name="domain",
    about="A domain.",
    schema={"type": "string", "maxLength": 253},
    where="path",
)
_JOB = Param(name="id", about="The id of a check.", schema={"type": "string", "maxLength": 64}, where="path")


def _state(usual: str, about: str) -> Param:
    schema = {"type": "string", "enum": [usual, "all"], "maxLength": 16, "default": usual}
    return Param(name="state", about=about, schema=schema)


ROWS = (
    Operation(
        method="GET",
        path="/api/v1/status",
        name="status",
        about="The state as the last pass of the monitor left it: repcheck status --format json.",
        handler=remembered.show_status,
        params=(_TARGET,),
        gives="status-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/history",
        name="history",
        about="Pairs that were ever listed: repcheck history --format json.",
        handler=remembered.show_history,
        params=(_TARGET, _LIST, *PAGED),
        gives="history-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/domains/{domain}",
        name="domain",
        about="The mail records of a watched domain at the last look: repcheck domain --format json.",
        handler=remembered.show_domain,
        params=(_DOMAIN,),
        gives="domain-1",
        problems=(404, 503),
    ),
    Operation(
        method="GET",
        path="/api/v1/passes",
        name="passes",
        about="The last passes of the monitor, newest first.",
        handler=remembered.show_passes,
        params=PAGED,
        gives="passes-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/outbox",
        name="outbox",
        about="Messages of the monitor that wait, or all: repcheck alerts list --format json.",
        handler=remembered.show_outbox,
        params=(_state("waiting", "Only those that wait, or all."), *PAGED),
        gives="outbox-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/mutes",
        name="mutes",
        about="Mutes that hold, or all that are kept.",
        handler=remembered.show_mutes,
        params=(_state("holding", "Only those that hold, or all."), *PAGED),
        gives="mutes-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/requests",
        name="requests",
        about="The latest request for removal of each pair.",
        handler=remembered.show_requests,
        params=PAGED,
        gives="requests-1",
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/api/v1/lists",
        name="lists",
        about="All lists of the catalog: repcheck lists show --format json.",
        handler=known.show_lists,
        gives="lists-1",
    ),
    Operation(
        method="GET",
        path="/api/v1/bounces",
        name="bounces",
        about="Bounce records that are kept, oldest first, a line each: "
        "repcheck bounces read --stored --format jsonl.",
        handler=known.show_bounces,
        params=PAGED,
        kind=LINES,
        gives="record-1",
        problems=(503,),
    ),
    Operation(
        method="POST",
        path="/api/v1/explain",
        name="explain",
        about="What a bounce says, and what to do: repcheck explain --format json. Looks nothing up.",
        handler=known.post_explain,
        takes=PastedText,
        most=MOST_PASTED,
        gives="check-1",
        problems=(413, 415, 422),
    ),
    Operation(
        method="POST",
        path="/api/v1/checks",
        name="startCheck",
        about="Begin a check of some targets now, within the limits of every run; for operators.",
        handler=checked.post_check,
        takes=WantedCheck,
        most=65_536,
        status=202,
        gives="job-1",
        problems=(403, 413, 415, 503),
    ),
    Operation(
        method="GET",
        path="/api/v1/checks/{id}",
        name="check",
        about="How far a check is.",
        handler=checked.show_job,
        params=(_JOB,),
        gives="job-1",
        problems=(404,),
    ),
    Operation(
        method="GET",
        path="/api/v1/checks/{id}/report",
        name="checkReport",
        about="The report of a check that is done: repcheck check --format json.",
        handler=checked.show_report,
        params=(_JOB,),
        gives="check-1",
        problems=(404, 409),
    ),
    Operation(
        method="GET",
        path="/metrics",
        name="metrics",
        about="The last pass for Prometheus: the families of repcheck monitor --format prometheus.",
        handler=health.metrics,
        kind=METRICS,
        problems=(503,),
    ),
    Operation(
        method="GET",
        path="/healthz",
        name="alive",
        about="The process answers.",
        handler=health.alive,
        access=Audience.PUBLIC,
        kind=TEXT,
    ),
    Operation(
        method="GET",
        path="/readyz",
        name="ready",
        about="The store is reachable, and the last pass is younger than two passes.",
        handler=health.ready,
        access=Audience.PUBLIC,
        kind=TEXT,
        problems=(503,),
    ),
)
