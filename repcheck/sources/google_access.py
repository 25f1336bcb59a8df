"""How one is let in at Google: by a refresh token of one's own project, or as a service account."""

from collections.abc import Callable
from typing import Any

import msgspec

from repcheck.http.decoding import decoded_body
from repcheck.http.service import Manners
from repcheck.model.observations import UnknownReason
from repcheck.model.secret import Secret
from repcheck.model.sources import Trouble
from repcheck.sources.frame import Means
from repcheck.sources.oauth import exchanged

SCOPE = "https://www.googleapis.com/auth/postmaster"
#: Where a signed assertion is said to be for, whatever address it is sent to (RFC 7523 section 3).
_AUDIENCE = "https://oauth2.googleapis.com/token"
_LIFE = 3_600
_BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class _Credentials(msgspec.Struct):
    """The file that Google gives out: "authorized_user" or "service_account"."""

    type: str = ""
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    client_email: str = ""
    private_key: str = ""
    private_key_id: str = ""


async def google_token(means: Means, manners: Manners) -> Secret | Trouble:
    """An access token for this run. It is not kept: another one costs one request."""
    if means.key is None:
        return Trouble(UnknownReason.KEY_MISSING, "no credentials are set")
    found = decoded_body(means.key.reveal().encode(), _Credentials)
    if isinstance(found, Trouble):
        return Trouble(UnknownReason.KEY_INVALID, "its credentials are not the JSON that Google gives out")
    form = _form(found, int(means.now().timestamp()))
    if isinstance(form, Trouble):
        return form
    service = means.connect(means.within(manners), {}, means.setting.token_url)
    got = await exchanged(service, "token", form)
    return got if isinstance(got, Trouble) else got.access


def _form(found: _Credentials, now: int) -> dict[str, str] | Trouble:
    if found.refresh_token and found.client_id:
        return {
            "grant_type": "refresh_token",
            "refresh_token": found.refresh_token,
            "client_id": found.client_id,
            "client_secret": found.client_secret,
        }
    if found.type == "service_account" and found.private_key and found.client_email:
        assertion = _signed(found, now)
        return (
            assertion
            if isinstance(assertion, Trouble)
            else {
                "grant_type": _BY_ASSERTION,
                "assertion": assertion,
            }
        )
    return Trouble(
        UnknownReason.KEY_INVALID, "its credentials hold neither a refresh token nor a service account"
    )


def _signed(found: _Credentials, now: int) -> str | Trouble:
    """A JWT that is signed with the account's key (RS256)."""
    try:
        from google.auth import crypt, jwt
    except ImportError:
        saw = "a service account needs: pip install 'repcheck[google]'"
        return Trouble(UnknownReason.KEY_INVALID, saw)
    claims = {"iss": found.client_email, "scope": SCOPE, "aud": _AUDIENCE, "iat": now, "exp": now + _LIFE}
    maker: Any = crypt.RSASigner
    try:
        signer = maker.from_string(found.private_key, found.private_key_id or None)
    except ValueError:
        return Trouble(UnknownReason.KEY_INVALID, "the private key of the service account cannot be read")
    encode: Callable[..., bytes] = jwt.encode
    return encode(signer, claims).decode("ascii")
