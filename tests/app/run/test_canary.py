"""A resolver that says of every name that it does not exist: nobody and nothing is to blame but it."""

import asyncio
from collections.abc import Callable

from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.app.domain.inspect import DomainRequest, inspect_domains
from repcheck.app.environment import real_environment
from repcheck.app.probe import probe, verdict
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import ABSENT, TIMEOUT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import State, UnknownReason
from repcheck.model.published.domain import DomainsReport
from repcheck.model.records import PartState
from repcheck.model.report import Report
from repcheck.targets.parse import parse_target
from tests.app.answering import LISTED, lists_of
from tests.support.tables import each

CATALOG = Catalog(source="made up", lists=lists_of(2))
WORLD = real_environment({}, print)
NODATA = Answer(Outcome.NODATA)


def asking(script: Callable[[AskedOfScript], Answer], lists: int = 2) -> Asking:
    plan = AskingPlan(servers=(Server("127.0.0.1", 9),))
    return Asking(plan, asked_lists(CATALOG.lists[:lists], WORLD), WORLD, ScriptedAsker(script))


def checked(script: Callable[[AskedOfScript], Answer], *targets: str) -> Report:
    parsed = tuple(one for text in targets for one in parse_target(text, max_hosts=1))
    request = CheckRequest(targets=parsed, catalog=CATALOG, lists=CATALOG.lists, any_address=True)

    async def job() -> Report:
        return (await check(request, asking(script), WORLD)).report()

    return asyncio.run(job())


def inspected(script: Callable[[AskedOfScript], Answer], lists: int = 0) -> DomainsReport:
    request = DomainRequest(
        domains=("example.com",), catalog=CATALOG, lists=CATALOG.lists[:lists], random_label="random"
    )

    async def job() -> DomainsReport:
        return await inspect_domains(request, asking(script, lists), WORLD, None)

    return asyncio.run(job())


@each("denial", [ABSENT, NODATA])
def test_check_blames_the_resolver_and_nobody_else(denial: Answer) -> None:
    report = checked(lambda _: denial, "192.0.2.10", "example.com")
    assert [finding.id for finding in report.findings] == ["resolver_denies"]
    assert report.exit_code is ExitCode.UNDECIDED
    seen = [seen for target in report.targets for seen in target.observations]
    assert {(one.state, one.reason) for one in seen} == {(State.UNKNOWN, UnknownReason.NETWORK_DOWN)}
    assert {entry.reason for entry in report.lists} == {UnknownReason.NETWORK_DOWN}
    assert all(target.domain is None and target.address is None for target in report.targets)


@each("lists", [0, 2])
def test_a_domain_could_not_be_checked(lists: int) -> None:
    report = inspected(lambda _: ABSENT, lists)
    (found,) = report.domains
    assert {part.state for part in found.parts} <= {PartState.UNKNOWN, PartState.NOT_ASKED}
    assert [finding.id for finding in report.findings] == ["resolver_denies"]
    (finding,) = found.findings
    assert finding.says.startswith("example.com could not be checked: ")
    assert report.exit_code is ExitCode.UNDECIDED


def test_probe_calls_no_list_dead() -> None:
    probed = asyncio.run(probe(asking(lambda _: ABSENT)))
    assert {one.health.reason for one in probed} == {UnknownReason.NETWORK_DOWN}
    assert verdict(probed) is ExitCode.UNDECIDED


def only(name: str, answer: Answer) -> Callable[[AskedOfScript], Answer]:
    return lambda asked: answer if asked.name == name else ABSENT


@each(
    "script",
    [
        only("com", Answer(Outcome.NOERROR, ("a.gtld-servers.net",))),
        only(".", Answer(Outcome.NOERROR, ("a.root-servers.net",))),
        only("com", Answer(Outcome.SERVFAIL)),
        only("2.0.0.127.bl1.example", LISTED),
        only("example.com", Answer(Outcome.NOERROR, ("10 mx.example.com",))),
        only("2.0.0.127.bl0.example", NODATA),
    ],
)
def test_one_name_that_is_there_acquits_the_resolver(script: Callable[[AskedOfScript], Answer]) -> None:
    report = checked(script, "example.com")
    assert "resolver_denies" not in [finding.id for finding in report.findings]


def test_the_canary_is_left_alone_when_something_was_found() -> None:
    names: list[str] = []

    def script(asked: AskedOfScript) -> Answer:
        names.append(asked.name)
        return LISTED if asked.owner == "2.0.0.127" else ABSENT

    checked(script, "192.0.2.10")
    assert not {".", "com"} & set(names)


@each("healthy, told", [(False, True), (True, False)])
def test_a_resolver_that_drops_the_addresses_of_lists_is_told(healthy: bool, told: bool) -> None:
    def script(asked: AskedOfScript) -> Answer:
        if asked.owner == "2.0.0.127":
            return LISTED if healthy and asked.zone == "bl1.example" else NODATA
        return ABSENT

    report = checked(script, "192.0.2.10")
    findings = {finding.id: finding for finding in report.findings}
    assert ("resolver_strips" in findings) is told
    if told:
        assert "bl0, bl1" in findings["resolver_strips"].says
        assert report.exit_code is ExitCode.UNDECIDED


@each(
    "target, invents, code",
    [
        ("example.com", False, ExitCode.OK),
        ("example.com", True, ExitCode.UNDECIDED),
        ("mx.example.com", True, ExitCode.UNDECIDED),
        ("null.example", True, ExitCode.UNDECIDED),  # no list of addresses has anything to be asked about
        ("192.0.2.10", True, ExitCode.OK),
    ],
)
def test_no_address_by_a_resolver_that_invents_names_is_believed(
    target: str, invents: bool, code: ExitCode
) -> None:
    def script(asked: AskedOfScript) -> Answer:
        if asked.zone:
            return LISTED if asked.owner == "2.0.0.127" else ABSENT
        if asked.rdtype == "MX":
            return Answer(
                Outcome.NOERROR, ("0 .",) if asked.name == "null.example" else ("10 mx.example.com",)
            )
        known = asked.rdtype == "A" and (invents or not asked.name.endswith("invalid"))
        return Answer(Outcome.NOERROR, ("192.0.2.80",)) if known else ABSENT

    report = checked(script, target)
    assert report.exit_code is code
    doubted = [one.target for one in report.findings if one.id in ("mail_hosts_unknown", "host_unknown")]
    assert doubted == ([target] if invents and "example.com" in target else [])


def test_silence_of_everything_is_the_networks() -> None:
    report = checked(lambda _: TIMEOUT, "192.0.2.10")
    assert [finding.id for finding in report.findings] == ["network_down"]
    assert {entry.reason for entry in report.lists} == {UnknownReason.NETWORK_DOWN}
