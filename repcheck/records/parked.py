"""A domain that neither sends nor takes mail, and says so (RFC 7505; RFC 7208 10.1.2)."""

from repcheck.model.published.spf import SpfResult
from repcheck.records.mx.findings import MxFound
from repcheck.records.spf.inspect import SpfInspection
from repcheck.records.spf.tree.walk import permitted


def is_parked(mail: MxFound, spf: SpfInspection) -> bool:
    """Whether a null MX stands beside an SPF record that permits nobody.

    Such a domain lacks neither mail hosts nor DKIM keys.
    """
    walk = permitted(spf.tree)
    nobody = not walk.sent_from and not walk.unreachable
    closed = spf.stranger.result is SpfResult.FAIL and spf.stranger.result_ipv6 is SpfResult.FAIL
    return mail.mx.status == "null" and closed and nobody
