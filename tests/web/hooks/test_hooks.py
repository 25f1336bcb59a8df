"""Sending services post what they signed; what they did not is refused with one line; twice is once."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from repcheck.app.bounces.posted import Intake
from repcheck.app.bounces.sources import POSTED
from repcheck.app.bounces.stored import stored_records
from repcheck.app.monitor.bounces import BouncesSeen, new_bounces
from repcheck.errors import BadInput, Unreachable
from repcheck.model.watch.outbox import LogPosition
from repcheck.model.watch.serving import Hook
from repcheck.web.signed.making import hooks_of
from repcheck.web.signed.signatures import of_amazon, recent, sns_signed
from repcheck.web.site import Site
from tests.memory.made import NOW
from tests.support.built_in import built_in_catalog
from tests.web.browsing import browsing, made_site

KEY = "k" * 24
TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-01.pem"
STAMP = str(int(NOW.timestamp()))
REPLY = "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org"
EC = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)


def certificate(until: datetime = NOW + timedelta(days=9)) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder(name, name, RSA.public_key(), 7, NOW - timedelta(days=9), until)
    return made.sign(RSA, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


PUBLIC = base64.b64encode(
    EC.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
).decode()


class Place:
    """A server with all hooks, and what its log and its web saw."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.fetched: list[str] = []
        self.web: dict[str, bytes] = {CERTIFICATE: certificate()}
        site = made_site()
        world = site.world.__class__(
            now=site.world.now,
            monotonic=site.world.monotonic,
            environ={"STATE_DIRECTORY": str(folder), "KEY": KEY, "PUBLIC": PUBLIC},
            token=site.world.token,
            warn=self.said.append,
        )
        hooks = [
            Hook(service="ses", topics=(TOPIC,)),
            Hook(service="sendgrid", key="env:PUBLIC"),
            Hook(service="mandrill", key="env:KEY", url="https://repcheck.example.com/hooks/mandrill"),
            *(
                Hook(service=name, key="env:KEY")
                for name in ("mailgun", "postmark", "brevo", "sparkpost", "mailjet")
            ),
        ]
        intake = Intake(built_in_catalog(), world)
        made = hooks_of(hooks, intake, world.environ, str, self.fetch)
        self.world = world
        self.site: Site = made_site(world=world, hooks=made, log=self.said.append)

    async def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        if url not in self.web:
            raise Unreachable("cannot be fetched", url)
        return self.web[url]

    def kept(self) -> list[Any]:
        return list(stored_records(self.world, None))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def sendgrid(stamp: str = STAMP, name: str = "e1") -> tuple[bytes, dict[str, str]]:
    event = {"event": "bounce", "email": "kai@corp.example.net", "sg_event_id": name, "reason": REPLY}
    body = json.dumps([{**event, "type": "blocked", "timestamp": int(STAMP)}]).encode()
    signed = base64.b64encode(EC.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    return body, {
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        "X-Twilio-Email-Event-Webhook-Signature": signed,
    }


def mailgun(token: str = "t1", event: str = "e1", key: str = KEY) -> tuple[bytes, dict[str, str]]:
    made = hmac.new(key.encode(), f"{STAMP}{token}".encode(), hashlib.sha256).hexdigest()
    data = {"event": "failed", "severity": "permanent", "id": event, "recipient": "kai@corp.example.net"}
    said = {**data, "delivery-status": {"code": 554, "message": REPLY}, "timestamp": int(STAMP)}
    signed = {"timestamp": STAMP, "token": token, "signature": made}
    return json.dumps({"signature": signed, "event-data": said}).encode(), {}


def mandrill(url: str = "https://repcheck.example.com/hooks/mandrill") -> tuple[bytes, dict[str, str]]:
    message = {"email": "kai@corp.example.net", "diag": REPLY, "bounce_description": "general"}
    events = json.dumps([{"event": "hard_bounce", "_id": "m1", "ts": int(STAMP), "msg": message}])
    made = hmac.new(KEY.encode(), f"{url}mandrill_events{events}".encode(), hashlib.sha1).digest()
    return urlencode({"mandrill_events": events}).encode(), {
        "X-Mandrill-Signature": base64.b64encode(made).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }


def sns(version: str = "2", **changed: str) -> tuple[bytes, dict[str, str]]:
    who = {"emailAddress": "kai@corp.example.net", "status": "5.7.1", "diagnosticCode": f"smtp; {REPLY}"}
    bounce = {"bounceType": "Permanent", "bouncedRecipients": [who], "timestamp": "2026-11-27T12:00:00Z"}
    inside = {"notificationType": "Bounce", "bounce": bounce, "mail": {"messageId": "s1"}}
    message = {
        "Type": "Notification",
        "MessageId": "1",
        "TopicArn": TOPIC,
        "Message": json.dumps(inside),
        "Timestamp": "2026-11-27T12:00:01.000Z",
        "SignatureVersion": version,
        "SigningCertURL": CERTIFICATE,
        **changed,
    }
    signed = sns_signed(message)
    assert signed is not None
    digest = hashes.SHA1() if version == "1" else hashes.SHA256()
    message["Signature"] = base64.b64encode(RSA.sign(signed, padding.PKCS1v15(), digest)).decode()
    return json.dumps(message).encode(), {"Content-Type": "text/plain; charset=UTF-8"}


POSTMARK = json.dumps(
    {"RecordType": "Bounce", "ID": 7, "Type": "Blocked", "Email": "kai@corp.example.net", "Details": REPLY}
).encode()
BASIC = {"Authorization": "Basic " + base64.b64encode(f"any:{KEY}".encode()).decode()}
GOOD = {
    "/hooks/sendgrid": sendgrid(),
    "/hooks/mailgun": mailgun(),
    "/hooks/mandrill": mandrill(),
    "/hooks/ses": sns(),
    f"/hooks/postmark?secret={KEY}": (POSTMARK, {}),
}


async def post(client: Any, path: str, posted: tuple[bytes, Mapping[str, str]]) -> int:
    answer = await client.post(path, data=posted[0], headers=posted[1])
    return int(answer.status)


async def test_what_is_signed_is_kept_once_however_often_it_comes(place: Place) -> None:
    async with browsing(place.site) as client:
        for _ in range(2):
            for path, posted in GOOD.items():
                assert await post(client, path, posted) == 200, path
        assert await post(client, "/hooks/postmark", (POSTMARK, BASIC)) == 200
        assert await post(client, "/hooks/ses", sns("1")) == 200
    kept = place.kept()
    assert sorted(each.esp for each in kept) == ["mailgun", "mandrill", "postmark", "sendgrid", "ses"]
    assert {(each.recipient, each.cited_lists[0]) for each in kept} == {
        ("kai@corp.example.net", "spamhaus-zen")
    }
    assert (place.said, place.fetched) == ([], [CERTIFICATE])


def wrong(place: Place) -> Iterator[tuple[str, tuple[bytes, Mapping[str, str]], str]]:
    body, headers = sendgrid()
    yield "sendgrid", (body + b" ", headers), "the signature is wrong"
    yield "sendgrid", (body, {}), "the signature is wrong"
    yield "sendgrid", sendgrid(str(int(STAMP) - 4 * 86_400)), "timestamp"
    yield "mailgun", mailgun(key="another key, as long"), "the signature is wrong"
    yield "mailgun", mailgun(event="e2"), "the token was used for another event"
    yield "mailgun", (b"{", {}), "not JSON"
    yield "mandrill", mandrill("https://other.example/"), "the signature is wrong"
    yield "postmark?secret=wrong", (POSTMARK, {}), "the secret is wrong"
    yield "brevo", (b"{}", {}), "the secret is missing"
    yield "ses", sns(TopicArn="arn:aws:sns:eu-west-1:999999999999:theirs"), "no topic of ours"
    yield "ses", sns(SigningCertURL="https://sns.eu-west-1.amazonaws.com.example/c.pem"), "at another place"
    yield "ses", (sns()[0].replace(b"5.7.1", b"5.1.1"), {}), "the signature is wrong"
    yield "ses", sns("3"), "the signature is wrong"


async def test_a_pass_counts_what_was_posted_since_the_pass_before(place: Place) -> None:
    def seen(before: dict[str, LogPosition]) -> BouncesSeen:
        return new_bounces((POSTED,), before, {"192.0.2.10": "pool-a"}, built_in_catalog(), place.world)

    first = seen({})
    async with browsing(place.site) as client:
        assert await post(client, "/hooks/sendgrid", sendgrid()) == 200
    second = seen({POSTED: first.positions[0]})
    third = seen({POSTED: second.positions[0]})
    assert [each.hours != () for each in (first, second, third)] == [False, True, False]
    assert second.named == {("192.0.2.10", "spamhaus-zen"): 1}


async def test_what_is_not_signed_is_refused_with_one_line(place: Place) -> None:
    async with browsing(place.site) as client:
        assert await post(client, "/hooks/mailgun", mailgun()) == 200
        for path, posted, why in wrong(place):
            place.said.clear()
            assert await post(client, f"/hooks/{path}", posted) == 403, (path, why)
            assert len(place.said) == 1, place.said
            assert why in place.said[0], place.said
            assert "secret=" not in place.said[0]
            assert KEY not in place.said[0]
        assert await post(client, "/hooks/zoho", (b"{}", {})) == 404
        assert (await client.get("/hooks/mailgun")).status == 405
    assert len(place.kept()) == 1


async def test_a_subscription_is_confirmed_at_amazon_alone(place: Place) -> None:
    url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc"
    asked = {"Type": "SubscriptionConfirmation", "Token": "abc", "SubscribeURL": url}
    place.web[url] = b"<ok/>"
    async with browsing(place.site) as client:
        assert await post(client, "/hooks/ses", sns(**asked)) == 200
        assert place.said == [f"hook ses: {TOPIC}: subscription confirmed at {url}"]
        assert place.fetched == [CERTIFICATE, url]
        other = {**asked, "SubscribeURL": "https://collector.example/?x"}
        assert await post(client, "/hooks/ses", sns(**other)) == 403
        place.web.clear()
        assert await post(client, "/hooks/ses", sns(**asked)) == 503
    assert place.fetched == [CERTIFICATE, url, url]


async def test_a_certificate_holds_today_or_not(place: Place) -> None:
    place.web[CERTIFICATE] = certificate(NOW - timedelta(days=1))
    async with browsing(place.site) as client:
        assert await post(client, "/hooks/ses", sns()) == 403


async def test_too_much_at_once_is_to_be_sent_again(place: Place) -> None:
    place.site.hooks.waiting = 32
    async with browsing(place.site) as client:
        assert await post(client, "/hooks/sendgrid", sendgrid()) == 503
        place.site.hooks.waiting = 0
        assert (
            await post(client, "/hooks/sendgrid", (b"x" * 64, {"Content-Length": str(5 * 1024 * 1024)}))
            == 413
        )


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        (Hook(service="sendgird", key="env:KEY"), "is not a service"),
        (Hook(service="ses"), "topics"),
        (Hook(service="brevo"), "key: is missing"),
        (Hook(service="brevo", key="env:SHORT"), "could be guessed"),
        (Hook(service="mandrill", key="env:KEY"), "url: is missing"),
        (Hook(service="sendgrid", key="env:KEY"), "verification key"),
    ],
    ids=lambda each: str(getattr(each, "service", each)),
)
def test_a_hook_that_could_not_be_checked_is_no_hook(hook: Hook, said: str, place: Place) -> None:
    with pytest.raises(BadInput) as error:
        hooks_of([hook], Intake(built_in_catalog(), place.world), {"KEY": KEY, "SHORT": "abc"}, str)
    assert said in str(error.value)


def test_only_addresses_of_amazon_are_addresses_of_amazon() -> None:
    good = ("https://sns.us-east-1.amazonaws.com/a.pem", "https://sns.us-gov-west-1.amazonaws.com/a.pem")
    bad = (
        "http://sns.us-east-1.amazonaws.com/a.pem", "https://sns.us-east-1.amazonaws.com:8443/a.pem",
        "https://a@sns.us-east-1.amazonaws.com/", "https://sns.us-east-1.amazonaws.com.example/a.pem",
        "https://example/sns.us-east-1.amazonaws.com", "https://sns.us-east-1.amazonaws.com\\@example/",
        "https://SNS.us-east-1.amazonaws.com\n.example/", "https://sns.amazonaws.com/a.pem", None, 7, "https://[",
    )  # fmt: skip
    assert [url for url in good if not of_amazon(url)] == []
    assert [url for url in bad if of_amazon(url)] == []


def test_a_stamp_is_of_these_days() -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    for hours, fits in {-80: False, -24: True, 0: True, 1: False}.items():
        assert recent(str(int(now.timestamp()) + hours * 3600), now) is fits
    assert not recent("tomorrow", now)
