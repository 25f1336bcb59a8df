"""The pages, one module each: parse the request, call one use case, render."""

from repcheck.web.pages import files, login, overview
from repcheck.web.route import FORM, Access, Route

ROUTES = (
    Route("GET", "/", overview.handle),
    Route("GET", "/login", login.show, Access.PUBLIC),
    Route("POST", "/login", login.log_in, Access.PUBLIC, FORM),
    Route("POST", "/logout", login.log_out, Access.PUBLIC, FORM),
    Route("GET", "/static/{name}", files.handle, Access.PUBLIC),
)
