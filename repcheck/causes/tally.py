"""The records of one cause, and the cause that they make."""

from collections import Counter

from repcheck.causes.claim import Claim
from repcheck.causes.counted.digest import MOST_NAMES, MOST_TEXTS, AlikeTally
from repcheck.causes.course import Hours
from repcheck.causes.sentences import brief_words, opening, sentence
from repcheck.model.causes import Cause, LiveState, shares
from repcheck.model.mail.bounces_read import Names

_MOST_SHARES = 5


class CauseTally:
    """Takes what alike records of one cause come to, in the order of their first ones."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.bounces = 0
        self._delayed = 0
        self._shared = 0
        self._reading = ""
        self._tallies: list[AlikeTally] = []
        self._groups: Counter[str] = Counter()

    def add(self, found: AlikeTally, reading: str, group: str | None, *, shared: bool) -> None:
        """``group`` is the customer's; ``shared``: other causes count these records too."""
        self._tallies.append(found)
        self.bounces += found.number
        self._delayed += found.number if found.record.kind == "delayed" else 0
        self._shared += found.number if shared else 0
        self._reading = self._reading or reading
        if group is not None:
            self._groups[group] += found.number

    def cause(self, cause_id: str, newest: str | None, observed: str | None) -> Cause:
        """``newest``: time of the newest record of any cause; ``observed``: of the live answers, if any."""
        claim, tallies = self.claim, self._tallies
        domains = len(set().union(*(one.domains for one in tallies)))
        seen_there = claim.live_state in (LiveState.CONFIRMED, LiveState.INFERRED)
        misread = all(one.all_misread for one in tallies) and not seen_there
        first = min((one.first_seen for one in tallies if one.first_seen), default=None)
        last = max((one.last_seen for one in tallies if one.last_seen), default=None)
        older = last is not None and observed is not None and last <= observed
        since = last if claim.live_state is LiveState.CLEARED and older else None
        classes = sum((one.classes for one in tallies), Counter[str]())
        return Cause(
            id=cause_id,
            list=claim.list,
            provider=claim.provider,
            kind=claim.kind,
            subject=claim.subject,
            live_state=claim.live_state,
            bounces=self.bounces,
            recipients=len(set().union(*(one.recipients for one in tallies))),
            domains=domains,
            first_seen=first,
            last_seen=last,
            says=sentence(claim, opening(self.bounces, domains, self._delayed), self._shared, misread, since),
            brief=brief_words(claim, misread),
            evidence=(*self._texts(), *filter(None, (self._reading, claim.answer)), *claim.more),
            esp=next((one.record.esp for one in tallies if one.record.esp), None),
            publish=claim.publish,
            fault=claim.fault,
            temporary=classes["4"],
            permanent=classes["5"],
            course=self._hours().course(first, newest, self.bounces),
            cleared_since=since,
            senders=shares(_joined([one.senders for one in tallies]), _MOST_SHARES),
            helos=shares(_joined([one.helos for one in tallies]), _MOST_SHARES),
            groups=shares(self._groups),
        )

    def _texts(self) -> list[str]:
        """The first different ones."""
        found: dict[str, int] = {}
        for one in self._tallies:
            for text, at in one.texts.items():
                found[text] = min(found.get(text, at), at)
        return sorted(found, key=found.__getitem__)[:MOST_TEXTS]

    def _hours(self) -> Hours:
        hours = Hours()
        for one in self._tallies:
            hours.merge(one.hours)
        return hours


def _joined(names: list[Names]) -> Counter[str]:
    every = Names(None)
    for one in names:
        every.merge(one)
    return every.counts(MOST_NAMES)
