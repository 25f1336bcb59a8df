"""Access by OAuth 2: a token of the user's login is exchanged for one that is good for an hour (RFC 6749).

A refresh token that the service gives anew with each use (RFC 9700 section 4.14) is stored before the access
token that came with it is used: a crash between the two must not log the user out.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.http.decoding import decoded, decoded_body
from repcheck.http.service import HttpResponse, Service, refusal
from repcheck.model.observations import UnknownReason
from repcheck.model.secret import Secret
from repcheck.model.sources import Trouble
from repcheck.store.tokens import Token, TokenFile

FORM = "application/x-www-form-urlencoded"
#: Before its end an access token is not used any more: requests take time.
_EARLY = timedelta(minutes=2)
_USUAL_LIFE = 3_600
_LONGEST = 9
_BAD_REQUEST, _UNAUTHORISED = 400, 401
_LOG_IN = "the login ran out: log in again"


class _Given(msgspec.Struct):
    access_token: str
    refresh_token: str | None = None
    expires_in: int | str | None = None


class _Refused(msgspec.Struct):
    error: str


class Secrets(msgspec.Struct, frozen=True):
    """What a token endpoint gave: ``refresh`` None keeps the old one; ``lasts`` are seconds."""

    access: Secret
    refresh: Secret | None
    lasts: int


class Challenge(msgspec.Struct, frozen=True):
    """What binds a login to who began it (PKCE, RFC 7636)."""

    verifier: str

    @property
    def challenge(self) -> str:
        """The S256 challenge (section 4.2)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


async def exchanged(service: Service, path: str, form: Mapping[str, str]) -> Secrets | Trouble:
    """What the token endpoint gives for a grant. No text of the endpoint goes into a Trouble."""
    reply = await service.post(path, urlencode(form).encode("ascii"), FORM)
    if isinstance(reply, Trouble):
        return reply
    if reply.status in (_BAD_REQUEST, _UNAUTHORISED):
        return _refused(reply)
    if (trouble := refusal(reply)) is not None:
        return trouble
    given = decoded(reply, _Given)
    return given if isinstance(given, Trouble) else _secrets(given)


def _refused(reply: HttpResponse) -> Trouble:
    """RFC 6749 section 5.2."""
    found = decoded_body(reply.body, _Refused)
    if isinstance(found, _Refused) and found.error in ("invalid_grant", "interaction_required"):
        return Trouble(UnknownReason.AUTH_EXPIRED, _LOG_IN)
    return Trouble(UnknownReason.KEY_INVALID, f"it does not accept the login (status {reply.status})")


def _secrets(given: _Given) -> Secrets | Trouble:
    if not _usable(given.access_token) or not _usable(given.refresh_token or "x"):
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, "no token in its answer")
    lasts = str(given.expires_in or "")
    return Secrets(
        access=Secret(given.access_token),
        refresh=Secret(given.refresh_token) if given.refresh_token else None,
        lasts=int(lasts) if lasts.isascii() and lasts.isdigit() and len(lasts) < _LONGEST else _USUAL_LIFE,
    )


def _usable(token: str) -> bool:
    """It can stand in a header."""
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


async def access_token(
    tokens: TokenFile, service: Service, path: str, form: Mapping[str, str], now: Callable[[], datetime]
) -> Secret | Trouble:
    """A token that is good now: the one that is kept, or a new one for the refresh token.

    ``form``  what is sent beside the refresh token: client and scope
    """
    try:
        async with tokens.held():
            return await _renewed(tokens, service, path, form, now())
    except StoreUnavailable as error:
        return Trouble(UnknownReason.AUTH_EXPIRED, f"the login cannot be kept: {error.what}")


async def _renewed(
    tokens: TokenFile, service: Service, path: str, form: Mapping[str, str], now: datetime
) -> Secret | Trouble:
    token = tokens.read()
    if token is None:
        return Trouble(UnknownReason.KEY_MISSING, "nobody has logged in yet")
    if token.access and token.until is not None and now + _EARLY < token.until:
        return Secret(token.access)
    grant = {"grant_type": "refresh_token", "refresh_token": token.refresh, **form}
    got = await exchanged(service, path, grant)
    if isinstance(got, Trouble):
        return got
    tokens.write(kept(got, token.refresh, now))
    return got.access


def kept(given: Secrets, refresh: str, now: datetime) -> Token:
    """What is to be stored; ``refresh`` is the token so far."""
    return Token(
        refresh=refresh if given.refresh is None else given.refresh.reveal(),
        access=given.access.reveal(),
        until=now + timedelta(seconds=given.lasts),
    )
