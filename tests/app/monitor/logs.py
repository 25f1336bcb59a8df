"""Lines of a mail log that grows and rotates."""

from pathlib import Path

LINE = (
    "{at} mx postfix/smtp[7]: {id:06X}: to=<a@example.net>, relay=mx.example.net[198.51.100.1]:25, delay=1, "
    "delays=0/0/1/0, dsn=5.7.1, status=bounced (host mx.example.net[198.51.100.1] said: 550 5.7.1 Service "
    "unavailable; client [203.0.113.5] blocked using alpha.bl.example (in reply to RCPT TO command))\n"
)


def rotate(log: Path) -> None:
    """As logrotate does, and none is deleted: what nobody has read yet would be lost with it."""
    count = len(list(log.parent.glob("mail.log.*")))
    for number in range(count, 0, -1):
        log.with_name(f"mail.log.{number}").rename(log.with_name(f"mail.log.{number + 1}"))
    log.rename(log.with_name("mail.log.1"))
