"""Zones of a real authoritative server: a domain with everything right, and one with a fault of each kind."""

KEY_2048 = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw94t3WreHMyIbQVu6UMHl34qoXWmm7BraicXFfe7PH6yqOxkviFb43T7uKAEcWcVQX"
    "WUMWbC7dP7IPBxQEvYQRDewL4eSmUWBrARj8gv+3/6WdByfMz3FTLKsoF+cP/7FwI61nNJXGQxfKd8aD2UMjbay73QSppqgH8iJTEbRU92jnH/"
    "oZ1cZ2CjC9LN+//DB2Kmc0TOX6J0IP6f5/TtLbi7jKZ2hplvg7/QbbQezVEFBeXoCetbg2ILJP4/FrJG6sdSti3b6fJTdmVvrQYBc9nS+Xrxdj"
    "0McWiZQ19DsSx3bOqVKkmE4hxFHx7Yj93o+rG+vs+vOjCRYfozF4Y/MwIDAQAB"
)
KEY_512 = (
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMHzIulvcOo7MzHzDHerlQXjR7gDV8JTKMYYP4Fix2mFr2wbAVVntJkCGzz/DeKcORNOKTGElD32ml"
    "oHRtMZDEcCAwEAAQ=="
)


def _strings(text: str) -> str:
    """A long text as the strings of one TXT record (RFC 1035 3.3.14)."""
    return " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))


_HEAD = """\
$TTL 300
@ SOA ns.example. hostmaster.example. 1 7200 7200 604800 300
@ NS ns.example.
"""

EXAMPLE = f"""\
$ORIGIN example.
{_HEAD}
ns                     A     127.0.0.1

right                  A     192.0.2.80
right                  MX    10 mx.right
right                  MX    20 mx2.right
right                  TXT   "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 include:_spf.right.example -all"
_spf.right             TXT   "v=spf1 ip4:192.0.2.26 ?all"
mx.right               A     192.0.2.25
mx.right               AAAA  2001:db8::25
mx2.right              A     192.0.2.26
_dmarc.right           TXT   "v=DMARC1; p=reject; sp=reject; rua=mailto:dmarc@right.example"
s1._domainkey.right    TXT   {_strings(f"v=DKIM1; k=rsa; p={KEY_2048}")}
_mta-sts.right         TXT   "v=STSv1; id=20260101"
mta-sts.right          A     192.0.2.80
_smtp._tls.right       TXT   "v=TLSRPTv1; rua=mailto:tls@right.example"

faults                 MX    10 192.0.2.1.
faults                 MX    20 gone.faults
faults                 MX    30 mx.nobody.invalid.
faults                 MX    40 inner.faults
faults                 MX    50 alias.faults
inner.faults           A     10.0.0.1
alias.faults           CNAME mx.right
faults                 TXT   "v=spf1 a mx mx ptr ipv4:192.0.2.7 ip4:8.0.0.0/7 include:none.faults.example include:nobody.invalid include=x.example include:two.faults.example include:loop.faults.example ?all ip4:192.0.2.9"
faults                 TXT   "v=spf10 mx"
faults                 TXT   "v=DMARC1; p=reject"
faults                 A     192.0.2.81
none.faults            TXT   "no SPF here"
two.faults             TXT   "v=spf1 -all"
two.faults             TXT   "v=spf1 ?all"
loop.faults            TXT   "v=spf1 include:loop.faults.example -all"
_dmarc.faults          TXT   "v=DMARC1; p=quarantine; sp=none; pct=20; t=y; rua=mailto:dmarc@right.example"
short._domainkey.faults TXT  "v=DKIM1; h=sha1; t=y; p={KEY_512}"
gone._domainkey.faults TXT   "v=DKIM1; p="
bad._domainkey.faults  TXT   "v=DKIM1; p=%%%%"
_mta-sts.faults        TXT   "v=STSv1; id=not-an-id"
mta-sts.faults         A     127.0.0.1
_smtp._tls.faults      TXT   "v=TLSRPTv1; rua=nobody"
default._bimi.faults   TXT   "v=BIMI1; l=http://faults.example/logo.svg"
dyn-192-0-2-33.pool    A     192.0.2.33

twice                  MX    0  .
twice                  MX    10 mx.right
twice                  MX    20 mx.right
twice                  TXT   "v=spf1 ip4:192.0.2.25 -all"
twice                  TXT   "v=spf1 a ip6:2001:db8::25 ~all"
_dmarc.twice           TXT   "v=DMARC1; p=none"
_dmarc.twice           TXT   "v=DMARC1; p=reject"
s1._domainkey.twice    TXT   "v=DKIM1; p={KEY_512}"
s1._domainkey.twice    TXT   "v=DKIM1; p="
_mta-sts.twice         TXT   "v=STSv1; id=1"
_mta-sts.twice         TXT   "v=STSv1; id=2"
_smtp._tls.twice       TXT   "v=TLSRPTv1; rua=mailto:tls@right.example"
_smtp._tls.twice       TXT   "v=TLSRPTv1; rua=mailto:tls@twice.example"

bare                   A     192.0.2.81
bare                   TXT   "v=spf1 a:mx.right.example ip4:198.51.0.0/16 ip4:0.0.0.0/1 ip4:128.0.0.0/1 +all"
_dmarc.bare            CNAME _dmarc.right

2.0.0.127.bl           A     127.0.0.2
30.2.0.192.bl          A     127.0.0.2
30.2.0.192.bl          TXT   "192.0.2.30 sent spam"
"""  # noqa: E501

#: A list in the zone "bl.example", and one that nobody serves.
CATALOG = """\
version: 1
lists:
  - {id: real-bl, zone: bl.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}
  - {id: lost-bl, zone: bl.nowhere.test, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}
"""

REVERSE_4 = f"""\
$ORIGIN 2.0.192.in-addr.arpa.
{_HEAD}
25 PTR mx.right.example.
26 PTR mx2.right.example.
31 PTR gone.faults.example.
32 PTR mx.right.example.
33 PTR dyn-192-0-2-33.pool.example.
"""

REVERSE_6 = f"""\
$ORIGIN 8.b.d.0.1.0.0.2.ip6.arpa.
{_HEAD}
5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR mx.right.example.
"""

#: Served without signatures, although the resolver has a key for it: everything below it is bogus.
TEST = f"""\
$ORIGIN test.
{_HEAD}
bogus TXT "v=spf1 -all"
bogus MX  10 mx.bogus
"""

#: Not signed, and no key is known for it.
PLAIN = f"""\
$ORIGIN example.com.
{_HEAD}
@ TXT "v=spf1 -all"
@ MX  10 mx
mx A 192.0.2.25
"""

#: zone -> text, and whether it is signed
ZONES = {
    "example": (EXAMPLE, True),
    "2.0.192.in-addr.arpa": (REVERSE_4, False),
    "8.b.d.0.1.0.0.2.ip6.arpa": (REVERSE_6, False),
    "test": (TEST, False),
    "example.com": (PLAIN, False),
}
