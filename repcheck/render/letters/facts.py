"""All that a run knows for one letter: addresses, answers, times, sample replies, records in order."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from repcheck.causes.subjects import is_name
from repcheck.causes.texts import sender_side
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause, Step
from repcheck.model.observations import Observation, State
from repcheck.model.records import ReverseName
from repcheck.model.report import Report, TargetReport
from repcheck.render.clean import for_terminal
from repcheck.words.text import and_more

_MOST_NAMES = 20
_MOST_REPLIES = 2
_MOST_DOMAINS = 3
_REPLY = 600
_LISTED = State.LISTED
#: What a cause has beside replies: our own words.
_OWN_WORDS = ("now: ", "this reply ")


class LetterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the templates fill in.

    ``names``    the addresses and names, joined; empty: the replies name none
    ``form``     it goes into a form or is done by oneself there, so that nothing is left blank
    ``entries``  "192.0.2.10: 127.0.0.2 (spam source)", one for each answer that lists a target now
    ``host``     a reverse name that resolves to the first address; None: not seen
    ``publish``  the reverse name to set; None: not known
    ``direct``   the entry names addresses that are not meant to send mail directly: no spam is alleged
    ``records``  the reverse names that are in order, as "192.0.2.10 = mail.example.org"
    ``to``       where it goes: addresses, else the page
    """

    kind: str
    to: str
    names: str
    label: str
    form: bool
    checked: str
    entries: tuple[str, ...]
    bounces: int
    first: str | None
    last: str | None
    replies: tuple[str, ...]
    host: str | None
    publish: str | None
    direct: bool
    records: tuple[str, ...]


class LetterReport:
    """A report as letters look into it: of 10,000 targets sixty letters may name some.

    ``places``     target as a step names it -> where it stands
    ``listings``   list, place of the target -> what lists it
    ``lists``      what is known of each list, by its id
    ``names``      of lists, dead ones too, by their ids
    ``providers``  their names, by their ids
    """

    def __init__(self, report: Report, catalog: Catalog) -> None:
        self.report = report
        self.lists = {entry.id: entry for entry in catalog.lists}
        self.names = {entry.id: entry.name for entry in catalog.lists}
        self.names |= {entry.id: entry.name for entry in catalog.dead}
        self.providers = {entry.id: entry.name for entry in catalog.providers}
        self.places: dict[str, int] = {}
        self.listings: dict[tuple[str, int], Observation] = {}
        for at, found in enumerate(report.targets):
            self.places[found.target.value] = at
            for seen in [seen for seen in found.observations if seen.state is _LISTED]:
                self.listings[seen.list, at] = seen

    def named(self, step: Step) -> list[int]:
        """The places of the targets that a step names, in the order of the report."""
        return sorted({self.places[value] for value in step.targets if value in self.places})

    def listed(self, step: Step) -> Iterator[tuple[str, Observation]]:
        """Each target of the step that its list lists, and how."""
        for at in self.named(step):
            seen = self.listings.get((step.list or "", at))
            if seen is not None:
                yield self.report.targets[at].target.value, seen


def facts_of(step: Step, reported: LetterReport) -> LetterFacts:
    """The facts for this step, which has a letter. Strangers' words are bounded and name no recipient."""
    report = reported.report
    causes = [cause for cause in report.causes if cause.id in step.causes]
    named = [report.targets[at] for at in reported.named(step)]
    listed = list(reported.listed(step))
    times = sorted(when for cause in causes for when in (cause.first_seen, cause.last_seen) if when)
    reverse = list(_reverse_names(named))
    to = ", ".join(_contacts(step, causes)) or step.url or _postmasters(step, report)
    return LetterFacts(
        kind=step.letter_kind or "receiver",
        to=to.removeprefix("mailto:"),
        names=and_more(step.targets, _MOST_NAMES),
        label=_label(step, causes, reported),
        form=not step.contacts and (step.url or "").startswith("http"),
        checked=report.started,
        entries=tuple(_entries(listed)),
        bounces=sum(cause.bounces for cause in causes),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        replies=tuple(_replies(causes, report)),
        host=reverse[0][1] if reverse else None,
        publish=step.publish if step.letter_kind == "reverse_name" else None,
        direct=_direct(step, listed, reported),
        records=tuple(f"{address} = {name}" for address, name in reverse),
    )


def _label(step: Step, causes: Sequence[Cause], reported: LetterReport) -> str:
    """The lists or the provider by their names; a zone that only a reply names must be a plain name."""
    known, providers = reported.names, reported.providers
    if step.list is None and step.provider is not None and step.provider in providers:
        return providers[step.provider]
    cited = [step.list] if step.list else [cause.list for cause in causes]
    names = [known.get(name) or (name if is_name(name.lower()) else "") for name in cited if name]
    return for_terminal(and_more(list(dict.fromkeys(filter(None, names))), 3), 200)


def _contacts(step: Step, causes: Sequence[Cause]) -> Sequence[str]:
    """The contacts that the replies, or what they mean, name; else all of the list's instructions."""
    said = "\n".join(text for cause in causes for text in cause.evidence).lower()
    return [contact for contact in step.contacts if contact.lower() in said] or step.contacts


def _entries(listed: Iterable[tuple[str, Observation]]) -> Iterator[str]:
    for target, seen in listed:
        means = "; ".join(hit.meaning for hit in seen.sublists)
        yield f"{target}: {', '.join(seen.codes)}" + (f" ({means})" if means else "")


def _direct(step: Step, listed: Iterable[tuple[str, Observation]], reported: LetterReport) -> bool:
    """Every entry is one of a range of dynamic addresses, or of such as should use a relay."""
    entry = reported.lists.get(step.list or "")
    scopes = {sublist.id: sublist.scope for sublist in entry.sublists} if entry is not None else {}
    hits = [scopes.get(hit.id) for _, seen in listed for hit in seen.sublists]
    return bool(hits) and all(scope in ("dynamic", "policy") for scope in hits)


def _reverse_names(named: Sequence[TargetReport]) -> Iterator[tuple[str, str]]:
    for found in named:
        records = found.address
        if records is not None and records.status is ReverseName.CONFIRMED and records.names:
            yield found.target.value, for_terminal(records.names[0], 253)


def _replies(causes: Sequence[Cause], report: Report) -> Iterator[str]:
    texts = [text for cause in causes for text in cause.evidence if not text.startswith(_OWN_WORDS)]
    if not texts:
        return
    from repcheck.words.people import mask_addresses, mask_names, words_in

    for text in dict.fromkeys(texts[:_MOST_REPLIES]):
        words = words_in(text)
        people = frozenset() if report.bounced is None else report.bounced.recipients.named(words)
        yield mask_addresses(for_terminal(mask_names(text.strip(), people), _REPLY))


def _postmasters(step: Step, report: Report) -> str:
    """The postmasters of the recipients whose servers refused (RFC 5321 section 4.5.1)."""
    if step.who != "receiver":
        return ""
    domains: dict[str, int] = {}
    for alike in report.bounced.alike if report.bounced is not None else ():
        record = alike.record
        if sender_side(record) and (
            step.list in record.cited_lists or (step.provider or "") == record.provider or not step.list
        ):
            for domain, first in alike.domains:
                domains[domain] = min(domains.get(domain, first), first)
    found = [f"postmaster@{for_terminal(domain, 253)}" for domain in sorted(domains, key=domains.__getitem__)]
    return ", ".join(found[:_MOST_DOMAINS])
