import dns.exception
import pytest

from repcheck.demo.zones import records
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_tcp, ask_udp, rcode, records_in

TEXT = """
@              300 IN SOA   ns.example.com. root.example.com. 7 3600 600 86400 30
@              300 IN NS    ns.example.com.
@              300 IN MX    10 mx.example.com.
@              300 IN TXT   "v=spf1 " "-all"
mx             300 IN A     192.0.2.1
mx             300 IN A     192.0.2.2
mx             300 IN AAAA  2001:db8::1
www            300 IN CNAME web
web            300 IN CNAME mx
lost           300 IN CNAME nowhere
away           300 IN CNAME www.example.org.
loop           300 IN CNAME loop
a.deep         300 IN A     192.0.2.3
*.any          300 IN A     192.0.2.4
there.any      300 IN TXT   "a name of its own"
"""


@pytest.mark.parametrize(
    ("name", "rdtype", "code", "found"),
    [
        ("example.com", "SOA", "NOERROR", ["ns.example.com. root.example.com. 7 3600 600 86400 30"]),
        ("example.com", "NS", "NOERROR", ["ns.example.com."]),
        ("EXAMPLE.com", "MX", "NOERROR", ["10 mx.example.com."]),
        ("example.com", "TXT", "NOERROR", ['"v=spf1 " "-all"']),
        ("example.com", "A", "NOERROR", []),
        ("mx.example.com", "A", "NOERROR", ["192.0.2.1", "192.0.2.2"]),
        ("mx.example.com", "AAAA", "NOERROR", ["2001:db8::1"]),
        ("www.example.com", "AAAA", "NOERROR", ["2001:db8::1", "mx.example.com.", "web.example.com."]),
        ("www.example.com", "CNAME", "NOERROR", ["web.example.com."]),
        ("www.example.com", "MX", "NOERROR", ["mx.example.com.", "web.example.com."]),
        ("lost.example.com", "A", "NXDOMAIN", ["nowhere.example.com."]),
        ("away.example.com", "A", "NOERROR", ["www.example.org."]),
        ("loop.example.com", "A", "NOERROR", ["loop.example.com."]),
        ("deep.example.com", "A", "NOERROR", []),
        ("a.deep.example.com", "A", "NOERROR", ["192.0.2.3"]),
        ("b.deep.example.com", "A", "NXDOMAIN", []),
        ("x.y.any.example.com", "A", "NOERROR", ["192.0.2.4"]),
        ("there.any.example.com", "A", "NOERROR", []),
        ("below.there.any.example.com", "A", "NXDOMAIN", []),
        ("none.example.com", "A", "NXDOMAIN", []),
    ],
)
def test_ordinary_records(
    nameserver: NameServerFactory, name: str, rdtype: str, code: str, found: list[str]
) -> None:
    response = ask_udp(nameserver(records("example.com", TEXT)), name, rdtype)
    # Names in the answer may take over the question's spelling (compression, RFC 1035 4.1.4).
    assert (rcode(response), sorted({text.lower() for text in records_in(response)})) == (code, found)


def test_a_wildcard_answers_under_the_name_asked(nameserver: NameServerFactory) -> None:
    response = ask_udp(nameserver(records("example.com", TEXT)), "x.any.example.com")
    assert response.answer[0].name.to_text() == "x.any.example.com."


def test_the_root_can_hold_names_of_every_domain(nameserver: NameServerFactory) -> None:
    text = "1.2.0.192.in-addr.arpa. 60 IN PTR mx.example.com.\nmx.example.net. 60 IN A 192.0.2.1\n"
    server = nameserver(records(".", text))
    assert records_in(ask_udp(server, "1.2.0.192.in-addr.arpa", "PTR")) == ["mx.example.com."]
    assert records_in(ask_udp(server, "mx.example.net")) == ["192.0.2.1"]
    missing = ask_udp(server, "mx.example.org")
    assert (rcode(missing), missing.authority[0].name.to_text()) == ("NXDOMAIN", ".")


@pytest.mark.parametrize("edns", [True, False])
def test_what_does_not_fit_a_datagram_is_truncated(nameserver: NameServerFactory, edns: bool) -> None:
    text = "\n".join(f'big 60 IN TXT "{number:03} {"x" * 200}"' for number in range(20))
    server = nameserver(records("example.com", text))
    cut = ask_udp(server, "big.example.com", "TXT", edns=edns)
    assert "TC" in cut.to_text()
    assert len(cut.to_wire()) <= (1232 if edns else 512)
    assert len(records_in(ask_tcp(server, "big.example.com", "TXT"))) == 20


def test_no_zone_file() -> None:
    with pytest.raises(dns.exception.DNSException):
        records("example.com", "@ 300 IN A 192.0.2.300")
