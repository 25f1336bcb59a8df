"""BIMI, a draft: a logo beside the mail. It changes no delivery, so nothing here is ever an error."""

from collections.abc import Iterator

from repcheck.model.dns import Answer, Inquiry, Question
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DmarcPolicy, Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.dmarc.record import DmarcRecord
from repcheck.records.tags import beginning_with, say, tags_of

_VERSION = "v=BIMI1"


def bimi_of(domain: str, base: str) -> Inquiry[Answer]:
    """The record of the domain, or that of its organizational domain ``base``, which stands for it."""
    names = dict.fromkeys((domain, base))
    answers = yield tuple(Question(f"default._bimi.{name}", "TXT") for name in names)
    told = (answer for answer in answers if answer.failed or beginning_with(answer, _VERSION))
    return next(told, answers[0])


def bimi_part(answer: Answer, policy: DmarcPolicy, record: DmarcRecord | None) -> Part:
    """Presence and syntax of the record of the selector "default", and whether DMARC lets it count."""
    if answer.failed:
        return Part(name="bimi", state=PartState.UNKNOWN, shown=f"could not be asked ({answer.outcome})")
    records = beginning_with(answer, _VERSION)
    if not records:
        return Part(name="bimi", state=PartState.ABSENT, shown="none")
    tags = tags_of(records[0]) or {}
    logo, mark = tags.get("l", ""), tags.get("a", "")
    if "l" in tags and not logo and not mark:
        return Part(name="bimi", state=PartState.OK, shown="declined", record=records[0])
    findings = tuple(_findings(records, tags, policy, record))
    shown = logo or mark or "names no logo"
    return Part(name="bimi", state=PartState.OK, shown=shown, record=records[0], findings=findings)


def _findings(
    records: list[str], tags: dict[str, str], policy: DmarcPolicy, record: DmarcRecord | None
) -> Iterator[Finding]:
    if len(records) > 1:
        yield say("bimi_several", Severity.INFO, "There are several BIMI records.", "Keep one of them.")
    if not tags.get("l"):
        says = "The BIMI record has no l=, so it neither names a logo nor declines one."
        yield say("bimi_no_logo", Severity.INFO, says, "Name the logo (l=https://...), or decline: l=; a=")
    for tag in ("l", "a"):
        if tags.get(tag) and not tags[tag].lower().startswith("https://"):
            says = f"{tag}= of the BIMI record is not an https: address."
            yield say("bimi_not_https", Severity.INFO, says, "Serve it over https.")
    partly = record is not None and (record.tags.get("pct", "100") != "100" or record.tests)
    if policy.status != "unknown" and (policy.policy not in ("quarantine", "reject") or partly):
        says = "The BIMI record counts for nothing without an enforcing DMARC policy."
        yield say("bimi_without_dmarc", Severity.INFO, says, "Publish p=quarantine or p=reject, without t=y.")
    if not tags.get("a"):
        says = "The BIMI record names no mark certificate, which Gmail and Apple want."
        yield say("bimi_no_certificate", Severity.INFO, says)
