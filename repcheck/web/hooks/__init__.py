"""``/hooks/SERVICE``: what sending services report of bounces, kept with the other bounce records."""

from repcheck.web.hooks.receiving import MOST, receive
from repcheck.web.route import Access, Route

ROUTES = (Route("POST", "/hooks/{service}", receive, Access.HOOK, MOST),)
