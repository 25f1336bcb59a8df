"""The benchmark measures right runs only, and its responder tells the truth that it is judged by."""

import sys
from pathlib import Path

import dns.message
import dns.rcode
import dns.rdatatype
import pytest

from bench import mails
from bench.mailboxes import bounces_rows
from bench.processes import BenchError, cost_of, cost_until_first_packet
from bench.responder import answer, is_listed, octet_labels
from bench.run import Workplace, addresses, measure
from tests.support.tables import each

PAIRS = 2_000


def asked(address: str, rdtype: str = "A") -> dns.message.Message:
    name = ".".join(reversed(address.split("."))) + ".bl0.example"
    query = dns.message.make_query(name, rdtype)
    reply = dns.message.from_wire(answer(query.to_wire()))
    assert query.is_response(reply)
    return reply


@each("address", ["127.0.0.2", "127.0.0.1", *addresses(300)])
def test_responder_answers_as_a_list_does(address: str) -> None:
    reply = asked(address)
    if is_listed(octet_labels(address)):
        assert [rrset[0].to_text() for rrset in reply.answer] == ["127.0.0.2"]
        (text,) = asked(address, "TXT").answer
        assert text.rdtype == dns.rdatatype.TXT
        assert asked(address, "PTR").rcode() == dns.rcode.NXDOMAIN
    else:
        assert reply.rcode() == dns.rcode.NXDOMAIN
        (start,) = reply.authority
        assert (start.name.to_text(), start.rdtype) == ("bl0.example.", dns.rdatatype.SOA)


def test_about_one_in_a_hundred_is_listed_and_the_test_entries_are_as_they_must() -> None:
    listed = sum(is_listed(octet_labels(address)) for address in addresses(20_000))
    assert 150 < listed < 250
    assert is_listed(octet_labels("127.0.0.2"))
    assert not is_listed(octet_labels("127.0.0.1"))


@pytest.mark.parametrize("fmt", ["json", "text"])
def test_a_run_is_measured(tmp_path: Path, fmt: str) -> None:
    measured = measure(Workplace(tmp_path), PAIRS, fmt)
    # every pair, two test entries of each list, TXT of what is listed
    assert measured.questions > PAIRS
    assert measured.cost.cpu > 0
    assert measured.cost.rss > 1_000_000


def test_a_run_that_did_not_find_what_is_listed_is_no_measurement(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.targets(PAIRS).write_text("11.0.0.1\n")
    with pytest.raises(BenchError, match="2000 pairs as json"):
        measure(place, PAIRS, "json")


def test_a_command_that_asks_nothing_has_no_first_packet(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("bench.processes._FIRST_PACKET_SECONDS", 0.2)
    place = Workplace(tmp_path)
    with pytest.raises(BenchError, match="no question"):
        cost_until_first_packet(place.check("--no-such-option"), place.environ, place.output)


def test_exit_codes_are_told(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    assert cost_of(place.check("--no-such-option"), place.environ, place.output).code == 2


def test_reading_mails_is_measured(tmp_path: Path) -> None:
    total, _, records, *_ = mails.row(tmp_path, 200)
    assert 0 < int(total) <= 200
    assert int(records) > 0


def test_a_mailbox_that_gives_other_records_is_no_measurement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "_READ", "print(3, 4)")
    with pytest.raises(BenchError, match="3, 4"):
        mails.row(tmp_path, 200)


def test_reading_is_measured_and_verified(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    repcheck = (sys.executable, "-m", "repcheck")
    rows = bounces_rows(tmp_path, repcheck, place.environ, 300_000)
    assert [row[:2] for row in rows] == [
        ("mbox", "all cores"),
        ("mbox", "1"),
        ("postfix log", "all cores"),
        ("postfix log", "1"),
    ]
    assert rows[0][3] == rows[0][4]  # each mail is a bounce
    with pytest.raises(BenchError, match="0 bounces instead of 2, exit code 0"):
        bounces_rows(tmp_path, (*repcheck, "--version"), place.environ, 10_000)
