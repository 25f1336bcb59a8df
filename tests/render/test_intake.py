"""How much was read, in one sentence."""

from repcheck.model.mail.read_counts import Intake
from repcheck.render.text.intake import intake_line
from tests.support.tables import each


@each(
    "intake, said",
    [
        (Intake(), "Read: nothing."),
        (Intake(mails=1, unreadable=1), "Read: 1 mail. 1 file could not be read."),
        (Intake(log_lines=3, sent=2), "Read: 3 log lines (2 deliveries tried)."),
        (Intake(log_lines=0, sent=0), "Read: 0 log lines (0 deliveries tried)."),
        (Intake(replies=5, sent=3), "Read: 5 replies (3 deliveries tried)."),
        (Intake(log_lines=1, replies=5, sent=3), "Read: 1 log line (3 deliveries tried), 5 replies."),
        (Intake(replies=1), "Read: 1 reply."),
    ],
)
def test_what_was_read_is_one_sentence(intake: Intake, said: str) -> None:
    assert intake_line(intake) == said
