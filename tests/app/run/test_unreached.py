"""Names whose addresses could not be looked up: lists were not asked about them, so nothing was decided."""

import asyncio
from typing import Literal

from repcheck.app.check.verdict import exit_code
from repcheck.app.run.collect import Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.sweep.counts import PairCounts
from repcheck.app.sweep.sweep import Sweep
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.dns import Answer, Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.text.headline import coverage_gaps, headline
from tests.app.asked import FREELY
from tests.app.sweep.sweeping import ONE
from tests.support.tables import each

FOUND = {
    ("example.com", "MX"): ("10 mx.example.com",),
    ("example.com", "TXT"): ("v=spf1 include:example.net -all",),
    ("example.net", "TXT"): ("v=spf1 ip4:192.0.2.30 -all",),
    ("mx.example.com", "A"): ("192.0.2.25",),
    ("mx.example.com", "AAAA"): ("2001:db8::25",),
    ("bare.example", "A"): ("192.0.2.1",),
}
CLEAN = Observation(list="bl", zone="bl.example", state=State.CLEAN)


async def looked_up(target: Target, failing: tuple[str, str], expand: set[Literal["mx", "spf"]]) -> Gathering:
    def script(asked: AskedOfScript) -> Answer:
        if (asked.name, asked.rdtype) == failing:
            return Answer(Outcome.SERVFAIL)
        records = FOUND.get((asked.name, asked.rdtype))
        return ABSENT if records is None else Answer(Outcome.NOERROR, records)

    asker = ScriptedAsker(script)
    gathering = Gathering(RunPlan(expand=frozenset(expand)), asker, Sweep(asker, [], str, ONE, FREELY))
    gathering.add((target,))
    await gathering.finish()
    return gathering


HOST = Target(value="mx.example.com", kind=TargetKind.HOST)
DOMAIN = Target(value="example.com", kind=TargetKind.DOMAIN)
BARE = Target(value="bare.example", kind=TargetKind.DOMAIN)


@each(
    "target, failing, expand, said",
    [
        (HOST, ("", "A"), {"mx"}, []),
        (HOST, ("mx.example.com", "A"), {"mx"}, ["host_unknown"]),
        (HOST, ("mx.example.com", "AAAA"), {"mx"}, ["host_unknown"]),
        (DOMAIN, ("", "A"), {"mx", "spf"}, []),
        (DOMAIN, ("example.com", "MX"), {"mx"}, ["mail_hosts_unknown"]),
        (DOMAIN, ("example.com", "MX"), set(), []),
        (DOMAIN, ("mx.example.com", "A"), {"mx"}, ["mail_hosts_unknown"]),
        (DOMAIN, ("mx.example.com", "AAAA"), {"mx"}, ["mail_hosts_unknown"]),
        (DOMAIN, ("example.com", "TXT"), {"mx"}, []),
        (BARE, ("", "A"), {"mx"}, []),
        (BARE, ("bare.example", "A"), {"mx"}, ["mail_hosts_unknown"]),
        (BARE, ("bare.example", "AAAA"), {"mx"}, ["mail_hosts_unknown"]),
        (BARE, ("bare.example", "A"), set(), []),
        (DOMAIN, ("example.com", "TXT"), {"spf"}, ["senders_unknown"]),
        (DOMAIN, ("example.net", "TXT"), {"spf"}, ["senders_unknown"]),
    ],
)
def test_what_could_not_be_looked_up_is_told(target, failing, expand, said):
    gathering = asyncio.run(looked_up(target, failing, expand))
    assert [one.id for one in gathering.findings] == said
    assert all(one.target == target.value for one in gathering.findings)


@each(
    "pairs, names, lists, code",
    [
        (1, 0, ["bl"], ExitCode.OK),
        (1, 1, ["bl"], ExitCode.UNDECIDED),
        (1, 1, [], ExitCode.OK),
        (9, 1, ["bl"], ExitCode.OK),
        (9, 3, ["bl"], ExitCode.UNDECIDED),
    ],
)
def test_a_name_without_known_addresses_counts_as_a_pair_that_nobody_answered(pairs, names, lists, code):
    counts = PairCounts()
    for _ in range(pairs):
        counts.add((CLEAN,))
    counts.lose(names, lists)
    for required in (None, ("bl",)):
        assert code is exit_code(
            counts,
            fail_on=Severity.LOW,
            min_coverage=0.8,
            interrupted=False,
            asked_for_any=True,
            required=required,
        )


@each("expand, addresses", [({"mx"}, ["192.0.2.1"]), (set(), [])])
def test_a_domain_without_mx_takes_its_mail_at_its_own_address(expand, addresses):
    gathering = asyncio.run(looked_up(BARE, ("", "A"), expand))
    assert [one.value for one in gathering.targets if one.is_address] == addresses
    assert all(one.origin == ("address of bare.example",) for one in gathering.targets if one.is_address)


def test_the_first_line_says_so():
    gathering = asyncio.run(looked_up(HOST, ("mx.example.com", "A"), {"mx"}))
    report = Report(
        started="2026-01-01T00:00:00Z",
        seconds=0.1,
        exit_code=ExitCode.UNDECIDED,
        targets=tuple(TargetReport(target=one, observations=(CLEAN,)) for one in gathering.targets),
        findings=tuple(gathering.findings),
    )
    why = "not all addresses of mx.example.com could be looked up"
    assert headline(report).startswith(f"Could not decide: {why}.")
    assert coverage_gaps(report) == ()
