"""Whether a sending service has signed what was posted: pure rules, each by the pages of its service.

Known from the services' documentation, not tried against the services themselves; docs/hooks.md says so.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

#: How old a stamp may be: services try again for a day, some with the stamp of the first try. What comes
#: twice is stored once, so that an old request that is played again changes nothing.
OLDEST, AHEAD = timedelta(days=3), timedelta(minutes=10)
_AWS = re.compile(r"sns\.[a-z]{2}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}\.amazonaws\.com")
_NOTICE = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


def recent(stamp: str, now: datetime) -> bool:
    """Whether a stamp in seconds since 1970 is of these days."""
    if not re.fullmatch(r"[0-9]{9,12}", stamp):
        return False
    age = timedelta(seconds=now.timestamp() - int(stamp))
    return -AHEAD <= age <= OLDEST


def mailgun(key: bytes, stamp: str, token: str, signature: str) -> bool:
    """HMAC-SHA256 over timestamp and token; it does not cover the event."""
    made = hmac.new(key, f"{stamp}{token}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature.lower().encode("utf-8", "replace"))


def mandrill(key: bytes, url: str, fields: Sequence[tuple[str, str]], signature: str) -> bool:
    """Base64 of HMAC-SHA1 over the address, then each field's name and value in the order of names."""
    signed = url + "".join(name + value for name, value in sorted(fields))
    made = base64.b64encode(hmac.new(key, signed.encode("utf-8", "replace"), hashlib.sha1).digest())
    return hmac.compare_digest(made, signature.encode("utf-8", "replace"))


def sendgrid(public_key: str, stamp: str, body: bytes, signature: str) -> bool:
    """ECDSA with SHA-256 over the timestamp and the body; the key is base64 of its SubjectPublicKeyInfo."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    signed = decoded(signature)
    key = load_der_public_key(decoded(public_key) or b"")
    if signed is None or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signed, stamp.encode("utf-8", "replace") + body, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def sns_signed(message: Mapping[str, object]) -> bytes | None:
    """The octets that Amazon SNS signs; None: a field is missing, or it is not a message of SNS."""
    kind = message.get("Type")
    names = _NOTICE if kind == "Notification" else _CONFIRMATION
    if kind not in ("Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"):
        return None
    parts = []
    for name in names:
        value = message.get(name)
        if value is None and name == "Subject":
            continue
        if not isinstance(value, str):
            return None
        parts.append(f"{name}\n{value}\n")
    return "".join(parts).encode("utf-8", "replace")


def sns(message: Mapping[str, object], certificate: bytes, now: datetime) -> bool:
    """RSA with SHA-1 (SignatureVersion 1) or SHA-256 (2), by a certificate in PEM that holds today."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    signed, signature = sns_signed(message), message.get("Signature")
    digests = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303 - as SNS signs
    digest = digests.get(str(message.get("SignatureVersion")))
    octets = decoded(signature) if isinstance(signature, str) else None
    if signed is None or digest is None or octets is None:
        return False
    try:
        found = x509.load_pem_x509_certificate(certificate)
        key = found.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            return False
        if not found.not_valid_before_utc <= now <= found.not_valid_after_utc:
            return False
        key.verify(octets, signed, padding.PKCS1v15(), digest)
    except (InvalidSignature, ValueError):
        return False
    return True


def of_amazon(url: object) -> bool:
    """Whether an address is https at ``sns.REGION.amazonaws.com``, without port, user or anything odd."""
    if not isinstance(url, str) or len(url) > 2048 or not re.fullmatch(r"[!-~]+", url) or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and _AWS.fullmatch(parts.netloc) is not None


def decoded(text: str) -> bytes | None:
    """The octets of base64; None: it is none."""
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
