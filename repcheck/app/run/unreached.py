"""Names whose addresses are not known, so that lists were not asked about them. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from repcheck.model.dns import Outcome
from repcheck.model.observations import Severity
from repcheck.model.records import DomainRecords
from repcheck.model.report import Finding
from repcheck.model.targets import Target, TargetKind

if TYPE_CHECKING:
    from repcheck.records.addresses import HostAddresses
    from repcheck.records.domain import DomainFound

_SPF_UNKNOWN = "spf_unknown"


def host_findings(target: Target, found: "HostAddresses") -> Iterable[Finding]:
    """What is wrong with the addresses of a host that lists were to be asked about."""
    if found.outcome.failed:
        yield _unknown("host_unknown", "addresses", target.value, all_of_them=not found.addresses)
    elif not found.addresses:
        gone = found.outcome is Outcome.NXDOMAIN
        state = "does not exist (NXDOMAIN)" if gone else "has no address (no A or AAAA record)"
        says = f"{target.value} {state}."
        yield Finding(id="host_without_address", severity=Severity.MEDIUM, says=says, target=target.value)


def domain_findings(target: Target, found: "DomainFound", expand: Collection[str]) -> Iterable[Finding]:
    """Which addresses could not be looked up that a domain's records lead to.

    ``expand``  the records whose addresses are wanted: "mx", "spf"
    """
    mx, spf = found.records.mx, found.records.spf
    failed = mx.status == "unknown" or found.own.outcome.failed
    if "mx" in expand and (failed or any(host.outcome.failed for host in mx.hosts)):
        none_known = not found.own.addresses and not any(host.addresses for host in mx.hosts)
        named = "addresses of the mail hosts"
        yield _unknown("mail_hosts_unknown", named, target.value, all_of_them=none_known)
    if "spf" in expand:
        failed = spf.status == "unknown"
        if failed or any(one.id == _SPF_UNKNOWN for one in found.findings):
            named = "addresses in the SPF record"
            yield _unknown("senders_unknown", named, target.value, all_of_them=failed)


def doubted_addresses(
    targets: Iterable[Target], domains: Mapping[str, DomainRecords], expand: Collection[str]
) -> Iterable[Finding]:
    """The names whose addresses came from a resolver that answers names which do not exist.

    Of a name that is there it may say the truth, but nobody can tell.
    """
    for target in targets:
        if target.is_address or target.not_asked is not None or not target.is_given:
            continue
        records = domains.get(target.value)
        if target.kind is TargetKind.DOMAIN:
            if "mx" not in expand or records is None or records.mx.status == "null":
                continue
            finding_id, what = "mail_hosts_unknown", "addresses of the mail hosts"
        else:
            finding_id, what = "host_unknown", "addresses"
        yield Finding(
            id=finding_id,
            severity=Severity.MEDIUM,
            says=(
                f"The {what} of {target.value} cannot be believed: "
                "your resolver answers names that do not exist, so they may be made up."
            ),
            remedy="Use a resolver that tells the truth.",
            target=target.value,
        )


def not_looked_up(count: int) -> Finding:
    """Look-ups of records that a run had no time for."""
    return Finding(
        id="records_not_looked_up",
        severity=Severity.MEDIUM,
        says=f"The run ended before {count:,} look-ups of records were made.",
        remedy="Check fewer names at once, or raise --timeout.",
    )


def _unknown(finding_id: str, what: str, name: str, *, all_of_them: bool) -> Finding:
    could, them = ("could not", "them") if all_of_them else ("could not all", "the rest")
    return Finding(
        id=finding_id,
        severity=Severity.MEDIUM,
        says=f"The {what} of {name} {could} be looked up: no list was asked about {them}.",
        remedy="Ask again later; if it stays so, its name servers are at fault.",
        target=name,
    )
