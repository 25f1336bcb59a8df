"""The file of evidence: its shape, and how it is written and read."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from repcheck._version import __version__
from repcheck.app.run.canary import Canary
from repcheck.app.run.collect import Look
from repcheck.app.run.plan import Expansion
from repcheck.app.run.seen import Ending
from repcheck.app.sweep.job import PointAnswer
from repcheck.errors import UnreadableFile
from repcheck.lists.health import Verdict
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Asks, Catalog
from repcheck.model.dns import Answer, RecordType
from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import Received
from repcheck.model.observations import Route, Severity
from repcheck.model.said import SourceSeen
from repcheck.model.targets import Target
from repcheck.records.tls import PolicyFetch

SCHEMA = "repcheck.evidence/1"
SCHEMAS = Path(__file__).with_name("schemas")
_KIND = "repcheck.evidence/"
#: Octets of a file of evidence: a run over a million pairs.
#: Octets of a file of evidence.
MOST = 1 << 30

Health = dict[str, dict[Asks, Verdict]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the run was asked to do; see CheckRequest. ``command`` is what it was asked as."""

    command: Literal["check", "delist", "domain"]
    targets: tuple[Target, ...]
    lists: tuple[str, ...]
    expand: tuple[Expansion, ...]
    of_a_range: int
    any_address: bool
    fail_on: Severity | None
    min_coverage: float
    required: tuple[str, ...] | None
    flags: str


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck domain`` was asked to do; see DomainRequest.

    ``now``       when the records were judged, a Unix time
    ``policies``  the MTA-STS policy of each domain, or why there is none; None: none was to be fetched
    """

    domains: tuple[str, ...]
    ips: tuple[str, ...]
    selectors: tuple[str, ...]
    helo: str
    random_label: str
    now: int
    policies: dict[str, PolicyFetch] | None


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """What one zone answered; ``zone`` is masked. See ZoneResult.

    ``lists``    ids of those that read it; ``keyed``: a key was in the names that were asked
    ``points``   answers to the test points, by point; the health of the lists is judged from them again
    ``refused``  the health of lists whose test points could not be asked; None: they were
    """

    zone: str
    lists: tuple[str, ...]
    keyed: bool
    points: dict[str, PointAnswer]
    refused: Health | None
    answers: dict[str, Answer]
    texts: dict[str, str]
    withheld: tuple[str, ...]
    deferred: tuple[str, ...]
    doubts: dict[str, Health]
    changed: dict[str, Verdict]
    disagreements: tuple[str, ...]
    route: Route = "dns"


class Recorded(msgspec.Struct, frozen=True):
    """One question that belongs to no list, and its answer."""

    name: str
    rdtype: RecordType
    answer: Answer


class Bounces(msgspec.Struct, frozen=True, kw_only=True):
    """What was read.

    ``received``     the reports of receivers among it
    ``now``          when the records of their senders were judged, a Unix time
    ``unused_name``  the name that nobody has, by which that was done
    """

    records: tuple[BounceRecord, ...]
    intake: Intake
    now: int
    unused_name: str
    received: Received = Received()


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report is made of. Keys and recipients are masked, and zones that hold a key.

    ``answers``    the DNS answers of records: MX, SPF, DMARC, PTR, addresses
    ``looks``      the look-ups of records in the order in which they ended
    ``bounces``    None: none were read
    ``unanswered`` nothing at all answered in this run
    ``direct``     the lists' own servers were asked, with no resolver between
    ``sources``    what sources over HTTP said
    ``budgets``    lists whose questions of the day are used up, and when they are free again
    ``inspection`` None: it was not asked as ``repcheck domain``
    """

    schema: str
    version: str
    started: str
    seconds: float
    ending: Ending | None
    asked: Asked
    catalog: Catalog
    zones: tuple[Zone, ...]
    answers: tuple[Recorded, ...]
    looks: tuple[Look, ...]
    bounces: Bounces | None
    canary: Canary
    unanswered: bool
    queries: int
    budgets: Mapping[str, datetime]
    sources: tuple[SourceSeen, ...] = ()
    inspection: Inspection | None = None
    direct: bool = False


def encoded(evidence: Evidence) -> bytes:
    """As JSON on one line. Octets of strangers that are not text stay as they are, as surrogate escapes."""
    return json.dumps(msgspec.to_builtins(evidence), separators=(",", ":")).encode("ascii") + b"\n"


def evidence_in(data: bytes, name: str) -> Evidence:
    """The evidence that was read; ``name`` stands for its file in errors.

    Raises UnreadableFile for what is none, is damaged, or is of a newer repcheck.
    """
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"is not evidence of repcheck, or is damaged: {_in_short(error)}", name
        ) from None
    schema = tree.get("schema") if isinstance(tree, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_KIND):
        raise UnreadableFile("is not evidence of repcheck (--save-evidence writes it)", name)
    if schema != SCHEMA:
        what = f"repcheck {__version__} does not know the form {schema[:40]!a}: use a newer one"
        raise UnreadableFile(what, name)
    try:
        evidence = msgspec.convert(tree, Evidence)
    except msgspec.ValidationError as error:
        raise UnreadableFile(f"is damaged: {_in_short(error)}", name) from None
    if (wrong := _wrong(evidence)) is not None:
        raise UnreadableFile(f"is damaged: {wrong}", name)
    return evidence


def _in_short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


def _wrong(evidence: Evidence) -> str | None:
    """What does not fit together; None when all does."""
    known = {entry.id for entry in evidence.catalog.lists}
    named = {*evidence.asked.lists, *(name for zone in evidence.zones for name in zone.lists)}
    if named - known:
        return f'the list "{min(named - known)[:60]}" is asked and not in the catalog'
    if (evidence.asked.command == "domain") != (evidence.inspection is not None):
        return "it does not say what was asked of which domains"
    empty = next((zone.zone for zone in evidence.zones if not zone.lists), None)
    return None if empty is None else f"no list reads {empty[:60]}"


def evidence_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    schema = msgspec.json.schema(Evidence)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Evidence of a run of repcheck",
        **schema,
    }


if __name__ == "__main__":
    (SCHEMAS / "evidence-1.json").write_text(json.dumps(evidence_schema(), indent=1) + "\n", encoding="utf-8")
