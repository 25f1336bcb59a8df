"""Who somebody is, by session, token or proxy, and what he may."""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec

from repcheck.model.secret import Secret
from repcheck.model.watch.serving import Role
from repcheck.web.guard.passwords import Passwords
from repcheck.web.guard.proxies import Proxies


class Known(msgspec.Struct, frozen=True):
    """An account. ``proof`` changes with the password, and says nothing of it."""

    name: str
    role: Role
    hash: Secret
    proof: str


class Bearer(msgspec.Struct, frozen=True):
    """A program with a token, of which the digest is kept."""

    name: str
    role: Role
    digest: bytes


class Entrance(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who may come in.

    ``open``       True: who reaches this server may do everything; on loopback, without accounts and proxy
    ``passwords``  None: nobody has one
    ``role``       of who is named by the proxy and has no account
    """

    open: bool = False
    accounts: Mapping[str, Known] = {}
    passwords: Passwords | None = None
    bearers: Sequence[Bearer] = ()
    proxies: Proxies = Proxies()
    role: Role = Role.VIEWER

    def __repr__(self) -> str:
        return "Entrance(...)"

    def by_session(self, account: str | None, proof: str) -> Known | None:
        """The account of a visit, while it has the password of then."""
        known = self.accounts.get(account) if account is not None else None
        return known if known is not None and hmac.compare_digest(known.proof, proof) else None

    async def by_password(self, name: str, password: str) -> Known | None:
        """The account with that password; takes long, and as long for a name that there is not."""
        assert self.passwords is not None
        known = self.accounts.get(name)
        fits = await self.passwords.checked(password, known.hash.reveal() if known is not None else None)
        return known if fits else None

    def by_token(self, token: str) -> Bearer | None:
        """The program with that token, compared in constant time with each."""
        digest = digest_of(token)
        found = [one for one in self.bearers if hmac.compare_digest(one.digest, digest)]
        return found[0] if found else None

    def role_of(self, name: str) -> Role:
        """Of somebody whom the proxy names."""
        known = self.accounts.get(name)
        return self.role if known is None else known.role


class Door:
    """Holds who may come in now: the configuration may be read again while the server runs."""

    def __init__(self, entrance: Entrance) -> None:
        self.entrance = entrance

    def replace(self, entrance: Entrance) -> None:
        """From the next request on; sessions of accounts and passwords that are gone end with it."""
        former, self.entrance = self.entrance, entrance
        if former.passwords is not None:
            former.passwords.close()


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "replace")).digest()


def known_as(name: str, role: Role, kept: Secret) -> Known:
    """The account. Its proof is a digest of the hash, whose random salt keeps anybody from guessing on."""
    proof = sha256(b"repcheck session\0" + kept.reveal().encode()).hexdigest()[:32]
    return Known(name, role, kept, proof)
