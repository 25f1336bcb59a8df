"""The CSV that mailing services import: which addresses to remove."""

import csv
import io

from repcheck.model.mail.hygiene import HygieneReport
from repcheck.render.clean import for_csv, for_json
from repcheck.render.view import View
from repcheck.words.text import count

CSV_COLUMNS = ("email", "reason", "category", "first", "last", "count", "constant_contact")


def render_hygiene_csv(report: HygieneReport) -> tuple[bytes, int]:
    """The addresses to remove, in full, as a suppression list (RFC 4180); and how many had to be left out.

    An address that a spreadsheet would take for a formula cannot be written so that both a spreadsheet
    and a mailing service read it right, and a stranger may have made it for that purpose.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    left_out = 0
    for one in report.hygiene.advice:
        if one.action != "remove":
            continue
        address = for_json(one.address)
        if for_csv(address) != address:
            left_out += 1
            continue
        row = (
            address,
            one.reason,
            one.category,
            one.first or "",
            one.last or "",
            one.count,
            one.constant_contact or "",
        )
        writer.writerow([for_csv(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8"), left_out


def shown(report: HygieneReport, view: View) -> bytes:
    """See ``repcheck.render.formats``; ``view.warn`` is given how many addresses were left out."""
    content, left_out = render_hygiene_csv(report)
    if left_out:
        told = count(left_out, "address begins", "addresses begin")
        view.warn(f"{told} like a spreadsheet formula, so left out: see --format json")
    return content
