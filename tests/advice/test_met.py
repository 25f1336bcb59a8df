"""Advice that the run has seen to be followed is not given again."""

import msgspec
import pytest

from repcheck.advice.met import not_met
from repcheck.advice.steps import make_plan
from repcheck.model.catalog import Delisting
from repcheck.model.records import AddressRecords, ReverseName
from repcheck.model.report import TargetReport
from tests.causes.cases import CATALOG, ZEN, address, listed
from tests.support.tables import each

PTR = "Give the address a matching reverse name of its own."
BOTH = "Have SPF, DKIM and a matching reverse name."
V6 = "With IPv6, look at the other hosts of the same /64."
END = "Stop what was sent."


def seen(status: ReverseName, name: str = "mail.example.com", value: str = "192.0.2.10") -> TargetReport:
    found = address(listed(ZEN, 2), value=value)
    return msgspec.structs.replace(found, address=AddressRecords(status=status, names=(name,)))


@each(
    "report, left",
    [
        (None, (PTR, BOTH, V6, END)),
        (address(), (PTR, BOTH, END)),
        (seen(ReverseName.CONFIRMED), (BOTH, END)),
        (seen(ReverseName.CONFIRMED, "192-0-2-10.dsl.example.net"), (PTR, BOTH, END)),
        (seen(ReverseName.NAME_MISSING), (PTR, BOTH, END)),
        (seen(ReverseName.UNKNOWN), (PTR, BOTH, END)),
        (seen(ReverseName.CONFIRMED, value="2001:db8::25"), (BOTH, V6, END)),
    ],
)
def test_what_is_left(report: TargetReport | None, left: tuple[str, ...]) -> None:
    assert not_met((PTR, BOTH, V6, END), report) == left


@pytest.mark.parametrize(
    ("status", "fixes"), [(ReverseName.CONFIRMED, 0), (ReverseName.NO_PTR, 1)], ids=["met", "not met"]
)
def test_the_plan_leaves_out_what_is_met(status: ReverseName, fixes: int) -> None:
    way = Delisting(how="Use the form", url="https://zen.example/", fix_first=(PTR,))
    entry = msgspec.structs.replace(ZEN, delisting=way, codes=tuple(
        msgspec.structs.replace(code, sublist=msgspec.structs.replace(code.sublist, delisting=None))
        for code in ZEN.codes
    ))  # fmt: skip
    catalog = msgspec.structs.replace(CATALOG, lists=(entry,))
    steps = make_plan((), (seen(status),), catalog, ())
    assert sum(step.phase == "fix" for step in steps) == fixes
    assert sum(step.phase == "ask" for step in steps) == 1
