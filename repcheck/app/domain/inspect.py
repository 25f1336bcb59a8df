"""``repcheck domain``: everything a domain publishes about its mail, asked side by side."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import msgspec

from repcheck.app.domain.report import LearnedOfDomain, Texts, composed
from repcheck.app.domain.senders import Senders, named_by
from repcheck.app.domain.unchecked import doubted, unchecked
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.run.collect import Gathering
from repcheck.app.run.plan import OF_A_RANGE_AT_MOST, RunPlan
from repcheck.app.run.run import Run
from repcheck.app.run.seen import SeenRun
from repcheck.app.sweep.counts import PairCounts
from repcheck.dns import Asker, carry_out
from repcheck.dns.around import SendsNothing
from repcheck.http.mta_sts import FetchPolicy
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.dns import Answer
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.model.records import PartState, SentFrom
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.records.addresses import addresses_of
from repcheck.records.dkim.selectors import DkimKey, dkim_barred, dkim_keys
from repcheck.records.dmarc.bimi import bimi_of
from repcheck.records.dmarc.record import Dmarc, dmarc_of
from repcheck.records.mx.findings import MxFound, mx_found
from repcheck.records.reverse.helo import Helo, helo_of
from repcheck.records.spf.inspect import NameFacts, SpfInspection, inspect_domain, retired_type
from repcheck.records.spf.tree.walk import permitted
from repcheck.records.tls import PolicyFetch, text_of, wants_policy
from repcheck.targets.names import registered_domain
from repcheck.targets.special import special_name
from repcheck.words.special_names import not_public


class DomainRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck domain`` is asked to do.

    ``domains``       canonical names
    ``lists``         asked about each domain and its addresses; none: only records are looked at
    ``ips``           addresses that send; none: those that the domain's own SPF record names
    ``selectors``     DKIM selectors of all domains; none: keys are not looked at
    ``own_selectors`` more of them, by domain
    ``helo``          HELO name of the sending host, or empty
    ``random_label``  a selector that nobody has
    ``of_a_range``    addresses that are looked at of one range
    ``any_address``   ask about private and reserved addresses too
    ``fail_on``       least severity of a finding that makes exit code 1; None: never
    ``min_coverage``  least share of the questions to lists that must have been answered, 0 to 1
    ``timeout``       seconds for the whole run; None: no bound but that of each question
    """

    domains: tuple[str, ...]
    catalog: Catalog
    lists: tuple[ReputationList, ...] = ()
    ips: tuple[str, ...] = ()
    selectors: tuple[str, ...] = ()
    own_selectors: Mapping[str, tuple[str, ...]] = {}
    helo: str = ""
    random_label: str
    of_a_range: int = OF_A_RANGE_AT_MOST
    any_address: bool = False
    fail_on: Severity | None = Severity.MEDIUM
    min_coverage: float = 0.8
    timeout: float | None = None

    @property
    def plan(self) -> RunPlan:
        """What of it concerns the run."""
        return RunPlan(any_address=self.any_address, timeout=self.timeout)


async def inspect_domains(
    request: DomainRequest,
    asking: Asking,
    environment: Environment,
    fetch: FetchPolicy | None,
    on_start: Callable[[Run], None] = lambda _: None,
) -> DomainsReport:
    """All domains at once, the worst first; the lists are asked as in the main job.

    ``fetch`` None: no policy is fetched. ``on_start``: see check.
    """
    return (await inspect(request, asking, environment, fetch, on_start)).report()


class Inspected(msgspec.Struct, frozen=True, kw_only=True):
    """A run when all is asked. ``now``: when its records were judged, a Unix time."""

    request: DomainRequest
    run: SeenRun
    asked: tuple[LearnedOfDomain, ...]
    now: int

    def report(self) -> DomainsReport:
        """What follows from it."""
        return _report(self.request, self.run, self.asked)


async def inspect(
    request: DomainRequest,
    asking: Asking,
    environment: Environment,
    fetch: FetchPolicy | None,
    on_start: Callable[[Run], None] = lambda _: None,
) -> Inspected:
    """As inspect_domains, up to the report."""
    now = int(environment.now().timestamp())
    run = Run(request.plan, asking, environment)
    on_start(run)
    async with run.under_way():
        asked = await ask_domains(request, run.targets, run.asker, fetch, now)
    return Inspected(request=request, run=run, asked=asked, now=now)


def _report(request: DomainRequest, run: SeenRun, asked: Sequence[LearnedOfDomain]) -> DomainsReport:
    counts, sight = PairCounts(), run.sight()
    found = {}
    targets = run.targets.targets
    for target, observations in zip(targets, sight.observe(targets), strict=True):
        counts.add(observations)
        found[target.value] = TargetReport(
            target=target, observations=observations, address=run.targets.addresses.get(target.value)
        )
    health = sight.health(counts)
    reports = [_kept_off(composed(one, found, request.min_coverage)) for one in asked]
    if run.blind is not None:
        reports = [unchecked(report, run.blind.saw) for report in reports]
    elif run.canary.invents:
        reports = [doubted(report) for report in reports]
    domains = tuple(sorted(reports, key=_badness))
    code = _exit_code(domains, request.fail_on)
    return DomainsReport(
        started=run.started,
        seconds=run.seconds,
        exit_code=ExitCode.INTERRUPTED if run.ending == "interrupt" else code,
        domains=domains,
        lists=health,
        findings=run.findings(health),
        queries=run.queries,
        interrupted=run.ending,
    )


def _kept_off(report: DomainReport) -> DomainReport:
    """The report; of a name that the public DNS does not have, unknown in all parts, as nobody was asked."""
    kind = not_public(report.domain)
    return report if kind is None else unchecked(report, f"{kind}, which the public DNS does not have")


def apart(report: DomainsReport, fail_on: Severity | None = Severity.MEDIUM) -> tuple[DomainsReport, ...]:
    """The report as one of each domain, with the exit code of that alone."""
    ended = report.exit_code is ExitCode.INTERRUPTED
    return tuple(
        msgspec.structs.replace(
            report,
            domains=(one,),
            exit_code=ExitCode.INTERRUPTED if ended else _exit_code((one,), fail_on),
        )
        for one in report.domains
    )


def _badness(report: DomainReport) -> tuple[int, ...]:
    ranks = [finding.severity.rank for finding in report.findings]
    return tuple(-ranks.count(severity.rank) for severity in Severity)


def _exit_code(domains: Sequence[DomainReport], fail_on: Severity | None) -> ExitCode:
    findings = [finding for domain in domains for finding in domain.findings]
    if fail_on is not None and any(finding.severity.rank >= fail_on.rank for finding in findings):
        return ExitCode.FOUND
    # No mail depends on DNSSEC, and a resolver that does not validate cannot see it.
    parts = (part for domain in domains for part in domain.parts if part.name != "dnssec")
    unknown = any(part.state is PartState.UNKNOWN for part in parts)
    return ExitCode.UNDECIDED if unknown else ExitCode.OK


async def ask_domains(
    request: DomainRequest, gathering: Gathering, asker: Asker, fetch: FetchPolicy | None, now: int
) -> tuple[LearnedOfDomain, ...]:
    """What is asked of the domains beside the lists, all domains side by side."""
    own = [Target(value=domain, kind=TargetKind.DOMAIN) for domain in request.domains]
    gathering.add(own, look_up=False)
    suffixes = asyncio.ensure_future(asyncio.to_thread(_warm_up))
    jobs = (_Job(request, domain, gathering, asker, now) for domain in request.domains)
    return tuple(await asyncio.gather(*(job.ask(fetch, suffixes) for job in jobs)))


def _warm_up() -> str:
    """Reads the list of public suffixes, which takes a while, while the first questions are under way."""
    return registered_domain("example.com")


class _Job:
    """One domain."""

    def __init__(
        self, request: DomainRequest, domain: str, gathering: Gathering, asker: Asker, now: int
    ) -> None:
        self._request = request
        self._domain = domain
        self._asker = asker if not_public(domain) is None else SendsNothing(asker)
        self._now = now
        self._senders = Senders(domain, gathering, request.of_a_range)

    async def ask(self, fetch: FetchPolicy | None, suffixes: "asyncio.Future[str]") -> LearnedOfDomain:
        """All parts at once."""
        domain, asker = self._domain, self._asker
        async with asyncio.TaskGroup() as group:
            mail = group.create_task(self._mail())
            spf = group.create_task(self._spf())
            dmarc = group.create_task(self._dmarc(suffixes))
            dkim = group.create_task(self._dkim())
            policy = group.create_task(self._policy(fetch))
            reporting = group.create_task(carry_out(asker, text_of(f"_smtp._tls.{domain}")))
            helo = group.create_task(self._helo())
            retired = group.create_task(carry_out(asker, retired_type(domain)))
        sts, fetched = policy.result()
        return LearnedOfDomain(
            domain=domain,
            mail=mail.result(),
            spf=spf.result(),
            dmarc=dmarc.result()[0],
            keys=dkim.result()[0],
            barred=dkim.result()[1],
            texts=Texts(sts=sts, policy=fetched, reporting=reporting.result(), logo=dmarc.result()[1]),
            helo=helo.result(),
            senders=self._senders.all,
            findings=(*self._senders.findings, *retired.result()),
        )

    async def _mail(self) -> MxFound:
        found = await carry_out(self._asker, mx_found(self._domain, registered_domain))
        # Who names the addresses that send means just these.
        if not self._request.ips:
            self._senders.add_mail_hosts(found.mx, found.own.addresses)
        return found

    async def _spf(self) -> SpfInspection:
        """SPF first, as it names the addresses, unless the user did: then both at once."""
        inquiry = inspect_domain(self._domain, NameFacts(registered_domain, special_name))
        inspection = asyncio.ensure_future(carry_out(self._asker, inquiry))
        given = [SentFrom(address=address, origin="given") for address in self._request.ips]
        sending = given or named_by(permitted((await inspection).tree))
        await self._senders.add_sending(sending, self._asker, self._request.helo, self._now)
        return await inspection

    async def _dmarc(self, suffixes: "asyncio.Future[str]") -> tuple[Dmarc, Answer]:
        """DMARC, and the logo, which is looked for at the same two names."""
        await suffixes
        base = registered_domain(self._domain)
        return await asyncio.gather(
            carry_out(self._asker, dmarc_of(self._domain, registered_domain)),
            carry_out(self._asker, bimi_of(self._domain, base)),
        )

    async def _dkim(self) -> tuple[tuple[DkimKey, ...], bool]:
        """The keys, and whether no selector can have one; see dkim_part."""
        domain, request = self._domain, self._request
        selectors = tuple(dict.fromkeys((*request.selectors, *request.own_selectors.get(domain, ()))))
        if not selectors:
            return (), await carry_out(self._asker, dkim_barred(domain))
        keys = dkim_keys(domain, selectors, self._request.random_label)
        return await carry_out(self._asker, keys), False

    async def _policy(self, fetch: FetchPolicy | None) -> tuple[Answer, PolicyFetch | None]:
        answer = await carry_out(self._asker, text_of(f"_mta-sts.{self._domain}"))
        if fetch is None or not wants_policy(answer):
            return answer, None
        hosts = await carry_out(self._asker, addresses_of(f"mta-sts.{self._domain}"))
        return answer, await fetch(self._domain, hosts.addresses)

    async def _helo(self) -> Helo | None:
        return await carry_out(self._asker, helo_of(self._request.helo)) if self._request.helo else None
