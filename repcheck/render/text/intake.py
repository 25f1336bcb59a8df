"""What was read, in one sentence."""

from repcheck.model.mail.read_counts import Intake
from repcheck.model.report import Report
from repcheck.words.text import count, joined


def nothing_bounced(report: Report) -> str:
    """What is said where no bounce was found: what the reports of receivers tell, if any were read."""
    if not report.received.domains:
        return "No bounce was found in what was read."
    sources = [source for domain in report.received.domains for source in domain.sources]
    messages, lost = sum(one.messages for one in sources), sum(one.lost for one in sources)
    names = joined([domain.domain for domain in report.received.domains])
    seen = f"Receivers report {count(messages, 'message')} sent as {names}"
    if not lost:
        return f"{seen}: none was refused for DMARC."
    own = sum(cause.bounces for cause in report.causes if cause.reported)
    yours = f"{own:,} of them from servers of yours" if own else "none of them from a server known as yours"
    return f"{seen}: {lost:,} refused or set aside for DMARC, {yours}."


def intake_line(intake: Intake) -> str:
    """How much was read, and what could not be."""
    parts = []
    if intake.mails:
        parts.append(count(intake.mails, "mail"))
    tried = "" if intake.sent is None else f" ({count(intake.sent, 'delivery', 'deliveries')} tried)"
    if intake.log_lines or (intake.sent is not None and not intake.replies):
        parts.append(count(intake.log_lines, "log line") + tried)
        tried = ""
    if intake.events:
        parts.append(count(intake.events, "event"))
    if intake.replies:
        parts.append(count(intake.replies, "reply", "replies") + tried)
    if intake.reports:
        parts.append(count(intake.reports, "report") + " of receivers (DMARC or TLS)")
    if intake.stored:
        parts.append(count(intake.stored, "stored record"))
    said = f"Read: {', '.join(parts) or 'nothing'}."
    if intake.unreadable:
        said += f" {count(intake.unreadable, 'file')} could not be read."
    return said
