"""Advice of the catalog that this run has seen to be followed already."""

import re
from collections.abc import Sequence

from repcheck.model.records import AddressRecords, ReverseName
from repcheck.model.report import TargetReport
from repcheck.patterns import compiled
from repcheck.records.reverse.generic import generic_name

#: A phrase about a reverse name, and about nothing else that the run cannot see.
_REVERSE = compiled(r"\breverse (?:name|dns)s?\b|\bPTR\b", re.IGNORECASE)
_MORE = compiled(r"\b(?:helo|spf|dkim|dmarc|postmaster|static|domain|against)\b", re.IGNORECASE)
_OF_FAMILY = compiled(r"(?:with|for|over) ipv(?P<version>[46])\b", re.IGNORECASE)


def not_met(phrases: Sequence[str], report: TargetReport | None) -> tuple[str, ...]:
    """The phrases that still ask for something of this address; all of them where nothing was seen."""
    if report is None or not report.target.is_address:
        return tuple(phrases)
    address, records = report.target.value, report.address
    version = "6" if ":" in address else "4"
    named = records is not None and _named_well(address, records)
    kept = []
    for phrase in phrases:
        family = _OF_FAMILY.match(phrase.strip())
        if family is not None and family["version"] != version:
            continue
        if named and _REVERSE.search(phrase) and not _MORE.search(phrase):
            continue
        kept.append(phrase)
    return tuple(kept)


def _named_well(address: str, records: AddressRecords) -> bool:
    """A reverse name resolves to its address, and none looks like the ones providers give to all."""
    if records.status is not ReverseName.CONFIRMED or not records.names:
        return False
    return all(generic_name(address, name) is None for name in records.names)
