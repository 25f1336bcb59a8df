"""DMARC: the record, and who finds it (RFC 9989 by its tree walk; RFC 7489 by the public suffix list)."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.published.domain import DmarcPolicy
from repcheck.records.inquiry import together
from repcheck.records.mx.hosts import AliasFound, alias_of
from repcheck.records.tags import tag_list
from repcheck.records.unregistered import unregistered

Policy = Literal["none", "quarantine", "reject"]

#: RFC 9989 4.10: at most eight questions; a longer name loses the labels between.
_WALK_LABELS = 7
_POLICIES: Mapping[str, Policy] = {"none": "none", "quarantine": "quarantine", "reject": "reject"}
_ONE_LESS: Mapping[Policy, Policy] = {"reject": "quarantine", "quarantine": "none", "none": "none"}
_LONGEST = 4096
_BEGINNING = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")


class DmarcRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed record (RFC 9989 4.7, 4.8): what is not a tag is passed over, and the rest holds.

    ``tags``     every tag in lower case with its value as written, the first of each
    ``pairs``    all of them, in the order written
    ``dropped``  parts that are not tag=value
    ``doubled``  tags that stand more than once
    """

    text: str
    tags: dict[str, str]
    pairs: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """The addresses of ``rua``."""
        return addresses_in(self.tags.get("rua", ""))

    @property
    def tests(self) -> bool:
        """``t=y``: one step less than the policy is applied."""
        return self.tags.get("t", "n").lower() == "y"

    @property
    def strict(self) -> tuple[Literal["spf", "dkim"], ...]:
        """What has to be of the very domain of From: ``aspf=s``, ``adkim=s``."""
        spf: tuple[Literal["spf"], ...] = ("spf",) if self.tags.get("aspf", "").lower() == "s" else ()
        dkim: tuple[Literal["dkim"], ...] = ("dkim",) if self.tags.get("adkim", "").lower() == "s" else ()
        return (*spf, *dkim)

    def policy(self, tag: str) -> Policy | None:
        """``p``, ``sp`` or ``np``; None when it is absent or bad."""
        return _POLICIES.get(self.tags.get(tag, "").lower())

    @property
    def bad_policies(self) -> tuple[str, ...]:
        """Which of p, sp and np are there with a value that is none."""
        return tuple(tag for tag in ("p", "sp", "np") if tag in self.tags and self.policy(tag) is None)


class DmarcAt(msgspec.Struct, frozen=True, kw_only=True):
    """What ``_dmarc`` below one name holds. ``several``: more than one, which counts as none.

    ``others``     its TXT records that are not DMARC records
    ``authentic``  the resolver has validated it, see Answer
    """

    name: str
    outcome: Outcome
    record: DmarcRecord | None = None
    several: bool = False
    others: tuple[str, ...] = ()
    authentic: bool = False


class Dmarc(msgspec.Struct, frozen=True, kw_only=True):
    """``walked``: every name that was asked, longest first. ``apex``: a record in the wrong place.

    ``unverified`` hosts take no reports of this domain, as far as they say. ``alias``: where a CNAME at
    ``_dmarc`` of the domain leads; None: there is none, or it was not asked. ``free``: the registrable
    domain of that name, if nobody has registered it. ``missing``: the domain itself does not exist.
    ``suffix``: it is a public suffix.
    """

    new: DmarcPolicy
    old: DmarcPolicy
    walked: tuple[DmarcAt, ...]
    record: DmarcRecord | None
    apex: str | None
    unverified: tuple[str, ...] = ()
    unknown_reports: tuple[str, ...] = ()
    alias: str | None = None
    free: str | None = None
    missing: bool = False
    suffix: bool = False

    @property
    def deciding_tag(self) -> str:
        """The tag of ``record`` that sets the policy of the domain (RFC 9989 4.7)."""
        tags = {} if self.record is None else self.record.tags
        if self.new.found_at == self.walked[0].name:
            return "p"
        return next((tag for tag in (("np", "sp") if self.missing else ("sp",)) if tag in tags), "p")


def addresses_in(uris: str) -> tuple[str, ...]:
    """The mail addresses of a ``rua`` or ``ruf``."""
    found = []
    for uri in uris.split(","):
        scheme, _, rest = uri.strip().partition(":")
        address = "".join(rest.split()[:1]).partition("!")[0].partition("?")[0]
        local, _, host = address.rpartition("@")
        if scheme.lower() == "mailto" and local and host and not local.startswith("/"):
            found.append(address)
    return tuple(found)


def unusable_uris(uris: str) -> tuple[str, ...]:
    """What in a ``rua`` or ``ruf`` is not an address that could get reports (RFC 9989 4.7, RFC 6068)."""
    found = [uri.strip() for uri in uris.split(",")]
    return tuple(
        uri for uri in found if uri and not (addresses_in(uri) or uri.lower().startswith("https://"))
    )


def parse_dmarc(text: str) -> DmarcRecord | None:
    """None when it is not a DMARC record: ``v=DMARC1`` stands first, its value in just this case."""
    if not _BEGINNING.match(text):
        return None
    found = tag_list(text[:_LONGEST])
    return DmarcRecord(
        text=text, tags=found.tags, pairs=found.pairs, dropped=found.dropped, doubled=found.doubled
    )


def walk_names(domain: str) -> tuple[str, ...]:
    """The names of the tree walk, longest first (RFC 9989 4.10)."""
    labels = domain.split(".")
    start = 1 if len(labels) <= _WALK_LABELS else len(labels) - _WALK_LABELS
    return (domain, *(".".join(labels[at:]) for at in range(start, len(labels))))


def dmarc_of(domain: str, registered_domain: Callable[[str], str], *, beside: bool = True) -> Inquiry[Dmarc]:
    """Everything that decides which policy applies to mail from ``domain``, asked in two rounds.

    ``beside``  ask too what no policy depends on: whether it is an alias, and who agreed to get reports
    """
    found, alias = yield from together(
        _discovered(domain, registered_domain), alias_of(f"_dmarc.{domain}") if beside else _nothing()
    )
    own = found.walked[0]
    empty = own.record is None and not own.several and not own.outcome.failed
    if empty and not beside:  # a TXT record cannot be published beside an alias (RFC 1034 3.6.2)
        alias = yield from alias_of(f"_dmarc.{domain}")
    target = alias.target
    free = yield from unregistered((target,) if empty and target is not None else (), registered_domain)
    found = msgspec.structs.replace(found, alias=target, free=free.get(target or ""))
    if not beside or found.record is None:
        return found
    return (yield from _with_reports(found, found.record, found.new))


def _nothing() -> Inquiry[AliasFound]:
    yield from ()
    return AliasFound()


def _discovered(domain: str, registered_domain: Callable[[str], str]) -> Inquiry[Dmarc]:
    old_base = registered_domain(domain)
    names = tuple(dict.fromkeys((*walk_names(domain), old_base)))
    asked = tuple(Question(f"_dmarc.{name}", "TXT") for name in names)
    *answers, apex, exists = yield (*asked, Question(domain, "TXT"), Question(domain, "A"))
    at = {name: _at(name, answer) for name, answer in zip(names, answers, strict=True)}
    missing = exists.outcome is Outcome.NXDOMAIN
    walked = tuple(at[name] for name in walk_names(domain))
    new, old = _new(domain, walked, missing), _old(domain, at, old_base)
    deciding = at[new.found_at].record if new.found_at is not None else None
    wrong = [text for text in apex.records if text.startswith("v=DMARC1")]
    return Dmarc(
        new=new,
        old=old,
        walked=walked,
        record=deciding,
        apex=wrong[0] if wrong else None,
        missing=missing,
        suffix=registered_domain(f"x.{domain}") == f"x.{domain}",
    )


def _at(name: str, answer: Answer) -> DmarcAt:
    records = [record for record in map(parse_dmarc, answer.records) if record is not None]
    return DmarcAt(
        name=name,
        outcome=answer.outcome,
        record=records[0] if len(records) == 1 else None,
        several=len(records) > 1,
        others=tuple(sorted(text[:_LONGEST] for text in answer.records if parse_dmarc(text) is None)),
        authentic=answer.authentic,
    )


def _new(domain: str, walked: tuple[DmarcAt, ...], missing: bool) -> DmarcPolicy:
    """RFC 9989 4.10.1 and 4.10.2."""
    seen = _until_psd(walked)
    organizational = _organizational(domain, seen)
    failed = next((at.outcome for at in seen if at.outcome.failed), None)
    if failed is not None:
        return DmarcPolicy(status="unknown", organizational_domain=organizational, outcome=failed)
    by_name = {at.name: at.record for at in seen if at.record is not None}
    psd = next((at.name for at in seen if at.record and at.record.tags.get("psd", "").lower() == "y"), None)
    for name in (domain, organizational, psd):
        record = by_name.get(name) if name is not None else None
        if record is not None and name is not None:
            return _applied(record, name, organizational, name == domain, missing)
    return DmarcPolicy(status="none", organizational_domain=organizational)


def _until_psd(walked: tuple[DmarcAt, ...]) -> tuple[DmarcAt, ...]:
    for place, at in enumerate(walked):
        if at.record is not None and at.record.tags.get("psd", "").lower() in ("y", "n"):
            return walked[: place + 1]
    return walked


def _organizational(domain: str, seen: tuple[DmarcAt, ...]) -> str:
    last = None
    for at in seen:
        if at.record is None:
            continue
        psd = at.record.tags.get("psd", "u").lower()
        if psd == "n":
            return at.name
        if psd == "y" and at.name != domain:
            below = domain.removesuffix(f".{at.name}").rpartition(".")[2]
            return f"{below}.{at.name}"
        last = at.name
    return last or domain


def _old(domain: str, at: Mapping[str, DmarcAt], base: str) -> DmarcPolicy:
    """RFC 7489 6.6.3: the name itself, then the organizational domain, and nothing between."""
    for name in dict.fromkeys((domain, base)):
        found = at[name]
        if found.outcome.failed:
            return DmarcPolicy(status="unknown", organizational_domain=base, outcome=found.outcome)
        if found.record is not None:
            # np and t came with RFC 9989; older readers pass them over.
            tags = {tag: value for tag, value in found.record.tags.items() if tag not in ("np", "t")}
            record = msgspec.structs.replace(found.record, tags=tags)
            return _applied(record, name, base, name == domain, False)
    return DmarcPolicy(status="none", organizational_domain=base)


def _applied(record: DmarcRecord, name: str, organizational: str, own: bool, missing: bool) -> DmarcPolicy:
    """RFC 9989 4.7: a bad policy counts as none if somebody is there to read the reports."""
    if record.bad_policies:
        if not record.reports:
            return DmarcPolicy(status="none", organizational_domain=organizational)
        policy: Policy = "none"
    else:
        base = record.policy("p") or "none"
        below = record.policy("sp") or base
        if missing:
            below = record.policy("np") or below
        policy = base if own else below
    if record.tests:
        policy = _ONE_LESS[policy]
    return DmarcPolicy(
        status="ok",
        policy=policy,
        found_at=name,
        organizational_domain=organizational,
        strict=record.strict,
    )


def _with_reports(found: Dmarc, record: DmarcRecord, policy: DmarcPolicy) -> Inquiry[Dmarc]:
    """Whether those who get reports for a domain that is not theirs agreed to it (RFC 9990).

    A public suffix domain (``psd=y``) speaks for others by its role, and is not asked for.
    """
    if record.tags.get("psd", "").lower() == "y":
        return found
    base = policy.organizational_domain
    hosts = dict.fromkeys(address.rpartition("@")[2].lower() for address in record.reports)
    foreign = [host for host in hosts if host != base and not host.endswith(f".{base}")][:10]
    if not foreign:
        return found
    answers = yield tuple(Question(f"{policy.found_at}._report._dmarc.{host}", "TXT") for host in foreign)
    unverified, unknown = [], []
    for host, answer in zip(foreign, answers, strict=True):
        if answer.outcome.failed:
            unknown.append(host)
        elif not any(text.startswith("v=DMARC1") for text in answer.records):
            unverified.append(host)
    return msgspec.structs.replace(found, unverified=tuple(unverified), unknown_reports=tuple(unknown))
