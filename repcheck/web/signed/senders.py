"""From what was posted to events that their service has signed, or why not: one function a way of signing."""

import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from repcheck.bounces.events import form_document
from repcheck.web.signed import signatures

#: Fetches what lies at an https address. Raises Unreachable.
Fetch = Callable[[str], Awaitable[bytes]]
_MOST_TOKENS, _MOST_CERTIFICATES = 10_000, 8
_STAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
_SIGNED = "X-Twilio-Email-Event-Webhook-Signature"


class Posted(msgspec.Struct, frozen=True):
    """One request. ``given`` is the secret in the address; None: there is none."""

    body: bytes
    headers: Mapping[str, str]
    given: str | None = None


class Denied(Exception):  # noqa: N818 - it says what became of the request
    """It is not of the service; the text says why, for the log."""


class Nothing(Exception):  # noqa: N818 - it says what the request holds
    """It is of the service, and no event; the text is for the log."""


class HookSender:
    """What a configured service posts.

    ``key``     see ``model.watch.serving.Hook``; ``url`` and ``topics`` too
    ``fetch``   for Amazon's certificates and confirmations
    """

    def __init__(self, service: str, key: str, url: str, topics: frozenset[str], fetch: Fetch) -> None:
        self.service = service
        self._key = key
        self._url = url
        self._topics = topics
        self._fetch = fetch
        self._tokens: OrderedDict[str, bytes] = OrderedDict()
        self._certificates: OrderedDict[str, bytes] = OrderedDict()

    async def events(self, posted: Posted, now: datetime) -> object:
        """The document that was posted. Raises Denied, Nothing, and Unreachable for a certificate."""
        match self.service:
            case "ses":
                return await self._ses(posted, now)
            case "sendgrid":
                return self._sendgrid(posted, now)
            case "mailgun":
                return self._mailgun(posted, now)
            case "mandrill":
                return self._mandrill(posted)
        self._check_secret(posted)
        return document(posted.body)

    def _check_secret(self, posted: Posted) -> None:
        """The secret in the address (``?secret=``), or as the password of basic authentication (RFC 7617)."""
        said = posted.given
        kind, _, words = posted.headers.get("Authorization", "").partition(" ")
        if said is None and kind.lower() == "basic":
            said = (signatures.decoded(words) or b"").decode("utf-8", "replace").partition(":")[2]
        if said is None or not hmac.compare_digest(said.encode("utf-8", "replace"), self._key.encode()):
            raise Denied("the secret is missing" if said is None else "the secret is wrong")

    def _sendgrid(self, posted: Posted, now: datetime) -> object:
        stamp, signature = posted.headers.get(_STAMP, ""), posted.headers.get(_SIGNED, "")
        if not signatures.sendgrid(self._key, stamp, posted.body, signature):
            raise Denied("the signature is wrong")
        if not signatures.recent(stamp, now):
            raise Denied("the timestamp is not of these days")
        return document(posted.body)

    def _mailgun(self, posted: Posted, now: datetime) -> object:
        found = document(posted.body)
        signed = found.get("signature") if isinstance(found, dict) else None
        part: dict[str, Any] = signed if isinstance(signed, dict) else {}
        stamp, token, signature = (str(part.get(name, "")) for name in ("timestamp", "token", "signature"))
        if not signatures.mailgun(self._key.encode(), stamp, token, signature):
            raise Denied("the signature is wrong")
        if not signatures.recent(stamp, now):
            raise Denied("the timestamp is not of these days")
        # The signature does not cover the event: a token that brought another one was copied.
        digest = blake2b(posted.body, digest_size=16).digest()
        if self._tokens.setdefault(token, digest) != digest:
            raise Denied("the token was used for another event")
        if len(self._tokens) > _MOST_TOKENS:
            self._tokens.popitem(last=False)
        return found

    def _mandrill(self, posted: Posted) -> object:
        try:
            fields = parse_qsl(
                posted.body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=64
            )
        except ValueError:
            raise Denied("the body is not a form") from None
        said = posted.headers.get("X-Mandrill-Signature", "")
        if not signatures.mandrill(self._key.encode(), self._url, fields, said):
            raise Denied("the signature is wrong")
        found = form_document(posted.body)
        if found is None:
            raise Nothing("the form has no events")
        return found

    async def _ses(self, posted: Posted, now: datetime) -> object:
        found = document(posted.body)
        if not isinstance(found, dict) or signatures.sns_signed(found) is None:
            raise Denied("it is not a message of Amazon SNS")
        # Anybody may have a topic of his own, and Amazon signs for all of them alike.
        if found["TopicArn"] not in self._topics:
            raise Denied(f"no topic of ours: {found['TopicArn']}")
        if not signatures.sns(found, await self._certificate(found.get("SigningCertURL")), now):
            raise Denied("the signature is wrong")
        if found["Type"] == "Notification":
            return found
        url = found["SubscribeURL"]
        if found["Type"] != "SubscriptionConfirmation":
            raise Nothing(f"{found['TopicArn']}: the subscription has ended")
        if not signatures.of_amazon(url):
            raise Denied(f"to be confirmed at another place: {url}")
        await self._fetch(url)
        raise Nothing(f"{found['TopicArn']}: subscription confirmed at {url}")

    async def _certificate(self, url: object) -> bytes:
        if not signatures.of_amazon(url):
            raise Denied("its certificate lies at another place")
        place = str(url)
        if place not in self._certificates:
            self._certificates[place] = await self._fetch(place)
            if len(self._certificates) > _MOST_CERTIFICATES:
                self._certificates.popitem(last=False)
        return self._certificates[place]


def document(body: bytes) -> Any:
    """The JSON that was posted. Raises Denied."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Denied("the body is not JSON") from None
