"""A request that is not answered: what its sender reads, and the one line in the log."""

from repcheck.render.clean import for_terminal

_MOST_SHOWN = 120
#: Below it sending services bring their events.
_HOOKS = "/hooks/"


class Refused(Exception):  # noqa: N818 - it says what became of the request
    """Raised by the gate and by handlers.

    ``status``  of the answer (RFC 9110 section 15)
    ``said``    one sentence for the visitor; it repeats nothing of the request
    ``why``     one word for the log: "host", "form", "size"
    ``detail``  what was wrong, which may be strangers' text; never a key, password or cookie
    ``close``   end the connection with the answer: what else comes on it is not to be read
    ``log``     False: it is so usual that the log says nothing of it (a page that is not there)
    """

    def __init__(
        self, status: int, said: str, why: str, detail: str = "", *, close: bool = False, log: bool = True
    ) -> None:
        super().__init__(said)
        self.status = status
        self.said = said
        self.why = why
        self.detail = detail
        self.close = close
        self.log = log
        #: More headers of the answer: Retry-After, Location.
        self.headers: dict[str, str] = {}


def line_of(refused: Refused, method: str, path: str, peer: str) -> str:
    """``refused 421 host: GET / from 192.0.2.7: "evil.example"``, safe for a log and bounded."""
    asked = f"{cleaned(method, 16)} {cleaned(_shown(path), _MOST_SHOWN)} from {cleaned(peer, 64)}"
    detail = f": {cleaned(refused.detail, _MOST_SHOWN)}" if refused.detail else ""
    return f"refused {refused.status} {refused.why}: {asked}{detail}"


def _shown(path: str) -> str:
    """The path; of a hook only whose it is, as the rest may be its secret."""
    head, hooks, rest = path.partition(_HOOKS)
    if head or not hooks:
        return path
    vendor, slash, secret = rest.partition("/")
    return f"{hooks}{vendor}{slash}{'...' if secret else ''}"


def cleaned(text: str, most: int) -> str:
    """Strangers' text on one line, cut after ``most`` characters."""
    shown = for_terminal(text[: most + 1].replace("\r", "\\r").replace("\n", "\\n"))
    return shown if len(shown) <= most else shown[:most] + "..."
