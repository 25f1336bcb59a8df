"""POST to an address of the user's own: no redirects, TLS checked, bounded in time and octets."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from repcheck.alerts.sink import MOST_SECONDS, failed
from repcheck.model.secret import MASK
from repcheck.model.watch.alerts import TAKEN, Delivery

#: Statuses below 500 that another try can change: the others say that the request or its address is wrong.
_PASSING = frozenset({408, 425, 429})
#: Of those from 500 on, by which a server says that it fails (RFC 9110 15.6), those that none can change:
#: it does not know the method, or the version of HTTP.
_LASTING = frozenset({501, 505})
_MOST_ANSWER = 4096
#: Shorter parts of an address ("hook", "v1") are not secret.
_SHORTEST_SECRET = 6
_MOST_WAIT = 24 * 3600.0


async def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    now: datetime,
    seconds: float = MOST_SECONDS,
) -> Delivery:
    """Taken when the answer is 2xx. ``url`` is a secret of the user's and never repeated."""
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=seconds)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            session.post(url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            said = await answer.content.read(_MOST_ANSWER)
            words = _without_address(said.decode("utf-8", "replace").strip(), url)
            return _judged(answer.status, answer.headers.get("Retry-After"), words, now)
    except TimeoutError:
        return failed(f"no answer within {seconds:g} s")
    except aiohttp.ClientConnectorCertificateError:
        return failed("its certificate is not valid")
    except aiohttp.InvalidURL:
        return failed("the address is not a URL", permanent=True)
    except aiohttp.ClientResponseError:
        return failed("what came back is not HTTP")
    except (aiohttp.ClientError, OSError) as error:
        return failed(f"connection failed ({_why(error)})")


def _why(error: Exception) -> str:
    """In the system's words; never in those of the error, which may hold the address, and that a token."""
    met = getattr(error, "os_error", error)
    number = getattr(met, "errno", None)
    return os.strerror(number) if number is not None and number > 0 else type(error).__name__


def _without_address(said: str, url: str) -> str:
    """What a receiver says, without what of the address it repeats: "Cannot POST /hooks/TOKEN"."""
    parts = urlsplit(url)
    words = [parts.username or "", parts.password or "", *re.split("[/?&=;]", f"{parts.path}?{parts.query}")]
    for word in sorted({form for each in words for form in (each, unquote(each))}, key=len, reverse=True):
        if len(word) >= _SHORTEST_SECRET:
            said = said.replace(word, MASK)
    return said


def _judged(status: int, retry_after: str | None, words: str, now: datetime) -> Delivery:
    if 200 <= status < 300:
        return TAKEN
    shown = f"status {status}" + (f": {words}" if words else "")
    if 300 <= status < 400:
        return failed(f"status {status}: redirects are not followed", permanent=True)
    if status in _PASSING or (status >= 500 and status not in _LASTING):
        return failed(shown, retry_after=_seconds(retry_after, now))
    return failed(shown, permanent=True)


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """``Retry-After`` in either form (RFC 9110 10.2.3), a day at most; None when there is none to read."""
    if retry_after is None:
        return None
    try:
        wait = float(retry_after)
    except ValueError:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        wait = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return min(max(wait, 0.0), _MOST_WAIT) if wait == wait else None  # noqa: PLR0124 - not a number
