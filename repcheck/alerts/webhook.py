"""A webhook by the Standard Webhooks convention (https://www.standardwebhooks.com/)."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from repcheck.alerts.web import post
from repcheck.errors import BadInput
from repcheck.model.secret import Secret
from repcheck.model.watch.alerts import Delivery, Dispatch

_PREFIX = "whsec_"


class Webhook:
    """POSTs the document; signed when there is a secret.

    ``secret``  "whsec_" and base64, or any text, whose octets are the key then
    """

    def __init__(
        self,
        url: Secret,
        secret: Secret | None,
        now: Callable[[], datetime],
    ) -> None:
        self._url = url
        self._key = None if secret is None else _key(secret)
        self._now = now

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``. The timestamp is that of this try, so that a receiver may refuse old ones."""
        now = self._now()
        body = message.document.encode()
        stamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "repcheck",
            "webhook-id": message.id,
            "webhook-timestamp": stamp,
        }
        if self._key is not None:
            headers["webhook-signature"] = f"v1,{signature(self._key, message.id, stamp, body)}"
        return await post(self._url.reveal(), body, headers, now=now)


def signature(key: bytes, message_id: str, stamp: str, body: bytes) -> str:
    """Base64 of HMAC-SHA256 over id, timestamp and body, with dots between."""
    signed = b".".join((message_id.encode(), stamp.encode(), body))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _key(secret: Secret) -> bytes:
    text = secret.reveal().strip()
    if not text.startswith(_PREFIX):
        return text.encode()
    try:
        return base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise BadInput("the secret of a webhook begins with whsec_ and is not base64 behind it") from None
