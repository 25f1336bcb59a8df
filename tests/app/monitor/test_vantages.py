"""Machines in several networks, one memory: what they tell while they take turns."""

from pathlib import Path

from repcheck.model.watch.monitor import Pair
from tests.app.monitor.days import HOUR, Days

TARGETS = [f"198.51.{number}.7" for number in range(6)]
BAD, FIRST = TARGETS[0], Pair(TARGETS[0], "alpha")


class Turns(Days):
    """The world from each vantage: from where Alpha lists, Beta lists everybody, nothing is heard."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ["alpha", "beta", "gamma"], TARGETS)
        self.listed_from: set[str] = set()
        self.everybody: set[str] = set()
        self.deaf: set[str] = set()
        self.pace = HOUR / 3
        self.dead_at: set[str] = set()
        self.code = "127.0.0.4"

    def turn(self, *places: str) -> list[str]:
        """A pass from each, and the texts that are told."""
        said = []
        for place in places:
            self.more["vantage"] = place
            self.listed["alpha"] = {BAD: self.code} if place in self.listed_from else {}
            self.mode = {"beta": "everybody"} if place in self.everybody else {}
            self.mode |= {"gamma": "dead"} if place in self.dead_at else {}
            self.network = place not in self.deaf
            self.look(self.pace)
            said += [message.text for message in self.news()]
        return said


def test_a_listing_that_one_place_sees_is_one_message_whoever_asks(tmp_path: Path) -> None:
    world = Turns(tmp_path)
    world.turn("berlin", "oslo")
    world.listed_from = {"berlin"}
    world.turn("oslo")
    (text,) = world.turn("berlin", "oslo", "berlin", "oslo", "berlin", "oslo")
    assert text.startswith(f"LISTED critical: {BAD} on Alpha BL\n")
    world.listed_from = {"berlin", "oslo"}
    assert world.turn("oslo", "berlin", "oslo") == []
    assert not world.store.views()
    world.listed_from = {"oslo"}
    assert world.turn("berlin", "oslo", "berlin", "oslo") == []
    assert [one.vantage for one in world.store.views()[FIRST]] == ["berlin"]
    world.listed_from = set()
    (over,) = world.turn("oslo", "berlin", "oslo", "berlin")
    assert over.startswith("CLEARED")
    assert not world.store.views()
    assert [one.name for one in world.store.vantages()] == ["berlin", "oslo"]


def test_the_message_says_what_each_place_sees(tmp_path: Path) -> None:
    world = Turns(tmp_path)
    world.turn("berlin", "oslo", "lima")
    world.listed_from = {"berlin"}
    world.code = "127.0.0.2"  # not so severe that one pass is enough
    assert world.turn("berlin", "oslo") == []
    (text,) = world.turn("berlin")
    assert "  listed from berlin, clean from oslo, not asked since from lima\n" in text


def test_a_list_that_cannot_be_believed_at_one_place_is_told_once_of_that_place(tmp_path: Path) -> None:
    world = Turns(tmp_path)
    world.turn("berlin", "oslo")
    world.everybody = {"oslo"}
    (text,) = world.turn("berlin", "oslo", "berlin", "oslo", "berlin", "oslo")
    assert "NOTE: From oslo: Beta BL suddenly lists most" in text
    world.everybody = set()
    (over,) = world.turn("berlin", "oslo", "berlin")
    assert "NOTE: From oslo: Beta BL lists what is usual again: its new listings are believed." in over


def test_a_place_that_hears_nothing_changes_nothing(tmp_path: Path) -> None:
    world = Turns(tmp_path)
    world.listed_from = {"berlin", "oslo"}
    world.turn("berlin", "oslo")
    before = world.store.memories()
    world.deaf = {"oslo"}
    (text,) = world.turn("oslo", "berlin", "oslo", "berlin")
    assert "NOTE: From oslo: " in text
    assert (world.store.memories(), world.store.views()) == (before, {})


def test_a_list_that_is_silent_at_one_place_alone_is_told_there_after_a_day(tmp_path: Path) -> None:
    world = Turns(tmp_path)
    world.turn("berlin", "oslo")
    world.dead_at = {"oslo"}
    world.pace = 6 * HOUR
    assert world.turn("oslo", "berlin", "oslo", "berlin") == []
    (text,) = world.turn("oslo", "berlin", "oslo", "berlin")
    assert "NOTE: From oslo: Gamma BL: no answer about 6 targets since 2026-03-02 14:40 UTC, while" in text
    assert all(memory.unknown_since is None for memory in world.store.memories().values())
    world.dead_at = set()
    (over,) = world.turn("berlin", "oslo", "berlin")
    assert "NOTE: From oslo: Gamma BL answers again." in over
