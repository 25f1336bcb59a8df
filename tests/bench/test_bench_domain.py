"""The benchmark of ``repcheck domain`` measures a run that found everything, and no other."""

from pathlib import Path

import pytest

from bench.domain import CHAIN_WITH_LISTS, DELAY, INCLUDES, MAIL_HOSTS, measure, zones
from bench.processes import BenchError
from repcheck.demo import zones as z
from tests.conftest import NameServerFactory


def test_it_is_as_deep_as_it_says(nameserver: NameServerFactory, tmp_path: Path) -> None:
    found = measure(nameserver(*zones()).address, tmp_path, "all", runs=1)
    assert found.seconds >= CHAIN_WITH_LISTS * DELAY
    # TXT of each include, MX and its hosts, a reverse name for each address, and each address on each list
    assert found.queries > 2 * INCLUDES + 3 * MAIL_HOSTS
    assert found.in_turn > 4 * found.seconds


def test_a_run_that_found_something_else_is_no_measurement(
    nameserver: NameServerFactory, tmp_path: Path
) -> None:
    server = nameserver(z.records(".", 'example.com. 60 IN TXT "v=spf1 -all"'))
    with pytest.raises(BenchError, match="found 0 mail hosts"):
        measure(server.address, tmp_path, "none", runs=1)
