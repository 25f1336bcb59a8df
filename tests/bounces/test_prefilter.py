"""What the index leaves out could not have matched."""

import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.app.prepare import sieved
from repcheck.bounces.mail.records import records_of
from repcheck.bounces.needles import alternatives, folded, needles
from repcheck.bounces.prefilter import DOT, Form, LiteralIndex, Pattern, Sieved, fold, folding, outer
from repcheck.bounces.reply.judge import Knowledge
from repcheck.bounces.rules.deciding import RULES
from tests.fuzz.targets import mails
from tests.support.built_in import built_in_catalog
from tests.support.examples import examples
from tests.support.tables import each

FORMS = sorted({part for rule in RULES for form in rule.forms for part in alternatives(form)})
PROVIDERS = sorted({rule.pattern for entry in built_in_catalog().providers for rule in entry.rules})


@each(
    "pattern, found",
    [
        ("blocked", {"blocked"}),
        ("Black ?List", {"blacklist", "black list"}),
        ("gr[ea]y", {"gray", "grey"}),
        (r"\bquota\b[^.]{0,20}\bfull", {"quota"}),
        ("(?:black|block)(?:list)?ed", {"blacked", "blocked", "blacklisted", "blocklisted"}),
        ("(?:spam){1,3} source", {"spam source"}),
        (r"\bBL[01]{6}\b", {"bl0", "bl1"}),
        (r"x(?:ab)+y", {"xab"}),
        ("(?:address|user)[^.]{0,9} (?:in|on)[^.]{0,9}rblist", {"rblist"}),
        ("连接|邮件", {"连接", "邮件"}),
        ("连接|a", None),
        ("(?=never)there", {"there"}),
        ("(?!never)there", {"there"}),
        ("a|blocked", None),
        ("[a-z]{3}", None),
        (r"\d\d\d", None),
        ("(?:optional)?", None),
        ("(?>atom|nucleus)s", {"atoms", "nucleuss"}),
        ("件名|subject", {"件名", "subject"}),
        ("ab", None),
        ("(?:refused\nby|blocked)", None),
        ("spam\n", None),
    ],
)
def test_needles(pattern: str, found: set[str] | None) -> None:
    assert needles(pattern) == found


@each(
    "pattern, parts",
    [
        ("a|b", ("a", "b")),
        ("(?:a|b)|c", ("(?:a|b)", "c")),
        (r"a\|b|[|]|[]|]|[^]|]|[\]|]", (r"a\|b", "[|]", "[]|]", "[^]|]", r"[\]|]")),
        (r"\(|x", (r"\(", "x")),
        ("", ("",)),
    ],
)
def test_alternatives(pattern: str, parts: tuple[str, ...]) -> None:
    assert alternatives(pattern) == parts


def test_patterns_of_other_scripts_are_found_by_their_octets() -> None:
    index = LiteralIndex.of(["连接", "spam", "não", "连", "спам"])
    assert index.candidates(fold("spam")) == [1]
    assert index.candidates(fold("spam, Спам, 连接")) == [0, 1, 3, 4]


def test_only_patterns_that_can_match_are_candidates_and_those_without_needles_always() -> None:
    index = LiteralIndex.of(["spam", "[0-9]+", "blocked using", "spammer"])
    assert index.candidates(fold("a spammer")) == [0, 1, 3]
    assert index.candidates(fold("")) == [1]


@each("text", ["BLACKLIST", "blackl\u0131st", "blackl\u0130st", "black\u017fist", "blac\u212alist"])
def test_letters_that_a_pattern_without_case_takes_for_one(text: str) -> None:
    matches = re.search("blacklist", text, re.IGNORECASE) is not None
    assert LiteralIndex.of(["blacklist"]).candidates(fold(text)) or not matches


@given(st.sampled_from(FORMS + PROVIDERS), st.data())
@settings(max_examples=examples(1000), suppress_health_check=list(HealthCheck))
def test_the_sieve_hides_no_match(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    assert LiteralIndex.of([pattern]).candidates(fold(text)) == [0]


@given(st.sampled_from(FORMS), st.text("abcdefgiklmnorstuy .;N@", max_size=60))
@settings(max_examples=examples(500))
def test_the_sieve_agrees_on_any_text(pattern: str, text: str) -> None:
    if re.search(pattern, text, re.IGNORECASE):
        assert LiteralIndex.of([pattern]).candidates(fold(text)) == [0]


@each("size", range(9))
def test_each_needle_is_found_wherever_it_stands(size: int) -> None:
    index = LiteralIndex.of(["block", "spam", "rbl", "größe"])
    for number, needle in enumerate(("Block", "SPAM", "rbl", "GRÖSSE")):
        assert index.candidates(fold("·" * size + needle)) == [number]
        assert index.candidates(fold("x" * size + needle + "x" * size)) == [number]


@given(st.text("aAbpßsS İ\u212a.·", max_size=9), st.text(max_size=9), st.text(max_size=9))
@settings(max_examples=examples(100))
def test_what_may_match_a_text_may_match_one_that_holds_it(text: str, front: str, behind: str) -> None:
    index = LiteralIndex.of(["spam", "sss", "abp", "[0-9]"])
    held, holding = index.candidates(fold(text)), index.candidates(fold(front + text + behind))
    assert set(held) <= set(holding)
    assert folding(index)(text).text == fold(text).text
    assert index.candidates(folding(index)(text)) == held


def test_texts_that_stand_in_others_are_left_out() -> None:
    assert outer("550 no", "said: 550 no", "none", "") == ["said: 550 no", "none"]
    assert outer("same", "same") == ["same"]
    assert outer("", "") == [""]


@given(st.sampled_from(list(sieved())), st.data())
@settings(max_examples=examples(300), suppress_health_check=list(HealthCheck))
def test_a_single_pattern_is_tried_on_whatever_it_matches(single: Sieved, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(single.pattern))
    assert single.may_match(text)
    assert [match.span() for match in single.finditer(text)] == [
        match.span() for match in single.pattern.finditer(text)
    ]


def test_a_single_pattern_is_as_the_one_of_re() -> None:
    single = Sieved("(?:sub|ob)ject: ?", re.IGNORECASE)
    assert single.sub("-", "Subject: OBJECT:none") == "--none"
    assert (found := single.search("an object:")) is not None
    assert found.span() == (3, 10)
    assert not single.may_match("sub ject:")
    assert (single.search("sub ject:"), list(single.finditer("")), single.sub("-", "ob")) == (None, [], "ob")


@given(st.sampled_from([form for form in FORMS + PROVIDERS if form.isascii()]), st.data())
@settings(max_examples=examples(300), suppress_health_check=list(HealthCheck))
def test_the_twin_for_ascii_finds_the_same(form: str, data: st.DataObject) -> None:
    letters = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    found = data.draw(st.from_regex(re.compile(form, re.IGNORECASE | re.ASCII), alphabet=letters))
    text = data.draw(st.text("aN .@:;5")) + found.replace(".", data.draw(st.sampled_from([".", DOT])))
    pattern = Pattern(form)
    assert pattern.fit_for(text) is pattern.twin
    whole = re.search(form, text, re.IGNORECASE)
    twin = pattern.search(text)
    small = Form(form).place(text, folded(text))
    assert (twin and twin.regs) == (small and small.regs) == (whole and whole.regs)


@each(
    "source, text, place",
    [
        (r"\bBL[A-C]\W\D(?P<N>N)\S", "see blc- n@", (4, 11)),
        (r"(?P<N>N)(?P=N)", "a Nn", (2, 4)),
        ("grö(?:SS|ß)e", "Zu GRÖSSE", (3, 9)),
        ("spam", "\u017fpam SPAM", (0, 4)),
        ("(?u)SPAM", "no Spam", (3, 7)),
        ("spam", "ham", None),
    ],
)
def test_a_form_is_placed_in_a_text_of_any_letters(
    source: str, text: str, place: tuple[int, int] | None
) -> None:
    found = Form(source).place(text, folded(text))
    assert (found and found.span()) == place


def test_no_form_names_a_capital_by_its_number_or_has_case() -> None:
    # it would not be met in small letters
    hidden = re.compile(r"\\(?:x|u00|U000000)(?:4[1-9A-Fa-f]|5[0-9Aa])|\\N|\(\?[a-z]*-")
    assert [form for form in FORMS if hidden.search(form)] == []


@each("text", ["größe", "gr\u0131ße"])
def test_a_text_with_other_letters_is_not_given_to_the_twin(text: str) -> None:
    pattern = Pattern("GRÖSSE|größe|grIße")
    assert pattern.fit_for(text) is pattern.pattern
    assert pattern.search(text) is not None


@each("source", ["(?u)sp[äa]m", "(?iu)spam", "(?u:spam)"])
def test_a_pattern_that_asks_for_unicode_has_it(source: str) -> None:
    pattern = Pattern(source)
    assert pattern.twin.flags & re.UNICODE or source.startswith("(?u:")
    assert pattern.search("SPAM") is not None


@each("source", ["a|spam", r"\d{3}", "(?:spam)?"])
def test_a_pattern_without_needles_cannot_be_sieved(source: str) -> None:
    with pytest.raises(ValueError, match="nothing stands in every match"):
        Sieved(source)


def test_the_records_of_mails_are_those_of_a_search_by_all_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = Knowledge.of(built_in_catalog())
    read = [records_of("mail", raw, knowledge) for raw in mails()]
    assert any(read)

    def numbers(index: LiteralIndex, *_: object) -> list[int]:
        owned = (
            numbers
            for _, numbers in (*index.short, *(each for found in index.groups.values() for each in found))
        )
        return sorted({*index.always, *(number for numbers in owned for number in numbers)})

    monkeypatch.setattr(LiteralIndex, "candidates", numbers)
    monkeypatch.setattr(Sieved, "may_match", lambda *_: True)
    again = [records_of("mail", raw, knowledge) for raw in mails()]
    assert list(map(msgspec.json.encode, again)) == list(map(msgspec.json.encode, read))
