"""What makes the wall live: a stream of changes, checks on demand, the answer to a bounce."""

from repcheck.web.live import stream
from repcheck.web.route import Route

ROUTES = (Route("GET", "/live", stream.handle),)
