"""Made-up events, one maker for each service: the fields are the services', the names RFC 2606's."""

import json
from typing import Any

Json = dict[str, Any]

BLOCKED_TEXT = (
    "554 5.7.1 Service unavailable; Client host [198.51.100.25] blocked using bl.spamcop.net; "
    "Blocked - see https://www.spamcop.net/bl.shtml?198.51.100.25"
)
UNKNOWN_TEXT = "550 5.1.1 <kai@corp.example.net>: Recipient address rejected: User unknown"


def ses_bounce(kind: str, subtype: str, text: str | None = None, **who: str) -> Json:
    recipient = {"emailAddress": "kai@corp.example.net", **who}
    if text is not None:
        recipient |= {"action": "failed", "status": "5.0.0", "diagnosticCode": f"smtp; {text}"}
    return {
        "notificationType": "Bounce",
        "bounce": {
            "feedbackId": "0100-feedback",
            "bounceType": kind,
            "bounceSubType": subtype,
            "bouncedRecipients": [recipient],
            "timestamp": "2026-11-16T09:00:05.123Z",
            "remoteMtaIp": "203.0.113.7",
            "reportingMTA": "dsn; a8-70.smtp-out.ses.example",
        },
        "mail": {
            "timestamp": "2026-11-16T09:00:01.000Z",
            "messageId": "0100-message",
            "source": "news@example.com",
            "sourceIp": "192.0.2.200",
            "destination": ["kai@corp.example.net"],
        },
    }


def ses(event: str, body: Json) -> Json:
    """Event publishing, as against notifications."""
    name = event[0].lower() + event[1:]
    mail = {"messageId": "0100-message", "destination": ["kai@corp.example.net"]}
    return {"eventType": event, name: {"timestamp": "2026-11-16T09:00:05.000Z", **body}, "mail": mail}


def sns(event: Json) -> Json:
    return {
        "Type": "Notification",
        "MessageId": "sns-1",
        "TopicArn": "arn:aws:sns:eu-example-1:000000000000:bounces",
        "Message": json.dumps(event),
        "Timestamp": "2026-11-16T09:00:06.000Z",
        "UnsubscribeURL": "https://sns.example/",
    }


def sendgrid(event: str, **more: Any) -> Json:
    return {
        "email": "kai@corp.example.net",
        "timestamp": 1794819605,
        "smtp-id": "<1@example.com>",
        "event": event,
        "ip": "198.51.100.25",
        "sg_event_id": f"event-{event}",
        "sg_message_id": "message-1.filter",
        **more,
    }


def mailgun(event: str, status: Json | None = None, **more: Any) -> Json:
    data = {
        "event": event,
        "id": "mailgun-1",
        "timestamp": 1794819605.25,
        "log-level": "error",
        "recipient": "kai@corp.example.net",
        "envelope": {"sender": "a@example.com", "sending-ip": "198.51.100.25", "transport": "smtp"},
        "delivery-status": {"mx-host": "mx.corp.example.net", "attempt-no": 1, **(status or {})},
        **more,
    }
    return {"signature": {"timestamp": "1794819605", "token": "t", "signature": "s"}, "event-data": data}


def postmark(record: str, **more: Any) -> Json:
    return {
        "RecordType": record,
        "ID": 42,
        "MessageID": "00000000-0000-0000-0000-000000000001",
        "ServerID": 1,
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox full).",
        "Email": "kai@corp.example.net",
        "BouncedAt": "2026-11-16T09:00:05.1234567Z",
        "Details": "",
        "Inactive": True,
        **more,
    }


def sparkpost(kind: str, **more: Any) -> Json:
    inner = {
        "type": kind,
        "event_id": "9001",
        "rcpt_to": "kai@corp.example.net",
        "raw_rcpt_to": "Kai@corp.example.net",
        "timestamp": "1794819605",
        "sending_ip": "198.51.100.25",
        "ip_address": "203.0.113.7",
        **more,
    }
    return {"msys": {"message_event": inner}}


def brevo(event: str, **more: Any) -> Json:
    return {
        "event": event,
        "email": "kai@corp.example.net",
        "id": 7,
        "date": "2026-11-16 10:00:05",
        "ts_event": 1794819605,
        "message-id": "<1@example.com>",
        "sending_ip": "198.51.100.25",
        **more,
    }


def mailjet(event: str, **more: Any) -> Json:
    return {
        "event": event,
        "time": 1794819605,
        "MessageID": 13792286917004336,
        "email": "kai@corp.example.net",
        "mj_campaign_id": 0,
        "mj_contact_id": 320,
        **more,
    }


def mandrill(event: str, **message: Any) -> Json:
    return {
        "event": event,
        "ts": 1794819605,
        "_id": "mandrill-1",
        "msg": {"_id": "mandrill-1", "email": "kai@corp.example.net", "sender": "a@example.com", **message},
    }


def resend(event: str, **data: Any) -> Json:
    return {
        "type": event,
        "created_at": "2026-11-16T09:00:05.000Z",
        "data": {"email_id": "resend-1", "from": "a@example.com", "to": ["kai@corp.example.net"], **data},
    }


def zoho(**more: Any) -> Json:
    return {"contact_email": "kai@corp.example.net", "sending_ip": "198.51.100.25", **more}


EVERY_KIND: dict[str, Json] = {
    "ses": ses_bounce("Permanent", "General", BLOCKED_TEXT),
    "sendgrid": sendgrid("bounce", type="blocked", reason=BLOCKED_TEXT, status="5.7.1"),
    "mailgun": mailgun(
        "failed", {"code": 554, "message": BLOCKED_TEXT}, severity="permanent", reason="bounce"
    ),
    "postmark": postmark("Bounce", Type="Blocked", TypeCode=100006, Details=f"smtp;{BLOCKED_TEXT}"),
    "sparkpost": sparkpost("bounce", bounce_class="51", raw_reason=BLOCKED_TEXT, error_code="554"),
    "brevo": brevo("soft_bounce", reason=BLOCKED_TEXT),
    "mailjet": mailjet("bounce", hard_bounce=False, comment=BLOCKED_TEXT, error="sender blocked"),
    "mandrill": mandrill(
        "soft_bounce",
        bounce_description="general",
        diag=f"smtp;{BLOCKED_TEXT}",
        smtp_events=[{"ts": 1, "source_ip": "198.51.100.25", "destination_ip": "203.0.113.7", "diag": "x"}],
    ),
    "resend": resend(
        "email.bounced", bounce={"type": "Transient", "subType": "General", "message": BLOCKED_TEXT}
    ),
    "zoho": zoho(
        bounce_type="softbounce",
        bounce_code="554",
        bounce_extended_code="5.7.1",
        bounce_reason=BLOCKED_TEXT.removeprefix("554 "),
    ),
}
