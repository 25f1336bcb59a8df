"""Services of the web as they are, one handler each."""

from aiohttp import web

from tests.support.web import Handler

KEY = "abcdefghijklmnopqrstuvwxyz"
POINTS = {"127.0.0.2": [1002, 1004, 1010]}


def wqs(entries: dict[str, list[int]], body_of_404: str = "") -> Handler:
    """The service as it is: list names in either case, 401 without the key, 404 for what has no entry."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"status": 401}, status=401)
        name, _, what = request.path.removeprefix("/").partition("/")
        if name.upper() not in ("ZEN", "DBL", "AUTHBL", "ZRD"):
            return web.json_response({"status": 403}, status=403)
        codes = entries.get(what)
        if codes is None:
            return web.Response(status=404, text=body_of_404, content_type="application/json")
        return web.json_response({"resp": codes, "status": 200})

    return handle


def drop(*networks: str, made: int = 1_763_600_000, meta: str = "") -> bytes:
    """A file of DROP; ``meta`` takes the place of its last line."""
    rows = enumerate(networks)
    lines = [f'{{"cidr":"{network}","sblid":"SBL{number:06}","rir":"ripencc"}}' for number, network in rows]
    last = f'{{"type":"metadata","timestamp":{made},"size":1,"records":{len(networks)},"copyright":"(c)"}}'
    return "\n".join([*lines, meta or last]).encode() + b"\n"


def entity(
    roles: list[str], *properties: list[object], inside: list[object] | None = None
) -> dict[str, object]:
    """An entity of RDAP with these properties in its jCard."""
    card = ["vcard", [["version", {}, "text", "4.0"], *properties]]
    return {"objectClassName": "entity", "roles": roles, "vcardArray": card, "entities": inside or []}


def network(*entities: object, first: str = "192.0.2.0", last: str = "192.0.2.255") -> dict[str, object]:
    """What a registry answers about a network."""
    return {
        "objectClassName": "ip network",
        "handle": "NET-192-0-2-0-1",
        "startAddress": first,
        "endAddress": last,
        "name": "EXAMPLE-NET",
        "country": "DE",
        "entities": list(entities),
        "notices": [],
    }


#: An organisation with its desk for complaints nested in it, as most registries answer.
NESTED = entity(
    ["registrant"],
    ["fn", {}, "text", "Example Hosting"],
    inside=[entity(["abuse"], ["email", {}, "text", "abuse@example.net"])],
)
