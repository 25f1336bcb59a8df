"""The live health of lists: each way a list can be broken has its word, its remedy and its exit code."""

import asyncio
import json
from collections.abc import Callable

import dns.message
import dns.rcode

from repcheck.app.environment import real_environment
from repcheck.app.probe import probe, verdict
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.catalog.compile.parse import parse_catalog
from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from repcheck.demo.replies import response_to, sent
from repcheck.model.dns import Server
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.model.probed import ListLife, Probed
from repcheck.render.json.probed import render_probed_json
from repcheck.render.text.probed import render_probed
from repcheck.words.lives import remedy
from tests.support.tables import each

Start = Callable[..., NameServer]


def unwilling(query: dns.message.Message, transport: z.Transport) -> z.ScriptedReply:
    return sent(response_to(query, rcode=dns.rcode.NOTIMP), query, transport)


ZONES = {
    "alive": z.honest("alive.example", {}),
    "slow": z.slow(z.honest("slow.example", {}), 1.3),
    "wildcard": z.wildcard("wildcard.example"),
    "refused": z.refused("refused.example"),
    "blocked": z.blocked("blocked.example"),
    "silent": z.honest("silent.example", {}, test_points=False),
    "dead": z.dead("dead.example"),
    "failing": z.servfail("failing.example"),
    "moved": z.parked("moved.example"),
    "odd": z.Zone("odd.example", unwilling),
    "keyed": None,
    # no zone of that name at all: the server above it says so
    "gone": z.records("example.net", ""),
}
LIVES = {
    "alive": ListLife.ALIVE,
    "slow": ListLife.SLOW,
    "wildcard": ListLife.WILDCARD,
    "refused": ListLife.REFUSES,
    "blocked": ListLife.REFUSES,
    "silent": ListLife.REFUSES,
    "dead": ListLife.DEAD,
    "failing": ListLife.DEAD,
    "moved": ListLife.MOVED,
    "odd": ListLife.ODD,
    "keyed": ListLife.NO_KEY,
    "gone": ListLife.DEAD,
}


def probed_of(server: str, *names: str, dead_wait: float = 2.0) -> tuple[Probed, ...]:
    lists = []
    for name in names:
        entry = {"id": name, "zone": f"{name}.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}}
        if name == "keyed":
            entry |= {"zone": "{key}.keyed.example", "key": "env:NO_SUCH_KEY"}
        if name == "gone":
            entry |= {"zone": "gone.example.net"}
        lists.append({**entry, "tags": ["standard"]})
    catalog = parse_catalog(json.dumps({"version": 1, "lists": lists}).encode(), "f")
    world = real_environment({}, lambda line: None)
    plan = AskingPlan(servers=(Server.of(server),), polite=False, dead_wait=dead_wait)

    async def run() -> tuple[Probed, ...]:
        return await probe(Asking(plan, asked_lists(catalog.lists, world), world))

    return asyncio.run(run())


def test_each_kind_of_trouble_has_its_word_and_a_remedy(nameserver: Start) -> None:
    server = nameserver(*(zone for zone in ZONES.values() if zone is not None))
    probed = probed_of(server.address, *ZONES)
    assert {one.health.list: one.life for one in probed} == LIVES
    for one in probed:
        assert one.health.usable == (one.life in (ListLife.ALIVE, ListLife.SLOW))
        assert (remedy(one) is None) == (one.life is ListLife.ALIVE)
    by_id = {one.health.list: one for one in probed}
    slow = by_id["slow"].answered_ms
    assert slow is not None
    assert slow > 1000
    assert by_id["keyed"].answered_ms is None
    assert "its zone does not exist" in by_id["gone"].health.saw
    text = render_probed(probed)
    assert text.startswith("2 of 12 lists can be used from here.\n")
    assert "moved  moved (unexpected_answer, standard)\n  saw: " in text
    assert text.endswith("alive:\n  alive\n")
    assert "slow" in render_probed(probed, verbose=True).splitlines()[-11]


def test_the_document_has_a_row_for_each(nameserver: Start) -> None:
    server = nameserver(z.honest("alive.example", {}), z.wildcard("wildcard.example"))
    document = json.loads(render_probed_json(probed_of(server.address, "alive", "wildcard"), "1", 1))
    assert (document["schema"], document["exit_code"]) == ("repcheck.lists-probe/1", 1)
    alive, wildcard = document["lists"]
    assert (alive["life"], alive["usable"], alive["reason"], alive["remedy"]) == ("alive", True, None, None)
    assert (wildcard["life"], wildcard["usable"], wildcard["reason"]) == ("wildcard", False, "list_wildcard")


def test_silence_of_everything_is_nobodys_fault(unused_address: str) -> None:
    probed = probed_of(unused_address, "alive", "dead", dead_wait=0.2)
    assert {one.life for one in probed} == {ListLife.UNASKED}
    assert verdict(probed) is ExitCode.UNDECIDED


def made_up(life: ListLife, reason: UnknownReason | None, *, standard: bool) -> Probed:
    health = ListHealth(list="x", zone="x.example", usable=reason is None, reason=reason)
    return Probed(health=health, name="X", life=life, standard=standard)


@each(
    "probed, code",
    [
        ([], ExitCode.OK),
        ([made_up(ListLife.ALIVE, None, standard=True)], ExitCode.OK),
        ([made_up(ListLife.SLOW, None, standard=True)], ExitCode.OK),
        ([made_up(ListLife.DEAD, UnknownReason.LIST_DEAD, standard=True)], ExitCode.FOUND),
        ([made_up(ListLife.DEAD, UnknownReason.LIST_DEAD, standard=False)], ExitCode.OK),
        ([made_up(ListLife.NO_KEY, UnknownReason.KEY_MISSING, standard=True)], ExitCode.OK),
        ([made_up(ListLife.UNASKED, UnknownReason.NETWORK_DOWN, standard=False)], ExitCode.UNDECIDED),
    ],
)
def test_exit_codes(probed: list[Probed], code: ExitCode) -> None:
    assert verdict(probed) is code
