"""Accounts, tokens and proxies of a test, with passwords that are cheap to compare."""

import functools
from typing import Any

from aiohttp.test_utils import TestClient
from argon2 import PasswordHasher

from repcheck.model.secret import Secret
from repcheck.model.watch.serving import Role
from repcheck.web.guard.entrance import Bearer, Entrance, Known, digest_of, known_as
from repcheck.web.guard.passwords import Passwords
from repcheck.web.guard.proxies import Proxies
from tests.web.browsing import token_of

PASSWORD = "correct horse battery staple"
TOKEN = "a-token-of-some-forty-characters-for-tests"
PROXY = "192.0.2.80"


def cheap_passwords() -> Passwords:
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@functools.cache
def _hash() -> str:
    return cheap_passwords().hashed(PASSWORD)


def account(name: str, role: Role, kept: str | None = None) -> Known:
    return known_as(name, role, Secret(kept or _hash()))


def with_accounts(**changed: Any) -> Entrance:
    """ops may change something, guest only looks; and one program with a token."""
    fields: dict[str, Any] = {
        "accounts": {"ops": account("ops", Role.OPERATOR), "guest": account("guest", Role.VIEWER)},
        "passwords": cheap_passwords(),
        "bearers": (Bearer("prometheus", Role.VIEWER, digest_of(TOKEN)),),
    }
    return Entrance(**{**fields, **changed})


def behind(*addresses: str, header: str | None = "X-Remote-User", **changed: Any) -> Entrance:
    return Entrance(proxies=Proxies(addresses, header), **changed)


async def log_in(client: "TestClient[Any, Any]", name: str = "ops", password: str = PASSWORD) -> int:
    """Log in as a browser does; returns the status."""
    token = token_of(await (await client.get("/login")).text())
    form = {"name": name, "password": password, "token": token}
    return (await client.post("/login", data=form, allow_redirects=False)).status
