"""The mail servers whose logs are read."""

#: Id, as behind ``--as``, and name. A new kind is a module of its id in ``bounces/logs/kinds/``, with
#: ``LOG``, and its line here. A log is held against them in this order: whose lines another quotes goes
#: after it.
LOG_KINDS = {
    "postfix": "Postfix",
    "sendmail": "Sendmail",
    "opensmtpd": "OpenSMTPD",
    "exim": "Exim",
    "qmail": "qmail",
    "kumomta": "KumoMTA",
    "powermta": "PowerMTA",
}
