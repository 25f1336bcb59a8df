"""Whether a form comes from a page of this server, and what it says."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from repcheck.web.guard.refusal import Refused

KIND = "application/x-www-form-urlencoded"
_MOST_FIELDS = 64


def check_origin(headers: Mapping[str, str], host: str, schemes: Sequence[str]) -> None:
    """Refuse what the browser says another site sends. Raises Refused.

    ``schemes``  both where a proxy stands before: it may not say which it speaks
    A program says neither; it has no token of a form then, so this check is the second of two.
    """
    site = headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin"):
        raise Refused(403, "The form was sent by another site.", "origin", f"Sec-Fetch-Site {site}")
    origin = headers.get("Origin")
    if origin is None:
        return
    found = urlsplit(origin)
    if found.scheme not in schemes or found.netloc.lower() != host.lower():
        raise Refused(403, "The form was sent by another site.", "origin", f"Origin {origin}")


def fields(body: bytes) -> dict[str, str]:
    """What a form says, of a field that comes twice the last; Raises Refused for what is not a form."""
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            strict_parsing=bool(text),
            max_num_fields=_MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        raise Refused(400, "The form cannot be read.", "form", "not urlencoded") from None
    return dict(pairs)
