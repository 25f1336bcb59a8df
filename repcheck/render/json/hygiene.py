"""``repcheck bounces --hygiene`` as JSON."""

from typing import Literal

import msgspec

from repcheck.model.mail.hygiene import Advice, Backscatter, HygieneReport, Rates, RefusalIncident, Typo
from repcheck.render.encoding import encoded
from repcheck.render.json.check import ReadDocument, read_document
from repcheck.render.view import View


class HygieneDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses are written whole. Rates are shares from 0 to 1, null where nobody knows how much was sent.

    ``left_out``    records that count in no rate, by what they are
    ``twice``       failures that two sources report, counted once
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
    incidents: tuple[RefusalIncident, ...]
    backscatter: Backscatter


def shown(report: HygieneReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    found = report.hygiene
    return encoded(
        HygieneDocument(
            schema="repcheck.hygiene/1",
            version=view.version,
            started=report.started,
            seconds=report.seconds,
            read=read_document(report.intake),
            **{name: getattr(found, name) for name in found.__struct_fields__},
        )
    )
