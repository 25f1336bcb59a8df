"""The SPF record of a domain (RFC 7208 4.4, 4.5)."""

from repcheck.model.dns import Answer, Inquiry, Question
from repcheck.model.records import SpfRecord
from repcheck.records.spf.syntax.terms import selected


def spf_record_of(domain: str) -> Inquiry[SpfRecord]:
    """The one record that counts. Octets that are not ASCII come as U+FFFD in its text."""
    (answer,) = yield (Question(domain, "TXT"),)
    return select_record(answer)


def select_record(answer: Answer) -> SpfRecord:
    """What the TXT records of a name hold."""
    if answer.failed:
        return SpfRecord(status="unknown", outcome=answer.outcome)
    if answer.absent:
        return SpfRecord(status="none", outcome=answer.outcome)
    found = [text for text in answer.records if selected(text)]
    if not found:
        return SpfRecord(status="none")
    if len(found) > 1:
        return SpfRecord(status="several")
    # A lone surrogate cannot be written into any output; U+FFFD still shows that the record is not ASCII.
    return SpfRecord(status="ok", text="".join(c if c.isascii() else "\ufffd" for c in found[0]))


def no_record(record: SpfRecord) -> str:
    """Why there is no record to follow, for a person."""
    if record.status == "unknown":
        return f"could not be asked ({record.outcome})"
    return "several SPF records, which is an error" if record.status == "several" else "no SPF record there"
