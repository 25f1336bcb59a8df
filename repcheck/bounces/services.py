"""The services that send mail for their customers, and whose events are read."""

#: Id, as in ``BounceRecord.esp`` and behind ``--as``, and name. A new service is a module of its id in
#: ``bounces/events/services/``, with ``is_event`` and ``replies``, and its line here. Shapes of events are
#: tried in this order: what only one service writes goes first.
SERVICES = {
    "ses": "Amazon SES",
    "resend": "Resend",
    "postmark": "Postmark",
    "sendgrid": "SendGrid",
    "mailgun": "Mailgun",
    "mandrill": "Mandrill",
    "mailjet": "Mailjet",
    "brevo": "Brevo",
    "sparkpost": "SparkPost",
    "zoho": "Zoho",
}
