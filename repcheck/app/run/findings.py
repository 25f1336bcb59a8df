"""What is wrong with a run itself: the network, the resolver, what resolvers do not agree on. Pure."""

from collections.abc import Iterable, Sequence

from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import ListHealth, Severity, UnknownReason
from repcheck.model.report import Finding
from repcheck.model.sources import SourceHealth
from repcheck.words.reasons import act_on
from repcheck.words.text import and_more


def run_findings(*, network_down: bool, denies: bool, any_pair: bool) -> tuple[Finding, ...]:
    """What is wrong with the run as a whole, so that no list and no domain is blamed for it."""
    if denies:
        return (
            Finding(
                id="resolver_denies",
                severity=Severity.HIGH,
                says="Your resolver says that no name exists, not even com: it does not know the public DNS.",
                remedy="Ask where the public DNS can be reached: another resolver (--resolver HOST).",
            ),
        )
    if network_down:
        return (
            Finding(
                id="network_down",
                severity=Severity.HIGH,
                says="Nothing at all answered: the fault is your resolver's or network's, not the lists'.",
                remedy="Try another resolver (--resolver HOST); see whether DNS is let out of this machine.",
            ),
        )
    if not any_pair:
        return (
            Finding(
                id="nothing_asked",
                severity=Severity.INFO,
                says="No list was asked: no target is public, or no selected list takes its kind.",
                remedy="--any-address asks about private and reserved addresses too; --lists selects lists.",
            ),
        )
    return ()


def resolver_findings(
    canary: Answer, health: Sequence[ListHealth], *, direct: bool = False
) -> Iterable[Finding]:
    """What lists and a name that cannot exist say about the resolver itself.

    ``canary``  the answer to a random name under "invalid", which nobody has (RFC 6761 6.4)
    ``direct``  lists were asked at their own servers, so the resolver had no part in what they said
    """
    if canary.outcome is Outcome.NOERROR:
        yield Finding(
            id="resolver_rewrites",
            severity=Severity.HIGH,
            says=f"Your resolver answers names that do not exist (with {', '.join(canary.records[:3])}).",
            remedy=f"Use a resolver that tells the truth: your own{'' if direct else ', or --direct'}.",
        )
    if canary.outcome is Outcome.REFUSED and health and not any(entry.usable for entry in health):
        yield Finding(
            id="resolver_refuses",
            severity=Severity.HIGH,
            says="Your resolver refuses to look names up for you.",
            remedy="Use a resolver that serves this machine: --resolver HOST.",
        )
    if blocked := _with_reason(health, UnknownReason.RESOLVER_BLOCKED):
        yield _resolver_public(blocked, direct=direct)
    strange = _with_reason(health, UnknownReason.UNEXPECTED_ANSWER)
    if len(strange) > 1 and canary.outcome is not Outcome.NOERROR:
        yield Finding(
            id="resolver_filters",
            severity=Severity.MEDIUM,
            says=f"{_named(strange)} were answered with what no list says: something between may filter.",
            remedy=_NO_FILTER if direct else f"{_NO_FILTER[:-1]}; use your own resolver or --direct.",
        )


_NO_FILTER = "Look for a DNS filter or firewall in your network."


def _resolver_public(lists: Sequence[str], *, direct: bool) -> Finding:
    """Asked directly, a list sees the address of this machine."""
    whom = "this machine, which asked directly, as a public or shared resolver"
    if not direct:
        whom = "your resolver as a public or shared one"
    own = "Ask from a machine with an address of its own, as your mail server, or get a key."
    other = "Run a resolver of your own and name it (--resolver), use --direct, or get a key."
    return Finding(
        id="resolver_public",
        severity=Severity.MEDIUM,
        says=f"{_named(lists)} refused {whom}.",
        remedy=own if direct else other,
    )


def strip_findings(
    emptied: Sequence[str], health: Sequence[ListHealth], *, direct: bool = False
) -> Iterable[Finding]:
    """What empty answers of lists say about the resolver, where no list can be used through it.

    ``emptied``  lists whose test points are there, but without an address
    ``direct``   no resolver was between
    """
    if not emptied or any(entry.usable for entry in health):
        return
    why = "may drop addresses in 127.0.0.0/8 (DNS rebinding protection)"
    if direct:
        says = f"The answers of {_named(emptied)} come empty: something between {why}."
        remedy = "Look for a firewall or router that changes DNS answers."
    else:
        says = f"Your resolver leaves the answers of {_named(emptied)} empty: it {why}."
        remedy = (
            "Let it pass 127.0.0.0/8 for the zones of lists (Unbound: private-domain, dnsmasq: "
            "rebind-domain-ok), or use another resolver or --direct."
        )
    yield Finding(id="resolver_strips", severity=Severity.HIGH, says=says, remedy=remedy)


def _with_reason(health: Sequence[ListHealth], reason: UnknownReason) -> list[str]:
    return [entry.list for entry in health if entry.reason is reason]


def _named(lists: Sequence[str]) -> str:
    return and_more(lists, 3)


def route_findings(health: Iterable[ListHealth]) -> Iterable[Finding]:
    """Which lists were asked over HTTPS, so that nobody looks for the answers in his resolver's log."""
    found = [entry for entry in health if entry.route == "wqs" and entry.usable]
    if found:
        names, were = _named([entry.list for entry in found]), "was" if len(found) == 1 else "were"
        yield Finding(
            id="asked_over_https",
            severity=Severity.INFO,
            says=f"{names} {were} asked over HTTPS (Spamhaus WQS), not by DNS.",
        )


def source_findings(sources: Iterable[SourceHealth]) -> Iterable[Finding]:
    """Sources over HTTP that could not be asked, or not be believed: what they would have said is unknown."""
    for source in sources:
        if source.reason is not None:
            yield Finding(
                id="source_unknown",
                severity=Severity.LOW,
                says=f"{source.name} could not be asked in full: {source.saw}.",
                remedy=f"{act_on(source.reason).capitalize()}; see repcheck sources probe {source.source}.",
            )


def disagreement_findings(told: Iterable[tuple[str, str]]) -> Iterable[Finding]:
    """Where several resolvers answered differently for a list: shown, never averaged."""
    for list_id, said in told:
        yield Finding(
            id="resolvers_disagree",
            severity=Severity.INFO,
            says=f"The resolvers do not agree about {list_id}: {said}.",
            remedy="Ask the list's own name servers (--direct), or name your mail server's resolver.",
        )
