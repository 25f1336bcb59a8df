"""From an answer to an observation: listed, clean, or unknown with its reason."""

from repcheck.lists.codes import AnswerMeaning, CodeReader
from repcheck.lists.health import failure_reason
from repcheck.model.catalog import ListKind, ReputationList, Sublist
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import Observation, Route, Severity, State, SublistHit, UnknownReason

#: Records of one answer that are shown; a hostile server may send hundreds.
_MAX_CODES = 32
# Nearly every answer of a large run is one of these.
_NXDOMAIN, _NODATA = Outcome.NXDOMAIN, Outcome.NODATA
_CLEAN = State.CLEAN


class Judge:
    """Makes the observations of one list.

    ``zone``     as shown: a key in it is masked
    ``route``    by which way it was asked
    ``distrust`` why this list cannot be believed in this run; None when its test points were right
    """

    def __init__(
        self,
        entry: ReputationList,
        zone: str,
        distrust: UnknownReason | None,
        reader: CodeReader | None = None,
        route: Route = "dns",
    ) -> None:
        self._entry = entry
        self._zone = zone
        self._distrust = distrust
        self._route: Route = route
        self._reader = reader or CodeReader(entry)
        self._silent: dict[tuple[UnknownReason, Outcome | None], Observation] = {}

    def observe(self, answer: Answer, text: str | None = None) -> Observation:
        """The observation that this answer is. ``text`` is the TXT text of a listing."""
        if self._distrust is not None:
            return self._unknown(self._distrust, answer)
        outcome = answer.outcome
        if outcome is _NXDOMAIN or outcome is _NODATA:
            return Observation(
                list=self._entry.id,
                zone=self._zone,
                state=_CLEAN,
                outcome=outcome,
                route=self._route,
                ttl=answer.ttl,
                rtt_ms=answer.rtt_ms,
            )
        if outcome is not Outcome.NOERROR:
            return self._unknown(failure_reason(outcome), answer)
        reading = self._reader.read(answer.records)
        if reading.reason is not None:
            return self._unknown(reading.reason, answer)
        return self._known(answer, reading, text)

    def not_asked(self, reason: UnknownReason) -> Observation:
        """The observation of a pair that was never asked."""
        return self._without_evidence(reason, None)

    def _without_evidence(self, reason: UnknownReason, outcome: Outcome | None) -> Observation:
        """One value for all pairs that were asked in vain: a dead list has as many as there are targets."""
        seen = self._silent.get((reason, outcome))
        if seen is None:
            seen = self._silent[reason, outcome] = Observation(
                list=self._entry.id,
                zone=self._zone,
                state=State.UNKNOWN,
                reason=reason,
                outcome=outcome,
                route=self._route,
            )
        return seen

    def _unknown(self, reason: UnknownReason, answer: Answer) -> Observation:
        if answer.rtt_ms is None and answer.ttl is None and not answer.records:
            return self._without_evidence(reason, answer.outcome)
        return Observation(
            list=self._entry.id,
            zone=self._zone,
            state=State.UNKNOWN,
            reason=reason,
            outcome=answer.outcome,
            codes=_codes(answer),
            route=self._route,
            ttl=answer.ttl,
            rtt_ms=answer.rtt_ms,
        )

    def _known(self, answer: Answer, reading: AnswerMeaning, text: str | None) -> Observation:
        # Allow lists, scores and informational lists say something, but never list anybody. What a
        # zone with entries of both kinds says beside a listing stays in the codes.
        listing = _blocking(self._entry, reading)
        return Observation(
            list=self._entry.id,
            zone=self._zone,
            state=State.LISTED if listing else State.CLEAN,
            outcome=answer.outcome,
            codes=_codes(answer),
            sublists=tuple(
                SublistHit(sub.id, sub.name, sub.meaning, sub.why) for sub in listing or reading.sublists
            ),
            severity=worst(tuple(sub.severity for sub in listing)),
            route=self._route,
            text=text,
            ttl=answer.ttl,
            rtt_ms=answer.rtt_ms,
        )


def lists_somebody(entry: ReputationList, reader: CodeReader, answer: Answer) -> bool:
    """Whether the answer, if it may be believed, lists the target, so that its TXT is worth a question."""
    return answer.outcome is Outcome.NOERROR and bool(_blocking(entry, reader.read(answer.records)))


def _blocking(entry: ReputationList, reading: AnswerMeaning) -> tuple[Sublist, ...]:
    """Those that list the target; the kind of a sublist goes before that of its list."""
    return tuple(sub for sub in reading.sublists if (sub.kind or entry.kind) is ListKind.BLOCK)


def _codes(answer: Answer) -> tuple[str, ...]:
    """A list sends its records in any order; the same listing should always look the same."""
    return tuple(sorted(answer.records, key=lambda code: (len(code), code))[:_MAX_CODES])


def worst(severities: tuple[Severity, ...]) -> Severity | None:
    """The highest of them; None of none."""
    return max(severities, key=lambda severity: severity.rank, default=None)
