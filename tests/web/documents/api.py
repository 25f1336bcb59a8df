"""A memory with something of everything, and what the description says of an answer."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema

from repcheck.app.memory.muting import mute, note_request
from repcheck.model.observations import UnknownReason
from repcheck.model.watch.outbox import ListPass, Notice, Outgoing, Pass
from repcheck.store.ports import StateStore
from repcheck.web.documents.openapi import openapi
from repcheck.web.documents.table import ROWS
from tests.memory.made import DAY, HOUR, LISTED, MINOR, NOW, TARGET, empty, passed

DESCRIBED = openapi(ROWS)


def remembering(folder: Path) -> StateStore:
    """A store of three passes: two listings, one muted, one pair unheard, messages of each state."""
    store = empty(folder)
    passed(store, NOW - 2 * HOUR, {(TARGET, "psbl"): None, (TARGET, "spamcop"): None})
    passed(store, NOW - HOUR, {(TARGET, "psbl"): LISTED, (TARGET, "spamcop"): MINOR})
    passed(store, NOW, {("192.0.2.11", "psbl"): UnknownReason.TIMEOUT, (TARGET, "dronebl"): LISTED})
    mute(store, [TARGET], "spamcop", until=NOW + 3 * DAY, reason="moving", now=NOW)
    note_request(store, [TARGET], "psbl", note="ticket 7", now=NOW)
    with store.writing() as writing:
        writing.enqueue(map(_message, range(7)))
        writing.mark(sent(0))
        writing.notices([Notice(key="bounces_grow Example refuses pool-a", since=NOW)])
        seen = ListPass(list="psbl", at=NOW + timedelta(seconds=2), answered=True, rtt_ms=20.0)
        last = Pass(started=NOW, seconds=4.0, exit_code=1, baseline=False, targets=2, lists=3)
        writing.finish(last, [seen])
    return store


def _message(number: int) -> Outgoing:
    made = NOW - number * HOUR
    return Outgoing(
        id=f"m{number}", sink="ops", thread="t", body="{}", created=made, due=made, subject=f"news {number}"
    )


def sent(number: int) -> Outgoing:
    message = _message(number)
    return Outgoing(**{name: getattr(message, name) for name in message.__struct_fields__} | {"sent": NOW})


def holds(answer: bytes, path: str, method: str, status: int) -> Any:
    """The answer as JSON, which is what the description of this path and status says."""
    (content,) = DESCRIBED["paths"][path][method]["responses"][str(status)]["content"].values()
    found = json.loads(answer)
    jsonschema.Draft202012Validator(
        {**content["schema"], "components": DESCRIBED["components"]},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    ).validate(found)
    return found
