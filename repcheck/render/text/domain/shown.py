"""A report of domains as text: in short, or in full."""

from repcheck.model.published.domain import DomainsReport
from repcheck.render.view import View, as_bytes


def shown(report: DomainsReport, view: View) -> bytes:
    """See ``repcheck.render.formats``; in full from ``verbose`` 1 on."""
    if not view.verbose:
        from repcheck.render.text.domain.brief import render_domain_brief

        return as_bytes(render_domain_brief(report, width=view.width, colour=view.colour))
    from repcheck.render.text.domain.report import render_domain_text

    return as_bytes(
        render_domain_text(report, width=view.width, colour=view.colour, verbose=view.verbose - 1)
    )
