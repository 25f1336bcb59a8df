"""What test points say of a list."""

from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Probe, judge_health
from repcheck.model.catalog import Code, ErrorCode, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import Severity, UnknownReason
from tests.support.tables import each

BLOCKED = 0x7FFFFFFE
ENTRY = ReputationList(
    id="bl",
    name="BL",
    zone="bl.example",
    asks=("ipv4",),
    codes=(Code(0x7F000003, 0x7F000003, Sublist(id="s", name="S", meaning="spam", severity=Severity.HIGH)),),
    errors=(ErrorCode(BLOCKED, BLOCKED, UnknownReason.RESOLVER_BLOCKED, "open resolver"),),
    test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
)

NX = Answer(Outcome.NXDOMAIN)
NODATA = Answer(Outcome.NODATA)
TIMEOUT = Answer(Outcome.TIMEOUT)
SERVFAIL = Answer(Outcome.SERVFAIL)
REFUSED = Answer(Outcome.REFUSED)
MALFORMED = Answer(Outcome.MALFORMED)


def a(*records):
    return Answer(Outcome.NOERROR, records)


@each(
    "positive, negative, reason",
    [
        (a("127.0.0.2"), NX, None),
        (a("127.0.0.2"), NODATA, None),
        (a("127.0.0.2", "127.0.0.4"), NX, None),
        (a("127.0.0.2"), a("127.0.0.2"), UnknownReason.LIST_WILDCARD),
        (NX, a("127.0.0.9"), UnknownReason.LIST_WILDCARD),
        (a("127.255.255.254"), a("127.255.255.254"), UnknownReason.RESOLVER_BLOCKED),
        (a("127.255.255.254"), NX, UnknownReason.RESOLVER_BLOCKED),
        (a("203.0.113.80"), a("203.0.113.80"), UnknownReason.UNEXPECTED_ANSWER),
        (a("203.0.113.80"), NX, UnknownReason.UNEXPECTED_ANSWER),
        (NX, NX, UnknownReason.LIST_UNHEALTHY),
        (NODATA, NODATA, UnknownReason.LIST_UNHEALTHY),
        (TIMEOUT, TIMEOUT, UnknownReason.LIST_DEAD),
        (TIMEOUT, NX, UnknownReason.TIMEOUT),
        (a("127.0.0.2"), TIMEOUT, UnknownReason.TIMEOUT),
        (SERVFAIL, SERVFAIL, UnknownReason.SERVFAIL),
        (REFUSED, REFUSED, UnknownReason.REFUSED),
        (a("127.0.0.2"), SERVFAIL, UnknownReason.SERVFAIL),
        (MALFORMED, NX, UnknownReason.UNEXPECTED_ANSWER),
    ],
)
def test_verdicts(positive, negative, reason):
    verdict = judge_health(CodeReader(ENTRY), [Probe("127.0.0.2", positive)], [Probe("127.0.0.1", negative)])
    assert verdict.reason is reason
    assert verdict.saw


def test_a_list_without_a_positive_point_proves_nothing():
    verdict = judge_health(CodeReader(ENTRY), [], [Probe("127.0.0.1", NX)])
    assert verdict.reason is UnknownReason.LIST_UNHEALTHY


def test_one_of_several_positive_points_suffices():
    points = [Probe("127.0.0.2", NX), Probe("127.0.0.3", a("127.0.0.3"))]
    assert judge_health(CodeReader(ENTRY), points, [Probe("127.0.0.1", NX)]).reason is None
