"""Zone files that are judged before they are published: what in them is judged, and where findings stand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from repcheck.dns.zone_file import ZoneFile, ZoneRecord, origin_of, read_zone
from repcheck.errors import BadInput, UnreadableFile
from repcheck.files import read_bounded
from repcheck.model.published.domain import DomainReport, DomainsReport, Part
from repcheck.model.records import PartName
from repcheck.model.report import Finding
from repcheck.model.targets import Place

_MOST_OCTETS = 16 * 1024 * 1024
#: Domains of one zone that are judged: those with mail records of their own are few.
MOST_DOMAINS = 64
_DKIM = "._domainkey."
_DMARC = "_dmarc."

#: The name below the domain, the type and the beginning of the record that decides a part.
_DECIDES: dict[PartName, tuple[str, str, str]] = {
    "mx": ("", "MX", ""),
    "spf": ("", "TXT", "v=spf1"),
    "dmarc": (_DMARC, "TXT", ""),
    "dkim": ("_domainkey.", "TXT", ""),
    "mta_sts": ("_mta-sts.", "TXT", ""),
    "tls_rpt": ("_smtp._tls.", "TXT", ""),
    "bimi": ("default._bimi.", "TXT", ""),
}


def load_zones(files: Sequence[Path], origin: str | None) -> tuple[ZoneFile, ...]:
    """The zones in these files.

    ``origin``  that of a file that does not say it; None: such a file is a mistake
    Raises BadInput with file and line.
    """
    zones: dict[str, ZoneFile] = {}
    for path in files:
        data = read_bounded(path, _MOST_OCTETS)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile("is not text in UTF-8", f"{path}:{line}") from error
        named = origin_of(text) or origin
        if named is None:
            raise BadInput("does not say which zone it is: put $ORIGIN first, or name the domain", str(path))
        if named in zones:
            raise BadInput(f"is {named}, as {zones[named].file} is", str(path))
        zones[named] = read_zone(text, str(path), named)
    return tuple(zones.values())


def mail_domains(zone: ZoneFile) -> tuple[str, ...]:
    """The zone itself, and the names in it with an MX, SPF or DMARC record or DKIM keys of their own."""
    found = {zone.origin: None}
    for record in zone:
        domain = _domain_of(record)
        if domain is not None and zone.holds(domain) and not domain.startswith(("*", "_")):
            found.setdefault(domain)
    return tuple(found)


def _domain_of(record: ZoneRecord) -> str | None:
    """Whose mail record it is; None: it is none."""
    if record.rdtype == "MX" or (record.rdtype == "TXT" and record.text.lower().startswith("v=spf1")):
        return record.name
    if record.name.startswith(_DMARC):
        return record.name.removeprefix(_DMARC)
    return record.name.partition(_DKIM)[2] or None


def selectors(zones: Sequence[ZoneFile]) -> dict[str, tuple[str, ...]]:
    """The DKIM selectors of each domain, as far as the files hold their keys."""
    found: dict[str, dict[str, None]] = {}
    for zone in zones:
        for record in zone:
            selector, _, domain = record.name.partition(_DKIM)
            if domain and "*" not in selector:
                found.setdefault(domain, {})[selector] = None
    return {domain: tuple(names) for domain, names in found.items()}


def placed(report: DomainsReport, zones: Sequence[ZoneFile]) -> DomainsReport:
    """With the file and line of the record that each finding is about, where it is in one of the files."""
    domains = tuple(_placed_domain(domain, zones) for domain in report.domains)
    return msgspec.structs.replace(report, domains=domains)


def _placed_domain(report: DomainReport, zones: Sequence[ZoneFile]) -> DomainReport:
    zone = next((zone for zone in zones if zone.holds(report.domain)), None)
    if zone is None:
        return report
    parts = tuple(_placed_part(part, report.domain, zone) for part in report.parts)
    places = {_key(finding): finding.place for part in parts for finding in part.findings}
    findings = tuple(_at(finding, places) for finding in report.findings)
    return msgspec.structs.replace(report, parts=parts, findings=findings)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.id, finding.says


def _at(finding: Finding, places: Mapping[tuple[str, str], Place | None]) -> Finding:
    return msgspec.structs.replace(finding, place=places.get(_key(finding)))


def _placed_part(part: Part, domain: str, zone: ZoneFile) -> Part:
    if part.name not in _DECIDES or not part.findings:
        return part
    placed = tuple(
        msgspec.structs.replace(finding, place=Place(zone.file, _line(part.name, finding, domain, zone)))
        for finding in part.findings
    )
    return msgspec.structs.replace(part, findings=placed)


def _line(part: PartName, finding: Finding, domain: str, zone: ZoneFile) -> int:
    """Of the record that decides; of one that is missing, the line where its neighbours begin."""
    below, rdtype, beginning = _DECIDES[part]
    name = f"{below}{domain}"
    if part == "dkim":
        own = (record.name for record in zone if record.name.endswith(f"{_DKIM}{domain}"))
        name = next((each for each in own if each in finding.says), name)
    if part == "dmarc" and not zone.records(name, rdtype) and domain != zone.origin:
        name = f"{below}{zone.origin}"  # the policy of the zone is that of names without one (RFC 9989 4.10)
    lines = [
        record.line for record in zone.records(name, rdtype) if record.text.lower().startswith(beginning)
    ]
    if part == "mx":  # the host that it is about
        lines = [
            record.line
            for record in zone.records(name, rdtype)
            if record.text.partition(" ")[2] in finding.says
        ] or lines
    near = [record.line for record in zone if record.name == domain]
    return min(lines or near, default=1)
