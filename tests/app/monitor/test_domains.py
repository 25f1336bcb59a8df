"""Mail records of watched domains: looked at now and then, and told when they get worse and well again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from repcheck.app.monitor.domains import Records
from repcheck.demo.asker import ABSENT, TIMEOUT, AskedOfScript
from repcheck.model.dns import Answer, Outcome
from repcheck.model.records import PartName, PartState
from repcheck.model.watch.domains import PartKnown
from repcheck.model.watch.monitor import Memory, Pair
from repcheck.monitor.domains import due, judged
from tests.app.monitor.days import HOUR, START, Days
from tests.memory.domains import domain_look, part

SIX = timedelta(hours=6)
SPF, DMARC = ("example.com", "TXT"), ("_dmarc.example.com", "TXT")
WHOLE = {
    SPF: "v=spf1 ip4:203.0.113.1 -all",
    DMARC: "v=DMARC1; p=reject; rua=mailto:r@example.com",
    ("example.com", "MX"): "10 mx.example.com.",
    ("mx.example.com", "A"): "203.0.113.1",
    ("1.113.0.203.in-addr.arpa", "PTR"): "mx.example.com.",
}


class Domains(Days):
    """A world whose names have records. ``lost`` ones cannot be asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ("alpha",), ("203.0.113.1", "example.com"))
        self.records = dict(WHOLE)
        self.lost: set[tuple[str, str]] = set()
        self.more["records"] = Records(every=SIX)

    def _answer(self, asked: AskedOfScript) -> Answer:
        if asked.zone:
            return super()._answer(asked)
        key = (asked.name, asked.rdtype)
        if key in self.lost:
            return TIMEOUT
        text = self.records.get(key)
        return ABSENT if text is None else Answer(Outcome.NOERROR, (text,), 300)

    def told(self, after: timedelta = SIX) -> list[str]:
        """What a pass says of records."""
        found = [one for one in self.look(after).document.findings if one.id == "records_worse"]
        return [one.says for one in found if one.new]

    def state(self, name: str = "dmarc") -> PartState:
        return self.store.domains()[0].parts[name].seen  # type: ignore[index]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Domains]:
    made = Domains(tmp_path)
    yield made
    made.store.close()


def test_a_record_that_is_gone_is_told_once_and_that_it_is_back(world: Domains) -> None:
    assert world.told() == []
    del world.records[DMARC]
    assert world.told() == []  # one look alone: a server that lags behind is no news
    assert world.state() is PartState.ABSENT
    world.news()
    (says,) = world.told(HOUR)  # which is confirmed by the very next pass
    assert says.startswith("DMARC of example.com: ok before, none now. ")
    (message,) = world.news()
    assert "DMARC of example.com" in message.text
    assert '_dmarc.example.com TXT "v=DMARC1; p=none' in message.text
    assert world.told() == []
    world.records[DMARC] = WHOLE[DMARC]
    assert world.told() == []
    assert world.told(HOUR) == ["DMARC of example.com: ok again."]
    assert world.told() == []


def test_what_could_not_be_asked_changes_nothing(world: Domains) -> None:
    world.told()
    world.lost.add(DMARC)
    for _ in range(3):
        assert world.told() == []
    assert world.state() is PartState.UNKNOWN
    world.lost.clear()
    assert world.told() == []


def test_faults_of_the_first_look_are_no_change_and_a_better_one_is_none(world: Domains) -> None:
    world.records[SPF] = "v=spf1 ipv4:203.0.113.1 -all"
    assert world.told() == []
    assert world.state("spf") is PartState.FAULTY
    world.records[SPF] = WHOLE[SPF]
    assert [world.told(), world.told()] == [[], []]
    assert world.store.domain_looks(["example.com"])["example.com"].report.domains[0].domain == "example.com"


def test_a_domain_is_looked_at_once_in_its_time_and_forgotten_with_its_target(world: Domains) -> None:
    world.told()
    looked = world.store.domains()[0].at
    world.look(HOUR)
    assert world.store.domains()[0].at == looked
    world.look(SIX)
    assert world.store.domains()[0].at == world.now
    del world.records[DMARC]
    world.told()
    world.told(HOUR)
    world.targets.remove("example.com")
    assert world.told() == []  # that nobody looks at it any more is not that it is well
    assert not world.store.domains()


def test_a_domain_with_pairs_that_are_remembered_is_kept(world: Domains) -> None:
    world.told()
    pair = Pair("example.net", "alpha")
    with world.store.writing() as writing:
        writing.keep_domains([domain_look(name, world.now) for name in ("example.net", "example.org")])
        writing.remember([Memory(pair=pair, known=True, since=world.now)])
    world.more["whole"] = False
    world.look(HOUR)
    assert len(world.store.domains()) == 3
    world.more["whole"] = True
    world.targets.append("mail.example.com")  # whose addresses nobody can tell, so that no pair is closed
    world.lost |= {("mail.example.com", "A"), ("mail.example.com", "AAAA")}
    world.look(HOUR)
    assert [one.domain for one in world.store.domains()] == ["example.com", "example.net"]


def test_no_look_is_made_where_nobody_wants_one(world: Domains) -> None:
    world.more["records"] = None
    world.look()
    assert not world.store.domains()


def test_what_waits_for_its_second_look_comes_first_then_the_oldest() -> None:
    names = ("new.example", "calm.example", "old.example", "changed.example", "ahead.example")
    looks = {
        "calm.example": domain_look("calm.example", START - HOUR),
        "old.example": domain_look("old.example", START - 7 * HOUR),
        "changed.example": domain_look("changed.example", START - HOUR),
        "ahead.example": domain_look("ahead.example", START + HOUR),
    }
    kept = {name: look.kept for name, look in looks.items()}
    changed = judged(kept["changed.example"].parts, [part("spf", PartState.FAULTY)])
    kept["changed.example"] = type(kept["calm.example"])(
        domain="changed.example", at=START - HOUR, parts=changed
    )
    wanted = ("changed.example", "new.example", "old.example", "ahead.example")
    assert due(names, kept, START, SIX, 9) == wanted
    assert due(names, kept, START, SIX, 2) == wanted[:2]


def test_worse_ends_where_it_began() -> None:
    weak, faulty, absent = PartState.WEAK, PartState.FAULTY, PartState.ABSENT
    known: dict[PartName, PartKnown] = {}
    was = []
    for state in (weak, faulty, faulty, absent, absent, PartState.UNKNOWN, weak, faulty, weak, weak):
        known = judged(known, [part("spf", state)])
        was.append(known["spf"].was)
    assert was == [None, None, weak, weak, weak, weak, weak, weak, weak, None]
