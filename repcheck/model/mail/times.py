"""Times and addresses of records, as rules compare them."""

from datetime import UTC, datetime

from repcheck.model.bounces import BounceRecord

DAY = 24 * 3600


def moment(time: str | None) -> int | None:
    """Seconds of Unix time of an RFC 3339 time; None when there is none, or none that can be read."""
    if time is None:
        return None
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def address_of(record: BounceRecord) -> str | None:
    """The address that was written to: what the sender used goes before an alias's target (RFC 3464 2.3.1).

    None when the record names none that has a domain.
    """
    for address in (record.original_recipient, record.recipient):
        if address and "@" in address[1:-1]:
            return address
    return None


def domain_of(address: str) -> str:
    """The domain of an address, in lower case."""
    return address.rpartition("@")[2].lower().rstrip(".")
