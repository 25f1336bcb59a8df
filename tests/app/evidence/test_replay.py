"""A report made again from its evidence is the same report."""

import asyncio
from pathlib import Path
from random import Random

import jsonschema
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.check import Checked, check
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment, real_environment
from repcheck.app.evidence.document import encoded, evidence_in, evidence_schema
from repcheck.app.evidence.record import RecordingAsker, evidence_of
from repcheck.app.evidence.replay import replay
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.report import Report
from repcheck.render.json.report import render_json
from repcheck.render.text.report import render_text
from repcheck.targets.parse import parse_target
from tests.support.built_in import the_demo_catalog
from tests.support.examples import examples

CATALOG = the_demo_catalog()
VERSION = "0"

BOUNCE = b"""From: MAILER-DAEMON@mx.example.net
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

<anna.secret@example.net>: host mx.example.net said: 554 5.7.1 anna.secret: blocked using
 honest.dnsbl.example, client host [192.0.2.10]

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; anna.secret@example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 554 5.7.1 Client host [192.0.2.10] blocked using honest.dnsbl.example;
 anna.secret@example.net

--b--
"""

CODES = ("127.0.0.2", "127.0.0.3", "127.255.255.254", "192.0.2.7")
#: Records that judge, faulty ones, and octets that are no text.
TEXTS = (
    "v=spf1 mx -all",
    "v=spf1 ip4:192.0.2.10 include:example.net ?all",
    "v=DMARC1; p=none",
    "caf\udce9 \x1b[31m",
    "",
)
TARGETS = ("192.0.2.10", "example.com", "2001:db8::1", "mail.example.org")


def script_of(seed: int, healthy: bool) -> ScriptedAsker:
    """Only the seed decides the answers; the test points of a ``healthy`` run are right."""

    def answer(asked: AskedOfScript) -> Answer:
        point = asked.owner.removesuffix(".test")
        if healthy and asked.fresh and point in ("2.0.0.127", "test"):
            return Answer(Outcome.NOERROR, ("127.0.0.2",))
        if healthy and asked.fresh:
            return Answer(Outcome.NXDOMAIN)
        return _any(Random(f"{seed} {asked.name} {asked.rdtype}"), asked)

    return ScriptedAsker(answer)


def _any(chance: Random, asked: AskedOfScript) -> Answer:
    nothing = Answer(chance.choice(list(Outcome)[1:]))
    found = {
        "TXT": (chance.choice(TEXTS),),
        "MX": ("10 mx1.example.com", "20 mx2.example.com"),
        "PTR": ("mail.example.com",),
        "A": (chance.choice(CODES),) if asked.zone else ("192.0.2.25", "198.51.100.7"),
    }.get(asked.rdtype)
    if found is None or chance.random() < 0.4:
        return nothing
    return Answer(Outcome.NOERROR, found, 300, 1.25, "192.0.2.53:53")


def run_of(
    asker: ScriptedAsker, world: Environment, *targets: str, bounces: BounceSources | None = None
) -> tuple[Checked, RecordingAsker]:
    """A run with all its evidence kept."""
    lists = tuple(entry for entry in CATALOG.lists if entry.enabled)
    request = CheckRequest(
        targets=tuple(target for text in targets for target in parse_target(text, max_hosts=1)),
        catalog=CATALOG,
        lists=lists,
        bounces=bounces,
        any_address=True,
        flags="--resolver 192.0.2.53",
        evidence=True,
    )

    async def job() -> tuple[Checked, RecordingAsker]:
        plan = AskingPlan(servers=(Server("127.0.0.1", 9),))
        asking = Asking(plan, asked_lists(lists, world), world, asker)
        asking.asker = recorder = RecordingAsker(asking.asker)
        return await check(request, asking, world), recorder

    return asyncio.run(job())


def replayed(path: Path) -> Report:
    return asyncio.run(replay(evidence_in(path.read_bytes(), str(path)))).report()


def shown(report: Report) -> list[bytes | str]:
    """All that a user can be shown of it."""
    texts = [
        render_text(report, width=80, colour=False, verbose=verbose, show_addresses=True)
        for verbose in (0, 2)
    ]
    return [render_json(report, VERSION), *texts]


@given(seed=st.integers(0, 2**32), healthy=st.booleans(), with_mail=st.booleans())
@settings(max_examples=examples(12))
def test_any_run_is_replayed_as_it_was(tmp_path_factory, seed: int, healthy: bool, with_mail: bool) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "one.eml").write_bytes(BOUNCE)
    world = real_environment({"XDG_STATE_HOME": str(folder)}, lambda _: None)
    mail = BounceSources(paths=(str(folder / "one.eml"),), jobs=1) if with_mail else None
    targets = Random(seed).sample(TARGETS, 1 + seed % len(TARGETS))
    checked, recorder = run_of(script_of(seed, healthy), world, *targets, bounces=mail)
    report = checked.report()
    content = encoded(evidence_of(checked, report, recorder, world))
    path = folder / "evidence.json"
    path.write_bytes(content)
    assert shown(replayed(path)) == shown(report)
    assert b"secret" not in content
    jsonschema.Draft202012Validator(evidence_schema()).validate(msgspec.json.decode(_valid(content)))


def _valid(content: bytes) -> bytes:
    """Lone surrogates, which only Python reads, as another character."""
    return content.replace(b"\\udc", b"\\u00")
