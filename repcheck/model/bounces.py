"""What came back: one record for each recipient of each bounce."""

from enum import StrEnum
from typing import Literal

import msgspec

RecordKind = Literal["bounce", "delayed", "delivered", "autoreply", "challenge", "feedback"]


class Category(StrEnum):
    """Why delivery failed. A record that is not a failure has its kind as category."""

    NONEXISTENT = "nonexistent"
    INACTIVE = "inactive"
    MAILBOX_FULL = "mailbox-full"
    UNDELIVERABLE = "undeliverable"
    BLOCKED = "blocked"
    POLICY = "policy"
    AUTHENTICATION = "authentication"
    CONTENT = "content"
    TOO_LARGE = "too-large"
    RATE_LIMITED = "rate-limited"
    OTHER = "other"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTO_REPLY = "autoreply"
    CHALLENGE = "challenge"
    FEEDBACK = "feedback"


class Subject(msgspec.Struct, frozen=True):
    """What a refusal complains of."""

    kind: Literal["ip", "domain", "sender", "url"]
    value: str


class Signature(msgspec.Struct, frozen=True):
    """One DKIM-Signature of a mail: ``domain`` is its d=, ``selector`` its s= (RFC 6376 section 3.5)."""

    domain: str
    selector: str


class BounceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient's outcome. None always means: the report does not say.

    ``file``            path as given, with "#3" behind it for the third mail of a mailbox
    ``index``           number of the record within its mail, event or line, from 0
    ``hard``            the address itself is bad; None: unknown
    ``sender_blocked``  the sender's address, host, domain or mailbox is refused for its reputation
    ``cited_lists``     catalog ids, or the zone as written when the catalog does not know it
    ``cited_zones``     zones as written, keys masked
    ``provider``        catalog id of the refusing provider
    ``source_ip``       the address the refused mail was sent from
    ``sender``          the envelope sender of the refused mail; "" is the null one (RFC 5321 section 4.5.5)
    ``helo``            the name that the sending host gave, where the reply or the returned mail shows it
    ``header_from``     the domain of From of the returned mail, by which DMARC judges
    ``signatures``      its DKIM signatures as they stand there, at most 8, whether they pass or not
    ``queue_id``        what the sending server calls the mail, as in its log
    ``source_id``       names the mail or event that was read, the same when it is read again; None: a line
                        of a log, or an event that has no name
    ``time``            RFC 3339 UTC of the last attempt or of the report
    ``diagnostic``      the reply's text, joined, untrusted and not cleaned, at most 2,000 characters
    ``rule``            what decided: id of a rule, "cited-list", "status 5.1.1", "provider gmx" or "none";
                        None where nothing had to be decided
    ``words``           what it decided by, from the reply: untrusted, keys masked, at most 160 characters
    ``suppressed``      the service that sends the mail did not even try, for what it knew of the address: no
                        server refused anything, so it counts in no rate and in no cause
    ``esp``             the sending service ("ses", "sendgrid") whose event this is; the address that it
                        sent from is then the service's own
    ``backscatter``     the mail that came back was never the user's; False: it was; None: nobody can tell, or
                        what is the user's own was not said
    ``backscatter_why`` what showed whose mail it was; empty when ``backscatter`` is None
    """

    file: str
    index: int
    kind: RecordKind
    recipient: str | None = None
    original_recipient: str | None = None
    status_code: int | None = None
    enhanced_status: str | None = None
    category: Category = Category.OTHER
    hard: bool | None = None
    sender_blocked: bool | None = None
    blocked_subject: Subject | None = None
    cited_lists: tuple[str, ...] = ()
    cited_zones: tuple[str, ...] = ()
    provider: str | None = None
    remote_mta: str | None = None
    source_ip: str | None = None
    sender: str | None = None
    helo: str | None = None
    header_from: str | None = None
    signatures: tuple[Signature, ...] = ()
    queue_id: str | None = None
    source_id: str | None = None
    time: str | None = None
    diagnostic: str = ""
    rule: str | None = None
    words: str | None = None
    suppressed: bool = False
    esp: str | None = None
    backscatter: bool | None = None
    backscatter_why: tuple[str, ...] = ()
