"""Metrics of list hygiene: rates and counts, and nobody's address."""

from collections import Counter

from repcheck.model.mail.hygiene import HygieneReport
from repcheck.render.metrics.families import Metric, about_run, one, text_of
from repcheck.render.view import View

_SHARES = ("bounced", "hard", "soft", "sender_blocked", "unclear", "complaints")


def shown(report: HygieneReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    found, rates = report.hygiene, report.hygiene.rates
    shares = [(name, getattr(rates, name)) for name in _SHARES]
    counts = tuple(((name,), float(share.count)) for name, share in shares)
    known = tuple(((name,), share.rate) for name, share in shares if share.rate is not None)
    advice = Counter((one.action, one.reason) for one in found.advice)
    metrics = [
        one("repcheck_bounce_records_read", found.records, "Bounce records that were read."),
        Metric(
            "repcheck_bounces",
            "Failed deliveries by kind; bounced is the sum of the four kinds.",
            ("kind",),
            counts,
        ),
        Metric("repcheck_bounces_ratio", "Share of the mail that was sent.", ("kind",), known),
        Metric(
            "repcheck_list_addresses",
            "Addresses of the mailing list to remove or to look at.",
            ("action", "reason"),
            tuple((names, float(number)) for names, number in sorted(advice.items())),
        ),
        one("repcheck_incidents", len(found.incidents), "The same refusal of many within a short time."),
    ]
    if rates.sent is not None:
        metrics.append(one("repcheck_mails_sent", rates.sent, "Deliveries that were tried."))
    return text_of([*metrics, *about_run(report.started, report.seconds, 0, view, success=True)])
