"""Contrast of the palette in both schemes, by the formula of WCAG 2.2; and that colour never stands alone."""

import re

import pytest

from repcheck.model.observations import Severity
from repcheck.render.html.marks import CLEAN, MIXED, NOT_ASKED, UNKNOWN, severity_mark
from repcheck.render.html.palette import PAIRS, PALETTE
from repcheck.render.html.shown import stylesheet
from tests.support.tables import each

LOOKS = {one.look for one in (*map(severity_mark, Severity), CLEAN, MIXED, NOT_ASKED, UNKNOWN)}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=[f"{one[0]} on {one[1]}" for one in PAIRS])
def test_what_stands_on_each_other_can_be_read(ink: str, ground: str, least: float) -> None:
    assert contrast(PALETTE[ink].light, PALETTE[ground].light) >= least
    assert contrast(PALETTE[ink].dark, PALETTE[ground].dark) >= least


@each("look", ["critical", "high", "medium", "low"])
def test_cells_of_listings_are_read_on_their_own_colour(look: str) -> None:
    assert contrast(PALETTE["sheet"].light, PALETTE[look].light) >= 4.5
    assert contrast(PALETTE["sheet"].dark, PALETTE[look].dark) >= 4.5


def test_every_colour_of_the_rules_is_in_the_palette() -> None:
    assert set(re.findall(r"var\(--([a-z-]+)\)", stylesheet())) == set(PALETTE)


@each("look", sorted(LOOKS - {"none"}))
def test_no_colour_stands_alone(look: str) -> None:
    signs = dict(re.findall(r'td\.([a-z]+)::before\{content:"([^"]+)"\}', stylesheet()))
    assert len(set(signs.values())) == len(signs) == len(LOOKS - {"none"})
    assert look in signs
    assert re.search(rf"\.mark\.{look}::before[^{{}}]*\{{content:", stylesheet())


def test_unknown_is_hatched_and_clean_is_not() -> None:
    gradient = r"([^}]*)\{color:[^}]*background:repeating-linear-gradient\(45deg,var"
    (hatched,) = re.findall(gradient, stylesheet())
    assert "td.unknown" in hatched
    assert "td.mixed" in hatched
    assert "clean" not in hatched
