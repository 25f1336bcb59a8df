"""What answers mean, by code mode."""

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from repcheck.lists.codes import CodeReader
from repcheck.model.catalog import Code, CodeMode, ErrorCode, ReputationList, Sublist, TestPoints
from repcheck.model.observations import Severity, UnknownReason
from tests.support.tables import each


def number(address):
    return int(ipaddress.IPv4Address(address))


def sub(name):
    return Sublist(id=name, name=name.upper(), meaning=f"on {name}", severity=Severity.HIGH)


ERRORS = (
    ErrorCode(number("127.255.255.254"), number("127.255.255.254"), UnknownReason.RESOLVER_BLOCKED, "open"),
    ErrorCode(number("127.255.255.255"), number("127.255.255.255"), UnknownReason.OVER_QUOTA, "too many"),
)


def reader(mode, codes, errors=ERRORS):
    table = tuple(Code(number(first), number(last), sub(name)) for first, last, name in codes)
    if mode is CodeMode.BITMASK:
        table = tuple(Code(bit, bit, sub(name)) for bit, _, name in codes)
    return CodeReader(
        ReputationList(
            id="bl",
            name="BL",
            zone="bl.example",
            asks=("ipv4",),
            mode=mode,
            codes=table,
            errors=errors,
            severity=Severity.MEDIUM,
            test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
        )
    )


EXACT = [
    ("127.0.0.2", "127.0.0.2", "sbl"),
    ("127.0.0.4", "127.0.0.4", "xbl"),
    ("127.0.0.10", "127.0.0.11", "pbl"),
]
BITS = [(8, 8, "ph"), (16, 16, "mw"), (64, 64, "abuse")]


@each(
    "mode, codes, records, names, reason",
    [
        (CodeMode.EXACT, EXACT, ["127.0.0.2"], ["sbl"], None),
        (CodeMode.EXACT, EXACT, ["127.0.0.2", "127.0.0.4", "127.0.0.10"], ["sbl", "xbl", "pbl"], None),
        (CodeMode.EXACT, EXACT, ["127.0.0.10", "127.0.0.11"], ["pbl"], None),
        (CodeMode.EXACT, EXACT, ["127.0.0.2", "127.0.0.77"], ["sbl"], None),
        (CodeMode.EXACT, EXACT, ["127.0.0.77"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.EXACT, EXACT, ["127.0.0.1"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.EXACT, EXACT, ["203.0.113.80"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.EXACT, EXACT, ["127.0.0.2", "203.0.113.80"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.EXACT, EXACT, ["127.255.255.254"], [], UnknownReason.RESOLVER_BLOCKED),
        (CodeMode.EXACT, EXACT, ["127.0.0.2", "127.255.255.255"], [], UnknownReason.OVER_QUOTA),
        (CodeMode.EXACT, EXACT, ["not an address"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.RANGE, [("127.0.2.2", "127.0.2.24", "new")], ["127.0.2.24"], ["new"], None),
        (
            CodeMode.RANGE,
            [("127.0.2.2", "127.0.2.24", "new")],
            ["127.0.2.25"],
            [],
            UnknownReason.UNEXPECTED_ANSWER,
        ),
        (CodeMode.BITMASK, BITS, ["127.0.0.8"], ["ph"], None),
        (CodeMode.BITMASK, BITS, ["127.0.0.88"], ["ph", "mw", "abuse"], None),
        (CodeMode.BITMASK, BITS, ["127.0.0.9"], ["ph"], None),
        (CodeMode.BITMASK, BITS, ["127.0.0.1"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.BITMASK, BITS, ["127.0.1.8"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.ANY_127, [], ["127.0.0.9"], ["bl"], None),
        (CodeMode.ANY_127, [], ["127.0.0.1"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.ANY_127, [], ["127.0.53.53"], [], UnknownReason.UNEXPECTED_ANSWER),
        (CodeMode.ANY_127, [("127.0.0.1", "127.0.0.1", "open")], ["127.0.0.1"], ["open"], None),
        (CodeMode.ANY_127, [], ["128.0.0.2"], [], UnknownReason.UNEXPECTED_ANSWER),
    ],
)
def test_reading(mode, codes, records, names, reason):
    reading = reader(mode, codes).read(tuple(records))
    assert [found.id for found in reading.sublists] == names
    assert reading.reason is reason


@given(st.lists(st.ip_addresses(v=4).map(str), min_size=1, max_size=5), st.sampled_from(list(CodeMode)))
def test_an_answer_outside_127_never_lists_anybody(records, mode):
    codes = BITS if mode is CodeMode.BITMASK else EXACT
    reading = reader(mode, codes).read(tuple(records))
    assert bool(reading.sublists) != (reading.reason is not None)
    if any(not record.startswith("127.") for record in records):
        assert reading.sublists == ()


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_a_strangers_text_never_raises_and_never_lists(records):
    assert reader(CodeMode.EXACT, EXACT).read(tuple(records)).reason is not None or all(
        record.startswith("127.") for record in records
    )


def test_an_entry_of_the_list_is_told_from_an_error():
    codes = reader(CodeMode.EXACT, EXACT)
    assert codes.is_entry(("127.0.0.99",))
    assert not codes.is_entry(("127.255.255.254",))
    assert not codes.is_entry(("203.0.113.1",))
    assert not codes.is_entry(())
