"""Keeping what a run learns, and writing it down when it is over."""

from collections.abc import Iterable

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.check.check import Checked
from repcheck.app.environment import Environment
from repcheck.app.evidence.document import SCHEMA, Asked, Bounces, Evidence, Recorded, Zone
from repcheck.app.run.run import Run
from repcheck.app.sweep.zone import ZoneAsking
from repcheck.dns import Asker, Lane
from repcheck.dns.asker import Deliver, Traffic
from repcheck.model.dns import Answer, Question, RecordType
from repcheck.model.report import Report


class RecordingAsker:
    """An Asker around another one that remembers what names outside of lists were answered.

    What lists answer is remembered by those who ask them.
    """

    def __init__(self, inner: Asker) -> None:
        self._inner = inner
        self.answers: dict[Question, Answer] = {}

    @property
    def traffic(self) -> Traffic:
        """See Asker."""
        return self._inner.traffic

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        answer = await self._inner.ask(question)
        self.answers.setdefault(Question(question.name.lower(), question.rdtype), answer)
        return answer

    async def ask_lane(
        self,
        lane: Lane,
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",
        *,
        fresh: bool = False,
    ) -> None:
        """See Asker."""
        await self._inner.ask_lane(lane, owners, deliver, rdtype, fresh=fresh)

    def give_up(self) -> None:
        """See Asker."""
        self._inner.give_up()

    async def close(self) -> None:
        """See Asker."""
        await self._inner.close()


def evidence_of(
    checked: Checked,
    report: Report,
    asker: RecordingAsker,
    environment: Environment,
    *,
    plan_only: bool = False,
) -> Evidence:
    """All that ``report`` was made of; ``checked`` is a run that has just asked, with ``asker``.

    ``plan_only``  it was asked as ``repcheck delist``
    """
    run, request, bounced = checked.run, checked.request, checked.bounced
    assert isinstance(run, Run)
    zones = tuple(map(_zone, run.zones))
    secret = {zone.job.zone.lower() for zone in run.zones if zone.job.key is not None}
    evidence = Evidence(
        schema=SCHEMA,
        version=__version__,
        started=report.started,
        seconds=report.seconds,
        ending=report.interrupted,
        asked=Asked(
            command="delist" if plan_only else "check",
            targets=request.targets,
            lists=tuple(entry.id for entry in request.lists),
            expand=tuple(sorted(request.expand)),
            of_a_range=request.of_a_range,
            any_address=request.any_address,
            fail_on=request.fail_on,
            min_coverage=request.min_coverage,
            required=request.required,
            flags=request.flags,
        ),
        catalog=request.catalog,
        zones=zones,
        answers=tuple(
            Recorded(question.name, question.rdtype, answer)
            for question, answer in asker.answers.items()
            if not any(question.name.endswith(zone) for zone in secret)
        ),
        looks=tuple(run.targets.made),
        bounces=None
        if bounced.kept is None or bounced.intake is None
        else Bounces(
            records=tuple(bounced.kept),
            intake=bounced.intake,
            now=bounced.now,
            unused_name=bounced.unused_name,
            received=bounced.received,
        ),
        canary=run.canary,
        unanswered=run.silent,
        queries=run.queries,
        budgets=run.budgets(),
        sources=tuple(run.sources()),
    )
    keys = OwnKeys.of(request.catalog, environment)
    return msgspec.convert(keys.cleaned(msgspec.to_builtins(evidence)), Evidence)


def _zone(asking: ZoneAsking) -> Zone:
    result = asking.result()
    return Zone(
        zone=asking.job.lists[0].shown,
        lists=tuple(asked.entry.id for asked in asking.job.lists),
        keyed=asking.job.key is not None and result.route == "dns",
        points=dict(asking.told),
        refused=None if asking.told else {name: dict(kinds) for name, kinds in asking.health.items()},
        answers=dict(result.answers),
        texts=dict(result.texts),
        withheld=tuple(sorted(result.withheld)),
        deferred=tuple(sorted(result.deferred)),
        doubts={
            owner: {name: dict(kinds) for name, kinds in health.items()}
            for owner, health in result.doubts.items()
        },
        changed=dict(result.changed),
        disagreements=result.disagreements,
        route=result.route,
    )
