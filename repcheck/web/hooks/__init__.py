"""``/hooks/SERVICE``: what sending services report of bounces, kept with the other bounce records."""

from repcheck.web.hooks.receiving import MOST, receive
from repcheck.web.route import Audience, Route

ROUTES = (Route("POST", "/hooks/{service}", receive, Audience.HOOK, MOST),)
