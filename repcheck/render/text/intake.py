"""What was read, in one sentence."""

from repcheck.model.mail.read_counts import Intake
from repcheck.words.text import count


def intake_line(intake: Intake) -> str:
    """How much was read, and what could not be."""
    parts = []
    if intake.mails:
        parts.append(count(intake.mails, "mail"))
    if intake.log_lines or intake.sent is not None:
        tried = "" if intake.sent is None else f" ({count(intake.sent, 'delivery', 'deliveries')} tried)"
        parts.append(count(intake.log_lines, "log line") + tried)
    if intake.events:
        parts.append(count(intake.events, "event"))
    if intake.replies:
        parts.append(count(intake.replies, "reply", "replies"))
    said = f"Read: {', '.join(parts) or 'nothing'}."
    if intake.unreadable:
        said += f" {count(intake.unreadable, 'file')} could not be read."
    return said
