"""check_host() of a record over a zone of few names, and words that records are made of."""

from hypothesis import strategies as st

from repcheck.model.published.spf import SpfQuery, SpfVerdict
from repcheck.records.spf.evaluation.verdict import check_host
from repcheck.records.spf.syntax.terms import VERSION, Fault, Modifier, Record, Term, shown_network
from tests.records.driver import Driven, Zone, drive, records

ME = "192.0.2.10"
ME6 = "2001:db8::10"


def check(
    record: str, zone: Zone | None = None, *, ip: str = ME, sender: str = "me@example.com", helo: str = ""
) -> tuple[SpfVerdict, Driven]:
    query = SpfQuery(ip=ip, domain="example.com", sender=sender, helo=helo, now=1_700_000_000)
    return drive(check_host(query), {("example.com", "TXT"): records(record), **(zone or {})})


def result(record: str, zone: Zone | None = None, *, ip: str = ME) -> str:
    return check(record, zone, ip=ip)[0].result


def host(name: str, *addresses: str) -> Zone:
    return {(name, "A"): records(*addresses)}


def text(name: str, *texts: str) -> Zone:
    return {(name, "TXT"): records(*texts)}


WORDS = st.sampled_from(
    [
        "a", "mx", "ptr", "?all", "-all", "+all", "include:a.example.net", "include:b.example.net",
        "redirect=a.example.net", "exists:%{ir}.%{v}.example.com", "a:%{d}", "mx:b.example.net/24//64",
        "ip4:192.0.2.1/24", "-ip6:::/0", "exp=why.%{o}", "a:%{p}", "include:%{l1r-}.example.net", "%{",
        "x=%%", "ip4:", "a:", "a//", "=", ":", "v=spf1", "exists:%{S}", "include:example.com",
    ]
)  # fmt: skip

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(WORDS, WORDS, st.text(max_size=20)), max_size=40).map(" ".join),
).map(lambda written: "v=spf1 " + written)


def printed(record: Record) -> str:
    """The record written anew: names in lower case, one space between terms, networks in canonical text."""
    return " ".join((VERSION, *map(_printed, record.terms)))


def _printed(term: Term) -> str:
    if isinstance(term, Fault):
        return term.text
    if isinstance(term, Modifier):
        return f"{term.name}={term.value.text}"
    sign = "" if term.qualifier == "+" else term.qualifier
    if term.network is not None:
        return f"{sign}{term.kind}:{shown_network(term.network)}"
    domain = "" if term.domain is None else f":{term.domain.text}"
    four = "" if term.four == 32 else f"/{term.four}"
    six = "" if term.six == 128 else f"//{term.six}"
    return f"{sign}{term.kind}{domain}{four}{six}"
