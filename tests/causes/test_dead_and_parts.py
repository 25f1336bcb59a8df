"""Bounces that cite what cannot be asked itself: a dead list, or a part of another list."""

import pytest

from repcheck.advice.steps import make_plan
from repcheck.bounces.rules.cite import Citation, ListNames
from repcheck.causes import live
from repcheck.causes.correlate import correlate
from repcheck.model.bounces import Subject
from repcheck.model.catalog import DeadList, ListKind, ReputationList
from repcheck.model.causes import Cause, LiveState
from repcheck.model.observations import Observation, Severity, State, SublistHit
from repcheck.model.report import TargetReport
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

from .cases import IP, address, bounce

CATALOG = built_in_catalog()
NAMES = ListNames.of(CATALOG)
MEANT = live.Spellings(CATALOG)


def cause_of(cited: str, *targets: TargetReport, text: str = "550 5.7.1 refused") -> Cause:
    record = bounce(cited_lists=(cited,), blocked_subject=Subject("ip", IP), diagnostic=text)
    (cause,) = correlate([record], targets, CATALOG)
    return cause


def zen(*sublists: tuple[str, str]) -> Observation:
    return Observation(
        list="spamhaus-zen",
        zone="zen.spamhaus.org",
        state=State.LISTED if sublists else State.CLEAN,
        codes=tuple(code for code, _ in sublists),
        sublists=tuple(SublistHit(name, name.upper(), name) for _, name in sublists),
        severity=Severity.HIGH if sublists else None,
    )


# ---- dead lists


@each("cited", ["dnsbl.sorbs.net", "sorbs", "spam.dnsbl.sorbs.net", "new.spam.dnsbl.sorbs.net"])
def test_a_dead_list_is_told_to_be_dead(cited: str) -> None:
    cause = cause_of(cited, address(zen()))
    assert (cause.kind, cause.list, cause.live_state) == ("list", "sorbs", LiveState.NEVER_VISIBLE)
    assert cause.says == (
        "1 message to 1 domain was refused over SORBS, which no longer exists (it is dead since 2024-06-05: "
        "Proofpoint, its last owner, emptied all zones): the receiver asks a dead list, so 192.0.2.10 has "
        "nothing to get off from, and only the receiver can end it."
    )


def test_the_plan_for_a_dead_list_is_to_tell_the_receiver() -> None:
    cause = cause_of("dnsbl.sorbs.net")
    steps = make_plan([cause], (), CATALOG, ())
    (ask,) = (step for step in steps if step.phase == "ask")
    assert ask.title == "Tell the receiver that SORBS is a dead list"
    assert ask.who == "receiver"
    assert ask.letter_kind == "dead"
    assert not [step for step in steps if step.phase == "fix"]
    assert not any(step.command for step in steps)


def test_a_dead_zone_whose_data_moved_is_followed_to_its_new_list() -> None:
    cause = cause_of("cbl.abuseat.org", address(zen(("127.0.0.4", "xbl"))))
    assert (cause.list, cause.live_state) == ("spamhaus-zen", LiveState.CONFIRMED)


@each("dead", CATALOG.dead)
def test_each_dead_zone_is_told_or_has_a_living_heir(dead: DeadList) -> None:
    for zone in dead.zones:
        heir = MEANT.entry(zone)
        if heir is not None:
            assert {heir.id, heir.part_of} & set(dead.successor)
        else:
            assert MEANT.dead(zone) == dead


# ---- parts of another list


@each(
    "text, citation",
    [
        ("blocked using zen.spamhaus.org", Citation("spamhaus-zen", "zen.spamhaus.org")),
        ("blocked, see https://www.spamhaus.org/query/ip/192.0.2.10", Citation("spamhaus-zen", None)),
        ("rejected: listed by Spamhaus PBL", Citation("spamhaus-pbl", None)),
        ("blocked using pbl.spamhaus.org", Citation("spamhaus-pbl", "pbl.spamhaus.org")),
        ("blocked using cbl.abuseat.org", Citation("spamhaus-xbl", None)),
        (
            "blocked using 10.2.0.192.k3yk3yk3yk3yk3yk3yk3k3yk3y.zen.dq.spamhaus.net",
            Citation("spamhaus-zen", "***.zen.dq.spamhaus.net"),
        ),
        (
            "blocked using k3yk3yk3yk3yk3yk3yk3k3yk3y.pbl.dq.spamhaus.net",
            Citation("spamhaus-pbl", "***.pbl.dq.spamhaus.net"),
        ),
    ],
)
def test_whatever_is_cited_of_spamhaus_is_followed_up_with_zen(text: str, citation: Citation) -> None:
    (found,) = NAMES.cited(text)
    assert found.list == citation.list
    assert citation.zone is None or found.zone == citation.zone
    assert "k3yk3y" not in repr(found)
    cause = cause_of(found.list or "", address(zen(("127.0.0.10", "pbl-isp"))), text=text)
    assert (cause.list, cause.live_state) == ("spamhaus-zen", LiveState.CONFIRMED)
    assert "PBL" in cause.says


def test_a_part_that_zen_does_not_list_is_cleared() -> None:
    cause = cause_of("spamhaus-pbl", address(zen()))
    assert (cause.list, cause.live_state) == ("spamhaus-zen", LiveState.CLEARED)
    assert "was said to be on Spamhaus PBL; it is not listed there now" in cause.says


def test_a_part_that_was_asked_itself_speaks_for_itself() -> None:
    seen = Observation(list="spamhaus-pbl", zone="pbl.spamhaus.org", state=State.CLEAN)
    cause = cause_of("spamhaus-pbl", address(seen))
    assert (cause.list, cause.live_state) == ("spamhaus-pbl", LiveState.CLEARED)


@pytest.mark.parametrize(
    "part", [entry for entry in CATALOG.lists if entry.part_of], ids=lambda part: part.id
)
def test_the_cause_of_a_part_is_its_whole(part: ReputationList) -> None:
    assert cause_of(part.id).list == part.part_of


# ---- aliases


@each("entry", CATALOG.lists)
def test_each_alias_means_its_list_and_nothing_else(entry: ReputationList) -> None:
    for alias in entry.aliases:
        meant = MEANT.entry(alias)
        assert meant is not None
        # "SenderScore" in a reply is the block list; as an id it is the score, which no reply cites.
        assert meant == entry or (meant.id == alias.casefold() and meant.kind is ListKind.SCORE)
        assert entry.kind is not ListKind.BLOCK or entry.id in cited_by(alias)


def cited_by(alias: str) -> list[str | None]:
    return [found.list for found in NAMES.cited(f"550 refused: blocked using {alias} list")]


@each(
    "text, list_id",
    [
        ("refused, ipcheck.proofpoint.com/?ip=192.0.2.10 has your address listed", "proofpoint-pdr"),
        ("blocked, see https://csi.cloudmark.com/en/reset/?ip=192.0.2.10", "cloudmark-csi"),
        ("refused by SenderBase reputation", "talos-senderbase"),
        ("rejected due to ERS-DUL", "trendmicro-ers"),
        ("Blocked by ivmSIP", "invaluement-ivmsip"),
        ("blocked using b.barracudacentral.org", "barracuda-brbl"),
        ("listed at psbl.org, see https://psbl.org/listing?ip=192.0.2.10", "psbl"),
        ("blocked, see https://uribl.com/refused.shtml", "uribl-multi"),
        ("blocked using bl.mailspike.net", "mailspike-bl"),
        ("rejected, see http://www.uceprotect.net/rblcheck.php?ipr=192.0.2.10", "uceprotect-1"),
        ("blocked using dnsbl-3.uceprotect.net", "uceprotect-3"),
        ("listed by lookup.abusix.com", "abusix-combined"),
        ("blocked using 0spam.org list", "0spam"),
    ],
)
def test_what_bounces_write_finds_its_list(text: str, list_id: str) -> None:
    assert [found.list for found in NAMES.cited(text)] == [list_id]


def test_what_cannot_be_asked_is_never_visible() -> None:
    cause = cause_of("cloudmark-csi", address(zen()))
    assert (cause.list, cause.live_state) == ("cloudmark-csi", LiveState.NEVER_VISIBLE)
    assert "because it has no public zone that could be asked" in cause.says
