"""What a table alone does not tell: exceptions of each service, and the fields beside the category."""

import json
from typing import Any

from repcheck.bounces.events import event_kind, replies_of_event
from repcheck.bounces.events.fields import moment
from repcheck.bounces.reply.judge import Reply
from repcheck.model.bounces import BounceRecord
from tests.bounces.events import samples
from tests.bounces.events.reading import outcome, record_of
from tests.bounces.events.samples import BLOCKED_TEXT, UNKNOWN_TEXT, Json
from tests.support.tables import each


def reply_of(event: object) -> Reply:
    (reply,) = replies_of_event("f", event)
    return reply


def test_out_of_office_replies_come_from_ses_as_transient_bounces_without_a_servers_reply() -> None:
    assert outcome(samples.ses_bounce("Transient", "General")) == "autoreply ?"
    assert outcome(samples.ses_bounce("Transient", "General", status="5.0.0")) == "bounce other soft ?"
    assert outcome(samples.ses_bounce("Permanent", "General")) == "bounce other hard ?"


def test_ses_says_for_each_recipient_whether_it_still_tries() -> None:
    event = samples.ses_bounce("Transient", "MailboxFull", action="delayed", diagnosticCode="452 4.2.2 full")
    assert outcome(event) == "delayed not-blocked"


def test_ses_names_all_recipients_of_a_bounce() -> None:
    event = samples.ses_bounce("Permanent", "General")
    event["bounce"]["bouncedRecipients"] = [
        {"emailAddress": "kai@corp.example.net", "diagnosticCode": f"smtp; {UNKNOWN_TEXT}"},
        {"emailAddress": "Ann <ann@corp.example.net>", "diagnosticCode": f"smtp; {BLOCKED_TEXT}"},
    ]
    first, second = replies_of_event("f", event)
    assert (first.recipient, second.recipient) == ("kai@corp.example.net", "ann@corp.example.net")
    assert (first.diagnostic, second.diagnostic) == (UNKNOWN_TEXT, BLOCKED_TEXT)
    assert first.event != second.event


def test_the_address_that_handed_a_mail_to_ses_is_not_what_it_was_sent_from() -> None:
    assert record_of(samples.ses_bounce("Permanent", "General", UNKNOWN_TEXT)).source_ip is None


def test_complaints_say_their_type_and_deliveries_their_servers_answer() -> None:
    who = [{"emailAddress": "kai@corp.example.net"}]
    body = {"complainedRecipients": who, "complaintFeedbackType": "fraud"}
    complaint = record_of(samples.ses("Complaint", body))
    assert (complaint.kind, complaint.diagnostic) == ("feedback", "Feedback-Type: fraud")
    body = {"recipients": ["kai@corp.example.net"], "smtpResponse": "250 2.6.0 Message received"}
    delivery = record_of(samples.ses("Delivery", body))
    assert (delivery.kind, delivery.diagnostic) == ("delivered", "250 2.6.0 Message received")
    rejected = record_of(samples.ses("Reject", {"reason": "Bad content"}))
    assert (rejected.recipient, rejected.suppressed) == ("kai@corp.example.net", True)


@each(
    "event",
    [
        samples.sendgrid("bounce", type="blocked", reason="550 5.7.1 mail not wanted"),
        samples.mailgun("failed", {"code": 550, "message": "5.7.1 mail not wanted"}, reason="generic"),
        samples.sparkpost("bounce", bounce_class="50", reason="550 5.7.1 mail not wanted"),
        samples.brevo("soft_bounce", reason="550 5.7.1 mail not wanted"),
        samples.mandrill(
            "soft_bounce", smtp_events=[{"source_ip": "198.51.100.25", "diag": "550 5.7.1 mail not wanted"}]
        ),
        samples.zoho(bounce_code=550, bounce_reason="5.7.1 mail not wanted"),
    ],
)
def test_the_sending_address_is_kept_though_the_reply_does_not_name_it(event: Json) -> None:
    record = record_of(event)
    assert (record.source_ip, record.status_code, record.enhanced_status) == ("198.51.100.25", 550, "5.7.1")
    assert record.diagnostic == "550 5.7.1 mail not wanted"


@each(
    "event, expected",
    [
        (samples.mailgun("failed", severity="temporary", reason="greylisted"), "delayed not-blocked"),
        (samples.mailgun("failed", severity="temporary", reason="espblock"), "delayed blocked"),
        (
            samples.mailgun("failed", severity="temporary", reason="suppress-bounce"),
            "bounce policy ? not-blocked suppressed",
        ),
        (samples.sparkpost("delay", bounce_class="51"), "delayed blocked"),
        (samples.sparkpost("delay", bounce_class="25"), "delayed not-blocked"),
        (samples.sparkpost("out_of_band", bounce_class="10"), "bounce nonexistent hard not-blocked"),
        (samples.brevo("blocked", reason="blocked : due to blacklist user"),
         "bounce policy ? not-blocked suppressed"),
        (samples.brevo("blocked", reason=BLOCKED_TEXT), "bounce blocked soft blocked"),
        (samples.mailjet("bounce", error="user unknown", hard_bounce=False),
         "bounce nonexistent soft not-blocked"),
        (samples.mailjet("bounce", error="sender blocked", hard_bounce=True), "bounce blocked soft blocked"),
        (samples.mailjet("bounce", error="something new", hard_bounce=True), "bounce other hard ?"),
        (samples.mailjet("blocked", error="user unknown", error_related_to="recipient"),
         "bounce policy ? not-blocked suppressed"),
        (samples.sendgrid("dropped", reason="Bounced Address", type="bounce"),
         "bounce policy ? not-blocked suppressed"),
        (samples.sendgrid("deferred", response="451 4.7.1 greylisted, try later"), "delayed not-blocked"),
        (samples.postmark("SpamComplaint", Details=BLOCKED_TEXT), "feedback ?"),
        (samples.postmark("Delivery", Email=None, Recipient="kai@corp.example.net"), "delivered ?"),
        (samples.postmark("Bounce", Type="FromNextYear", TypeCode=7), "bounce other ? ?"),
        (samples.ses_bounce("FromNextYear", "New", status="5.0.0"), "bounce other ? ?"),
        (samples.resend("email.bounced", bounce={"type": "Permanent", "subType": "Suppressed"}),
         "bounce policy ? not-blocked suppressed"),
    ],
)  # fmt: skip
def test_exceptions(event: Json, expected: str) -> None:
    assert outcome(event) == expected


def test_a_description_of_all_that_a_type_may_mean_is_no_reply() -> None:
    record = record_of(samples.postmark("Bounce", Type="SoftBounce", TypeCode=4096))
    assert (record.category, record.diagnostic) == ("other", "")
    prose = "The recipient's server sent a hard bounce: user unknown, or it is blocked."
    record = record_of(samples.resend("email.bounced", bounce={"type": "Transient", "message": prose}))
    assert (record.category, record.diagnostic) == ("other", "")


def test_codes_that_smtp_does_not_have_are_not_put_before_a_reply() -> None:
    event = samples.mailgun("failed", {"code": 605, "description": "Not delivering to it"}, reason="old")
    assert record_of(event).status_code is None
    event = samples.mailgun("failed", {"code": 498, "message": "No MX for corp.example.net"})
    assert record_of(event).diagnostic == "No MX for corp.example.net"


@each(
    "event, rule",
    [
        (samples.ses_bounce("Permanent", "NoEmail"), "ses Permanent/NoEmail"),
        (samples.sendgrid("bounce", type="blocked", bounce_classification="Reputation"),
         "sendgrid blocked/Reputation"),
        (samples.mailgun("failed", severity="permanent", reason="espblock"), "mailgun permanent/espblock"),
        (samples.postmark("Bounce", TypeCode=512), "postmark 512"),
        (samples.sparkpost("bounce", bounce_class="51"), "sparkpost bounce/51"),
        (samples.brevo("hard_bounce"), "brevo hard_bounce"),
        (samples.mailjet("blocked", error_related_to="mailjet", error="preblocked"),
         "mailjet blocked/mailjet/preblocked"),
        (samples.mandrill("reject", reject={"reason": "hard-bounce"}), "mandrill reject/hard-bounce"),
        (samples.resend("email.bounced", bounce={"type": "Permanent", "subType": "NoEmail"}),
         "resend Permanent/NoEmail"),
        (samples.zoho(bounce_type="hard\x1b[2J"), "zoho hard2J"),
    ],
)  # fmt: skip
def test_the_rule_names_the_services_own_words(event: Json, rule: str) -> None:
    hint = reply_of(event).hint
    assert hint is not None
    assert hint.rule == rule


@each(
    "event",
    [
        samples.sendgrid("open"),
        samples.mailgun("accepted"),
        samples.postmark("Open"),
        samples.sparkpost("injection"),
        samples.brevo("unique_opened"),
        samples.mailjet("click"),
        samples.mandrill("send"),
        samples.resend("email.opened"),
        samples.ses("Open", {"ipAddress": "192.0.2.1"}),
        {"Type": "SubscriptionConfirmation", "Token": "t", "Message": "You have chosen to subscribe"},
        samples.sns({"alarm": "disk full"}),
        {"kind": "bounce", "recipient": "kai@corp.example.net", "diagnostic": UNKNOWN_TEXT},
    ],
)
def test_what_tells_no_outcome_of_a_mail_gives_nothing(event: Json) -> None:
    assert replies_of_event("f", event) == ()


@each(
    "value, expected",
    [
        (1794819605, "2026-11-16T09:00:05Z"),
        (1794819605.75, "2026-11-16T09:00:05Z"),
        ("1794819605", "2026-11-16T09:00:05Z"),
        (1794819605000, "2026-11-16T09:00:05Z"),
        (1794819605000000, "2026-11-16T09:00:05Z"),
        ("2026-11-16T09:00:05.1234567Z", "2026-11-16T09:00:05Z"),
        ("2026-11-16T10:00:05+01:00", "2026-11-16T09:00:05Z"),
        ("2026-11-16 09:00:05.894719+00", "2026-11-16T09:00:05Z"),
        ("2026-11-16 09:00:05", "2026-11-16T09:00:05Z"),
        ("Mon, 16 Nov 2026 10:00:05 +0100", "2026-11-16T09:00:05Z"),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (-5, None),
        (10**40, None),
        ("9999999999999999999999", None),
        ("0001-01-01T00:00:00+14:00", None),
        ({}, None),
    ],
)
def test_times(value: object, expected: str | None) -> None:
    assert moment(value) == expected


def test_texts_are_bounded_and_valid() -> None:
    record: BounceRecord = record_of(samples.sendgrid("bounce", reason="550 \ud800 " + "x" * 100_000))
    assert len(record.diagnostic) <= 2000
    record.diagnostic.encode()


def aws(event: dict[str, Any]) -> dict[str, Any]:
    """What an event of SES is found in, where others hand it on."""
    body = json.dumps(samples.sns(event))
    return {
        "queue": {"Messages": [{"MessageId": "1", "ReceiptHandle": "r", "Body": body}]},
        "queue, raw delivery": {"Messages": [{"MessageId": "1", "Body": json.dumps(event)}]},
        "function behind a queue": {"Records": [{"messageId": "1", "body": body, "eventSource": "aws:sqs"}]},
        "function behind a topic": {"Records": [{"EventSource": "aws:sns", "Sns": samples.sns(event)}]},
        "log": {"events": [{"timestamp": 1794819605000, "message": json.dumps(event)}]},
        "log behind a topic": {"logEvents": [{"id": "1", "message": json.dumps(samples.sns(event))}]},
        "array of queues": [{"Messages": [{"Body": body}]}],
    }


@each("name", aws({}))
def test_ses_handed_on_by_other_services(name: str) -> None:
    document = aws(samples.ses_bounce("Permanent", "NoEmail", samples.UNKNOWN_TEXT))[name]
    (reply,) = replies_of_event("f", document)
    assert (reply.esp, reply.recipient) == ("ses", "kai@corp.example.net")
    assert event_kind(json.dumps(document).encode()) == "ses"
    assert event_kind(json.dumps(document, indent=2).encode()) == "ses"


def test_zeptomail_nests_its_details() -> None:
    document = {
        "event_name": ["hardbounce"],
        "event_message": [
            {
                "request_id": "1",
                "event_data": [
                    {
                        "object": "hardbounce",
                        "details": [
                            {
                                "reason": "Mailbox does not exist",
                                "diagnostic_message": samples.UNKNOWN_TEXT,
                                "bounced_recipient": recipient,
                                "time": "2026-11-16T09:00:05Z",
                            }
                            for recipient in ("kai@corp.example.net", "ann@corp.example.net")
                        ],
                    }
                ],
            }
        ],
    }
    replies = replies_of_event("f", document)
    assert [reply.recipient for reply in replies] == ["kai@corp.example.net", "ann@corp.example.net"]
    assert {(reply.esp, reply.diagnostic, reply.time) for reply in replies} == {
        ("zoho", samples.UNKNOWN_TEXT, "2026-11-16T09:00:05Z")
    }
    assert event_kind(json.dumps(document).encode()) == "zoho"
    assert replies_of_event("f", {"event_message": [{"event_data": [{"details": [{}]}]}]}) == ()
