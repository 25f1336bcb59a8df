"""All that an SPF record leads to, for any sender: followed past the tenth lookup and past errors."""

import msgspec

from repcheck.errors import MacroError
from repcheck.model.dns import Inquiry, Outcome, Question
from repcheck.model.published.spf import TermState
from repcheck.model.records import MxRecords, SpfRecord
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.inquiry import Known, askable_name, remembered, together
from repcheck.records.mx.hosts import mx_of
from repcheck.records.spf.record import spf_record_of
from repcheck.records.spf.syntax.keys import KEY_IN_NAME, holds_key
from repcheck.records.spf.syntax.macros import MacroString, as_name, expand
from repcheck.records.spf.syntax.terms import Fault, Mechanism, Modifier, Term, parse_record

#: Terms that ask the DNS, in one tree. A verdict ends at the 11th (RFC 7208 4.6.4); who is meant, does not.
ASKING_TERMS_AT_MOST = 100
TERMS_OF_A_RECORD_AT_MOST = 500
INCLUDES_DEEP_AT_MOST = 20


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """One term with what it leads to; ``state`` is explained at SpfBranch.

    ``hosts``  what a and mx resolve to: for mx one entry a mail host, in the order of preference
    ``mx``     of mx only
    ``note``   why it was not followed; for a failure what failed
    """

    term: Term
    state: TermState = "plain"
    name: str | None = None
    outcome: Outcome = Outcome.NOERROR
    hosts: tuple[HostAddresses, ...] = ()
    mx: MxRecords | None = None
    record: "Tree | None" = None
    note: str | None = None


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A record and what its terms lead to, in the order written; empty unless ``record`` is "ok".

    ``cut``    True: it has more terms than are read
    ``known``  at the top: every answer that the tree rests on
    """

    domain: str
    record: SpfRecord
    branches: tuple[Branch, ...] = ()
    cut: bool = False
    known: Known = msgspec.field(default_factory=dict)


class _Bounds:
    """What one tree has spent: records that were entered, and terms that asked."""

    def __init__(self, domain: str) -> None:
        self.entered = {domain}
        self.asked = 0
        self.hosts: dict[str, HostAddresses] = {}

    def may_ask(self) -> bool:
        self.asked += 1
        return self.asked <= ASKING_TERMS_AT_MOST


def tree_of(domain: str, record: SpfRecord, known: Known | None = None) -> Inquiry[Tree]:
    """The record of a domain and all that it leads to; what can be asked at one time is one round.

    Each record is entered once, and what stands behind ``all`` is not followed. The work is bounded: at most
    ``TERMS_OF_A_RECORD_AT_MOST`` terms of each record, ``ASKING_TERMS_AT_MOST`` terms that ask in all, and
    the addresses of a host that ``a`` terms name are read once, however many name it. What ``known`` answers
    is not asked again.
    """
    answers = {} if known is None else dict(known)
    inquiry = _record((domain.lower(),), record, _Bounds(domain.lower()))
    tree = yield from remembered(inquiry, answers)
    return msgspec.structs.replace(tree, known=answers)


def _record(path: tuple[str, ...], record: SpfRecord, bounds: _Bounds) -> Inquiry[Tree]:
    if record.text is None:
        return Tree(domain=path[-1], record=record)
    # One more than is followed, so that it shows whether there are more.
    terms = parse_record(record.text, at_most=TERMS_OF_A_RECORD_AT_MOST + 1).terms
    cut = len(terms) > TERMS_OF_A_RECORD_AT_MOST
    terms = terms[:TERMS_OF_A_RECORD_AT_MOST]
    last = next((place for place, term in enumerate(terms) if is_all(term)), None)
    branches = yield from together(
        *(_branch(path, term, bounds, _is_used(place, term, last)) for place, term in enumerate(terms))
    )
    return Tree(domain=path[-1], record=record, branches=branches, cut=cut and last is None)


def is_all(term: Term) -> bool:
    """Whether nothing behind it counts (RFC 7208 5.1)."""
    return isinstance(term, Mechanism) and term.kind == "all"


def _is_used(place: int, term: Term, last: int | None) -> bool:
    """Nothing behind ``all`` is used, nor a redirect beside it (RFC 7208 5.1, 6.1); exp is."""
    if last is None:
        return True
    if isinstance(term, Modifier):
        return term.kind != "redirect"
    return place <= last


def _branch(path: tuple[str, ...], term: Term, bounds: _Bounds, used: bool) -> Inquiry[Branch]:
    if isinstance(term, Fault):
        return Branch(term=term, state="fault", note=term.says)
    if not used:
        return Branch(term=term, state="unused")
    asks = term.asks if isinstance(term, Mechanism) else term.kind == "redirect"
    if not asks:
        return Branch(term=term)
    return (yield from _asking(path, term, bounds))


def _asking(path: tuple[str, ...], term: Mechanism | Modifier, bounds: _Bounds) -> Inquiry[Branch]:
    if holds_key(term):
        return Branch(term=term, state="not_followed", note=KEY_IN_NAME)
    spec = term.domain if isinstance(term, Mechanism) else term.value
    if term.kind == "ptr" or (spec is not None and not spec.letters <= {"d"}):
        return Branch(term=term, state="depends")
    name = path[-1] if spec is None else _name(spec, path[-1])
    if name is None:
        return Branch(term=term, state="void", note="no host can be called so")
    if not bounds.may_ask():
        note = f"not followed, after {ASKING_TERMS_AT_MOST} terms that ask"
        return Branch(term=term, state="not_followed", name=name, note=note)
    return (yield from _followed(path, term, name, bounds))


def _name(spec: MacroString, domain: str) -> str | None:
    """The name of a domain-spec that says the same for every message; ``%{d}`` is the current domain."""
    try:
        name = as_name(expand(spec, {"d": domain}))
    except MacroError:
        return None
    return None if name is None else askable_name(name)


def _followed(
    path: tuple[str, ...], term: Mechanism | Modifier, name: str, bounds: _Bounds
) -> Inquiry[Branch]:
    match term.kind:
        case "a":
            found = yield from addresses_of(name, bounds.hosts)
            return Branch(
                term=term, state=_state(found.outcome), name=name, outcome=found.outcome, hosts=(found,)
            )
        case "exists":
            (answer,) = yield (Question(name, "A"),)
            return Branch(term=term, state=_state(answer.outcome), name=name, outcome=answer.outcome)
        case "mx":
            return (yield from _mx(term, name))
        case _:
            return (yield from _enter(path, term, name, bounds))


def _state(outcome: Outcome) -> TermState:
    if outcome is Outcome.NOERROR:
        return "found"
    return "void" if outcome.absent else "unknown"


def _mx(term: Mechanism | Modifier, name: str) -> Inquiry[Branch]:
    mx = yield from mx_of(name)
    hosts = tuple(HostAddresses(addresses=host.addresses, outcome=host.outcome) for host in mx.hosts)
    if mx.status == "none":
        return Branch(term=term, state="void", name=name, outcome=mx.outcome, mx=mx)
    if mx.status == "unknown":
        return Branch(term=term, state="unknown", name=name, outcome=mx.outcome, mx=mx)
    failed = next((host.outcome for host in hosts if host.outcome.failed), None)
    state: TermState = "found" if failed is None else "unknown"
    outcome = failed or Outcome.NOERROR
    return Branch(term=term, state=state, name=name, outcome=outcome, mx=mx, hosts=hosts)


def _enter(path: tuple[str, ...], term: Mechanism | Modifier, name: str, bounds: _Bounds) -> Inquiry[Branch]:
    """An included or redirected record, if it was not entered before."""
    if name in path:
        return Branch(term=term, state="loop", name=name, note="includes itself again")
    if name in bounds.entered:
        return Branch(term=term, state="repeated", name=name)
    if len(path) > INCLUDES_DEEP_AT_MOST:
        note = f"not followed, below {INCLUDES_DEEP_AT_MOST} other records"
        return Branch(term=term, state="not_followed", name=name, note=note)
    bounds.entered.add(name)
    record = yield from spf_record_of(name)
    below = yield from _record((*path, name), record, bounds)
    state: TermState = (
        "unknown" if record.status == "unknown" else "void" if record.outcome.absent else "found"
    )
    return Branch(term=term, state=state, name=name, outcome=record.outcome, record=below)
