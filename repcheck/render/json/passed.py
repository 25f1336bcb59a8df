"""A pass of the monitor for programs: ``repcheck.monitor/1``, as webhooks get it."""

import msgspec

from repcheck.model.watch.monitored import PassReport
from repcheck.render.encoding import encoded
from repcheck.render.view import View


def shown(report: PassReport, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return msgspec.json.format(encoded(report.document), indent=2).rstrip(b"\n") + b"\n"
