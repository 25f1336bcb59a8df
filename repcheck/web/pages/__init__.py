"""The pages, one module each: parse the request, call one use case, render."""

from repcheck.web.pages import files, overview
from repcheck.web.route import Access, Route

ROUTES = (
    Route("GET", "/", overview.handle),
    Route("GET", "/static/{name}", files.handle, Access.PUBLIC),
)
