"""Machines that share a memory do a pass together: the report is that of one, whoever dies."""

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest

from repcheck._version import __version__
from repcheck.app.cluster.asking import Manner, ask_shard_by
from repcheck.app.cluster.sharing import Machine, help_out, share_pool
from repcheck.app.cluster.sweep import Spread
from repcheck.app.run.asking import OpenShared
from repcheck.demo.asker import ScriptedAsker
from repcheck.model.secret import Secret
from repcheck.store.sql.sharing import Done, SharedPieces, open_pieces
from repcheck.store.sql.state import open_shared
from tests.app.cluster.reports import run, script
from tests.support.patience import PATIENCE
from tests.support.postgres import Postgres

Open = Callable[..., SharedPieces]


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def opened(address: str) -> Iterator[Open]:
    """The pieces, as one machine has them."""
    made: list[SharedPieces] = []

    def make(version: str = __version__) -> SharedPieces:
        made.append(open_pieces(Secret(address), "store", version=version))
        return made[-1]

    yield make
    for pieces in made:
        pieces.close()


def work(payload: bytes, shared: OpenShared | None = None) -> bytes:
    return ask_shard_by(payload, shared, lambda _servers, _dead_wait: ScriptedAsker(script))


def rows(address: str) -> int:
    with psycopg.connect(address) as session:
        found = session.execute("SELECT count(*) FROM shards").fetchone()
        return 0 if found is None else int(found[0])


def lease_ends(address: str) -> None:
    with psycopg.connect(address) as session:
        session.execute("UPDATE shards SET leased = 0 WHERE leased IS NOT NULL")


def test_several_machines_give_the_document_of_one(opened: Open, address: str) -> None:
    _, _, alone = run(None)
    helps = threading.Event()

    def of_the_driver(payload: bytes) -> bytes:
        assert helps.wait(PATIENCE)  # it has two of six pieces until the other machine has one, too
        return work(payload)

    def of_the_other(payload: bytes) -> bytes:
        helps.set()
        return work(payload)

    other = Machine(opened(), of_the_other)
    other.start()
    with share_pool(opened(), of_the_driver, at_once=2) as pool:
        _, _, together = run(Spread(pool=pool, manner=Manner(), warn=print, work=work, most=20_000))
    assert together == alone
    assert other.stop() >= 1
    assert rows(address) == 0


def test_each_piece_is_one_machines_until_its_lease_ends_and_the_first_result_counts(
    opened: Open, address: str
) -> None:
    driver, dies, other = opened(), opened(), opened()
    numbers = [driver.put(b"one"), driver.put(b"two")]
    claimed = dies.claim()
    assert claimed is not None
    assert (claimed.number, claimed.payload) == (numbers[0], b"one")
    second = other.claim()
    assert second is not None
    assert second.payload == b"two"
    assert other.claim() is None
    lease_ends(address)
    other.renew([second.number])
    again = other.claim()
    assert again is not None
    assert again.payload == b"one"
    assert other.claim() is None
    other.finish(again.number, b"done")
    dies.finish(claimed.number, b"late")
    dies.fail(claimed.number, "late")
    other.fail(second.number, "no network")
    done = driver.take(numbers)
    assert [(done[number].result, done[number].failed) for number in numbers] == [
        (b"done", None),
        (None, "no network"),
    ]
    assert driver.take(numbers) == {}


def test_many_claim_at_once_and_none_gets_what_another_has(opened: Open) -> None:
    pieces = opened()
    numbers = [pieces.put(b"") for _ in range(40)]
    got: list[int] = []

    def claim_all() -> None:
        while (claimed := pieces.claim()) is not None:
            got.append(claimed.number)

    threads = [threading.Thread(target=claim_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(got) == numbers


def test_another_version_leaves_pieces_alone(opened: Open) -> None:
    opened("1.0").put(b"")
    assert opened("2.0").claim() is None
    assert opened("1.0").claim() is not None


def test_what_a_machine_cannot_do_is_done_by_the_driver_itself(opened: Open) -> None:
    _, _, alone = run(None)

    def cannot(_: bytes) -> bytes:
        raise OSError("no route to host")

    with share_pool(opened(), cannot) as pool:
        _, _, together = run(Spread(pool=pool, manner=Manner(), warn=print, work=work, most=20_000))
    assert together == alone


def test_who_helps_goes_when_the_pass_is_over_and_a_driver_clears_what_another_left(
    opened: Open, address: str
) -> None:
    pieces = opened()
    store = open_shared(Secret(address), "store")
    helped: list[int] = []
    with store.alone():
        helper = threading.Thread(target=lambda: helped.append(help_out(opened(), bytes.upper)))
        helper.start()
        number = pieces.put(b"asked")
        done: dict[int, Done] = {}
        while not done:
            done = pieces.take([number])
        assert done[number].result == b"ASKED"
    helper.join(PATIENCE)
    assert helped == [1]
    assert help_out(opened(), bytes.upper) == 0  # there is no pass
    pieces.put(b"left")
    with store.alone(), share_pool(pieces, bytes.upper):
        assert rows(address) == 0
    store.close()
