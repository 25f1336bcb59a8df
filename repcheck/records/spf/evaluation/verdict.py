"""May this address send for this domain? ``check_host`` of RFC 7208 section 4, as a pure inquiry."""

from ipaddress import ip_address, ip_network

import msgspec

from repcheck.errors import MacroError
from repcheck.model.dns import Answer, Inquiry, Question, RecordType
from repcheck.model.published.spf import SpfQuery, SpfResult, SpfStep, SpfVerdict
from repcheck.model.records import SpfRecord
from repcheck.records.inquiry import missing
from repcheck.records.mx.hosts import mx_entries
from repcheck.records.spf.evaluation.message import CanonicalQuery
from repcheck.records.spf.record import no_record, select_record
from repcheck.records.spf.syntax.keys import KEY_IN_NAME, holds_key
from repcheck.records.spf.syntax.macros import MacroString, as_name, expand, parse_macros
from repcheck.records.spf.syntax.terms import Mechanism, Modifier, Qualifier, Record, parse_record, shown_term

#: RFC 7208 4.6.4
LOOKUPS_AT_MOST = 10
VOID_LOOKUPS_AT_MOST = 2
MX_HOSTS_AT_MOST = 10
PTR_NAMES_AT_MOST = 10

#: What a match of each qualifier means (RFC 7208 4.6.2).
RESULTS: dict[Qualifier, SpfResult] = {
    "+": SpfResult.PASS,
    "-": SpfResult.FAIL,
    "~": SpfResult.SOFTFAIL,
    "?": SpfResult.NEUTRAL,
}
_FIRST_TYPES: dict[str, RecordType] = {"include": "TXT", "mx": "MX", "exists": "A"}
#: What a term came to: None: it did not match; else the way to the term that matched below it.
_Match = tuple[SpfStep, ...] | None


class _Stop(Exception):  # noqa: N818 - a verdict in transit to the top, not an error of the program
    """``temperror`` and ``permerror`` end everything, however deep they are met (RFC 7208 4.6, 5.2)."""

    def __init__(self, result: SpfResult, reason: str) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason


class _End(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict of one record; ``exp`` is the explanation's name, to be expanded for ``domain``."""

    result: SpfResult
    domain: str
    matched: tuple[SpfStep, ...] = ()
    reason: str | None = None
    exp: MacroString | None = None


def check_host(query: SpfQuery) -> Inquiry[SpfVerdict]:
    """The verdict, within the limits of RFC 7208 4.6.4; never more than ten terms ask.

    Questions go out together where whatever they bring they would all be asked: the hosts of a mail domain,
    the names of an address, and neighbouring terms as far as lookups and void lookups are left for them.
    The caller bounds the time: what it answers as ``timeout`` ends as temperror. Raises ValueError when
    ``query.ip`` is not an address.
    """
    return _Evaluation(query).verdict()


#: The reason of "none" where nothing could be asked at all.
NO_DOMAIN = "this is not a domain name with at least two labels (RFC 7208 4.3)"


class _Evaluation:
    """One evaluation: what it has spent, and the answers so far."""

    def __init__(self, query: SpfQuery) -> None:
        self._message = CanonicalQuery(query)
        self._lookups = 0
        self._voids = 0
        self._known: dict[Question, Answer] = {}

    def verdict(self) -> Inquiry[SpfVerdict]:
        domain = self._message.checked_domain
        if domain is None:
            return SpfVerdict(result=SpfResult.NONE, reason=NO_DOMAIN)
        explanation = None
        try:
            end = yield from self._check(domain)
            if end.result is SpfResult.FAIL and end.exp is not None:
                explanation = yield from self._explanation(end.exp, end.domain)
        except _Stop as stop:
            end = _End(result=stop.result, domain=domain, reason=stop.reason)
        return SpfVerdict(
            result=end.result,
            explanation=explanation,
            matched=end.matched,
            lookups=self._lookups,
            void_lookups=self._voids,
            reason=end.reason,
        )

    # -- records

    def _check(self, domain: str) -> Inquiry[_End]:
        """The record of one domain (RFC 7208 4.4 to 4.7)."""
        (answer,) = yield from self._ask(Question(domain, "TXT"))
        found = select_record(answer)
        if found.text is None:
            return self._no_record(domain, found)
        record = parse_record(found.text)
        if record.faults:
            fault = record.faults[0]
            where = f"in the record of {domain}, at character {fault.at + 1}"
            raise _Stop(SpfResult.PERMERROR, f"{shown_term(fault.text)} {where}: {fault.says}")
        exp = None if record.exp is None else record.exp.value
        for place, mechanism in enumerate(record.mechanisms):
            yield from self._look_ahead(record, place, domain)
            way = yield from self._matches(mechanism, domain)
            if way is not None:
                matched = (SpfStep(domain, mechanism.text), *way)
                return _End(result=RESULTS[mechanism.qualifier], domain=domain, matched=matched, exp=exp)
        if record.redirect is not None:
            return (yield from self._redirected(record.redirect, domain))
        return _End(result=SpfResult.NEUTRAL, domain=domain)

    def _no_record(self, domain: str, found: SpfRecord) -> _End:
        reason = f"{domain}: {no_record(found)}"
        if found.status == "unknown":
            raise _Stop(SpfResult.TEMPERROR, reason)
        if found.status == "several":
            raise _Stop(SpfResult.PERMERROR, reason)
        return _End(result=SpfResult.NONE, domain=domain, reason=reason)

    def _redirected(self, redirect: Modifier, domain: str) -> Inquiry[_End]:
        """RFC 7208 6.1: its verdict is ours, but ``none`` is an error."""
        self._count(redirect, domain)
        target = yield from self._name(redirect.value, domain)
        end = None if target is None else (yield from self._check(target))
        if end is None or end.result is SpfResult.NONE:
            reason = f"{shown_term(redirect.text)} in the record of {domain} leads to no SPF record"
            raise _Stop(SpfResult.PERMERROR, reason)
        step = SpfStep(domain, redirect.text)
        return msgspec.structs.replace(end, matched=(step, *end.matched) if end.matched else ())

    # -- mechanisms

    def _matches(self, mechanism: Mechanism, domain: str) -> Inquiry[_Match]:
        if mechanism.network is not None:
            return () if self._message.client in mechanism.network else None
        if mechanism.kind == "all":
            return ()
        self._count(mechanism, domain)
        target: str | None = domain
        if mechanism.domain is not None:
            target = yield from self._name(mechanism.domain, domain)
        if target is None:
            return self._nameless(mechanism, domain)
        match mechanism.kind:
            case "include":
                return (yield from self._include(mechanism, target, domain))
            case "mx":
                matched = yield from self._mx(mechanism, target)
            case "ptr":
                matched = yield from self._ptr(target)
            case "exists":
                answer = yield from self._answered(Question(target, "A"), mechanism)
                matched = bool(answer.records)
            case _:
                answer = yield from self._answered(Question(target, self._message.rdtype), mechanism)
                matched = self._holds(mechanism, answer)
        return () if matched else None

    def _nameless(self, mechanism: Mechanism, domain: str) -> _Match:
        """The expanded text cannot be a name, so the DNS holds no record of it (RFC 7208 4.8)."""
        if mechanism.kind == "include":
            reason = f"{shown_term(mechanism.text)} in the record of {domain} expands to no domain name"
            raise _Stop(SpfResult.PERMERROR, reason)
        return None

    def _include(self, mechanism: Mechanism, target: str, domain: str) -> Inquiry[_Match]:
        """RFC 7208 5.2: only its ``pass`` matches."""
        end = yield from self._check(target)
        if end.result is SpfResult.NONE:
            reason = f"{shown_term(mechanism.text)} in the record of {domain} leads to no SPF record"
            raise _Stop(SpfResult.PERMERROR, reason)
        return end.matched if end.result is SpfResult.PASS else None

    def _mx(self, mechanism: Mechanism, target: str) -> Inquiry[bool]:
        """RFC 7208 5.4: never the address of the domain itself instead."""
        answer = yield from self._answered(Question(target, "MX"), mechanism)
        hosts = [host for _, host in mx_entries(answer.records) if host]
        if len(hosts) > MX_HOSTS_AT_MOST:
            reason = f"{target} has {len(hosts)} mail hosts, and {shown_term(mechanism.text)} may ask for ten"
            raise _Stop(SpfResult.PERMERROR, reason)
        names = [name for name in map(as_name, hosts) if name is not None]
        answers = yield from self._ask(*(Question(name, self._message.rdtype) for name in names))
        for host in answers:
            # In the order of preference: a failure counts unless a host before it matched.
            self._must_have_ended(host, mechanism)
            if self._holds(mechanism, host):
                return True
        if names and all(missing(host) for host in answers):
            self._void(mechanism)
        return False

    def _ptr(self, target: str) -> Inquiry[bool]:
        """RFC 7208 5.5: a name that cannot be asked is passed over."""
        (answer,) = yield from self._ask(Question(self._message.reverse_name, "PTR"))
        if missing(answer):
            self._void(None)
        below = [name for name in self._ptr_names(answer) if _is_below(name, target)]
        return bool((yield from self._validated(below)))

    def _ptr_names(self, answer: Answer) -> list[str]:
        return list(dict.fromkeys(filter(None, map(as_name, answer.records[:PTR_NAMES_AT_MOST]))))

    def _validated(self, names: list[str]) -> Inquiry[list[str]]:
        """The names that resolve to the client."""
        answers = yield from self._ask(*(Question(name, self._message.rdtype) for name in names))
        client = self._message.client
        return [
            name
            for name, answer in zip(names, answers, strict=True)
            if any(ip_address(address) == client for address in answer.records)
        ]

    def _holds(self, mechanism: Mechanism, answer: Answer) -> bool:
        client = self._message.client
        length = mechanism.four if client.version == 4 else mechanism.six
        return any(client in ip_network((address, length), strict=False) for address in answer.records)

    # -- asking, within the limits

    def _ask(self, *questions: Question) -> Inquiry[tuple[Answer, ...]]:
        """Answers in order; what is known already is not asked again."""
        unknown = tuple(dict.fromkeys(asked for asked in questions if asked not in self._known))
        if unknown:
            answers = yield unknown
            self._known.update(zip(unknown, answers, strict=True))
        return tuple(self._known[question] for question in questions)

    def _answered(self, question: Question, mechanism: Mechanism) -> Inquiry[Answer]:
        """The answer of a mechanism's own question: a failure ends everything, an absence is counted."""
        (answer,) = yield from self._ask(question)
        self._must_have_ended(answer, mechanism)
        if missing(answer):
            self._void(mechanism)
        return answer

    def _must_have_ended(self, answer: Answer, mechanism: Mechanism) -> None:
        if answer.failed:
            raise _Stop(
                SpfResult.TEMPERROR, f"{shown_term(mechanism.text)} could not be asked ({answer.outcome})"
            )

    def _count(self, term: Mechanism | Modifier, domain: str) -> None:
        self._lookups += 1
        what = f"{shown_term(term.text)} in the record of {domain}"
        if self._lookups > LOOKUPS_AT_MOST:
            raise _Stop(SpfResult.PERMERROR, f"{what} would be the 11th lookup, of 10 (RFC 7208 4.6.4)")
        if holds_key(term):
            raise _Stop(SpfResult.TEMPERROR, f"{what} was not asked: {KEY_IN_NAME}")

    def _void(self, mechanism: Mechanism | None) -> None:
        self._voids += 1
        if self._voids > VOID_LOOKUPS_AT_MOST:
            text = "ptr" if mechanism is None else shown_term(mechanism.text)
            reason = f"{text} is the third lookup that finds nothing, of 2 (RFC 7208 4.6.4)"
            raise _Stop(SpfResult.PERMERROR, reason)

    def _look_ahead(self, record: Record, place: int, domain: str) -> Inquiry[None]:
        """Ask the first questions of this term and of those behind it that have their turn if none matches.

        As many as lookups and void lookups are left for, up to an include, which may use up the rest.
        """
        room = min(LOOKUPS_AT_MOST - self._lookups, VOID_LOOKUPS_AT_MOST - self._voids + 1)
        questions: list[Question] = []
        for mechanism in record.mechanisms[place:]:
            decides = mechanism.kind == "all" or (
                mechanism.network is not None and self._message.client in mechanism.network
            )
            if decides or room <= 0:
                break
            if not mechanism.asks:
                continue
            question = self._first_question(mechanism, domain)
            if question is None:
                break
            questions.append(question)
            room -= 1
            if mechanism.kind == "include":
                break
        if len(questions) > 1:
            yield from self._ask(*questions)

    def _first_question(self, mechanism: Mechanism, domain: str) -> Question | None:
        """None when that depends on answers, or when there is none."""
        if mechanism.kind == "ptr":
            return Question(self._message.reverse_name, "PTR")
        if mechanism.domain is None:
            name: str | None = domain
        elif "p" in mechanism.domain.letters or holds_key(mechanism):
            return None
        else:
            name = self._expanded_name(mechanism.domain, domain, "unknown")
        rdtype = _FIRST_TYPES.get(mechanism.kind, self._message.rdtype)
        return None if name is None else Question(name, rdtype)

    # -- macros

    def _name(self, spec: MacroString, domain: str) -> Inquiry[str | None]:
        validated = "unknown"
        if "p" in spec.letters:
            validated = yield from self._validated_name(domain)
        return self._expanded_name(spec, domain, validated)

    def _expanded_name(self, spec: MacroString, domain: str, validated: str) -> str | None:
        try:
            return as_name(expand(spec, self._message.values(domain, validated)))
        except MacroError:
            return None

    def _validated_name(self, domain: str) -> Inquiry[str]:
        """The macro "p" (RFC 7208 7.3): the domain itself, else a name below it, else any, else "unknown"."""
        (answer,) = yield from self._ask(Question(self._message.reverse_name, "PTR"))
        names = yield from self._validated(self._ptr_names(answer))
        exact = [name for name in names if name == domain.lower()]
        below = [name for name in names if _is_below(name, domain)]
        return next(iter((*exact, *below, *names)), "unknown")

    def _explanation(self, exp: MacroString, domain: str) -> Inquiry[str | None]:
        """RFC 7208 6.2: whatever goes wrong, it is as if there were none."""
        name = yield from self._name(exp, domain)
        if name is None:
            return None
        (answer,) = yield from self._ask(Question(name, "TXT"))
        if len(answer.records) != 1:
            return None
        try:
            text = parse_macros(answer.records[0], explaining=True)
            validated = "unknown"
            if "p" in text.letters:
                validated = yield from self._validated_name(domain)
            said = expand(text, self._message.values(domain, validated))
        except MacroError:
            return None
        return said if said.isascii() else None


def _is_below(name: str, domain: str) -> bool:
    lower = domain.lower()
    return name == lower or name.endswith(f".{lower}")
