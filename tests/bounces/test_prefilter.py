"""What the index leaves out could not have matched."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.bounces.needles import alternatives, needles
from repcheck.bounces.prefilter import LiteralIndex, fold
from repcheck.bounces.rules.classify import RULES
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
        ("ab", None),
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
    index = LiteralIndex.of(["连接", "spam", "não", "é", "спам"])
    assert index.candidates(fold("spam")) == [1]
    assert index.candidates(fold("spam É, Спам, 连接, 连")) == [0, 1, 3, 4]


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
