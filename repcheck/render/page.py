"""What every section of the text output shares: width, colour, and the one place where text is cleaned."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from repcheck.model.mail.bounces_read import Recipients
from repcheck.model.observations import Severity
from repcheck.model.records import PartState
from repcheck.model.report import Report
from repcheck.render.clean import for_terminal
from repcheck.render.layout import BOLD, RED, YELLOW, Row, cells, painted, table, wrap
from repcheck.words.people import local_part, mask_addresses, mask_names, words_in

#: Below this no table can be read; the output is then wider than the terminal.
LEAST_WIDTH = 40

#: A last column narrower than this is set below the others.
LEAST_LAST = 16

#: The most of one stranger's text that is shown, however much is asked for.
MOST_TEXT = 2000

#: An address after "mailto:", as far as it may need no quoting.
_IN_RECORD = re.compile(r"mailto:([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253})")

_SEVERITY_STYLES = {
    Severity.CRITICAL: RED,
    Severity.HIGH: RED,
    Severity.MEDIUM: YELLOW,
    Severity.LOW: "",
    Severity.INFO: "",
}


_PART_STYLES = {PartState.FAULTY: RED, PartState.UNKNOWN: YELLOW, PartState.WEAK: YELLOW}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """How to write for this reader.

    ``kept``     e-mail addresses, lower case, that are not hidden: the user's own senders
    ``people``   local parts of recipients, lower case, that stand alone in the texts that are shown
    ``explain``  also say why each bounce was judged as it was
    """

    width: int
    colour: bool
    verbose: int
    show_addresses: bool
    kept: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    explain: bool = False

    def clean(self, text: str, limit: int | None = None) -> str:
        """``text`` safe for the terminal, addresses hidden unless asked for, at most ``limit`` long.

        Cleaning twice changes nothing, so a section cuts a stranger's text here and lets
        ``lines`` and ``table`` clean the whole, which nothing can then escape.
        """
        if not self.show_addresses:
            text = mask_addresses(text, self.kept)
        return for_terminal(text, limit)

    def quoted(self, text: str, addresses: Iterable[str] = (), limit: int | None = None) -> str:
        """``clean`` for a reply to these addresses: their local parts are hidden everywhere."""
        if not self.show_addresses:
            names = self.people.union(local_part(address) for address in addresses)
            text = mask_names(text, names)
        return self.clean(text.strip(), limit)

    def lines(self, text: str, *, first: str = "", rest: str = "", style: str = "") -> list[str]:
        """``text`` as wrapped lines with ``first`` before the first one and ``rest`` before the others."""
        wrapped = wrap(self.clean(text), self.width, first=first, rest=rest)
        return [painted(line, style if self.colour else "") for line in wrapped]

    def heading(self, text: str) -> list[str]:
        """The title of a section."""
        return self.lines(text, style=BOLD)

    def columns(self, rows: Sequence[Row]) -> list[str]:
        """Rows without headers, set in by two; what does not fit is wrapped in the last column.

        Every cell but the last keeps its words whole; a web address is never broken anywhere. Where
        the last column would be too narrow to read, it goes below the others.
        """
        if not rows:
            return []
        clean = [tuple(map(self.clean, row.cells)) for row in rows]
        wide = [max(cells(row[column]) for row in clean) for column in range(len(clean[0]) - 1)]
        pad = " " * (2 + sum(wide) + 2 * len(wide))
        below = len(pad) > self.width - LEAST_LAST
        lines: list[str] = []
        for row, made in zip(rows, clean, strict=True):
            styles = row.styles if self.colour and row.styles else ("",) * len(made)
            start = "  ".join(
                painted(cell, style) + " " * (width - cells(cell))
                for cell, style, width in zip(made, styles, wide, strict=False)
            )
            if below:
                for cell in made[:-1]:
                    lines += wrap(cell, self.width, first="  ", rest="    ")
                lines += wrap(made[-1], self.width, first="    ", rest="    ")
                continue
            wrapped = wrap(made[-1], self.width, first=pad, rest=pad)
            lines += [f"  {start}  {wrapped[0][len(pad) :]}", *wrapped[1:]]
        return lines

    def table(self, headers: Sequence[str], rows: Sequence[Row]) -> list[str]:
        """A table, set in by two."""
        clean = [
            msgspec.structs.replace(row, cells=tuple(map(self.clean, row.cells)), note=self.clean(row.note))
            for row in rows
        ]
        return [f"  {line}" for line in table(headers, clean, self.width - 2, colour=self.colour)]


def page_for(report: Report, *, width: int, colour: bool, verbose: int, show_addresses: bool) -> Page:
    """The page for ``report``: a blocked sender's address stays readable, unless it is a recipient too.

    So do the addresses in records to publish, which are to be copied as they are, and those that a step says
    to write to.
    """
    recipients = Recipients() if report.bounced is None else report.bounced.recipients
    senders = {
        cause.subject.value.lower()
        for cause in report.causes
        if cause.subject is not None and cause.subject.kind == "sender"
    }
    readable = {address for address in senders | _desks(report) if address not in recipients}
    return Page(
        width=max(width, LEAST_WIDTH),
        colour=colour,
        verbose=verbose,
        show_addresses=show_addresses,
        kept=frozenset(readable | _to_publish(report)),
        people=frozenset() if show_addresses else recipients.named(_words_in(report)),
    )


def _words_in(report: Report) -> set[str]:
    """Words of the quoted replies, some of which may be the local part of a recipient."""
    return {word for cause in report.causes for text in cause.evidence for word in words_in(text)}


def _desks(report: Report) -> set[str]:
    """Contacts of operators, as the catalog names them."""
    return {contact.lower() for step in report.plan for contact in step.contacts}


def _to_publish(report: Report) -> set[str]:
    remedies = (finding.remedy or "" for finding in report.findings)
    return {
        address
        for remedy in remedies
        if remedy.startswith("Publish: ")
        for address in addresses_in_record(remedy)
    }


def addresses_in_record(text: str) -> set[str]:
    """The addresses that a record names for reports (RFC 7489 section 6.2), in lower case."""
    return {address.lower() for address in _IN_RECORD.findall(text)}


def severity_style(severity: Severity | None) -> str:
    """The colour of a severity; its word always stands there too."""
    return "" if severity is None else _SEVERITY_STYLES[severity]


def part_style(state: PartState) -> str:
    """The colour of a part of mail records; its word always stands there too."""
    return _PART_STYLES.get(state, "")
