"""Spamhaus WQS: what its answers mean, and that none of its faults means clean."""

import asyncio
import json
from collections.abc import Sequence

from repcheck.http.service import Manners, Service
from repcheck.model.dns import Answer, Outcome
from repcheck.model.secret import Secret
from repcheck.model.sources import Trouble
from repcheck.sources.wqs import Wqs, address_of, headers
from tests.support.services import KEY, POINTS, wqs
from tests.support.tables import each
from tests.support.web import FAULTS, NOW, Handler, Server, says, serving


async def looked_up(
    server: Server, asked: Sequence[tuple[str, str]], key: str = KEY, manners: Manners | None = None
) -> list[Answer | Trouble]:
    async def pause(_: float) -> None: ...

    service = Service(
        server.url, manners or Manners(), now=lambda: NOW, headers=headers(Secret(key)), pause=pause
    )
    try:
        return [await Wqs(service).lookup(*one) for one in asked]
    finally:
        await service.close()


def test_codes_become_the_records_of_the_zone() -> None:
    entries = {
        "192.0.2.10": [1002, 1004, 1010],
        "2001:db8::1": [1003],
        "bad.example": [2102],
        "new.example": [3007],
        "odd.example": [1099],
    }
    with serving(wqs(entries, '{"status":404}')) as server:
        found = asyncio.run(
            looked_up(
                server,
                [
                    ("ZEN", "192.0.2.10"),
                    ("zen", "2001:db8::1"),
                    ("DBL", "bad.example"),
                    ("ZRD", "new.example"),
                    ("DBL", "odd.example"),
                    ("ZEN", "192.0.2.11"),
                ],
            )
        )
    assert found == [
        Answer(Outcome.NOERROR, ("127.0.0.2", "127.0.0.4", "127.0.0.10")),
        Answer(Outcome.NOERROR, ("127.0.0.3",)),
        Answer(Outcome.NOERROR, ("127.0.1.102",)),
        Answer(Outcome.NOERROR, ("127.0.2.7",)),
        Answer(Outcome.NOERROR, ("127.0.0.99",)),  # which the table of the catalog does not know
        Answer(Outcome.NXDOMAIN),
    ]
    assert server.paths[1] == "/zen/2001:db8::1"


def test_no_fault_of_the_service_is_an_answer_and_a_wrong_key_is_told_apart() -> None:
    with serving(says(200)) as server:
        found = {}
        for name, (handler, _) in FAULTS.items():
            server.handler = handler
            manners = Manners(whole=0.05) if name in ("slow", "hang") else None
            [got] = asyncio.run(looked_up(server, [("ZEN", "192.0.2.10")], manners=manners))
            assert isinstance(got, Trouble), name
            assert KEY not in got.saw
            found[name] = got.reason.value
    # Without the right to a list the key is of no use.
    assert found == {name: reason for name, (_, reason) in FAULTS.items()} | {"forbidden": "key_invalid"}


@each(
    "handler, reason",
    [
        (says(404, "<html>not found", "text/html"), "unexpected_answer"),
        (says(200, '{"resp":[],"status":200}'), "unexpected_answer"),
        (says(200, '{"resp":[1002],"status":401}'), "unexpected_answer"),
        (says(200, '{"status":200}'), "unexpected_answer"),
        (says(200, json.dumps({"resp": [1002, 9001]})), "unexpected_answer"),
        (says(200, json.dumps({"resp": [1002] * 100})), "unexpected_answer"),
        (says(400, '{"status":400}'), "unexpected_answer"),
        (says(406), "unexpected_answer"),
    ],
)
def test_what_only_looks_like_an_answer_is_none(handler: Handler, reason: str) -> None:
    with serving(handler) as server:
        [got] = asyncio.run(looked_up(server, [("ZEN", "192.0.2.10")]))
    assert isinstance(got, Trouble)
    assert got.reason == reason


def test_a_404_without_a_body_is_no_entry() -> None:
    with serving(says(404, "")) as server:
        assert asyncio.run(looked_up(server, [("ZEN", "192.0.2.10")])) == [Answer(Outcome.NXDOMAIN)]


def test_the_key_goes_in_a_header_alone() -> None:
    with serving(wqs(POINTS)) as server:
        right = asyncio.run(looked_up(server, [("ZEN", "127.0.0.2")]))
        [wrong] = asyncio.run(looked_up(server, [("ZEN", "127.0.0.2")], key="other"))
    assert isinstance(right[0], Answer)
    assert isinstance(wrong, Trouble)
    assert wrong.reason == "key_invalid"
    assert not any(KEY in path for path in server.paths)


@each(
    "code, address",
    [
        (1002, "127.0.0.2"),
        (3255, "127.0.2.255"),
        (1000, None),
        (999, None),
        (4001, None),
        (1256, None),
        (-1, None),
    ],
)
def test_the_codes_that_there_are(code: int, address: str | None) -> None:
    assert address_of(code) == address
