"""Whose mail came back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.bounces.mail.backscatter import backscatter
from repcheck.bounces.mail.mime import Headers
from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from repcheck.errors import BadOption
from repcheck.model.mail.own_senders import Own
from repcheck.targets.own import parse_own
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

DOMAINS = parse_own(["example.com"])
BOTH = parse_own(["example.com", "192.0.2.0/24", "2001:db8::/48"])
NETWORKS = parse_own(["192.0.2.25"])

OURS = (
    "from app (app.internal [10.1.2.3]) by mail.example.com (Postfix) with ESMTP id 4XyZ1; Mon, 16 Nov 2026"
)
SENT = "from mail.example.com (mail.example.com [192.0.2.25]) by mx.corp.example.net with ESMTPS; today"
FORGED = "from mail.example.com (unknown [203.0.113.9]) by mx.corp.example.net with SMTP; Mon, 16 Nov 2026"
HOSTED = "from mail.example.com (host9.hoster.example [203.0.113.9]) by mx.corp.example.net with SMTP"


def mail(**fields: str | list[str]) -> Headers:
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        pairs += [(name.replace("_", "-"), one) for one in ([value] if isinstance(value, str) else value)]
    return Headers(tuple(pairs))


@each(
    "own, returned, foreign",
    [
        (DOMAINS, mail(), None),
        (DOMAINS, mail(subject="Hello"), None),
        (Own(), mail(message_id="<1@spam.example>"), None),
        # Message-ID
        (DOMAINS, mail(message_id="<1@example.com>"), False),
        (DOMAINS, mail(message_id="<1@mail.EXAMPLE.com>"), False),
        (DOMAINS, mail(message_id="<1@spam.example>"), True),
        (DOMAINS, mail(message_id="<1@notexample.com>"), True),
        (DOMAINS, mail(message_id="<1@localhost>"), None),
        (DOMAINS, mail(message_id="broken", **{"from": "a@example.com"}), None),
        # From alone: a foreign one is no forgery of ours; our own one may be forged
        (DOMAINS, mail(**{"from": "News <news@spam.example>"}), True),
        (DOMAINS, mail(**{"from": "News <news@example.com>"}), None),
        (DOMAINS, mail(return_path="<news@example.com>", **{"from": "shop@customer.example"}), None),
        # envelope sender: a tag is put there by our own server
        (DOMAINS, mail(return_path="<prvs=12ab34cd=news@example.com>", message_id="<1@spam.example>"), False),
        (DOMAINS, mail(return_path="<bounces+kai=corp.example.net@example.com>"), False),
        (DOMAINS, mail(return_path="<prvs=12ab34cd=news@spam.example>"), True),
        (DOMAINS, mail(return_path="<news@example.com>", message_id="<1@spam.example>"), True),
        # Received: by addresses where networks are known
        (BOTH, mail(received=SENT, message_id="<1@spam.example>"), False),
        (BOTH, mail(received=[FORGED], message_id="<1@example.com>"), True),
        (
            BOTH,
            mail(received=["from relay.example.org ([198.51.100.4]) by mx.corp.example.net", SENT]),
            False,
        ),
        (BOTH, mail(received=OURS, message_id="<1@spam.example>"), False),
        (
            BOTH,
            mail(received="from a.example (a.example [IPv6:2001:db8:0:1::5]) by mx.corp.example.net"),
            False,
        ),
        (BOTH, mail(received="from app ([10.1.2.3]) by inner.corp.example.net"), None),
        (NETWORKS, mail(received=SENT), False),
        (NETWORKS, mail(received=FORGED), True),
        (NETWORKS, mail(message_id="<1@spam.example>", **{"from": "a@spam.example"}), None),
        # ... else by names, but never by the HELO, which anybody may claim
        (DOMAINS, mail(received=SENT, message_id="<1@spam.example>"), False),
        (DOMAINS, mail(received=FORGED, message_id="<1@spam.example>"), True),
        (DOMAINS, mail(received=HOSTED, message_id="<1@example.com>"), False),
        (DOMAINS, mail(received=FORGED), None),
    ],
)
def test_origin(own: Own, returned: Headers, foreign: bool | None) -> None:
    found = backscatter(returned, own)
    assert found.foreign is foreign
    assert bool(found.reasons) is (foreign is not None)


def test_all_that_is_foreign_is_told() -> None:
    returned = mail(
        received=FORGED,
        message_id="<1@spam.example>",
        return_path="<x@spam.example>",
        **{"from": "y@spam.example"},
    )
    assert backscatter(returned, BOTH).reasons == (
        "it came from 203.0.113.9, which is not yours",
        "its Message-ID is of spam.example, which is not yours",
        "its envelope sender is of spam.example, which is not yours",
        "its From is of spam.example, which is not yours",
    )


names = st.sampled_from(["received", "message-id", "from", "return-path", "x-envelope-from", "subject"])
pieces = st.sampled_from(
    ["example.com", "192.0.2.9", "203.0.113.9", "prvs=1=", *"ab@.<>=[](): \n\x00é\udcff"]
)
values = st.lists(pieces, max_size=20).map("".join)


@given(st.lists(st.tuples(names, values), max_size=8))
def test_any_headers(fields: list[tuple[str, str]]) -> None:
    found = backscatter(Headers(tuple(fields)), BOTH)
    assert bool(found.reasons) is (found.foreign is not None)
    assert backscatter(Headers(tuple(fields)), Own()).foreign is not True


def test_hostile_headers_are_bounded() -> None:
    returned = mail(
        received=["from " + "a." * 100_000 + " by " + "(" * 100_000] * 50,
        message_id="<" * 100_000,
        return_path="=" * 100_000 + "@example.com",
        **{"from": "@" * 100_000},
    )
    assert backscatter(returned, BOTH).foreign in (None, False, True)


@each("word", ["", "example", "300.1.1.1", "a b.example", "-x.example", "192.0.2.0/99", "1.2.3"])
def test_what_is_no_domain_and_no_address_is_refused(word: str) -> None:
    with pytest.raises(BadOption, match="--own"):
        parse_own([word])


REPORT = """From: MAILER-DAEMON@mx.corp.example.net
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 16 Nov 2026 09:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.corp.example.net.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.corp.example.net

Final-Recipient: rfc822; kai@corp.example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: message/rfc822

Received: from x (unknown [203.0.113.9]) by mx.corp.example.net
Message-ID: <1@{domain}>
From: news@example.com

Hello
--b--
"""


@each("domain, foreign", [("example.com", False), ("spam.example", True)])
def test_records_say_whose_mail_came_back(domain: str, foreign: bool) -> None:
    raw = REPORT.replace("{domain}", domain).encode()
    (record,) = records_of("a.eml", raw, Knowledge.of(CATALOG, parse_own(["example.com"])))
    assert record.backscatter is foreign
    assert domain in record.backscatter_why[0]
    (untold,) = records_of("a.eml", raw, Knowledge.of(CATALOG))
    assert (untold.backscatter, untold.backscatter_why) == (None, ())
