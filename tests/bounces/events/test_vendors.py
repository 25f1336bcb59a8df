"""Each service's events, and each entry of each service's table, against what they are to become."""

from collections.abc import Callable, Iterable
from typing import Any

from repcheck.bounces.events import replies_of_event
from repcheck.bounces.events.services import (
    brevo,
    mailgun,
    mailjet,
    mandrill,
    postmark,
    resend,
    sendgrid,
    ses,
    sparkpost,
    zoho,
)
from tests.bounces.events import samples
from tests.bounces.events.reading import outcome, record_of
from tests.bounces.events.samples import BLOCKED_TEXT, EVERY_KIND, UNKNOWN_TEXT, Json
from tests.bounces.events.tables import (
    BREVO_EVENTS,
    HARD,
    MAILGUN_EVENTS,
    MAILGUN_REASONS,
    MAILGUN_TYPES,
    MAILJET_ERRORS,
    MAILJET_EVENTS,
    MAILJET_RELATED,
    MANDRILL_DESCRIPTIONS,
    MANDRILL_EVENTS,
    POSTMARK_TYPES,
    RESEND_EVENTS,
    SENDGRID_CLASSES,
    SENDGRID_EVENTS,
    SENDGRID_TYPES,
    SES_DELAYS,
    SES_SUBTYPES,
    SES_TYPES,
    SOFT,
    SPARKPOST_CLASSES,
    SPARKPOST_EVENTS,
    Rows,
)
from tests.support.tables import each


@each("kind", EVERY_KIND)
def test_a_refusal_for_a_list_is_one_whoever_sent_the_mail(kind: str) -> None:
    record = record_of(EVERY_KIND[kind])
    assert record.esp == kind
    assert (record.kind, record.category, record.hard, record.sender_blocked) == (
        "bounce", "blocked", False, True,
    )  # fmt: skip
    assert (record.cited_lists, record.recipient) == (("spamcop",), "kai@corp.example.net")
    assert (record.status_code, record.enhanced_status) == (554, "5.7.1")
    assert record.source_ip == "198.51.100.25"
    assert record.diagnostic == BLOCKED_TEXT
    assert record.time == ("2026-11-16T09:00:05Z" if kind != "zoho" else None)
    assert record.remote_mta == {
        "ses": "203.0.113.7",
        "mailgun": "mx.corp.example.net",
        "sparkpost": "203.0.113.7",
        "mandrill": "203.0.113.7",
    }.get(kind)


def with_text(kind: str, text: str) -> Json:
    """An event that its service takes for a bad address, with this reply."""
    return {
        "ses": samples.ses_bounce("Permanent", "NoEmail", text),
        "sendgrid": samples.sendgrid(
            "bounce", type="bounce", bounce_classification="Invalid Address", reason=text
        ),
        "mailgun": samples.mailgun("failed", {"message": text, "bounce-type": "hard"}, severity="permanent"),
        "postmark": samples.postmark("Bounce", Type="BadEmailAddress", Details=text),
        "sparkpost": samples.sparkpost("bounce", bounce_class="10", reason=text),
        "brevo": samples.brevo("hard_bounce", reason=text),
        "mailjet": samples.mailjet("bounce", error="user unknown", hard_bounce=True, comment=text),
        "mandrill": samples.mandrill("hard_bounce", bounce_description="bad_mailbox", diag=text),
        "resend": samples.resend(
            "email.bounced", bounce={"type": "Permanent", "subType": "NoEmail", "message": text}
        ),
        "zoho": samples.zoho(bounce_type="hardbounce", bounce_reason=text),
    }[kind]


@each("kind", EVERY_KIND)
def test_the_words_of_the_server_win_over_the_service(kind: str) -> None:
    assert outcome(with_text(kind, BLOCKED_TEXT)) == "bounce blocked soft blocked"
    assert outcome(with_text(kind, UNKNOWN_TEXT)) == "bounce nonexistent hard not-blocked"
    assert outcome(with_text(kind, "552 5.2.2 Mailbox full")) == "bounce mailbox-full soft not-blocked"


def _ses_type(kind: str) -> Json:
    return samples.ses_bounce(kind, "General", "")


def _ses_delay(kind: str) -> Json:
    who = [{"emailAddress": "kai@corp.example.net", "status": "4.0.0", "diagnosticCode": ""}]
    return samples.ses("DeliveryDelay", {"delayType": kind, "delayedRecipients": who})


def _mailjet_error(error: str) -> Json:
    return samples.mailjet("bounce", error=error, error_related_to="recipient")


TABLES: list[tuple[Iterable[Any], Rows, Callable[[Any], object]]] = [
    (ses.BOUNCE_TYPES, SES_TYPES, _ses_type),
    (ses.BOUNCE_SUBTYPES, SES_SUBTYPES, lambda names: samples.ses_bounce(*names)),
    (ses.DELAY_TYPES, SES_DELAYS, _ses_delay),
    (sendgrid.EVENTS, SENDGRID_EVENTS, samples.sendgrid),
    (sendgrid.BOUNCE_TYPES, SENDGRID_TYPES, lambda kind: samples.sendgrid("bounce", type=kind)),
    (
        sendgrid.CLASSIFICATIONS,
        SENDGRID_CLASSES,
        lambda name: samples.sendgrid("bounce", type="bounce", bounce_classification=name.title()),
    ),
    (mailgun.EVENTS, MAILGUN_EVENTS, samples.mailgun),
    (
        mailgun.REASONS,
        MAILGUN_REASONS,
        lambda reason: samples.mailgun("failed", severity="permanent", reason=reason),
    ),
    (
        mailgun.BOUNCE_TYPES,
        MAILGUN_TYPES,
        lambda kind: samples.mailgun("failed", {"bounce-type": kind}, reason="generic"),
    ),
    (
        [(name, code) for name, (code, _) in postmark.TYPES.items()],
        POSTMARK_TYPES,
        lambda entry: samples.postmark("Bounce", Type=entry[0]),
    ),
    (
        [(name, code) for name, (code, _) in postmark.TYPES.items()],
        POSTMARK_TYPES,
        lambda entry: samples.postmark("Bounce", TypeCode=entry[1]),
    ),
    (sparkpost.EVENTS, SPARKPOST_EVENTS, samples.sparkpost),
    (
        sparkpost.BOUNCE_CLASSES,
        SPARKPOST_CLASSES,
        lambda number: samples.sparkpost("bounce", bounce_class=number),
    ),
    (brevo.EVENTS, BREVO_EVENTS, samples.brevo),
    (mailjet.EVENTS, MAILJET_EVENTS, samples.mailjet),
    (mailjet.ERRORS, MAILJET_ERRORS, _mailjet_error),
    (
        mailjet.RELATED_TO,
        MAILJET_RELATED,
        lambda word: samples.mailjet("bounce", error="new", error_related_to=word),
    ),
    (mandrill.EVENTS, MANDRILL_EVENTS, samples.mandrill),
    (
        mandrill.DESCRIPTIONS,
        MANDRILL_DESCRIPTIONS,
        lambda word: samples.mandrill("soft_bounce", bounce_description=word),
    ),
    (resend.EVENTS, RESEND_EVENTS, samples.resend),
    (zoho.BOUNCE_TYPES, {"hard": HARD, "soft": SOFT}, lambda kind: samples.zoho(bounce_type=f"{kind}bounce")),
]


@each(
    "event, expected", [(make(name), expected) for _, rows, make in TABLES for name, expected in rows.items()]
)
def test_each_entry_of_each_table(event: object, expected: str) -> None:
    assert (outcome(event) if expected else replies_of_event("f", event)) == (expected or ())


def test_no_entry_of_a_table_is_without_its_row() -> None:
    for table, rows, _ in TABLES:
        assert set(table) == set(rows)
