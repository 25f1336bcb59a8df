"""A file from the web or from this machine, within bounds."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from repcheck.errors import Unreachable, UnreadableFile
from repcheck.files import read_bounded

if TYPE_CHECKING:
    import aiohttp

#: Seconds for the whole transfer, redirects included.
PATIENCE = 60.0
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536

SAFE = frozenset({"https"})


def is_url(source: str) -> bool:
    """Whether the text names something on the web, by whatever protocol, and not a file."""
    return "://" in source[:20]


async def fetch(
    source: str, most: int, *, schemes: frozenset[str] = SAFE, patience: float = PATIENCE
) -> bytes:
    """The bytes of a URL or file, ``most`` of them at most.

    ``schemes`` are the protocols that are used, for a redirect too. Raises Unreachable or UnreadableFile for
    everything that goes wrong, with the reason.
    """
    if not is_url(source):
        return read_bounded(Path(source), most)
    import asyncio

    import aiohttp

    try:
        async with asyncio.timeout(patience):
            return await _download(source, most, schemes)
    except TimeoutError:
        raise Unreachable(f"took longer than {patience:g} seconds", source) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise Unreachable(f"cannot be fetched: {_reason(error)}", source) from error


async def _download(url: str, most: int, schemes: frozenset[str]) -> bytes:
    import aiohttp

    # trust_env stays off: it would send passwords of a .netrc file to whoever a redirect names.
    async with aiohttp.ClientSession(headers={"User-Agent": "repcheck"}) as session:
        place = url
        for _ in range(_MOST_REDIRECTS + 1):
            scheme = urlsplit(place).scheme.lower()
            if scheme not in schemes:
                what = "is asked for by" if place == url else "leads to"
                raise Unreachable(f"{what} {scheme}, which is not safe: only https is", url)
            async with session.get(place, allow_redirects=False) as answer:
                if answer.status in _REDIRECTS and "Location" in answer.headers:
                    place = urljoin(place, answer.headers["Location"])
                    continue
                if answer.status != 200:
                    raise Unreachable(f"is answered {answer.status} {answer.reason}", url)
                return await _body(answer, most, url)
    raise Unreachable(f"leads on more than {_MOST_REDIRECTS} times", url)


async def _body(answer: "aiohttp.ClientResponse", most: int, url: str) -> bytes:
    data = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > most:
            raise _too_large(url, most)
    return bytes(data)


def _too_large(source: str, most: int) -> UnreadableFile:
    return UnreadableFile(f"is larger than {most:,} bytes", source)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
