"""Keys of lists that stand in replies: masked before anything is read, in whatever comes of it."""

import msgspec

from repcheck.bounces.mail.records import record_of_reply, records_of
from repcheck.model.keys import mask_keys
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KEY = "ab1cd2ef3gh4ij5kl6mn7op8qr"
KNOWLEDGE = built_in_knowledge()


@each(
    "text, masked",
    [
        (f"blocked using {KEY}.zen.dq.spamhaus.net", "blocked using ***.zen.dq.spamhaus.net"),
        (f"10.2.0.192.{KEY}.zen.dq.spamhaus.net.", "10.2.0.192.***.zen.dq.spamhaus.net."),
        (f"bad.example.{KEY.upper()}.DBL.dq.spamhaus.net", "bad.example.***.DBL.dq.spamhaus.net"),
        ("bad.example.onlyletters.dbl.dq.spamhaus.net", "bad.example.***.dbl.dq.spamhaus.net"),
        (f"{KEY}.combined.mail.abusix.zone", "***.combined.mail.abusix.zone"),
        ("k3y0k3y1k3y2.all.spamrats.com", "***.all.spamrats.com"),
        ("k3y0k3y1k3y2.sip.invaluement.com", "***.sip.invaluement.com"),
        (f"bad.example.{KEY}.multi.surbl.org", "bad.example.***.multi.surbl.org"),
        (f"{KEY}.df.uribl.com", "***.df.uribl.com"),
        (f"2.0.0.127.{KEY}.r.mail-abuse.com", "2.0.0.127.***.r.mail-abuse.com"),
        (f"10.2.0.192.{KEY}.lookup.example.org", "10.2.0.192.***.lookup.example.org"),
        (
            f"see https://check.example/?ip=192.0.2.10&key={KEY}#x",
            "see https://check.example/?ip=192.0.2.10&key=***#x",
        ),
        (
            f"see https://{KEY}.rbl.example.org/?api_key=a.b-c_d;x=1",
            "see https://***.rbl.example.org/?api_key=***;x=1",
        ),
        (f"listed by {KEY}.rbl.example.org!", "listed by ***.rbl.example.org!"),
    ],
)
def test_keys_are_known_by_their_place(text: str, masked: str) -> None:
    assert mask_keys(text) == masked
    assert mask_keys(masked) == masked


@each(
    "text",
    [
        "blocked using zen.dq.spamhaus.net",
        "10.2.0.192.zen.dq.spamhaus.net",
        "10.2.0.192.all.spamrats.com, bad.example.multi.surbl.org",
        "https://www.spamhaus.org/query/ip/192.0.2.10",
        f"host {KEY}.compute.example.com[192.0.2.1] said: 550",
        f"queued as {KEY}",
        f"<{KEY}@mail.example.org>",
        "0102018f3a5b7c9d-11112222-3333.mail.example.com",
    ],
)
def test_what_is_no_key_stays(text: str) -> None:
    assert mask_keys(text) == text


@each("zone", [f"{KEY}.zen.dq.spamhaus.net", f"{KEY}.rbl.example.org", f"{KEY}.all.spamrats.com"])
def test_no_field_of_a_record_holds_a_key(zone: str) -> None:
    texts = (
        f"550 5.7.1 Service unavailable; client [192.0.2.10] blocked using {zone}",
        f"554 5.7.1 <bad.example.{zone}>: Sender address rejected: listed on {zone}; see {zone}",
    )
    for text in texts:
        record = record_of_reply(text, KNOWLEDGE)
        assert KEY not in str(msgspec.to_builtins(record))
        assert "***" in record.diagnostic
    mail = f"From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n\n<a@example.net>: {texts[0]}\n"
    (found,) = records_of("f", mail.encode(), KNOWLEDGE)
    assert KEY not in str(msgspec.to_builtins(found))
    reply = (
        f"From: a@example.net\nSubject: out of office {zone}\nAuto-Submitted: auto-replied\n\nsee {zone}\n"
    )
    for one in records_of("f", reply.encode(), KNOWLEDGE):
        assert KEY not in str(msgspec.to_builtins(one))


@each("zone", [f"{KEY}.zen.dq.spamhaus.net", f"{KEY}.rbl.example.org"])
def test_no_name_of_the_returned_mail_holds_a_key(zone: str) -> None:
    mail = (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\nX-Postfix-Sender: rfc822; a@{zone}\n\n"
        "Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.7.1\n"
        f"Diagnostic-Code: smtp; 550 5.7.1 <{zone}>: Helo command rejected: Host not found\n\n"
        "--b\nContent-Type: message/rfc822\n\n"
        f"Return-Path: <a@{zone}>\nReceived: from {zone} ({zone} [192.0.2.10]) by mx.example\n"
        f"DKIM-Signature: v=1; d={zone}; s=one; b=x\nFrom: a@{zone}\nTo: b@example.net\n\nx\n--b--\n"
    )
    (found,) = records_of("f", mail.encode(), KNOWLEDGE)
    assert found.recipient == "b@example.net"
    assert KEY not in str(msgspec.to_builtins(found))
    assert found.signatures == ()
