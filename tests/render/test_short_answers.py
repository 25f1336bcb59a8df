"""The answer on one screen: runs of addresses, what is optional, and who has to act."""

import msgspec

from repcheck.model.causes import Step
from repcheck.model.observations import (
    ListHealth,
    Observation,
    Severity,
    State,
    SublistHit,
    UnknownReason,
)
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.page import Page
from repcheck.render.sheet.pairs import Pairs
from repcheck.render.text.brief.fold import folded, shortened
from repcheck.render.text.brief.listed import listed_section
from repcheck.render.text.brief.todo import todo_section
from tests.render.reports import all_clean
from tests.support.tables import each

PAGE = Page(width=80, colour=False, verbose=0, show_addresses=True)
TELL = Step(
    phase="fix", title="192.0.2.1: meet the conditions (optional)", do="optional: tell them", how="Tell them."
)
OWNER = Step(
    phase="ask", title="Have the owner act", do="ask for removal", how="They ask.",
    url="https://list.example/", who="network_owner", targets=("192.0.2.1",), wait="days; or weeks",
)  # fmt: skip


def said(*steps: Step) -> str:
    report: Report = all_clean()
    return "\n".join(todo_section(msgspec.structs.replace(report, plan=steps), PAGE))


@each(
    "values, shown",
    [
        ([f"192.0.2.{n}" for n in range(1, 16)], ("192.0.2.1-15 (15 addresses)",)),
        ([f"192.0.2.{n}" for n in range(256)], ("192.0.2.0/24 (256 addresses)",)),
        ([f"192.0.2.{n}" for n in (254, 255)] + [f"192.0.3.{n}" for n in (0, 1)],
         ("192.0.2.254-192.0.3.1 (4 addresses)",)),
        (["192.0.2.1", "192.0.2.2", "192.0.2.9"], ("192.0.2.1", "192.0.2.2", "192.0.2.9")),
        ([f"2001:db8::{n:x}" for n in range(1, 6)], ("2001:db8::1-5 (5 addresses)",)),
        (["example.com", "192.0.2.1"], ("192.0.2.1", "example.com")),
    ],
)  # fmt: skip
def test_runs_of_addresses_are_one_line(values: list[str], shown: tuple[str, ...]) -> None:
    assert folded(values) == shown


def test_a_meaning_is_cut_at_its_clause() -> None:
    assert shortened("whole range, because several of its addresses are bad", 36) == "whole range"


def test_what_is_optional_is_no_removal_to_ask_for() -> None:
    optional = msgspec.structs.replace(OWNER, title="Optional: have the owner act")
    text = said(TELL, optional)
    assert "Nothing has to be done" in text
    assert "https://" not in text


def test_what_the_owner_of_the_network_asks_is_not_asked_by_the_sender() -> None:
    text = said(OWNER)
    assert "Have the owner of the network act" in text
    assert "ask for removal" not in text.lower()
    assert "https://list.example/  days" in text
    assert "weeks" not in text


def test_a_sheet_says_where_the_key_goes_and_what_is_optional() -> None:
    health = ListHealth(
        list="one", name="One", zone="one.example", severity=Severity.LOW, key="env:ONE_KEY",
        register="https://one.example/", usable=False, reason=UnknownReason.KEY_MISSING, saw="",
    )  # fmt: skip
    optional = msgspec.structs.replace(OWNER, title="Optional: have the owner act", list="two")
    target = Target(value="192.0.2.1", kind=TargetKind.IPV4)
    seen = (
        Observation(list="one", zone="", state=State.UNKNOWN, reason=UnknownReason.KEY_MISSING),
        Observation(list="two", zone="", state=State.LISTED, codes=("127.0.0.2",), severity=Severity.LOW),
    )
    unknown, listed = Pairs(PAGE, [health], plan=(optional,)).items(
        TargetReport(target=target, observations=seen)
    )
    assert unknown.lines[0] == "The list needs a key: register at https://one.example/, then set ONE_KEY."
    assert "Nothing has to be done: few receivers refuse mail by this alone." in listed.lines


def test_a_narrow_screen_keeps_what_a_listing_means() -> None:
    page = Page(width=40, colour=False, verbose=0, show_addresses=True)
    seen = Observation(
        list="spamhaus-zen", zone="", state=State.LISTED, severity=Severity.CRITICAL, codes=("127.0.0.4",),
        sublists=(SublistHit("xbl", "XBL", "an infected or abused machine"),),
    )  # fmt: skip
    target = Target(value="192.0.2.100", kind=TargetKind.IPV4)
    report = msgspec.structs.replace(
        all_clean(), targets=(TargetReport(target=target, observations=(seen,)),)
    )
    assert "    an infected or abused machine" in listed_section(report, page)
