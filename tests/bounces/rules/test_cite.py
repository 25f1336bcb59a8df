"""Which lists a reply names."""

from repcheck.bounces.rules.cite import Citation, ListNames
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

NAMES = ListNames.of(CATALOG)


@each(
    "text, cited",
    [
        (
            "blocked using zen.spamhaus.org; see https://www.spamhaus.org/query/ip/192.0.2.10",
            (Citation("spamhaus-zen", "zen.spamhaus.org"),),
        ),
        ("found 25.2.0.192.bl.spamcop.net listed", (Citation("spamcop", "bl.spamcop.net"),)),
        (
            "blocked using k3yk3yk3yk3yk3yk3yk3.zen.dq.spamhaus.net",
            (Citation("spamhaus-zen", "***.zen.dq.spamhaus.net"),),
        ),
        (
            "listed at secretkey1.combined.mail.abusix.zone",
            (Citation("abusix", "***.combined.mail.abusix.zone"),),
        ),
        (
            "listed in bl.spamcop.net and zen.spamhaus.org",
            (Citation("spamhaus-zen", "zen.spamhaus.org"), Citation("spamcop", "bl.spamcop.net")),
        ),
        ("rejected, your address is on the CSS list", (Citation("spamhaus-css", None),)),
        ("rejected due to listing in Spamhaus CSS", (Citation("spamhaus-css", None),)),
        ("550 192.0.2.25 listed at spamhaus", (Citation("spamhaus-zen", None),)),
        ("blocked using rbl.corp.example.net", (Citation(None, "rbl.corp.example.net"),)),
        ("blocked using antispam.corp.example.net", (Citation(None, "antispam.corp.example.net"),)),
        ("192.0.2.25 listed in dnsbl.corp.example.net", (Citation(None, "dnsbl.corp.example.net"),)),
        ("see http://www.us.sorbs.net/lookup.shtml?192.0.2.25", (Citation(None, "dnsbl.sorbs.net"),)),
        ("blocked using a1b2c3d4e5f6a7b8c9d0.rbl.example.net", (Citation(None, "***.rbl.example.net"),)),
        ("style sheets: CSS in the body", ()),
        ("your access is css listed", ()),
        ("blocked: host SBL.corp.example.net", ()),
        ("Message-ID <CSS@example.com> rejected", ()),
        ("tests=URIBL_SBL rejected", ()),
        ("rejected because of poor reputation", ()),
        ("user not listed in directory.example.net", ()),
        ("rejected by mx.example.net", ()),
        ("blocked, not even dnswl helps: list.dnswl.org", ()),
        ("", ()),
    ],
)
def test_cited(text: str, cited: tuple[Citation, ...]) -> None:
    assert tuple(Citation(item.list, item.zone) for item in NAMES.cited(text)) == cited
