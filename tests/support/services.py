"""Services of the web as they are, one handler each."""

import json
from collections.abc import Sequence
from urllib.parse import parse_qsl

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


class Snds:
    """Microsoft's service as clients met it: tokens that change with each use, days without data, CSV.

    ``status``, ``days``  what it has; a day that is missing is 404, and "" is the newest
    """

    def __init__(self, status: str = "", days: dict[str, str] | None = None) -> None:
        self.status = status
        self.days = days or {}
        self.kind = "text/csv"
        self.refresh = "refresh-1"
        self._used = 0

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/token":
            return await self._token(request)
        if request.headers.get("Authorization") != f"Bearer access-{self._used}":
            return web.json_response({}, status=401)
        if request.path == "/api/report/status/ip":
            return web.Response(text=self.status, content_type=self.kind)
        rows = self.days.get(request.path.removeprefix("/api/report/data").lstrip("/"))
        if rows is None:
            return web.Response(status=404)
        return web.Response(text=rows, content_type=self.kind)

    async def _token(self, request: web.BaseRequest) -> web.StreamResponse:
        assert isinstance(request, web.BaseRequest)
        form = dict(parse_qsl((await request.read()).decode()))
        old = form.get("refresh_token", "")
        if form.get("grant_type") == "authorization_code":
            if form["code"] != "good":
                return web.json_response({"error": "invalid_grant"}, status=400)
        elif old != self.refresh:  # one that was used before
            return web.json_response({"error": "invalid_grant"}, status=400)
        self._used += 1
        self.refresh = f"refresh-{self._used + 1}"
        answer = {"access_token": f"access-{self._used}", "refresh_token": self.refresh, "expires_in": 3600}
        return web.json_response(answer)


class Postmaster:
    """Google's service: two pages of domains, rows with gaps, and its form of errors.

    ``rows``        (metric, "2026-11-18", value as JSON has it)
    ``needs_work``  demands that are not met; ``refusal``: (status, reason) instead of an answer
    """

    def __init__(self, rows: Sequence[tuple[str, str, object]] = (), needs_work: Sequence[str] = ()) -> None:
        self.rows, self.needs_work = rows, needs_work
        self.refusal: tuple[int, str] | None = None
        self.grants: list[dict[str, str]] = []

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/token":
            self.grants.append(dict(parse_qsl((await request.read()).decode())))
            return web.json_response({"access_token": "access", "expires_in": 3599})
        if request.headers.get("Authorization") != "Bearer access":
            return web.json_response({"error": {"code": 401, "status": "UNAUTHENTICATED"}}, status=401)
        if self.refusal is not None:
            status, reason = self.refusal
            details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
            return web.json_response(
                {"error": {"code": status, "status": "X", "details": details}}, status=status
            )
        if request.path == "/v2/domains":
            first = {"domains": [{"name": "domains/other.example"}], "nextPageToken": "a b"}
            second = {"domains": [{"name": "domains/example.com", "verificationState": "VERIFIED"}]}
            return web.json_response(second if request.rel_url.query.get("pageToken") else first)
        if request.path.endswith("/complianceStatus"):
            states = {"SPF": "COMPLIANT", "NEW_DEMAND": "NEW_STATE"} | dict.fromkeys(
                self.needs_work, "NEEDS_WORK"
            )
            data = [{"requirement": name, "status": {"status": state}} for name, state in states.items()]
            return web.json_response({"complianceData": {"domainId": "example.com", "rowData": data}})
        return await self._stats(request)

    async def _stats(self, request: web.BaseRequest) -> web.StreamResponse:
        wanted = json.loads(await request.read())
        asked = {one["name"] for one in wanted["metricDefinitions"]}
        half = len(self.rows) // 2
        later = bool(wanted["pageToken"])
        found = [
            {
                "metric": name,
                "date": dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True)),
                **({} if value is None else {"value": value}),
            }
            for name, day, value in (self.rows[half:] if later else self.rows[:half])
            if name in asked
        ]
        return web.json_response({"domainStats": found, "nextPageToken": "" if later else "next"})
