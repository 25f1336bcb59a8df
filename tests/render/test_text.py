"""The text output. ``REPCHECK_WRITE_GOLDEN=1`` rewrites the golden files, to be read before they are kept."""

import os
import re
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.report import Finding, Report
from repcheck.render.text.report import render_text
from tests.render.measured import seen_width
from tests.support.examples import examples
from tests.support.tables import each

from .blocked import bounced, causes
from .made_up import reports
from .parts import STARTED, address, clean, listed, unknown, with_counts, without_clean
from .reports import GOLDEN, all_clean, hostile, listings_and_unknowns, many

FOLDER = Path(__file__).parent / "golden"
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def text_of(report: Report, *, verbose: int = 0, show_addresses: bool = False, width: int = 80) -> str:
    report = with_counts(report)
    return render_text(report, width=width, colour=False, verbose=verbose, show_addresses=show_addresses)


def first_words(report: Report) -> str:
    """The opening paragraph on one line."""
    return text_of(report).partition("\n\n")[0].strip().replace("\n", " ")


def report_of(*targets: object, exit_code: ExitCode = ExitCode.OK) -> Report:
    return Report(started=STARTED, seconds=1.0, exit_code=exit_code, targets=targets)  # type: ignore[arg-type]


@each("verbose", [0, 2])
@each("name", GOLDEN)
def test_golden(name: str, verbose: int) -> None:
    path = FOLDER / (f"{name}.txt" if verbose == 0 else f"{name}-vv.txt")
    shown = text_of(GOLDEN[name](), verbose=verbose)
    if os.environ.get("REPCHECK_WRITE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    deadline=None,
    max_examples=examples(30),
)
@given(st.one_of(reports, *[st.just(made()) for made in GOLDEN.values()]))
def test_the_text_is_the_same_when_clean_observations_are_only_counted(report: Report) -> None:
    report = with_counts(report)
    texts = [
        render_text(one, width=80, colour=False, verbose=0, show_addresses=False)
        for one in (report, without_clean(report))
    ]
    assert texts[0] == texts[1]


def test_the_end_of_a_plan_without_targets_fits_a_narrow_terminal() -> None:
    step = Step(phase="fix", title="Close the relay.", how="", who="you")
    report = Report(started=STARTED, seconds=1.0, exit_code=ExitCode.OK, targets=(), plan=(step,))
    assert text_of(report, width=40).splitlines()[-2:] == ["  Every step: the same command with", "  delist."]


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    deadline=None,
    max_examples=examples(60),
)
@given(reports, st.sampled_from([0, 1, 2]), st.booleans(), st.sampled_from([40, 80, 100]))
def test_no_line_is_too_wide_and_nothing_steers_the_terminal(
    report: Report, verbose: int, show_addresses: bool, width: int
) -> None:
    report = with_counts(report)
    shown = text_of(report, verbose=verbose, show_addresses=show_addresses, width=width)
    lines = shown.removesuffix("\n").split("\n")
    assert lines[0]
    assert all(line.isprintable() and line == line.rstrip() for line in lines)
    # Only what holds a web address may be wider: it is never broken.
    assert all(seen_width(line) <= width for line in lines if "://" not in line and "mailto:" not in line)
    # The user's own blocked sender address stays readable; every other address is masked.
    own = any(
        cause.subject and cause.subject.value.lower() == "victim@example.net" for cause in report.causes
    )
    assert show_addresses or own or "victim@example.net" not in shown
    coloured = render_text(report, width=width, colour=True, verbose=verbose, show_addresses=show_addresses)
    assert [line.rstrip() for line in STYLE.sub("", coloured).split("\n")] == shown.split("\n")


@each(
    "report, answer",
    [
        (report_of(address("192.0.2.10", clean("list-a"))), "No listing found: the one list asked answered."),
        (
            report_of(address("192.0.2.10", clean("list-a"), unknown("list-b", UnknownReason.TIMEOUT))),
            "No listing found on the 1 of 2 lists that answered. UNKNOWN: 1 of 2 lists could not be checked.",
        ),
        (
            report_of(address("192.0.2.10", listed("list-a"), unknown("list-b", UnknownReason.TIMEOUT))),
            "192.0.2.10 is listed on 1 of 2 lists (worst: high). UNKNOWN: 1 of 2 lists could not be checked.",
        ),
        (
            report_of(address("192.0.2.10", listed("list-a")), address("192.0.2.11")),
            "192.0.2.10 is listed on 1 of 1 list (worst: high). UNKNOWN: 1 target not asked about.",
        ),
        (
            report_of(address("192.0.2.10", unknown("list-a", UnknownReason.TIMEOUT))),
            "Could not decide: no answer of the one list asked can be used. "
            "UNKNOWN: the one list could not be checked; nothing is known of 1 target.",
        ),
        (
            report_of(
                address("192.0.2.10", clean("list-a"), unknown("list-b", UnknownReason.REFUSED)),
                exit_code=ExitCode.UNDECIDED,
            ),
            "Could not decide: only 1 of 2 lists answered. UNKNOWN: 1 of 2 lists could not be checked.",
        ),
        (
            report_of(
                address("192.0.2.10", listed("list-a"), unknown("list-b", UnknownReason.REFUSED)),
                exit_code=ExitCode.UNDECIDED,
            ),
            "Could not decide: only 1 of 2 lists answered. "
            "192.0.2.10 is listed on 1 of 2 lists (worst: high). UNKNOWN: 1 of 2 lists could not be checked.",
        ),
        (
            report_of(
                address("192.0.2.10", clean("list-a")),
                address("192.0.2.11", unknown("list-a", UnknownReason.TIMEOUT)),
                exit_code=ExitCode.UNDECIDED,
            ),
            "Could not decide: only 1 of 2 questions got an answer. "
            "UNKNOWN: 1 list answered only in part; nothing is known of 1 target.",
        ),
        (
            report_of(
                address("192.0.2.10", clean("list-a")),
                address("192.0.2.11", unknown("list-a", UnknownReason.TIMEOUT)),
            ),
            "No listing found for 1 target: the one list asked answered. UNKNOWN: 1 list answered only in "
            "part; nothing is known of 1 target.",
        ),
        (
            report_of(address("10.0.0.1", special="private address (RFC 1918)")),
            "Nothing was asked: no list was asked about 10.0.0.1 (private address (RFC 1918)). "
            "UNKNOWN: 1 target not asked about.",
        ),
        (report_of(), "Nothing was asked: no list was asked about any target."),
        (
            report_of(address("10.0.0.1"), address("10.0.0.2")),
            "Nothing was asked: no list was asked about any of 2 targets. "
            "UNKNOWN: 2 targets not asked about.",
        ),
    ],
)
def test_the_first_words_are_the_answer(report: Report, answer: str) -> None:
    assert first_words(report) == answer


def test_a_name_that_is_not_there_is_said_first() -> None:
    names = [("gone.example", "domain_missing"), ("mx.example.com", "host_without_address")]
    targets = [address(name, clean("list-a")) for name, _ in names]
    findings = [Finding(id=kind, severity=Severity.HIGH, says="x", target=name) for name, kind in names]
    one = msgspec.structs.replace(report_of(targets[0]), findings=(findings[0],))
    assert first_words(one) == "gone.example does not exist. No listing found: the one list asked answered."
    both = msgspec.structs.replace(report_of(*targets), findings=tuple(findings))
    assert first_words(both).startswith("2 names do not exist or have no address. No listing found")


@each("why, word", [("interrupt", "interrupted"), ("timeout", "out of time")])
def test_a_run_that_did_not_end_is_marked_first(why: str, word: str) -> None:
    shown = text_of(msgspec.structs.replace(all_clean(), interrupted=why))
    assert shown.startswith(f"INCOMPLETE ({word}): ")


def test_bounces_alone_answer_about_bounces() -> None:
    report = msgspec.structs.replace(bounced(), targets=(), lists=())
    assert first_words(report) == "2 of 4 bounces (1 hard, 2 soft) say that you are blocked."
    assert first_words(msgspec.structs.replace(report, bounces=())) == "No bounce was found in what was read."


def test_nobody_is_called_clean_where_nothing_answered() -> None:
    shown = text_of(report_of(address("192.0.2.10", unknown("list-a", UnknownReason.SERVFAIL))))
    assert "No listing" not in shown
    assert "clean on" not in shown


def test_recipients_are_hidden_unless_asked_for_and_the_blocked_sender_is_not() -> None:
    hidden = text_of(bounced(), verbose=2)
    assert "alice@" not in hidden
    assert "erin@" not in hidden
    assert "slows down news@example.com." in hidden
    assert "<alice@example.net>" in text_of(bounced(), verbose=1, show_addresses=True)


def test_a_sender_that_is_a_recipient_too_is_hidden() -> None:
    report = bounced()
    (cause,) = causes("", Subject("sender", "alice@example.net"))[1:]
    report = msgspec.structs.replace(
        report, causes=(msgspec.structs.replace(cause, says="alice@example.net is refused."),)
    )
    assert "alice@" not in text_of(report)


def test_unknown_pairs_of_one_list_and_reason_are_one_entry() -> None:
    pairs = [address(f"192.0.2.{last}", unknown("list-a", UnknownReason.TIMEOUT)) for last in range(50)]
    shown = text_of(report_of(*pairs))
    assert shown.count("no answer in time") == 1
    assert shown.count("list-a") == 1


def test_causes_beyond_the_first_seven_are_counted() -> None:
    report = bounced()
    more = tuple(msgspec.structs.replace(report.causes[0], id=f"c{number}") for number in range(14))
    report = msgspec.structs.replace(report, causes=more)
    assert re.search(r" 7  7 more causes \(-v\)", text_of(report))
    assert "more cause" not in text_of(report, verbose=1)


def test_like_findings_are_counted() -> None:
    report = listings_and_unknowns()
    report = msgspec.structs.replace(report, findings=report.findings * 10)
    assert text_of(report).count("reverse name") == 1


def test_a_summary_lists_only_the_listed_and_counts_the_rest() -> None:
    shown = text_of(many(), verbose=1)
    assert "192.0.2.15  " not in shown
    assert "9 targets listed; 6 clean on every list; 2 without a listing" in shown


def test_more_names_the_lists_that_said_clean() -> None:
    report = report_of(
        address("192.0.2.10", clean("list-a"), clean("list-b")),
        address("192.0.2.11", clean("list-a"), clean("list-b")),
        address("192.0.2.12", clean("list-a"), unknown("list-b", UnknownReason.TIMEOUT)),
    )
    shown = text_of(report, verbose=1)
    assert "NOT LISTED ON\n  192.0.2.10, 192.0.2.11: list-a, list-b\n  192.0.2.12: list-a\n" in shown
    assert "NOT LISTED ON" not in text_of(report)


def test_colour_says_nothing_that_words_do_not() -> None:
    coloured = render_text(with_counts(bounced()), width=80, colour=True, verbose=0, show_addresses=False)
    assert "\x1b[1;31mhigh\x1b[0m" in coloured
    assert STYLE.sub("", coloured) == text_of(bounced())


def test_a_terminal_too_narrow_gets_forty_columns() -> None:
    assert text_of(hostile(), width=5) == text_of(hostile(), width=40)


def test_a_record_to_publish_is_shown_as_it_is() -> None:
    publish = 'Publish: _dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"'
    finding = Finding(
        id="no_dmarc", severity=Severity.MEDIUM, says="victim@example.net got none.", remedy=publish
    )
    report = msgspec.structs.replace(bounced(), findings=(finding,))
    text = " ".join(render_text(report, width=200, colour=False, verbose=1, show_addresses=False).split())
    assert publish in text
    assert "victim@example.net" not in text


def test_why_shows_each_outcome_once_with_its_rule_and_cleaned_words() -> None:
    record = BounceRecord(
        file="a",
        index=0,
        kind="bounce",
        category=Category.BLOCKED,
        rule="cited-list",
        words="Bad\x1b[31m ann@example.com",
    )
    same = msgspec.structs.replace(record, file="b", words="bad\x1b[31m Ann@example.com")
    other = BounceRecord(file="c", index=0, kind="bounce", rule="none")
    report = msgspec.structs.replace(report_of(), bounces=(record, other, same))
    shown = render_text(report, width=120, colour=False, verbose=0, show_addresses=False, explain=True)
    assert re.search(r"  2 +blocked +cited-list +bad\\x1b\[31m a\*\*\*@example.com\n", shown)
    assert re.search(r"  1 +other +no words or code known\n", shown)
    assert "WHY" not in text_of(report)


def test_why_is_bounded_unless_all_is_asked_for() -> None:
    records = tuple(
        BounceRecord(file="a", index=0, kind="bounce", rule="quota", words=f"full {number}")
        for number in range(200)
    )
    report = msgspec.structs.replace(report_of(), bounces=records)
    shown = render_text(report, width=120, colour=False, verbose=0, show_addresses=False, explain=True)
    assert "and 140 more outcomes (-v shows them)" in shown
    whole = render_text(report, width=120, colour=False, verbose=1, show_addresses=False, explain=True)
    assert "full 199" in whole
