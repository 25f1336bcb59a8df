import msgspec

from repcheck.advice.steps import make_plan
from repcheck.causes.correlate import correlate
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.model.records import ReverseName, SpfRecord
from repcheck.model.report import Report, TargetReport
from repcheck.render.letters.write import with_letters
from tests.causes.cases import (
    BARE,
    CATALOG,
    COP,
    IP,
    NAMES,
    NETWORK,
    ZEN,
    address,
    bounce,
    clean,
    domain,
    listed,
    listed_bounce,
    unknown,
)
from tests.support.tables import each


def plan(
    records: list[BounceRecord], *targets: TargetReport, health: tuple[ListHealth, ...] = ()
) -> tuple[Step, ...]:
    return make_plan(correlate(records, targets, CATALOG), targets, CATALOG, health)


def lettered(record: BounceRecord) -> tuple[Step, ...]:
    """The plan for one record that nothing was looked up for, with its letters."""
    causes = correlate([record], (), CATALOG)
    steps = make_plan(causes, (), CATALOG, ())
    report = Report(
        started="2026-11-27T03:00:00Z",
        seconds=0,
        exit_code=ExitCode.OK,
        bounces=[record],
        causes=causes,
        plan=steps,
    )
    return with_letters(report, CATALOG).plan


def phase(steps: tuple[Step, ...], name: str) -> list[Step]:
    return [step for step in steps if step.phase == name]


def test_nothing_wrong_nothing_to_do() -> None:
    assert plan([], address(clean(ZEN), unknown(COP)), domain(clean(NAMES))) == ()


def test_fix_then_ask_then_verify_then_avoid() -> None:
    steps = plan([listed_bounce()], address(listed(ZEN, 2)))
    assert [step.phase for step in steps] == ["fix", "ask", "verify", "avoid"]
    fix, ask, verify, avoid = steps
    assert fix.how == "Secure all mailboxes."
    assert ask.title == f"Ask Zen BL (CSS) to remove {IP}"
    assert (ask.url, ask.who, ask.wait, ask.certain) == ("https://zen.example/css", "you", "one day", True)
    assert verify.command == "repcheck check 192.0.2.10 --lists zen-bl"
    assert verify.wait == "one day"
    assert "before the cause has ended" in avoid.title
    assert all(step.causes == ("list:zen-bl:192.0.2.10",) and step.list == "zen-bl" for step in steps)


def test_a_sublists_own_way_goes_before_the_lists() -> None:
    steps = plan([listed_bounce()], address(listed(ZEN, 2, 3)))
    assert {(step.title, step.url) for step in phase(steps, "ask")} == {
        (f"Ask Zen BL (CSS) to remove {IP}", "https://zen.example/css"),
        (f"Ask Zen BL (PBL) to remove {IP}", "https://zen.example/pbl"),
    }
    assert [step.title for step in phase(steps, "verify")] == [f"Check that Zen BL no longer lists {IP}"]


def test_a_policy_range_is_not_treated_as_abuse() -> None:
    steps = plan([listed_bounce()], address(listed(ZEN, 3)))
    assert phase(steps, "fix") == []
    (ask,) = phase(steps, "ask")
    assert "does not accuse your own mail" in ask.how
    assert ask.letter_kind == "operator"


def test_the_same_fix_for_two_lists_is_one_step_with_both_causes() -> None:
    steps = plan([listed_bounce(), listed_bounce("cop-bl")], address(listed(ZEN, 2), listed(COP, 2)))
    (fix,) = phase(steps, "fix")
    assert fix.title == f"{IP}: stop what Zen BL (CSS) and Cop BL saw"
    assert set(fix.causes) == {"list:zen-bl:192.0.2.10", "list:cop-bl:192.0.2.10"}
    assert fix.list is None
    assert fix.certain is False  # one of the two entries is general knowledge


def test_addresses_with_the_same_way_off_share_their_steps() -> None:
    targets = [address(listed(ZEN, 2), value=f"192.0.2.{last}") for last in range(1, 31)]
    steps = plan([], *targets)
    assert [step.phase for step in steps] == ["fix", "ask", "verify", "avoid"]
    assert steps[1].title == "Ask Zen BL (CSS) to remove 192.0.2.1, 192.0.2.10, 192.0.2.11 and 27 more"
    assert steps[2].command is not None
    assert steps[2].command.count("192.0.2.") == 20
    assert "10 more" in steps[2].how
    assert all(step.causes == () for step in steps)


def test_an_entry_that_lapses_is_waited_for() -> None:
    (ask,) = phase(plan([listed_bounce("cop-bl")], address(listed(COP, 2))), "ask")
    assert ask.title == f"Let the entry of {IP} on Cop BL lapse"
    assert "24 hours after the last report" in ask.how
    assert ask.letter_kind is None
    assert ask.certain is False
    assert "verify it" in ask.how


def test_nothing_to_ask_for_is_waited_for_although_there_is_a_page() -> None:
    assert COP.delisting is not None
    way = msgspec.structs.replace(COP.delisting, how="Nothing to ask for.", url="https://cop.example/")
    catalog = msgspec.structs.replace(CATALOG, lists=(msgspec.structs.replace(COP, delisting=way),))
    steps = make_plan((), (address(listed(COP, 2)),), catalog, ())
    (ask,) = phase(steps, "ask")
    assert ask.title == f"Let the entry of {IP} on Cop BL lapse"
    assert (ask.url, ask.letter_kind) == ("https://cop.example/", None)
    assert not [step for step in phase(steps, "avoid") if "ask before" in step.title]
    assert phase(steps, "verify")[0].wait == "24 hours after the last report"


def test_a_network_listing_is_for_the_networks_owner() -> None:
    steps = plan([], address(listed(NETWORK, 2)))
    assert [step.phase for step in steps] == ["ask", "verify", "avoid", "avoid"]
    ask = steps[0]
    assert ask.who == "network_owner"
    assert ask.title.startswith("Optional: have the owner of the network")
    assert "Acting is optional" in ask.how
    assert "says nothing about your own mail" in ask.how
    assert {step.title for step in phase(steps, "avoid")} == {
        "Leave Net BL to the owner of the network",
        "Do not pay for a removal",
    }
    assert "do not pay" in next(step.how for step in steps if step.title == "Do not pay for a removal")


def test_a_low_listing_that_cost_mail_is_not_optional() -> None:
    (ask,) = phase(plan([listed_bounce("net-bl")], address(listed(NETWORK, 2))), "ask")
    assert "ptional" not in ask.title + ask.how


def test_what_cost_mail_comes_before_what_did_not() -> None:
    steps = plan([listed_bounce("cop-bl")], address(listed(ZEN, 2), listed(COP, 2), listed(BARE, 2)))
    named = [bool(step.causes) for step in steps if step.phase == "ask"]
    assert named == [True, False, False]
    assert [step.list for step in steps if step.phase == "ask"] == ["cop-bl", "bare-bl", "zen-bl"]
    costly_last = max(at for at, step in enumerate(steps) if step.causes)
    assert all(step.causes for step in steps[: costly_last + 1])


def test_most_mail_lost_comes_first() -> None:
    records = [listed_bounce("cop-bl"), listed_bounce("cop-bl"), listed_bounce("zen-bl")]
    steps = plan(records, address(listed(ZEN, 2), listed(COP, 2)))
    assert [step.list for step in phase(steps, "ask")] == ["cop-bl", "zen-bl"]


def test_cleared_is_not_to_be_asked_for() -> None:
    steps = plan([listed_bounce()], address(clean(ZEN)))
    assert phase(steps, "ask") == []
    (avoid,) = phase(steps, "avoid")
    assert avoid.title == f"Do not ask Zen BL to remove {IP}: nothing is listed there now"
    (verify,) = phase(steps, "verify")
    assert verify.command == "repcheck check 192.0.2.10 --lists zen-bl"


def test_a_receiver_that_misreads_an_error_is_told() -> None:
    record = listed_bounce(diagnostic="550 Error: open resolver")
    (ask,) = phase(plan([record], address(clean(ZEN))), "ask")
    assert ask.who == "receiver"
    assert "takes an error of Zen BL for a listing" in ask.title


def test_never_visible_is_looked_up_before_asking() -> None:
    health = (
        ListHealth(
            list="zen-bl",
            zone="zen-bl.example",
            usable=False,
            reason=UnknownReason.RESOLVER_BLOCKED,
            saw="127.255.255.254 for 127.0.0.2",
        ),
    )
    steps = plan([listed_bounce()], address(unknown(ZEN, UnknownReason.RESOLVER_BLOCKED)), health=health)
    (ask,) = phase(steps, "ask")
    assert ask.title == f"Look {IP} up at Zen BL, and ask for removal only if it is there"
    assert "it refuses the resolver that was used (127.255.255.254 for 127.0.0.2)" in ask.how
    assert ask.letter_kind == "operator"
    (verify,) = phase(steps, "verify")
    assert verify.title == f"Check that Zen BL does not list {IP}"
    assert "This run could not check it: it refuses the resolver" in verify.how


def test_a_receivers_own_list_is_asked_about_at_the_receiver() -> None:
    steps = plan([listed_bounce("rbl.customer.example")], address(clean(ZEN)))
    assert [step.phase for step in steps] == ["ask", "verify"]
    assert steps[0].who == "receiver"
    assert (steps[0].letter_kind, steps[0].list) == ("receiver", "rbl.customer.example")
    assert steps[1].command is None


def test_a_private_block_uses_the_providers_way() -> None:
    record = bounce(provider="bigmail", source_ip=IP, diagnostic="(B3140)")
    steps = plan([record], address(clean(ZEN)))
    (ask,) = phase(steps, "ask")
    assert (ask.provider, ask.url, ask.wait) == ("bigmail", "https://bigmail.example/unblock", "two days")
    assert ask.letter_kind == "provider"
    (verify,) = phase(steps, "verify")
    assert (verify.command, verify.wait) == (None, "two days")


def test_a_provider_without_a_known_way_is_written_to() -> None:
    (ask,) = phase(plan([bounce(provider="quiet", source_ip=IP)]), "ask")
    assert (ask.who, ask.url, ask.certain) == ("receiver", None, False)
    assert "postmaster@" in ask.how


def test_a_list_without_a_known_way_says_so() -> None:
    (ask,) = phase(plan([], address(listed(BARE, 2))), "ask")
    assert ask.certain is False
    assert "No way off Bare BL is known here" in ask.how


def test_record_faults_are_fixed_and_verified() -> None:
    records = [
        bounce(category=Category.POLICY, sender_blocked=False, source_ip=IP, diagnostic="550 5.7.25 no PTR"),
        bounce(category=Category.AUTHENTICATION, sender_blocked=False, diagnostic="550 no SPF record"),
    ]
    steps = plan(records, address(reverse=ReverseName.NO_PTR), domain(spf=SpfRecord(status="none")))
    assert [(step.phase, step.who) for step in phase(steps, "fix")] == [
        ("fix", "you"),
        ("fix", "network_owner"),
    ]
    assert [step.title for step in phase(steps, "fix")] == [
        "Publish exactly one SPF record for example.com",
        f"Set the reverse name of {IP}",
    ]
    assert {step.command for step in phase(steps, "verify")} == {
        "repcheck check example.com",
        "repcheck check 192.0.2.10",
    }


@each("category", [Category.CONTENT, Category.RATE_LIMITED, Category.POLICY, Category.OTHER])
def test_what_cannot_be_checked_still_gets_a_step(category: Category) -> None:
    steps = plan([bounce(category=category, sender_blocked=None)])
    assert steps[0].phase in ("fix", "ask")
    assert steps[0].certain is False
    assert steps[-1].phase == "verify"


@each(
    "value",
    ["192.0.2.10; rm -rf /", "$(id)", "`id`", "-i/etc/passwd", "x.example\nrm", "192.0.2.10 --direct"],
)
@each("kind", ["ip", "domain", "sender", "url"])
def test_a_strangers_words_never_get_into_commands_or_letters(value: str, kind: str) -> None:
    subject = msgspec.convert({"kind": kind, "value": value}, Subject)
    for list_id in ("zen-bl", "name-bl", "evil.example; rm -rf /"):
        record = bounce(cited_lists=(list_id,), blocked_subject=subject)
        for step in lettered(record):
            assert step.command is None or not set(step.command) & set(";$`\n()'\"")
            assert "--direct" not in (step.command or "")
            assert "rm -rf" not in step.how + step.do + (step.letter or "")


def test_a_subject_that_is_not_known_is_a_named_gap() -> None:
    targets = (address(listed(ZEN, 2)), address(listed(ZEN, 2), value="192.0.2.11"))
    steps = plan([bounce(cited_lists=("zen-bl",))], *targets)
    doubt = next(step for step in steps if step.phase == "ask" and step.causes)
    assert (doubt.letter_kind, doubt.targets) == ("operator", ())
    assert next(step for step in steps if step.phase == "verify" and step.causes).command is None
    assert any(step.causes == () and step.phase == "ask" for step in steps)


def test_commands_repeat_the_options_of_the_run() -> None:
    targets = [address(listed(ZEN, 2))]
    steps = make_plan((), targets, CATALOG, (), "--catalog 'my lists.yaml'")
    (verify,) = phase(steps, "verify")
    assert verify.command == "repcheck check 192.0.2.10 --lists zen-bl --catalog 'my lists.yaml'"


def test_no_command_asks_a_list_that_cannot_be_asked() -> None:
    mute = msgspec.structs.replace(ZEN, zone="", asks=())
    catalog = msgspec.structs.replace(CATALOG, lists=(mute, *CATALOG.lists[1:]))
    records = [listed_bounce()]
    steps = make_plan(correlate(records, (), catalog), (), catalog, ())
    (verify,) = phase(steps, "verify")
    assert verify.command is None
    assert "cannot be asked over the DNS; look it up" in verify.how


@each(
    "text",
    [
        f"554 5.7.1 blocked using zen.example; Error: open resolver; https://check.example/returnc/pub/{IP}/",
        f"554 5.7.1 refused: zen.example does not answer our resolver {IP}",
        f"550 5.7.1 refused by relay mx.example.net[{IP}]: listed on zen.example",
    ],
)
def test_nobody_asks_for_an_address_that_the_mail_was_not_sent_from(text: str) -> None:
    record = bounce(cited_lists=("zen-bl",), blocked_subject=Subject("ip", IP), diagnostic=text)
    steps = lettered(record)
    assert all(IP not in step.title for step in steps)
    # What the receiver's own reply says may be quoted to it, below this line.
    assert all(IP not in (step.letter or "").partition("One of the replies")[0] for step in steps)


def test_an_error_that_is_taken_for_a_listing_is_the_receivers_whatever_could_be_asked() -> None:
    text = "554 5.7.1 blocked using zen.example; Error: open resolver"
    record = bounce(cited_lists=("zen-bl",), blocked_subject=Subject("ip", IP), diagnostic=text)
    (ask,) = phase(plan([record]), "ask")
    assert ask.title == "Tell the receiver that it takes an error of Zen BL for a listing"
    assert ask.letter_kind == "misread"
