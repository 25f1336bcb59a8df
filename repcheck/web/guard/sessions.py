"""The cookie and the tokens of forms: signed, so that nobody but this server can make one.

The cookie holds a random name of the visit, who logged in and when. The token of a form is that name
signed for another purpose: only a page of this server knows it, and it is worth nothing in another visit.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from itsdangerous import BadData, URLSafeSerializer

COOKIE = "repcheck"
#: The field of a form that holds its token.
FIELD = "token"
LASTS = timedelta(hours=12)
_MOST = 1024


class Session(msgspec.Struct, frozen=True):
    """One visit.

    ``id``       nobody can guess it
    ``begun``    seconds since 1970, by this server's clock
    ``account``  who logged in; None: nobody has
    ``proof``    says which password it was: another password ends the visit
    """

    id: str
    begun: int
    account: str | None = None
    proof: str = ""


class Sessions:
    """Reads and writes them.

    ``key``    32 random bytes that nobody else has; cookies of another key are none
    ``now``, ``name``  the clock, and what makes a word that nobody can guess
    """

    def __init__(self, key: bytes, now: Callable[[], datetime], name: Callable[[], str]) -> None:
        self._key = key
        self._now = now
        self._name = name

    def __repr__(self) -> str:
        return "Sessions(...)"

    def begin(self, account: str | None = None, proof: str = "") -> Session:
        """A visit that begins now."""
        return Session(self._name(), int(self._now().timestamp()), account, proof)

    def cookie(self, session: Session) -> str:
        """What the browser keeps."""
        return str(self._signer("session").dumps(msgspec.to_builtins(session)))

    def read(self, cookie: str | None) -> Session | None:
        """The visit that a cookie names; None: there is none, it was not made here, or it is over."""
        if cookie is None or len(cookie) > _MOST:
            return None
        try:
            found: Any = self._signer("session").loads(cookie)
            session = msgspec.convert(found, Session)
        except (BadData, msgspec.ValidationError):
            return None
        age = int(self._now().timestamp()) - session.begun
        return session if -60 <= age <= LASTS.total_seconds() else None

    def token(self, session: Session) -> str:
        """What a form of this visit must bring."""
        return str(self._signer("form").dumps(session.id))

    def holds(self, session: Session, token: str) -> bool:
        """Whether a form brought the token of this visit, compared in constant time."""
        return hmac.compare_digest(self.token(session).encode(), token[:_MOST].encode("utf-8", "replace"))

    def _signer(self, purpose: str) -> URLSafeSerializer:
        from hashlib import sha256

        options = {"key_derivation": "hmac", "digest_method": sha256}
        return URLSafeSerializer(self._key, salt=f"repcheck.{purpose}", signer_kwargs=options)
