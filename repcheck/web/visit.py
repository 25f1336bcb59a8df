"""One request as its handler sees it, after the gate."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from aiohttp import web

from repcheck.web.guard.sessions import Session


class Role(StrEnum):
    """What somebody may: a viewer changes nothing."""

    VIEWER = "viewer"
    OPERATOR = "operator"


class Visitor(msgspec.Struct, frozen=True):
    """Who asks.

    ``name``   who logged in; empty: nobody did
    ``role``   what he may; None: only what is public
    ``fresh``  the visit begins with this request, so that its cookie goes with the answer
    """

    name: str
    role: Role | None
    session: Session
    fresh: bool = False


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The request and what the gate made of it. All texts in it are strangers'.

    ``form``  what the form of a POST said; its token is checked
    ``body``  of a POST that is no form (``Access.TOKEN`` and ``Access.HOOK``), bounded by its route
    """

    request: web.Request
    visitor: Visitor
    form: Mapping[str, str] = {}
    body: bytes = b""

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
