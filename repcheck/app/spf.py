"""SPF for one sender: the public coroutine, and the use case behind ``repcheck spf``."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Sequence

import msgspec

from repcheck.app.environment import Environment, rfc3339
from repcheck.app.run.canary import Canary, Witness, denies_everything, of_nobody
from repcheck.app.run.findings import resolver_findings, run_findings
from repcheck.dns import Asker, carry_out
from repcheck.dns.engine import Engine
from repcheck.model.dns import Outcome, Question, Server
from repcheck.model.exit_code import ExitCode
from repcheck.model.published.spf import SpfQuery, SpfReport, SpfResult, SpfStranger, SpfVerdict
from repcheck.model.records import SpfRecord
from repcheck.model.report import Finding
from repcheck.records.reverse.helo import helo_of, helo_spf_findings
from repcheck.records.spf.evaluation.verdict import NO_DOMAIN, check_host
from repcheck.records.spf.inspect import NameFacts, SpfInspection, inspect_domain, no_domain, retired_type
from repcheck.records.spf.part import open_findings
from repcheck.records.spf.syntax.macros import as_name
from repcheck.records.spf.tree.build import Tree
from repcheck.records.spf.tree.stranger import stranger_of
from repcheck.records.spf.tree.walk import permitted
from repcheck.targets.names import canonical_name, registered_domain
from repcheck.targets.special import special_name

#: RFC 7208 4.6.4: a check may take 20 seconds; what is open then is a temperror.
SECONDS_AT_MOST = 20.0
_DECIDED = (SpfResult.PASS, SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL)


async def check_spf(
    *,
    ip: str,
    sender: str,
    helo: str = "",
    resolver: tuple[str, int] | None = None,
    timeout: float = 5.0,  # noqa: ASYNC109 - of each question, not of the coroutine
) -> SpfVerdict:
    """May ``ip`` send mail from ``sender``? The RFC 7208 verdict, with ``.result`` and ``.explanation``.

    ``sender``    MAIL FROM; empty: a bounce, so the HELO name is checked
    ``resolver``  address and port of the name server to ask; None: the system's
    ``timeout``   seconds that a name server may take over one question; the whole check takes 20 at most

    DNS trouble is a verdict (``temperror``), not an exception; so is a resolver that denies or invents names,
    for which one question more is asked, and two where no record was found. Raises ValueError if ``ip`` is
    not an address, and BadInput when there is no name server to ask.
    """
    domain = sender.rpartition("@")[2] or helo
    query = SpfQuery(ip=ip, domain=domain, sender=sender, helo=helo, now=int(time.time()))
    inquiry = check_host(query)
    async with asking(_servers(resolver), timeout) as asker:
        witness = Witness(asker)
        invented, verdict = await asyncio.gather(
            asker.ask(of_nobody(secrets.token_hex(8))), carry_out(witness, inquiry)
        )
        name = as_name(domain)
        if name is not None and not witness.found and verdict.reason != NO_DOMAIN:
            record = await asker.ask(Question(name, "TXT"))  # known by now, so nothing is sent
            if record.absent and await denies_everything(asker, (record,)):
                return _denied(domain)
    return _doubted(verdict) if Canary(invented=invented).invents else verdict


class SpfRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck spf`` is asked to do. ``ip`` None: show the record without a verdict.

    ``sender``   None: postmaster of the domain; "" is a bounce
    ``flatten``  list every address that may send
    """

    domain: str
    ip: str | None = None
    sender: str | None = None
    helo: str = ""
    flatten: bool = False


async def inspect_spf(request: SpfRequest, asker: Asker, environment: Environment) -> SpfReport:
    """The verdict for one sender, and beside it the whole tree with the count for a stranger.

    Raises ValueError when the address is none.
    """
    started, begun = environment.now(), environment.monotonic()
    # Written in Unicode it is asked in A-labels; what is not a name at all has the verdict "none".
    domain = request.domain if request.domain.isascii() else canonical_name(request.domain) or request.domain
    sender = f"postmaster@{domain}" if request.sender is None else request.sender
    asker = witness = Witness(asker)
    invented, verdict, found, of_helo = await asyncio.gather(
        asker.ask(of_nobody(environment.token())),
        _verdict(request, domain, sender, asker, int(started.timestamp())),
        _inspection(domain, asker, retired=request.ip is None),
        _helo_findings(request.helo, asker, () if request.ip is None else (request.ip,)),
    )
    if found.answer is not None and not witness.found and await denies_everything(asker, (found.answer,)):
        if verdict is not None and verdict.reason != NO_DOMAIN:
            verdict = _denied(domain)
        found, of_helo = _unknown(domain), ()
    invents = Canary(invented=invented).invents
    if invents and verdict is not None:
        verdict = _doubted(verdict)
    return SpfReport(
        domain=request.domain,
        ip=request.ip,
        sender=sender,
        helo=request.helo,
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=_exit_code(verdict, found.stranger, invents=invents),
        verdict=verdict,
        stranger=found.stranger,
        tree=found.shown,
        findings=(*resolver_findings(invented, ()), *found.findings, *open_findings(found), *of_helo),
        publish=found.publish,
        permitted=permitted(found.tree) if request.flatten else None,
        queries=asker.traffic.sent,
    )


def _unknown(domain: str) -> SpfInspection:
    """What is known of a domain behind a resolver that says that nothing exists."""
    record = SpfRecord(status="unknown", outcome=Outcome.ERROR)
    stranger, shown = stranger_of(Tree(domain=domain, record=record))
    findings = run_findings(network_down=False, denies=True, any_pair=True)
    tree = Tree(domain=domain, record=record)
    return SpfInspection(tree=tree, shown=shown, stranger=stranger, findings=findings, publish=None)


def _denied(domain: str) -> SpfVerdict:
    reason = f"{domain} could not be asked: the resolver says that no name exists"
    return SpfVerdict(result=SpfResult.TEMPERROR, reason=reason)


def _doubted(verdict: SpfVerdict) -> SpfVerdict:
    """The verdict behind a resolver that invents addresses: look-ups prove nothing, also of what is void."""
    if not verdict.lookups or verdict.result not in _DECIDED:
        return verdict
    reason = "the resolver answers names that do not exist, so no look-up can be believed"
    return SpfVerdict(result=SpfResult.TEMPERROR, reason=reason, lookups=verdict.lookups)


async def _verdict(
    request: SpfRequest, domain: str, sender: str, asker: Asker, now: int
) -> SpfVerdict | None:
    if request.ip is None:
        return None
    query = SpfQuery(ip=request.ip, domain=domain, sender=sender, helo=request.helo, now=now)
    return await carry_out(asker, check_host(query))


async def _inspection(domain: str, asker: Asker, *, retired: bool) -> SpfInspection:
    """``retired``  look for what is left of record type SPF too: never beside a verdict (RFC 7208 3.1)"""
    name = as_name(domain)
    if name is None:
        return no_domain(domain)
    inspection = carry_out(asker, inspect_domain(name, NameFacts(registered_domain, special_name)))
    if not retired:
        return await inspection
    found, left = await asyncio.gather(inspection, carry_out(asker, retired_type(name)))
    told = tuple(msgspec.structs.replace(finding, target=name) for finding in left)
    return msgspec.structs.replace(found, findings=(*found.findings, *told))


async def _helo_findings(name: str, asker: Asker, senders: Sequence[str]) -> tuple[Finding, ...]:
    """Faults of the HELO name's own record; of no name none."""
    if not name:
        return ()
    helo = await carry_out(asker, helo_of(name.lower().removesuffix(".")))
    found = helo_spf_findings(helo, senders)
    return tuple(msgspec.structs.replace(finding, target=helo.name) for finding in found)


def _exit_code(verdict: SpfVerdict | None, stranger: SpfStranger, *, invents: bool) -> ExitCode:
    """0: the address may send; without one: strangers may not. 3: nobody can tell at present.

    ``invents``  the resolver answers names that do not exist, so that look-ups prove nothing
    """
    if verdict is not None:
        if verdict.result is SpfResult.TEMPERROR:
            return ExitCode.UNDECIDED
        return ExitCode.OK if verdict.result is SpfResult.PASS else ExitCode.FOUND
    if invents and stranger.lookups:
        return ExitCode.UNDECIDED
    results = {stranger.result, stranger.result_ipv6}
    if results & {SpfResult.PERMERROR, SpfResult.NONE, SpfResult.PASS}:
        return ExitCode.FOUND
    return ExitCode.UNDECIDED if SpfResult.TEMPERROR in results else ExitCode.OK


def _servers(resolver: tuple[str, int] | None) -> Sequence[Server]:
    if resolver is not None:
        return [Server(*resolver)]
    from repcheck.dns.resolvers import system_resolvers

    return system_resolvers(lambda _: None)  # a library says nothing on stderr


@contextlib.asynccontextmanager
async def asking(
    servers: Sequence[Server], patience: float, seconds: float | None = None
) -> AsyncIterator[Asker]:
    """An asker that gives up after ``seconds``, by default the time that one check may take."""
    asker = Engine(servers, dead_wait=patience)
    timer = asyncio.get_running_loop().call_later(seconds or SECONDS_AT_MOST, asker.give_up)
    try:
        yield asker
    finally:
        timer.cancel()
        await asker.close()
