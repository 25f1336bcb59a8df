"""Which addresses of ranges are looked at, and that what is left out is told."""

from ipaddress import ip_address, ip_network

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.records import SentFrom
from repcheck.records.ranges import expanded
from tests.support.examples import examples
from tests.support.tables import each


def named(*texts: str) -> list[SentFrom]:
    return [SentFrom(address=text, origin=f"way {number}") for number, text in enumerate(texts)]


def looked_at(*texts: str, of_a_range: int = 16, in_all: int = 64) -> list[str]:
    return [sent.address for sent in expanded(named(*texts), of_a_range=of_a_range, in_all=in_all).addresses]


def test_small_ranges_are_looked_at_in_full_and_nothing_is_to_be_told() -> None:
    found = expanded(named("192.0.2.8/30", "2001:db8::1", "192.0.2.9"), of_a_range=4, in_all=9)
    assert [(sent.address, sent.origin) for sent in found.addresses] == [
        ("192.0.2.8", "way 0"), ("192.0.2.9", "way 0"), ("192.0.2.10", "way 0"), ("192.0.2.11", "way 0"),
        ("2001:db8::1", "way 1"),
    ]  # fmt: skip
    assert found.findings == ()


def test_a_large_range_is_sampled_evenly_and_said_so() -> None:
    found = expanded(named("198.51.0.0/16"), of_a_range=4, in_all=64)
    assert [sent.address for sent in found.addresses] == [
        "198.51.32.0", "198.51.96.0", "198.51.160.0", "198.51.224.0"
    ]  # fmt: skip
    (finding,) = found.findings
    assert finding.id == "range_sampled"
    assert "4 of the 65,536 addresses of 198.51.0.0/16 (way 0)" in finding.says


def test_a_large_ipv6_range_is_refused_and_said_so() -> None:
    found = expanded(named("2001:db8::/32", "192.0.2.1"), of_a_range=16, in_all=64)
    assert [sent.address for sent in found.addresses] == ["192.0.2.1"]
    (finding,) = found.findings
    assert finding.id == "range_not_expanded"
    assert "2001:db8::/32 (way 0), which holds 2^96 addresses" in finding.says


def test_half_the_world_is_refused_and_said_so() -> None:
    found = expanded(named("0.0.0.0/1", "10.0.0.0/8"), of_a_range=2, in_all=64)
    assert [sent.origin for sent in found.addresses] == ["way 1"] * 2
    assert [finding.id for finding in found.findings] == ["range_sampled", "range_not_expanded"]


def test_samples_shrink_until_all_fit() -> None:
    found = expanded(named("192.0.2.0/24", "198.51.100.0/24", "203.0.113.1"), of_a_range=16, in_all=9)
    assert [sent.origin for sent in found.addresses] == ["way 0"] * 4 + ["way 1"] * 4 + ["way 2"]
    assert [finding.id for finding in found.findings] == ["range_sampled"]


def test_what_does_not_fit_at_all_is_named() -> None:
    found = expanded(named(*(f"192.0.2.{n}" for n in range(9))), of_a_range=16, in_all=3)
    assert len(found.addresses) == 3
    (finding,) = found.findings
    assert finding.id == "expansion_cut"
    assert "192.0.2.3 (way 3)" in finding.says
    assert "and 2 more" in finding.says


NETWORKS = st.tuples(st.integers(0, 2**32 - 1), st.one_of(st.just(32), st.integers(8, 32))).map(
    lambda pair: str(ip_network(pair, strict=False))
)


@settings(max_examples=examples(100))
@given(st.lists(NETWORKS, max_size=12), st.integers(1, 40), st.integers(1, 70))
def test_any_ranges(texts: list[str], of_a_range: int, in_all: int) -> None:
    found = looked_at(*texts, of_a_range=of_a_range, in_all=in_all)
    assert len(found) <= in_all
    assert len(set(found)) == len(found)
    for address in found:
        assert any(ip_address(address) in ip_network(text) for text in texts)
    assert found == looked_at(*texts, of_a_range=of_a_range, in_all=in_all)
    if len(texts) <= in_all:
        assert all(any(ip_address(address) in ip_network(text) for address in found) for text in texts)


@each("size", [1, 3, 16])
def test_no_more_of_a_range_than_allowed(size: int) -> None:
    assert len(looked_at("10.0.0.0/8", of_a_range=size)) == size
