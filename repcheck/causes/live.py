"""What the lists and records say now about what a bounce said then."""

from collections.abc import Iterable, Sequence

import msgspec

from repcheck.catalog.dead_lists import DeadLists
from repcheck.causes.subjects import asks_of, name_of
from repcheck.model.bounces import Subject
from repcheck.model.catalog import Asks, Catalog, DeadList, ListKind, ReputationList, Scope
from repcheck.model.causes import LiveState
from repcheck.model.observations import Observation, State
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.words.reasons import because_words

#: Entries that name more than the one address: no word on what that address itself has sent.
_COLLECTIVE: tuple[Scope, ...] = ("network", "range", "dynamic", "policy")


class LiveAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One subject on one list, now.

    ``state``        confirmed, cleared or never_visible
    ``why``          why it could not be seen, to follow "because"; empty otherwise
    ``answer``       the live answer as evidence ("now: 127.0.0.10, PBL")
    ``observation``  what it rests on; None when nothing was asked
    ``target``       the target that was asked about; None when none was
    """

    state: LiveState
    why: str = ""
    answer: str
    observation: Observation | None = None
    target: str | None = None


class Live:
    """The reports of all targets, ready to be looked up."""

    def __init__(self, targets: Sequence[TargetReport]) -> None:
        self._reports = {report.target.value: report for report in targets}
        self._observations = {
            (report.target.value, seen.list): seen for report in targets for seen in report.observations
        }
        self._lists = {list_id for _, list_id in self._observations}

    def asked(self, list_id: str) -> bool:
        """Whether anything was seen of this list, about any target."""
        return list_id in self._lists

    def report(self, value: str | None) -> TargetReport | None:
        """The report of the target with exactly this value; None when it is not a target."""
        return None if value is None else self._reports.get(value)

    def own_list(self, provider: str, subject: Subject | None) -> Observation | None:
        """What a provider itself says of an address of the user, where a source over HTTPS asked it.

        None: it was not asked, or said nothing that can be believed.
        """
        if subject is None or subject.kind != "ip":
            return None
        seen = self._observations.get((subject.value, provider))
        return None if seen is None or seen.state is State.UNKNOWN else seen

    def only_address(self, asks: Sequence[Asks] = ("ipv4", "ipv6")) -> Target | None:
        """The one asked address that a list taking ``asks`` can mean; None when none or several are."""
        return self._only(target for target in self._targets() if target.is_address and target.kind in asks)

    def only_domain(self) -> Target | None:
        """The one domain among the targets; None when there is none or there are several."""
        return self._only(target for target in self._targets() if target.kind is TargetKind.DOMAIN)

    def verdict(self, subject: Subject | None, entry: ReputationList) -> LiveAnswer:
        """What ``entry`` says of ``subject`` now; whatever was not asked is never "not listed"."""
        if not entry.asks:
            return _unseen("it has no public zone that could be asked")
        if subject is None:
            return _unseen("the replies do not say which address or domain they refused")
        asked = asks_of(subject)
        if asked is None or asked not in entry.asks:
            return _unseen(f"this list holds no {_KINDS.get(asked, 'such')} entries")
        value, seen = self._find(subject, entry)
        if seen is None:
            return _unseen(self._why_not_asked(value, entry))
        return _verdict_of(value, seen, entry)

    def _targets(self) -> Iterable[Target]:
        return (report.target for report in self._reports.values() if report.target.not_asked is None)

    @staticmethod
    def _only(candidates: Iterable[Target]) -> Target | None:
        found = tuple(candidates)
        return found[0] if len(found) == 1 else None

    def _find(self, subject: Subject, entry: ReputationList) -> tuple[str, Observation | None]:
        """The asked target that stands for ``subject`` on this list, and what was seen.

        A list that is asked for registered domains says of mail.example.com what it says of example.com.
        """
        value = name_of(subject) or subject.value
        seen = self._observations.get((value, entry.id))
        if seen is not None or subject.kind == "ip" or entry.domain_form != "registered":
            return value, seen
        parent = value.partition(".")[2]
        while "." in parent:
            seen = self._observations.get((parent, entry.id))
            if seen is not None:
                return parent, seen
            parent = parent.partition(".")[2]
        return value, None

    def _why_not_asked(self, value: str, entry: ReputationList) -> str:
        report = self._reports.get(value)
        if report is None:
            return "it was not asked about in this run"
        if report.target.not_asked is not None:
            return f"no list was asked: {report.target.not_asked}"
        if not entry.enabled:
            return "this list is asked only when it is named with --lists"
        return "this list was not among those asked"


_KINDS: dict[Asks | None, str] = {"ipv4": "IPv4", "ipv6": "IPv6", "domain": "domain"}


def _verdict_of(value: str, seen: Observation, entry: ReputationList) -> LiveAnswer:
    if seen.state is State.UNKNOWN:
        why = because_words(seen.reason) if seen.reason is not None else "no usable answer came"
        reason = seen.reason.value if seen.reason is not None else "no answer"
        answer = f"now: unknown ({reason})"
        return LiveAnswer(
            state=LiveState.NEVER_VISIBLE, why=why, answer=answer, observation=seen, target=value
        )
    if entry.kind is not ListKind.BLOCK:
        return _unseen("it rates senders and lists nobody, so each receiver draws its own line", seen)
    if seen.state is State.LISTED:
        answer = listed_answer(seen)
        return LiveAnswer(state=LiveState.CONFIRMED, answer=answer, observation=seen, target=value)
    return LiveAnswer(state=LiveState.CLEARED, answer="now: not listed", observation=seen, target=value)


def _unseen(why: str, seen: Observation | None = None) -> LiveAnswer:
    answer = "now: not asked" if seen is None else f"now: {', '.join(seen.codes) or 'no entry'}"
    return LiveAnswer(state=LiveState.NEVER_VISIBLE, why=why, answer=answer, observation=seen)


def listed_answer(seen: Observation) -> str:
    """A listing as one line of evidence: "now: 127.0.0.10, PBL"."""
    return "now: " + ", ".join((*seen.codes, *(hit.name for hit in seen.sublists)) or ("listed",))


def list_label(entry: ReputationList, seen: Observation | None) -> str:
    """The list's name for a person, with the sublists that were hit when it has several."""
    if seen is None or len(entry.sublists) < 2 or not seen.sublists:
        return entry.name
    # "PBL (kept by the ISP)" is written in full where the listing is shown.
    names = dict.fromkeys(hit.name.partition(" (")[0] for hit in seen.sublists)
    return f"{entry.name} ({', '.join(names)})"


def collective_scope(entry: ReputationList, seen: Observation | None) -> Scope | None:
    """The scope of a listing that names more than the address; None when any part of it names it alone."""
    if seen is None:
        return None
    scopes = {sublist.id: sublist.scope for sublist in entry.sublists}
    hit = [scopes.get(sublist.id, "unknown") for sublist in seen.sublists]
    if not hit or any(scope not in _COLLECTIVE for scope in hit):
        return None
    return min(hit, key=_COLLECTIVE.index)


class Spellings:
    """Ways in which a list is written in bounces: id, zone, alias, or one of its sublists."""

    def __init__(self, catalog: Catalog) -> None:
        self._dead = DeadLists(catalog)
        self._buried = {entry.id.lower(): self._dead.of_list(entry) for entry in catalog.lists}
        self._entries: dict[str, ReputationList] = {}
        lists = [entry for entry in catalog.lists if self._buried[entry.id.lower()] is None]
        for entry in lists:
            self._entries.setdefault(entry.id.lower(), entry)
        for entry in lists:
            zone = (_bare_zone(entry.zone),) if entry.zone else ()
            for name in (*zone, entry.name.lower(), *map(str.lower, entry.aliases)):
                self._entries.setdefault(name, entry)
        for entry in lists:
            for sublist in entry.sublists:
                for name in (sublist.id, sublist.name, f"{entry.id}-{sublist.id}"):
                    self._entries.setdefault(name.lower(), entry)

    def entry(self, cited: str) -> ReputationList | None:
        """The living list that ``cited`` means; None when the catalog knows none."""
        return self._entries.get(cited.lower()) or self._entries.get(_bare_zone(cited))

    def dead(self, cited: str) -> DeadList | None:
        """The dead list that ``cited`` means, or that a list of this id would ask; None when it is none."""
        return self._buried.get(cited.lower()) or self._dead.find(_bare_zone(cited))


def _bare_zone(zone: str) -> str:
    """A zone without its key, masked or not, and without trailing dot."""
    bare = zone.strip().lower().rstrip(".")
    for mark in ("{key}.", "***."):
        bare = bare.removeprefix(mark)
    return bare
