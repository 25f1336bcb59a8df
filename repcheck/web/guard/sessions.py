"""The cookie and the tokens of forms: signed, so that nobody but this server can make one.

The cookie holds a random name of the visit, who logged in and when. The token of a form is that name
signed for another purpose: only a page of this server knows it, and it is worth nothing in another visit.
"""

import hmac
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from itsdangerous import BadData, URLSafeSerializer

#: Its name; over TLS no other host or path can set it (RFC 6265bis section 4.1.3.2).
PLAIN, SECURE = "repcheck", "__Host-repcheck"
#: The field of a form that holds its token.
FIELD = "token"
LASTS = timedelta(hours=12)
#: A clock may be corrected by so much.
_SLACK = 60
_MOST = 1024
_MOST_ENDED = 10_000


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

    ``keys``   random bytes that nobody else has, the one that signs last; cookies of other keys are none
    ``now``, ``name``  the clock, and what makes a word that nobody can guess
    """

    def __init__(self, keys: Sequence[bytes], now: Callable[[], datetime], name: Callable[[], str]) -> None:
        self._keys = list(keys)
        self._now = now
        self._name = name
        self._ended: OrderedDict[str, int] = OrderedDict()

    def __repr__(self) -> str:
        return "Sessions(...)"

    def take(self, keys: Sequence[bytes]) -> None:
        """Take these keys from now on; a visit under another key ends."""
        self._keys = list(keys)

    def begin(self, account: str | None = None, proof: str = "") -> Session:
        """A visit that begins now, with a name that it alone has."""
        return Session(self._name(), self._second(), account, proof)

    def end(self, session: Session) -> None:
        """Read its cookie no more, should somebody have kept it."""
        self._ended[session.id] = session.begun
        while len(self._ended) > _MOST_ENDED:
            self._ended.popitem(last=False)

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
        age = self._second() - session.begun
        over = not -_SLACK <= age <= LASTS.total_seconds()
        return None if over or session.id in self._ended else session

    def forged(self, cookie: str) -> bool:
        """Whether no key of this server signed it: it was made up, or is of a key that is forgotten."""
        if len(cookie) > _MOST:
            return True
        try:
            self._signer("session").loads(cookie)
        except BadData:
            return True
        return False

    def token(self, session: Session) -> str:
        """What a form of this visit must bring."""
        return str(self._signer("form").dumps(session.id))

    def holds(self, session: Session, token: str) -> bool:
        """Whether a form brought the token of this visit; signatures are compared in constant time."""
        if len(token) > _MOST:
            return False
        try:
            found = self._signer("form").loads(token)
        except BadData:
            return False
        return isinstance(found, str) and hmac.compare_digest(found.encode(), session.id.encode())

    def _second(self) -> int:
        return int(self._now().timestamp())

    def _signer(self, purpose: str) -> URLSafeSerializer:
        from hashlib import sha256

        options = {"key_derivation": "hmac", "digest_method": sha256}
        return URLSafeSerializer(self._keys, salt=f"repcheck.{purpose}", signer_kwargs=options)
