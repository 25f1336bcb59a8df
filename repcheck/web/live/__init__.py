"""What makes the wall live: a stream of changes, checks on demand, the answer to a bounce."""

from repcheck.web.live import checks, explaining, stream
from repcheck.web.route import FORM, Audience, Route

ROUTES = (
    Route("GET", "/live", stream.handle),
    Route("GET", "/checks", checks.show),
    Route("POST", "/checks", checks.begin, Audience.OPERATOR, FORM),
    Route("GET", "/checks/{job}", checks.follow),
    Route("GET", "/checks/{job}/live", checks.stream),
    Route("GET", "/explain", explaining.show),
    Route("POST", "/explain", explaining.answer, Audience.VIEWER, explaining.MOST_FORM),
)
