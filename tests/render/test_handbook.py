"""docs/catalog.md: fresh, whole, and with links that lead somewhere."""

import re
from pathlib import Path

from repcheck.render.catalog.handbook import handbook
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

PAGE = Path(__file__).resolve().parents[2] / "docs" / "catalog.md"
CATALOG = built_in_catalog()
MADE = handbook(CATALOG)


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == MADE, "make docs"


def section(anchor: str) -> str:
    _, found, rest = MADE.partition(f'<a id="{anchor}"></a>\n')
    assert found
    return rest.split("<a id=")[0]


@each("entry", CATALOG.lists)
def test_each_list_has_its_section(entry) -> None:
    text = section(entry.id)
    assert f"\n### {entry.name}\n" in text
    assert entry.zone in text
    assert all(sublist.name.replace("|", "\\|") in text for sublist in entry.sublists)
    if entry.delisting is not None:
        assert f"**Getting off {entry.name}**" in text
        assert entry.delisting.url is None or f"<{entry.delisting.url}>" in text
        assert entry.delisting.certain or "*To be verified.*" in text


@each("entry", CATALOG.providers)
def test_each_provider_has_its_section(entry) -> None:
    text = section(f"provider-{entry.id}")
    assert text.count("\n| `") == len(entry.rules)
    assert "**What to do**" in text


def test_every_link_of_the_page_leads_to_a_section() -> None:
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', MADE)) | {"dead-lists", "how-severity-follows-from-use"}
    links = set(re.findall(r"\]\(#([^)]+)\)", MADE))
    assert links
    assert links <= anchors
    assert len(anchors) == len(CATALOG.lists) + len(CATALOG.providers) + 2


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    width = 0
    for line in MADE.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.split(r"(?<!\\)\|", line))
        width = width or cells
        assert cells == width, line
