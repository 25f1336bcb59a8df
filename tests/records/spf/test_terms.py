"""Reading and printing SPF records."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.records.spf.syntax.macros import as_name
from repcheck.records.spf.syntax.terms import Fault, Mechanism, Modifier, parse_record
from tests.records.spf.checking import TEXTS, printed
from tests.support.examples import examples
from tests.support.tables import each


@each(
    "text, anew",
    [
        (
            "V=SPF1  IP4:192.0.2.77/24 +A -MX:Example.com/24//64 ",
            "v=spf1 ip4:192.0.2.0/24 a -mx:Example.com/24//64",
        ),
        ("v=spf1 ip6:2001:DB8::/32 ~ALL", "v=spf1 ip6:2001:db8::/32 ~all"),
        (
            "v=spf1 Redirect=_spf.%{d} unknown=%{L} bad:term",
            "v=spf1 redirect=_spf.%{d} unknown=%{L} bad:term",
        ),
        ("v=spf1", "v=spf1"),
    ],
)
def test_printing(text: str, anew: str) -> None:
    assert printed(parse_record(text)) == anew


def test_positions_and_faults() -> None:
    record = parse_record("v=spf1 a  ipv4:192.0.2.1 exp=why.example.com -all")
    assert [(type(term), term.at, term.text) for term in record.terms] == [
        (Mechanism, 7, "a"),
        (Fault, 10, "ipv4:192.0.2.1"),
        (Modifier, 25, "exp=why.example.com"),
        (Mechanism, 45, "-all"),
    ]
    assert [fault.says for fault in record.faults] == ["there is no mechanism 'ipv4'"]


@settings(max_examples=examples(300))
@given(TEXTS)
def test_what_is_printed_is_read_the_same(text: str) -> None:
    once = printed(parse_record(text))
    again = parse_record(once)
    assert printed(again) == once
    assert [type(term) for term in again.terms] == [type(term) for term in parse_record(text).terms]


@given(st.text(max_size=65_536))
@settings(max_examples=examples(50))
def test_any_text_can_be_read(text: str) -> None:
    record = parse_record(f"v=spf1 {text}")
    assert all(term.text in text for term in record.terms)


def test_expanded_names_lose_labels_from_the_left() -> None:
    labels = [f"{number:03}".rjust(40, "a") for number in range(8)]
    name = as_name(".".join(labels))
    assert name == ".".join(labels[2:])
    assert as_name("a" * 64 + ".example.com") is None
    assert as_name("a..example.com") is None
    assert as_name("a\\b.example.com") is None
    assert as_name("MX.example.com.") == "mx.example.com"
