"""One request as its handler sees it, after the gate."""

from collections.abc import Mapping

import msgspec
from aiohttp import web

from repcheck.model.watch.serving import Role
from repcheck.web.guard.sessions import Session


class Visitor(msgspec.Struct, frozen=True):
    """Who asks.

    ``name``   who logged in; empty: nobody did
    ``role``   what he may; None: only what is public
    ``fresh``  the visit begins with this request, so that its cookie goes with the answer
    ``logged_in``  by a password here, so that he may log out
    """

    name: str
    role: Role | None
    session: Session
    fresh: bool = False
    logged_in: bool = False


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The request and what the gate made of it. All texts in it are strangers'.

    ``peer``  the address that asks; behind a proxy the one that the proxy names
    ``form``  what the form of a POST said; its token is checked
    ``body``  of a POST that is not a form (``Audience.TOKEN`` and ``Audience.HOOK``), bounded by its route
    ``program``  a token was brought, so that no browser sends this for somebody else
    """

    request: web.Request
    visitor: Visitor
    peer: str = "?"
    form: Mapping[str, str] = {}
    body: bytes = b""
    program: bool = False

    def by(self, visitor: Visitor, *, program: bool = False) -> "Visit":
        """The same of somebody else."""
        return msgspec.structs.replace(self, visitor=visitor, program=program)

    def with_form(self, form: Mapping[str, str]) -> "Visit":
        """The same with what a form said."""
        return msgspec.structs.replace(self, form=form)

    def with_body(self, body: bytes) -> "Visit":
        """The same with a body."""
        return msgspec.structs.replace(self, body=body)

    @property
    def path(self) -> str:
        """The path, decoded."""
        return self.request.path

    def named(self, part: str) -> str:
        """What stands in the path for ``{part}``, decoded."""
        return self.request.match_info[part]

    def asked(self, name: str) -> str | None:
        """A field of the query; None: it is not there."""
        return self.request.query.get(name)
