"""How much a request may bring: refused before it is read where its headers say it."""

from aiohttp import ClientPayloadError, hdrs, web
from aiohttp.http import HttpProcessingError

from repcheck.web.guard.refusal import Refused

#: Bytes of the first line, of one header and of its name; and how many headers there may be.
LINE, FIELD, HEADERS = 8190, 8190, 64
#: What aiohttp raises for a body that breaks off (RuntimeError: its reader was closed) or has broken chunks.
_BROKEN = (ClientPayloadError, HttpProcessingError, ConnectionError, RuntimeError)


async def body(request: web.Request, most: int) -> bytes:
    """The body, at most ``most`` bytes. Raises Refused, with the connection closed, for more.

    A client that waits to be asked for it (RFC 9110 section 10.1.1) is asked once its size fits.
    """
    announced = request.content_length
    if announced is not None and announced > most:
        raise _too_much(most, f"{announced} bytes announced")
    if "Content-Encoding" in request.headers:
        raise Refused(415, "A packed body is not read.", "encoding", close=True)
    if request.headers.get(hdrs.EXPECT, "").lower() == "100-continue":
        assert request.transport is not None
        request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    read = bytearray()
    try:
        async for chunk in request.content.iter_any():
            read += chunk
            if len(read) > most:
                raise _too_much(most, f"more than {most} bytes came")
    except _BROKEN as error:
        # Nobody is there any more to be refused; what ended the connection has its own line.
        gone = request.transport is None or request.transport.is_closing()
        said = "The body does not come as it was announced."
        raise Refused(400, said, "request", type(error).__name__, close=True, log=not gone) from error
    return bytes(read)


def _too_much(most: int, detail: str) -> Refused:
    said = f"The body is larger than {most} bytes." if most else "No body is expected here."
    return Refused(413, said, "size", detail, close=True)
