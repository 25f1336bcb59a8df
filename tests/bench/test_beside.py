"""Two trees are measured turn about, and what one of them takes more is marked."""

from pathlib import Path
from typing import Any

import pytest

from bench.beside import Pair, Row, Tree, beside, least, table
from bench.maillog import BOUNCES, SHIPPED, write_log
from bench.processes import BenchError, Cost
from repcheck.bounces.logs import log_kind
from tests.support.tables import each


def test_the_runs_go_turn_about_and_the_first_ones_do_not_count() -> None:
    order: list[Any] = []
    cpu = {"old": iter([0.1, 5.0, 4.0]), "new": iter([0.1, 3.0, 6.0])}

    def once(tree: Any) -> Cost:
        order.append(tree)
        return Cost(1.0, next(cpu[tree]), 10, 0)

    old: Any = "old"
    new: Any = "new"
    pair = beside(Row("a row", once), old, new, 2)
    assert order == ["old", "new"] * 3
    assert (pair.before.cpu, pair.now.cpu) == (4.0, 3.0)


def test_each_figure_counts_at_its_least() -> None:
    assert least([Cost(3.0, 1.0, 30, 0), Cost(2.0, 2.0, 20, 1)]) == Cost(2.0, 1.0, 20, 1)


def test_what_takes_more_is_marked() -> None:
    before = Cost(1.0, 1.0, 10_000_000, 0)
    pairs = [
        Pair("as before", before, Cost(9.0, 1.03, 10_000_000, 0)),
        Pair("slower", before, Cost(1.0, 1.2, 9_000_000, 0)),
        Pair("larger", before, Cost(1.0, 0.5, 20_000_000, 0)),
    ]
    same, slower, larger = (pair.cells() for pair in pairs)
    assert same == ("as before", "1.000", "1.030", "1.03", "10", "10", "1.00")
    assert slower[1:] == ("1.000", "1.200", "1.20 !", "10", "9", "0.90")
    assert larger[1:] == ("1.000", "0.500", "0.50", "10", "20", "2.00 !")
    assert "1.20 !" in table(pairs)


def test_a_tree_without_an_environment_cannot_be_measured(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"has no \.venv"):
        Tree(tmp_path, tmp_path / "place")


@each("shipper", SHIPPED)
def test_lines_in_the_records_of_a_shipper_are_a_log_of_postfix(tmp_path: Path, shipper: str) -> None:
    log, bare = tmp_path / "log", tmp_path / "bare"
    bounces = write_log(log, 2_000, shipped=SHIPPED[shipper])
    assert bounces == write_log(bare, 2_000) > 0
    text = log.read_bytes()
    assert log_kind(text) == "postfix"
    assert text.count(b"\n") == 2_000
    assert text.count(BOUNCES["postfix"].encode()) == bounces
