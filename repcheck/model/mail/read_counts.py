"""What was read to come to the records of a run."""

import msgspec


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """How much was read.

    ``files``       files, mailboxes and streams that something was read from; a Maildir counts each mail
    ``unreadable``  those that could not be opened or unpacked, or hold nothing that is known here
    ``mails``       mails, whether they are bounces or not
    ``log_lines``   lines of MTA logs, whether they report a delivery or not
    ``events``      webhook events, whether they report a failure or not
    ``replies``     bare replies, each in a file of its own
    ``reports``     DMARC and TLS reports of receivers, in files or mails
    ``stored``      records that earlier runs stored, of the time that was asked for
    ``sent``        deliveries that the logs report, failed ones too; None: no log was read
    """

    files: int = 0
    unreadable: int = 0
    mails: int = 0
    log_lines: int = 0
    events: int = 0
    replies: int = 0
    reports: int = 0
    stored: int = 0
    sent: int | None = None
