import asyncio
import socket
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import dns.asyncquery
import dns.message
import dns.opcode
import dns.query
import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.zones import dead, honest, refused, servfail, slow
from repcheck.errors import BadOption
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_raw, ask_tcp, ask_udp, query, rcode, records_in
from tests.support.patience import PATIENCE
from tests.support.tables import each

LIST = honest("bl.example", {"192.0.2.10": "127.0.0.2"})
LISTED = "10.2.0.192.bl.example"


def test_udp_and_tcp_on_one_port(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    assert server.address == f"127.0.0.1:{server.port}"
    assert records_in(ask_udp(server, LISTED)) == records_in(ask_tcp(server, LISTED)) == ["127.0.0.2"]


def test_ipv6(nameserver: NameServerFactory) -> None:
    try:
        server = nameserver(LIST, host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    assert server.address == f"[::1]:{server.port}"
    assert records_in(ask_udp(server, LISTED)) == records_in(ask_tcp(server, LISTED)) == ["127.0.0.2"]


def test_the_question_comes_back_as_spelt(nameserver: NameServerFactory) -> None:
    response = ask_udp(nameserver(LIST), "10.2.0.192.BL.eXample")
    assert response.question[0].name.to_text() == "10.2.0.192.BL.eXample."
    assert "RA" in response.to_text()


def test_the_longest_origin_answers(nameserver: NameServerFactory) -> None:
    server = nameserver(servfail("example"), refused("a.b.example"), LIST)
    assert rcode(ask_udp(server, "x.example")) == "SERVFAIL"
    assert rcode(ask_udp(server, "b.example")) == "SERVFAIL"
    assert rcode(ask_udp(server, "x.A.b.example")) == "REFUSED"
    assert rcode(ask_udp(server, LISTED)) == "NOERROR"


def test_other_names_do_not_exist(nameserver: NameServerFactory) -> None:
    response = ask_udp(nameserver(LIST), "www.example.org", "AAAA")
    assert rcode(response) == "NXDOMAIN"
    assert response.authority[0].to_text().startswith(". 60 IN SOA ")


def test_what_was_asked_is_known(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    ask_udp(server, LISTED.upper())
    ask_tcp(server, LISTED, "TXT")
    ask_udp(server, "other.example")
    assert server.asked == [(LISTED, "A"), (LISTED, "TXT"), ("other.example", "A")]
    assert server.asked_over("udp") == [(LISTED, "A"), ("other.example", "A")]
    assert server.asked_over("tcp") == [(LISTED, "TXT")]


def test_a_silent_or_slow_zone_holds_up_no_other(nameserver: NameServerFactory) -> None:
    late = slow(honest("late.example", {}), 30)
    server = nameserver(late, dead("dead.example"), LIST)
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as connection:
        for name in ("test.late.example", "test.dead.example", LISTED):
            dns.query.send_tcp(connection, query(name))
        response, _ = dns.query.receive_tcp(connection)
    assert response.question[0].name.to_text() == LISTED + "."


def test_a_tcp_message_may_come_in_pieces(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    wire = query(LISTED).to_wire()
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for octet in struct.pack("!H", len(wire)) + wire:
            connection.sendall(bytes((octet,)))
        response, _ = dns.query.receive_tcp(connection)
    assert records_in(response) == ["127.0.0.2"]


@pytest.mark.parametrize("tail", [b"", b"\xff", bytes(40), b"\xc0\x0c\x00\x01\x00\x01"])
def test_a_broken_query_is_a_format_error(nameserver: NameServerFactory, tail: bytes) -> None:
    header = struct.pack("!HHHHHH", 0x1234, 0x0100, 2, 0, 0, 0)
    (answer,) = ask_raw(nameserver(LIST), header + tail)
    response = dns.message.from_wire(answer)
    assert (response.id, rcode(response)) == (0x1234, "FORMERR")


def test_two_questions_are_a_format_error(nameserver: NameServerFactory) -> None:
    asked = query(LISTED)
    asked.question.extend(query("other.example").question)
    server = nameserver(LIST)
    (answer,) = ask_raw(server, asked.to_wire())
    assert rcode(dns.message.from_wire(answer)) == "FORMERR"
    assert server.asked == []


def test_other_opcodes_are_not_implemented(nameserver: NameServerFactory) -> None:
    asked = query(LISTED)
    asked.set_opcode(dns.opcode.NOTIFY)
    (answer,) = ask_raw(nameserver(LIST), asked.to_wire())
    assert rcode(dns.message.from_wire(answer)) == "NOTIMP"


def test_answers_and_scraps_get_no_answer(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    response = dns.message.make_response(query(LISTED)).to_wire()
    for wire in (b"", b"\x12\x34", response):
        with pytest.raises(TimeoutError):
            ask_raw(server, wire, timeout=0.1)
    assert records_in(ask_udp(server, LISTED)) == ["127.0.0.2"]


def test_a_subprocess_can_ask(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    asking = f"q.udp(m.make_query({LISTED!r}, 'A'), '127.0.0.1', port={server.port}, timeout={PATIENCE})"
    code = f"import dns.message as m, dns.query as q; print({asking}.answer[0][0])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert done.stdout.strip() == "127.0.0.2"


async def test_an_event_loop_can_ask(nameserver: NameServerFactory) -> None:
    server = nameserver(LIST)
    names = [f"{number}.2.0.192.bl.example" for number in range(1, 101)]
    answers = await asyncio.gather(
        *(dns.asyncquery.udp(query(name), server.host, port=server.port, timeout=PATIENCE) for name in names)
    )
    assert [rcode(answer) for answer in answers].count("NOERROR") == 1
    assert sorted(server.asked) == sorted((name, "A") for name in names)


def test_two_threads_two_servers(nameserver: NameServerFactory) -> None:
    servers = [nameserver(LIST), nameserver(refused("bl.example"))]
    assert servers[0].port != servers[1].port
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(lambda server: rcode(ask_udp(server, LISTED)), servers))
    assert codes == ["NOERROR", "REFUSED"]


def test_stopped_means_gone() -> None:
    server = NameServer([slow(LIST, 30)])
    server.stop()
    with server:
        port = server.port
        hanging = socket.create_connection((server.host, port), timeout=PATIENCE)
        dns.query.send_tcp(hanging, query(LISTED))
        while not server.asked:
            ask_udp(server, "elsewhere.example")
    with hanging, pytest.raises((EOFError, ConnectionError)):
        dns.query.receive_tcp(hanging)
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    server.stop()


def test_it_can_start_again_and_not_twice() -> None:
    server = NameServer([LIST])
    for _ in range(2):
        with server:
            assert records_in(ask_udp(server, LISTED)) == ["127.0.0.2"]
            with pytest.raises(RuntimeError, match="runs already"):
                server.start()
    assert server.asked == [(LISTED, "A")] * 2


def test_a_taken_port_is_an_error(nameserver: NameServerFactory) -> None:
    taken = nameserver(LIST).port
    with pytest.raises(OSError, match="in use"):
        NameServer([LIST], port=taken).start()


def test_a_port_of_ones_own(nameserver: NameServerFactory) -> None:
    with NameServer([LIST]) as first:
        port = first.port
    with NameServer([LIST], port=port) as second:
        assert second.port == port
        assert records_in(ask_udp(second, LISTED)) == ["127.0.0.2"]


@each("host", ["0.0.0.0", "192.0.2.1", "::", "localhost", ""])
def test_only_loopback(host: str) -> None:
    with pytest.raises(BadOption, match="not a loopback address"):
        NameServer([LIST], host=host)
