"""``repcheck bounces --hygiene`` for programs: JSON, and the CSV that mailing services import."""

import csv
import io
from typing import Literal

import msgspec

from repcheck.model.mail.hygiene import Advice, Backscatter, HygieneReport, Incident, Rates, Typo
from repcheck.render.clean import for_csv, for_json
from repcheck.render.json.check import ReadDocument, read_document
from repcheck.render.json.render import encoded

CSV_COLUMNS = ("email", "reason", "category", "first", "last", "count", "constant_contact")


class HygieneDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses are written whole. Rates are shares from 0 to 1, null where nobody knows how much was sent.

    ``left_out``    records that count in no rate, by what they are
    ``twice``       failures that two sources told of, counted once
    ``uncompared``  failures that could not be compared with other sources, for want of a time or a recipient
    """

    schema: Literal["repcheck.hygiene/1"]
    version: str
    started: str
    seconds: float
    read: ReadDocument
    records: int
    left_out: dict[str, int]
    twice: int
    uncompared: int
    rates: Rates
    advice: tuple[Advice, ...]
    typos: tuple[Typo, ...]
    incidents: tuple[Incident, ...]
    backscatter: Backscatter


def render_hygiene_json(report: HygieneReport, version: str) -> bytes:
    """The document, valid UTF-8 on one line with a line end behind it."""
    found = report.hygiene
    return encoded(
        HygieneDocument(
            schema="repcheck.hygiene/1",
            version=version,
            started=report.started,
            seconds=report.seconds,
            read=read_document(report.intake),
            **{name: getattr(found, name) for name in found.__struct_fields__},
        )
    )


def hygiene_schema() -> bytes:
    """The JSON Schema (2020-12) of the document ``repcheck.hygiene/1``."""
    # Lazily: no run needs it.
    from importlib import resources

    return (resources.files("repcheck.render.json") / "schemas" / "hygiene-1.json").read_bytes()


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
