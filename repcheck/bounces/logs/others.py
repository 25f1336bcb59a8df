"""Logs and reports of mail that repcheck does not read, so that it can say what it was given."""

import re

from repcheck.patterns import compiled

_LOOKED_AT = 64 * 1024
#: Name, and what a line of it holds. A header of a CSV file is matched at the start.
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, compiled(pattern, re.MULTILINE | re.IGNORECASE))
    for name, pattern in (
        (
            "a Haraka log",
            r"\[(?:info|notice|debug|warn|error|crit|protocol)\] \[[0-9A-F.-]{1,60}\] \[[\w./-]{1,60}\]",
        ),
        (
            "a Stalwart log",
            r"\b(?:INFO|WARN|ERROR|DEBUG|TRACE) [^\n(]{1,120} \([a-z-]{2,30}\.[a-z-]{2,60}\)(?: |$)",
        ),
        (
            "a Maddy log",
            r"\bmaddy(?:\[\d{1,10}\])?: |\b(?:queue|remote_queue|target\.\w{1,30}|remote|submission|smtp)"
            r"(?:/[\w.-]{1,60})?: [^\n{]{3,160}\{[^\n]{0,2000}\"msg_id\":",
        ),
        (
            "a ZoneMTA log",
            r"\bzone-?mta(?:\[\d{1,10}\])?: |\b(?:Sender|Queue|Feeder)/[\w.-]{1,60}[\[/]\d{1,10}",
        ),
        (
            "a Postal log",
            r"\bpostal[\w.-]{0,40}(?:\[\d{1,10}\])?: |\bcomponent=(?:smtp-server|smtp-sender|worker)\b"
            r"|\[(?:smtp-server|unqueue_message|message_dequeuer)[:\]]",
        ),
        (
            "a message trace of Microsoft 365",
            r"\A[^\n]{0,400}\b(?:origin_timestamp_utc|recipient_status|message_trace_id|MessageTraceId)\b"
            r"|\A[^\n]{0,200}(?:received|date)[^\n]{0,200}sender.?address[^\n]{0,200}recipient.?address[^\n]{0,200}status",
        ),
        (
            "a log export of Google Workspace",
            r"\A[^\n]{0,400}\bmessage id\b[^\n]{0,600}\b(?:event status|start date|from \(header)",
        ),
        (
            "a protocol log of Exchange",
            r"\A#Software: Microsoft Exchange[^\n]{0,40}\n(?:#[^\n]{0,200}\n){0,4}?#Log-type: SMTP",
        ),
        ("a message tracking log of Exchange", r"\A#Software: Microsoft Exchange"),
        ("a file of events of MailerSend", r"\"type\":\s{0,4}\"activity\.\w{3,40}\""),
        ("a file of events of Azure Communication Services", r"\"Microsoft\.Communication\.Email\w{5,60}\""),
        (
            "a file of events of Elastic Email",
            r"\A[\s\[]{0,20}\{(?=[^}]{0,2000}\"messageid\")(?=[^}]{0,2000}\"category\")[^}]{0,2000}\"status\":",
        ),
        ("a log of Courier", r"\bcourier(?:esmtp|local|d)(?:\[\d{1,10}\])?: "),
    )
)


def other_log(head: bytes) -> str | None:
    """What a file that begins so looks like ("a Haraka log"); None: nothing that is known here either."""
    text = head[:_LOOKED_AT].decode("utf-8", "replace").removeprefix("\ufeff")
    return next((name for name, pattern in _OTHERS if pattern.search(text)), None)
