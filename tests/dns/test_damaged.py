"""A listing whose message is damaged on the way is never an absence."""

import dns.rcode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.dns.message import HEADER_SIZE
from repcheck.dns.wire import read_reply, same_but_case
from tests.dns.messages import asked, question_wire, reply

SECTION = question_wire(asked())
RECORD = HEADER_SIZE + len(SECTION)
LISTING = reply(asked(), ("2.0.0.127.bl.example.", 300, "IN", "A", "127.0.0.2"))
TWICE = reply(asked(), ("2.0.0.127.bl.example.", 300, "IN", "A", "127.0.0.2", "127.0.0.3"))
ALIAS = reply(
    asked(),
    ("2.0.0.127.bl.example.", 300, "IN", "CNAME", "real.bl.example."),
    ("real.bl.example.", 60, "IN", "A", "127.0.0.2"),
)
NOTHING = reply(asked(), rcode=dns.rcode.NXDOMAIN)


def changed(message, **octets):
    """The message with the octets at these places ("at7=0") replaced."""
    wire = bytearray(message)
    for place, value in octets.items():
        wire[int(place.removeprefix("at"))] = value
    return bytes(wire)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(changed(LISTING, at7=0), id="no answer announced, one follows"),
        pytest.param(changed(LISTING, at7=0, at3=0x83), id="NXDOMAIN, and an answer follows"),
        pytest.param(changed(LISTING, **{f"at{RECORD + 1}": 0x10}), id="the answer of another name"),
        pytest.param(
            changed(LISTING, **{f"at{RECORD + 1}": 0x10}, at3=0x83), id="NXDOMAIN with another name's answer"
        ),
        pytest.param(changed(NOTHING, at2=0xA9), id="NXDOMAIN with another opcode"),
        pytest.param(changed(NOTHING, at9=9), id="NXDOMAIN, nine records announced, none there"),
    ],
)
def test_what_contradicts_itself_is_no_absence(message):
    assert same_but_case(message, SECTION)  # so the engine takes it for an answer
    assert read_reply(message, SECTION, "A").outcome.failed


@given(
    st.sampled_from([LISTING, TWICE, ALIAS]),
    st.data(),
)
def test_one_wrong_octet_behind_the_rcode_makes_no_listing_absent(message, data):
    at = data.draw(st.integers(4, len(message) - 1))
    damaged = changed(message, **{f"at{at}": data.draw(st.integers(0, 255))})
    if same_but_case(damaged, SECTION):
        assert not read_reply(damaged, SECTION, "A").outcome.absent
