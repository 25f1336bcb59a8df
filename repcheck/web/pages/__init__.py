"""The pages, one module each: parse the request, call one use case, render."""

from repcheck.web.pages import alerts, bounces, files, history, lists, login, muting, overview, targets
from repcheck.web.route import FORM, Audience, Route

ROUTES = (
    Route("GET", "/", overview.handle),
    Route("GET", "/targets", targets.all_of_them),
    Route("GET", "/targets/{target:.+}", targets.one),
    Route("GET", "/domains/{target:.+}", targets.one),
    Route("GET", "/lists", lists.all_of_them),
    Route("GET", "/lists/{list:.+}", lists.one),
    Route("GET", "/history", history.handle),
    Route("GET", "/bounces", bounces.handle),
    Route("GET", "/causes/{cause:.+}", bounces.cause),
    Route("GET", "/alerts", alerts.all_of_them),
    Route("GET", "/alerts/{name}", alerts.one),
    Route("GET", "/mutes", muting.all_of_them),
    Route("POST", "/mutes", muting.make, Audience.OPERATOR, FORM),
    Route("POST", "/mutes/end", muting.end, Audience.OPERATOR, FORM),
    Route("POST", "/requests", muting.request, Audience.OPERATOR, FORM),
    Route("GET", "/login", login.show, Audience.PUBLIC),
    Route("POST", "/login", login.log_in, Audience.PUBLIC, FORM),
    Route("POST", "/logout", login.log_out, Audience.PUBLIC, FORM),
    Route("GET", "/static/{name}", files.handle, Audience.PUBLIC),
    Route("GET", "/favicon.ico", files.no_icon, Audience.PUBLIC),
)
