"""``repcheck sources login``: a person logs in with a browser once, and the token is kept for all runs.

The authorization code flow with PKCE and a redirect to this machine (RFC 8252 section 7.3). The browser may
run elsewhere: the address that it is led to is pasted.
"""

import secrets
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from repcheck.app.environment import Environment
from repcheck.errors import BadOption, Unreachable
from repcheck.http.service import Manners, Service
from repcheck.model.sources import SourceSetting, Trouble
from repcheck.sources import oauth, snds
from repcheck.store.places import state_directory
from repcheck.store.tokens import TokenFile

#: Any port of this machine may be named; nothing listens there when the address is pasted.
REDIRECT = "http://localhost:8975"
#: The source that has a login of this kind.
LOGIN = "microsoft-snds"


class Login(msgspec.Struct, frozen=True):
    """A login that has begun: ``url`` is the page to open, ``state`` ties the answer to it."""

    url: str
    state: str
    proof: oauth.Challenge


def begun(setting: SourceSetting) -> Login:
    """A new login."""
    proof, state = oauth.Challenge(secrets.token_urlsafe(48)), secrets.token_urlsafe(24)
    query = {
        "client_id": snds.CLIENT,
        "response_type": "code",
        "redirect_uri": REDIRECT,
        "scope": snds.SCOPE,
        "state": state,
        "code_challenge": proof.challenge,
        "code_challenge_method": "S256",
    }
    return Login(f"{_base(setting)}authorize?{urlencode(query)}", state, proof)


def code_in(answer: str, login: Login) -> str:
    """The code in the address that the browser was led to. Raises BadOption for any other text."""
    query = parse_qs(urlsplit(answer.strip()).query)
    if query.get("error"):
        raise BadOption("the login was refused or cancelled", "sources login")
    if query.get("state") != [login.state]:
        raise BadOption("this address is not the answer to this login: begin again", "sources login")
    code = query.get("code", [""])[0]
    if not code:
        raise BadOption("this address lacks the code: paste the whole of it", "sources login")
    return code


async def finished(setting: SourceSetting, login: Login, code: str, environment: Environment) -> None:
    """Exchange the code and keep the token. Raises Unreachable, and StoreUnavailable."""
    tokens = TokenFile(state_directory(environment.environ) / "tokens", setting.id)
    service = Service(_base(setting), Manners(), now=environment.now)
    form = {
        "grant_type": "authorization_code",
        "client_id": snds.CLIENT,
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": login.proof.verifier,
        "scope": snds.SCOPE,
    }
    try:
        got = await oauth.exchanged(service, "token", form)
    finally:
        await service.close()
    if isinstance(got, Trouble):
        raise Unreachable(got.saw, setting.id)
    if got.refresh is None:
        raise Unreachable("it gave no token that lasts", setting.id)
    async with tokens.held():
        tokens.write(oauth.kept(got, got.refresh.reveal(), environment.now()))


def _base(setting: SourceSetting) -> str:
    base = setting.token_url or ""
    return base if base.endswith("/") else f"{base}/"
