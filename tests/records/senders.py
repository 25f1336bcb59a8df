"""An address that sends for a domain, with what is known of it."""

from repcheck.model.dns import Outcome
from repcheck.model.published.domain import SendingAddress
from repcheck.model.published.spf import SpfResult, SpfVerdict
from repcheck.model.records import AddressRecords, ReverseName


def sender(
    status: ReverseName = ReverseName.CONFIRMED,
    result: SpfResult | None = SpfResult.PASS,
    name: str = "mx.example.com",
    origin: str = "spf of example.com",
    network: str | None = None,
) -> SendingAddress:
    outcome = Outcome.SERVFAIL if status is ReverseName.UNKNOWN else Outcome.NOERROR
    return SendingAddress(
        address="192.0.2.10",
        origin=origin,
        network=network,
        reverse=AddressRecords(status=status, names=(name,), outcome=outcome),
        generic="dynamic" if name.startswith("dyn") else None,
        verdict=None if result is None else SpfVerdict(result=result),
    )


NO_PTR = ReverseName.NO_PTR
