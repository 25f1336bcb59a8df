"""Causes of bounces, beside what the lists say today."""

import msgspec

from repcheck.causes.correlate import correlate
from repcheck.model.bounces import Category, Subject
from repcheck.model.catalog import Use
from repcheck.model.causes import LiveState
from repcheck.model.observations import UnknownReason
from repcheck.model.report import TargetReport
from tests.support.tables import each

from .cases import (
    BIG,
    CATALOG,
    COP,
    IP,
    NAMES,
    NETWORK,
    SCORE,
    ZEN,
    address,
    bounce,
    clean,
    domain,
    listed,
    listed_bounce,
    only,
    unknown,
)


def test_counts_messages_recipients_domains_and_times() -> None:
    records = [
        listed_bounce(recipient="ann@example.net", time="2026-11-02T10:00:00Z"),
        listed_bounce(recipient="ANN@Example.NET", time="2026-11-01T10:00:00Z"),
        listed_bounce(recipient="bob@example.org", time=None),
    ]
    cause = only(records, address(listed(ZEN, 3)))
    assert (cause.bounces, cause.recipients, cause.domains) == (3, 2, 2)
    assert (cause.first_seen, cause.last_seen) == ("2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z")
    assert cause.id == "list:zen-bl:192.0.2.10"
    assert cause.live_state is LiveState.CONFIRMED


def test_says_what_a_person_needs() -> None:
    records = [
        listed_bounce(recipient="ann@example.net"),
        listed_bounce(recipient="bob@example.net"),
        listed_bounce(recipient="eve@example.org"),
    ]
    cause = only(records, address(listed(ZEN, 2)))
    assert cause.says == (
        "3 messages to 2 domains were refused because 192.0.2.10 is on Zen BL (CSS); it is listed there now."
    )
    assert cause.evidence == ("550 5.7.1 refused", "now: 127.0.0.2, CSS")


@each("code", [3])
def test_a_listing_of_a_range_is_no_charge_of_spam(code: int) -> None:
    cause = only([listed_bounce()], address(listed(ZEN, code)))
    assert "does not accuse it of spam" in cause.says
    mixed = only([listed_bounce()], address(listed(ZEN, 2, code)))
    assert "charge" not in mixed.says
    network = only([listed_bounce("net-bl")], address(listed(NETWORK, 2)))
    assert "with its whole network, which says nothing about mail from this address" in network.says


@each(
    "targets, state, words",
    [
        ((address(listed(ZEN, 2)),), LiveState.CONFIRMED, "it is listed there now"),
        ((address(clean(ZEN)),), LiveState.CLEARED, "it is not listed there now"),
        ((address(unknown(ZEN)),), LiveState.NEVER_VISIBLE, "it did not answer in time"),
        (
            (address(unknown(ZEN, UnknownReason.RESOLVER_BLOCKED)),),
            LiveState.NEVER_VISIBLE,
            "it refuses the resolver that was used",
        ),
        ((address(clean(COP)),), LiveState.NEVER_VISIBLE, "this list was not among those asked"),
        ((address(clean(ZEN), value="192.0.2.99"),), LiveState.NEVER_VISIBLE, "not asked about in this run"),
        ((), LiveState.NEVER_VISIBLE, "not asked about in this run"),
        (
            (address(not_asked="private address"),),
            LiveState.NEVER_VISIBLE,
            "no list was asked: private address",
        ),
    ],
)
def test_live_state_of_a_cited_list(targets: tuple[TargetReport, ...], state: LiveState, words: str) -> None:
    cause = only([listed_bounce()], *targets)
    assert cause.live_state is state
    assert words in cause.says


@each("reason", list(UnknownReason))
def test_no_unknown_answer_is_ever_cleared(reason: UnknownReason) -> None:
    cause = only([listed_bounce()], address(unknown(ZEN, reason)))
    assert cause.live_state is LiveState.NEVER_VISIBLE
    assert cause.evidence[-1] == f"now: unknown ({reason.value})"


@each("written", ["zen-bl", "ZEN-BL", "zen-bl.example.", "Zen BL", "pbl", "zen-bl-pbl", "***.zen-bl.example"])
def test_any_way_of_writing_a_list_is_that_list(written: str) -> None:
    cause = only([listed_bounce(written)], address(listed(ZEN, 3)))
    assert (cause.list, cause.live_state) == ("zen-bl", LiveState.CONFIRMED)


def test_a_list_cited_twice_under_two_names_counts_once() -> None:
    cause = only([bounce(cited_lists=("zen-bl", "zen-bl.example"), source_ip=IP)], address(listed(ZEN, 2)))
    assert cause.bounces == 1
    assert "other lists" not in cause.says


def test_an_unknown_zone_is_the_receivers_own() -> None:
    cause = only([listed_bounce("rbl.customer.example")], address(clean(ZEN)))
    assert (cause.list, cause.live_state) == ("rbl.customer.example", LiveState.PRIVATE)
    assert "receiver's own" in cause.says
    assert "nothing public to ask" in cause.says


def test_the_page_of_a_provider_means_its_own_list() -> None:
    record = bounce(cited_lists=("bigmail.example",), source_ip=IP, provider="quiet")
    cause = only([record], address(clean(ZEN)))
    assert (cause.provider, cause.live_state) == ("bigmail", LiveState.PRIVATE)
    assert cause.id == "provider:bigmail:192.0.2.10"


def test_a_score_is_never_cleared() -> None:
    cause = only([listed_bounce("score")], address(clean(SCORE)))
    assert cause.live_state is LiveState.NEVER_VISIBLE


def test_an_error_answer_read_as_a_listing_is_told() -> None:
    text = "550 blocked using zen-bl.example; Error: open resolver"
    cause = only([listed_bounce(diagnostic=text)], address(clean(ZEN)))
    assert cause.live_state is LiveState.CLEARED
    assert "takes for a listing" in cause.says
    both = only([listed_bounce(diagnostic=text), listed_bounce()], address(clean(ZEN)))
    assert "takes for a listing" not in both.says


def test_subject_comes_from_text_then_source_then_the_only_target() -> None:
    named = only([listed_bounce(source_ip="192.0.2.99")], address(listed(ZEN, 2)))
    assert named.subject == Subject("ip", IP)
    sent = only([bounce(cited_lists=("zen-bl",), source_ip="::ffff:192.0.2.10")], address(listed(ZEN, 2)))
    assert sent.subject == Subject("ip", IP)
    alone = only([bounce(cited_lists=("zen-bl",))], address(listed(ZEN, 2)), domain(clean(NAMES)))
    assert (alone.subject, alone.live_state) == (Subject("ip", IP), LiveState.CONFIRMED)
    unclear = only(
        [bounce(cited_lists=("zen-bl",))],
        address(listed(ZEN, 2)),
        address(listed(ZEN, 2), value="192.0.2.11"),
    )
    assert (unclear.subject, unclear.live_state) == (None, LiveState.NEVER_VISIBLE)


def test_a_host_below_a_registered_domain_is_that_domain_on_its_list() -> None:
    record = bounce(
        cited_lists=("name-bl",), blocked_subject=Subject("url", "http://User@WWW.example.com:80/x?y")
    )
    cause = only([record], domain(listed(NAMES, 2)))
    assert cause.subject == Subject("url", "www.example.com")
    assert cause.live_state is LiveState.CONFIRMED


def test_several_lists_each_get_the_record_and_say_so() -> None:
    record = bounce(cited_lists=("zen-bl", "cop-bl"), source_ip=IP)
    causes = correlate([record], [address(listed(ZEN, 2), clean(COP))], CATALOG)
    assert {cause.list: cause.live_state for cause in causes} == {
        "zen-bl": LiveState.CONFIRMED,
        "cop-bl": LiveState.CLEARED,
    }
    assert all(
        "1 of them cites other lists too and is counted there as well" in cause.says for cause in causes
    )


def test_a_providers_own_block_is_private() -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="550 on our block list (B3140)")
    cause = only([record], address(listed(COP, 2)))
    assert (cause.kind, cause.provider, cause.live_state) == ("provider", "bigmail", LiveState.PRIVATE)
    assert cause.id == "provider:bigmail:192.0.2.10"
    assert "this reply means: the address has a bad name there" in cause.evidence


def test_without_its_own_words_a_used_list_is_inferred() -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="550 refused")
    cause = only([record], address(listed(ZEN, 2), listed(COP, 2)))
    assert (cause.list, cause.provider, cause.live_state) == ("zen-bl", "bigmail", LiveState.INFERRED)
    assert cause.id == "inferred:zen-bl:bigmail:192.0.2.10"
    assert "known to use" in cause.says
    assert only([record], address(clean(ZEN), unknown(COP))).live_state is LiveState.PRIVATE


@each(
    "use",
    [
        Use(list="zen-bl"),
        Use(list="zen-bl", source="bigmail.example", until="2024-10"),
        Use(list="zen-bl", source="bigmail.example", how="scores"),
        Use(list="zen-bl", source="bigmail.example", default=False),
    ],
)
def test_a_list_is_inferred_only_where_a_source_says_that_mail_is_refused_by_it(use: Use) -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="550 refused")
    big = msgspec.structs.replace(BIG, uses=(use,))
    others = tuple(entry for entry in CATALOG.providers if entry.id != "bigmail")
    catalog = msgspec.structs.replace(CATALOG, providers=(big, *others))
    (cause,) = correlate([record], [address(listed(ZEN, 2))], catalog)
    assert cause.live_state is LiveState.PRIVATE


def test_an_inferred_list_is_only_likely() -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="550 refused")
    assert "likely" in only([record], address(listed(ZEN, 2))).says


def test_a_zone_below_a_providers_mail_hosts_is_its_own_list() -> None:
    record = bounce(cited_lists=("spam.mx.bigmail.example",), source_ip=IP)
    (cause,) = correlate([record], [], CATALOG)
    assert (cause.kind, cause.provider, cause.live_state) == ("provider", "bigmail", LiveState.PRIVATE)


def test_inferred_and_cited_stay_apart() -> None:
    records = [listed_bounce(provider="bigmail"), bounce(provider="bigmail", source_ip=IP)]
    causes = correlate(records, [address(listed(ZEN, 2))], CATALOG)
    assert [cause.live_state for cause in causes] == [LiveState.INFERRED, LiveState.CONFIRMED]
    assert [cause.bounces for cause in causes] == [1, 1]


def test_an_unnamed_public_list_that_cannot_be_found_stays_unexplained() -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="550 found on some DNSBL")
    cause = only([record], address(clean(ZEN), clean(COP)))
    assert (cause.kind, cause.live_state) == ("unexplained", LiveState.UNEXPLAINED)


@each(
    "category, kind",
    [
        (Category.CONTENT, "content"),
        (Category.RATE_LIMITED, "rate"),
        (Category.POLICY, "policy"),
        (Category.BLOCKED, "unexplained"),
        (Category.OTHER, "unexplained"),
    ],
)
def test_what_nothing_can_be_set_beside_is_unexplained(category: Category, kind: str) -> None:
    cause = only([bounce(category=category, sender_blocked=None, provider="quiet")])
    assert (cause.kind, cause.live_state, cause.provider) == (kind, LiveState.UNEXPLAINED, "quiet")
    assert "Quiet Mail" in cause.says


@each(
    "category",
    [
        Category.NONEXISTENT,
        Category.INACTIVE,
        Category.MAILBOX_FULL,
        Category.TOO_LARGE,
        Category.UNDELIVERABLE,
    ],
)
def test_a_bad_address_is_no_cause_of_being_blocked(category: Category) -> None:
    assert correlate([bounce(category=category, sender_blocked=False, hard=True)], [], CATALOG) == ()


@each("kind", ["delivered", "autoreply", "challenge", "feedback"])
def test_only_failures_count(kind: str) -> None:
    record = msgspec.structs.replace(listed_bounce(), kind=kind)
    assert correlate([record], [address(listed(ZEN, 2))], CATALOG) == ()


def test_delays_are_told_as_delays() -> None:
    put_off = only([listed_bounce(kind="delayed")], address(listed(ZEN, 2)))
    assert put_off.says.startswith("1 message to 1 domain was put off because")
    plain_delay = bounce(kind="delayed", category=Category.DELAYED, sender_blocked=None)
    assert correlate([plain_delay], [], CATALOG) == ()


def test_ranked_by_mail_lost_then_severity_then_id() -> None:
    records = [
        listed_bounce("cop-bl"),
        listed_bounce("zen-bl"),
        listed_bounce("net-bl"),
        listed_bounce("net-bl"),
        listed_bounce("aaa.example"),
    ]
    causes = correlate(records, [address(listed(ZEN, 2), listed(COP, 2), listed(NETWORK, 2))], CATALOG)
    assert [cause.list for cause in causes] == ["net-bl", "zen-bl", "aaa.example", "cop-bl"]
