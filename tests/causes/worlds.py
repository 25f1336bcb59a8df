"""Made-up answers of the catalog's own lists and records, for the table of scenarios."""

from repcheck.model.dns import Outcome
from repcheck.model.observations import Observation, State, SublistHit, UnknownReason
from repcheck.model.records import AddressRecords, DomainRecords, MxHost, MxRecords, ReverseName, SpfRecord
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind
from tests.support.built_in import built_in_catalog

CATALOG = built_in_catalog()
IP, IP6, NAME, HOST = "192.0.2.10", "2001:db8::25", "example.com", "mail.example.com"
#: Its name, the reply, what was seen, causes as "kind list-or-provider state", beginning of the first step.
Row = tuple[str, str, tuple[TargetReport, ...], tuple[str, ...], str]
_LISTS = {entry.id: entry for entry in CATALOG.lists}


def on(list_id: str, sublist: str | None = None) -> Observation:
    """Listed there, in the sublist of that id, else the first."""
    entry = _LISTS[list_id]
    code = next(code for code in entry.codes if sublist in (None, code.sublist.id))
    hit = code.sublist
    return Observation(
        list=list_id,
        zone=entry.zone,
        state=State.LISTED,
        codes=("127.0.0.2",),
        sublists=(SublistHit(hit.id, hit.name, hit.meaning),),
        severity=hit.severity,
    )


def off(list_id: str) -> Observation:
    """Not listed there."""
    return Observation(list=list_id, zone=_LISTS[list_id].zone, state=State.CLEAN)


def mute(list_id: str, reason: UnknownReason) -> Observation:
    """No answer from there that can be believed."""
    return Observation(list=list_id, zone=_LISTS[list_id].zone, state=State.UNKNOWN, reason=reason)


def host(*seen: Observation, value: str = IP, ptr: ReverseName | None = None) -> TargetReport:
    """An address and what was seen of it."""
    kind = TargetKind.IPV6 if ":" in value else TargetKind.IPV4
    records = None if ptr is None else AddressRecords(status=ptr, names=(HOST,))
    return TargetReport(target=Target(value=value, kind=kind), observations=seen, address=records)


def name(*seen: Observation, spf: str | None = None, mx: bool = False) -> TargetReport:
    """A domain and what was seen of it; ``spf``: "ok", "none", "several" or "unknown"."""
    hosts = (MxHost(preference=10, host=HOST, addresses=(IP,)),) if mx else ()
    records = None
    if spf is not None:
        outcome = Outcome.TIMEOUT if spf == "unknown" else Outcome.NOERROR
        records = DomainRecords(
            mx=MxRecords(status="ok" if mx else "null", hosts=hosts),
            spf=SpfRecord(status=spf, outcome=outcome),  # type: ignore[arg-type]
        )
    return TargetReport(target=Target(value=NAME, kind=TargetKind.DOMAIN), observations=seen, domain=records)


def by(zone: str, address: str = IP) -> str:
    """The reply of a Postfix that asks this zone."""
    return f"554 5.7.1 Service unavailable; Client host [{address}] blocked using {zone}"
