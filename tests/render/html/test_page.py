"""The page: what stands on it, in which order, and that nothing on it acts."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.render.html.shown import document_of, shown
from repcheck.render.view import View
from tests.render.html.remembered import remembering
from tests.render.machines import others
from tests.render.machines.made import CHECKS, poisoned
from tests.render.parts import STARTED, address, clean, healthy, with_counts
from tests.support.golden import assert_golden
from tests.support.tables import each

from .reading import Read, assert_harmless

GOLDEN = Path(__file__).parent / "golden"


RESULTS: dict[str, Callable[[], Any]] = {
    **CHECKS,
    "nothing": lambda: Report(started=STARTED, seconds=0.1, exit_code=ExitCode.OK),
    "domains": others.domains,
    "pass": others.a_pass,
    "remembering": remembering,
    "poisoned": poisoned,
    "poisoned domains": lambda: others.domains(others.HOSTILE_TEXTS),
    "poisoned pass": lambda: others.a_pass(others.HOSTILE_TEXTS),
}

ORDER = (
    "verdict", "changed", "listed", "causes", "heat", "history", "domains", "notes", "lists", "coverage",
    "asked",
)  # fmt: skip


def read(value: Any, **view: Any) -> Read:
    return Read(shown(value, View(version="1.0", **view)).decode())


@pytest.mark.parametrize("public", [False, True], ids=["own", "public"])
@pytest.mark.parametrize("name", RESULTS)
def test_the_page_is_whole_and_holds_nothing_that_acts(name: str, public: bool) -> None:
    page = shown(RESULTS[name](), View(version="1.0", public=public)).decode()
    found = assert_harmless(page)
    assert not [char for char in page if not char.isprintable() and char != "\n"]
    (policy,) = (one.attributes["content"] for one in found.of("meta") if one.attributes.get("http-equiv"))
    digest = b64encode(sha256(found.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in found.style
    assert "@import" not in found.style


@each("name", RESULTS)
def test_a_screen_reader_finds_its_way(name: str) -> None:
    found = read(RESULTS[name]())
    assert found.of("html")[0].attributes["lang"] == "en"
    assert [len(found.of(one)) for one in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    assert (
        found.elements[[one.name for one in found.elements].index("body") + 1].attributes["href"] == "#main"
    )
    levels = [int(one.name[1]) for one in found.elements if re.fullmatch("h[1-4]", one.name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    sections = [one.attributes["aria-labelledby"] for one in found.of("section")]
    assert sections == [one for one in ORDER if one in sections]
    assert len(found.of("caption")) == len(found.of("table"))
    assert all(one.attributes.get("scope") in ("col", "row") for one in found.of("th"))
    for drawing in found.of("svg"):
        assert drawing.attributes.get("aria-hidden") == "true" or drawing.attributes["aria-label"]
    assert {one.attributes["tabindex"] for one in found.elements if "tabindex" in one.attributes} <= {"0"}


def test_golden() -> None:
    assert_golden(GOLDEN / "bounced.html", shown(CHECKS["bounced"](), View(version="1.0")))


def test_a_listing_says_why_how_much_and_what_to_do() -> None:
    text = read(CHECKS["bounced"]()).text
    assert "mail refused since 2026-11-20 08:00 UTC 2 bounces" in text
    assert "Then ask: https://list-a.example/delist" in text
    assert "usual wait: one day" in text


def test_without_bounces_the_mail_lost_is_not_known() -> None:
    assert "not known not known" in read(CHECKS["listings"]()).text


def test_the_verdict_says_when_it_is_out_of_date() -> None:
    assert "stale after 2026-11-23 10:00 UTC (1 day after it was asked)" in read(CHECKS["listings"]()).text
    assert "stale after 2026-11-22 10:30 UTC (30 minutes after it was asked)" in read(remembering()).text


def test_what_is_unknown_is_never_all_well() -> None:
    silent = with_counts(
        Report(
            started=STARTED,
            seconds=1,
            exit_code=ExitCode.OK,
            targets=(
                address("192.0.2.10", clean("list-a"), *CHECKS["network_down"]().targets[0].observations),
            ),
        )
    )
    well = with_counts(
        msgspec.structs.replace(
            silent, targets=(address("192.0.2.10", clean("list-a")),), lists=healthy("list-a")
        )
    )
    assert read(well).text.startswith("All well: ")
    assert read(silent).text.startswith("Nothing found, not all known: ")
    assert "12 of 13 answers unknown, which does not mean clean" in read(silent).text


def test_the_monitor_shows_its_past_and_what_changed() -> None:
    text = read(remembering()).text
    assert "listed, high 192.0.2.0 (pool-a)" in text
    assert "2 times 2 days" in text
    labels = [one.attributes.get("aria-label") for one in read(remembering()).of("svg")]
    assert "listed on 2 of the last 90 days; not watched on 40 days" in labels


def test_a_cell_is_listed_unknown_clean_or_not_asked() -> None:
    cells = [one.attributes["class"] for one in read(remembering()).of("td") if "class" in one.attributes]
    assert cells == ["high", "none", "unknown", "clean", "none", "unknown"]


def test_two_hundred_groups_have_a_row_each() -> None:
    targets = tuple(
        address(f"198.18.{at // 256}.{at % 256}", clean("list-a"), group=f"pool-{at % 200}")
        for at in range(400)
    )
    whole = Report(
        started=STARTED, seconds=1, exit_code=ExitCode.OK, targets=targets, lists=healthy("list-a")
    )
    heat = document_of(whole, View(version="1.0")).heat
    assert heat is not None
    assert len(heat.rows) == 200
    assert heat.folded.startswith("400 targets folded into 200 rows: groups.")
