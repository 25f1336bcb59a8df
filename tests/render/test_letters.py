"""Letters: every list and provider of the catalog has one that says all the run knows, in four languages."""

import re
from collections.abc import Iterator
from importlib import import_module
from ipaddress import IPv4Address

import msgspec

from repcheck.advice.steps import make_plan
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.causes.correlate import correlate
from repcheck.cli.options.output import LETTER_LANGUAGES
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import CodeMode, ListKind, Provider, ReputationList, Sublist
from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, State, SublistHit
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxHost,
    MxRecords,
    ReverseName,
    SpfRecord,
)
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.letters import languages
from repcheck.render.letters.write import Letter, in_one, letters, with_letters
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
KNOWLEDGE = Knowledge.of(CATALOG)
IP, NAME, HOST = "192.0.2.10", "example.com", "mail.example.com"
WHEN = "2026-11-27T03:00:00Z"
ASKED = [e for e in CATALOG.lists if e.kind is ListKind.BLOCK and e.asks and e.codes]
WITH_RULES = [e for e in CATALOG.providers if e.rules]
#: The tables of a language, by kind of letter.
TABLES = ("subjects", "requests", "said")
#: What only the user knows: the cause, when it ended, what prevents it, who writes, and the name to set.
BLANKS = 4


def listed(entry: ReputationList) -> TargetReport:
    code = next(c for c in entry.codes if (c.sublist.kind or entry.kind) is ListKind.BLOCK)
    return listed_as(entry, code.sublist)


def listed_as(entry: ReputationList, sublist: Sublist) -> TargetReport:
    code = next(c for c in entry.codes if c.sublist is sublist)
    record = f"127.0.0.{code.first}" if entry.mode is CodeMode.BITMASK else str(IPv4Address(code.first))
    by_address = "ipv4" in entry.asks or "ipv6" in entry.asks
    return TargetReport(
        target=Target(
            value=IP if by_address else NAME, kind=TargetKind.IPV4 if by_address else TargetKind.DOMAIN
        ),
        observations=(
            Observation(
                list=entry.id,
                zone=entry.zone,
                state=State.LISTED,
                outcome=Outcome.NOERROR,
                codes=(record,),
                sublists=(SublistHit(sublist.id, sublist.name, sublist.meaning, sublist.why),),
                severity=sublist.severity,
            ),
        ),
        address=AddressRecords(status=ReverseName.CONFIRMED, names=(HOST,)) if by_address else None,
    )


def report_of(targets: tuple[TargetReport, ...] = (), records: tuple[BounceRecord, ...] = ()) -> Report:
    causes = correlate(records, targets, CATALOG)
    plan = make_plan(causes, targets, CATALOG, ())
    return Report(
        started=WHEN,
        seconds=1.0,
        exit_code=ExitCode.FOUND,
        targets=targets,
        bounces=records,
        causes=causes,
        plan=plan,
    )


def each_language(report: Report) -> Iterator[tuple[Letter, ...]]:
    for language in LETTER_LANGUAGES:
        yield letters(report, CATALOG, language)


@each("entry", ASKED)
def test_each_list_has_its_plan_and_its_letter(entry: ReputationList) -> None:
    target = listed(entry)
    report = report_of((target,))
    assert report.plan
    for found in each_language(report):
        for one in found:
            assert one.id == entry.id
            text = " ".join(one.text.split())
            assert entry.name in text
            assert f"{target.target.value}: {target.observations[0].codes[0]}" in text
            assert WHEN in text
            assert target.address is None or f"{IP} = {HOST}" in text
            assert len(re.findall(r"<[a-z¡-ÿ][^<>]+>", text)) <= BLANKS


@each("entry", WITH_RULES)
def test_each_provider_has_its_plan_and_its_letter(entry: Provider) -> None:
    for number, rule in enumerate(entry.rules):
        reply = Reply(
            file="x",
            diagnostic=f"{rule.sample} for kim@dest.example.net",
            recipient="kim@dest.example.net",
            remote_mta=f"mx{entry.mx_suffixes[0]}" if entry.mx_suffixes else None,
            time=WHEN,
        )
        report = report_of(records=(judge(reply, KNOWLEDGE),))
        for found in each_language(report) if number == 0 else (letters(report, CATALOG, "en"),):
            for one in found:
                assert "kim@" not in one.text
                assert len(re.findall(r"<[a-z¡-ÿ][^<>]+>", one.text)) <= BLANKS
                assert "  " in one.text, "a sample reply is quoted"


def test_a_desk_gets_the_cause_and_only_the_one_that_the_reply_names() -> None:
    reply = Reply(file="x", diagnostic="554 IP=192.0.2.10 - None/bad reputation. (NOWL)", time=WHEN)
    (letter,) = letters(report_of(records=(judge(reply, KNOWLEDGE),)), CATALOG, "en")
    assert letter.text.startswith("To: tobr@rx.t-online.de\n")
    assert "<what caused it>" in letter.text
    assert f"refused so far: 1, between {WHEN} and {WHEN}" in " ".join(letter.text.split())


def test_a_form_has_no_blanks() -> None:
    nord = next(e for e in CATALOG.lists if e.id == "suomispam-bl")
    (letter,) = letters(report_of((listed(nord),)), CATALOG, "en")
    assert letter.text.startswith("To: https://suomispam.net/\n")
    assert "<" not in letter.text


def test_one_letter_by_number_or_id_and_all_below_each_other() -> None:
    report = report_of((listed(CATALOG.lists[0]),))
    every = letters(report, CATALOG, "en")
    assert letters(report, CATALOG, "en", "1") == every[:1]
    assert letters(report, CATALOG, "en", "spamhaus-zen") == every
    assert letters(report, CATALOG, "en", "nobody") == ()
    assert in_one(every).startswith("---- 1: spamhaus-zen ----\n")
    assert every[0].file_name == "01-spamhaus-zen.txt"


def test_a_file_name_leads_nowhere_else() -> None:
    assert Letter(2, "../../etc/x y", "").file_name == "02-etc-x-y.txt"
    assert Letter(3, "..", "").file_name == "03-letter.txt"


def test_the_languages_differ_and_keep_the_facts() -> None:
    report = report_of((listed(next(e for e in CATALOG.lists if e.id == "nordspam-bl")),))
    texts = {language: letters(report, CATALOG, language)[0].text for language in LETTER_LANGUAGES}
    assert len(set(texts.values())) == len(LETTER_LANGUAGES)
    assert "Guten Tag" in texts["de"]
    assert "Bonjour" in texts["fr"]
    assert "Buenos días" in texts["es"]
    assert all("delist@nordspam.com" in text and IP in text for text in texts.values())


def test_json_holds_the_letters_that_are_printed() -> None:
    entry = next(e for e in CATALOG.lists if e.delisting is not None and e.asks and e.codes)
    reply = Reply(file="x", diagnostic="554 IP=192.0.2.10 - None/bad reputation. (NOWL)", time=WHEN)
    report = report_of((listed(entry),), (judge(reply, KNOWLEDGE),))
    plan = with_letters(report, CATALOG).plan
    printed = [one.text for one in letters(report, CATALOG, "en")]
    assert printed
    assert [step.letter for step in plan if step.letter is not None] == printed
    assert all((step.letter is None) == (step.letter_kind is None) for step in plan)


def test_a_range_that_should_use_a_relay_needs_no_confession() -> None:
    sublist = next(
        (entry, code.sublist)
        for entry in CATALOG.lists
        for code in entry.codes
        if code.sublist.scope == "policy" and entry.delisting is not None
    )
    report = report_of((listed_as(*sublist),))
    for one in letters(report, CATALOG, "en"):
        assert "<what caused it>" not in one.text
        assert f"the mail server {HOST}, which sends its mail directly" in " ".join(one.text.split())


def test_the_reverse_name_to_set_is_filled_in() -> None:
    host = MxHost(preference=10, host=HOST, addresses=(IP,))
    domain = TargetReport(
        target=Target(value=NAME, kind=TargetKind.DOMAIN),
        domain=DomainRecords(mx=MxRecords(status="ok", hosts=(host,)), spf=SpfRecord(status="none")),
    )
    faulty = TargetReport(
        target=Target(value=IP, kind=TargetKind.IPV4), address=AddressRecords(status=ReverseName.NO_PTR)
    )
    text = f"550 5.7.25 The IP address {IP} has no PTR record"
    report = report_of((domain, faulty), (judge(Reply(file="x", diagnostic=text), KNOWLEDGE),))
    (letter,) = letters(report, CATALOG, "en")
    assert f"Please set the reverse DNS (PTR) of {IP} to {HOST}." in " ".join(letter.text.split())


def test_each_language_says_the_same_of_each_kind() -> None:
    def filled_in(language: str) -> dict[str, list[str]]:
        words = msgspec.to_builtins(import_module(f"{languages.__name__}.{language}").WORDING)
        tables = {f"{name}.{kind}": text for name in TABLES for kind, text in words.pop(name).items()}
        return {name: sorted(set(re.findall(r"{\w+}", text))) for name, text in {**words, **tables}.items()}

    english = filled_in("en")
    assert english["requests.reverse_name"] == ["{host}", "{who}"]
    for language in LETTER_LANGUAGES:
        assert filled_in(language) == english


class Walked(tuple[TargetReport, ...]):
    """Targets that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[TargetReport]:
        type(self).times += 1
        return super().__iter__()


def test_many_letters_do_not_go_through_all_targets_each() -> None:
    targets = tuple(listed(entry) for entry in ASKED)
    report = report_of(targets)
    few = report_of(targets[:2])
    walks = []
    for one in (few, report):
        Walked.times = 0
        letters(msgspec.structs.replace(one, targets=Walked(one.targets)), CATALOG, "en")
        walks.append(Walked.times)
    assert walks[0] == walks[1] > 0
