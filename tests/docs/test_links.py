"""No link of README or a page is dead: files and headings are there, addresses outside of the right form."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt

from tests.docs.page import ROOT
from tests.support.tables import each

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_HTML_ANCHOR = re.compile(r'<a id="([^"]+)">')


def links(text: str) -> Iterator[str]:
    """Where each link and picture leads."""
    for token in MarkdownIt().enable("table").parse(text):
        for child in token.children or ():
            for name in ("href", "src"):
                if (value := child.attrGet(name)) is not None:
                    yield str(value)


@cache
def anchors(path: Path) -> frozenset[str]:
    """The anchors of a document: those that forges make of headings, and those named in HTML."""
    text = path.read_text(encoding="utf-8")
    tokens = MarkdownIt().enable("table").parse(text)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    return frozenset({*map(slug, headings), *_HTML_ANCHOR.findall(text)})


def slug(heading: str) -> str:
    """As forges make an anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def fault(link: str, page: Path) -> str | None:
    """What is wrong with a link of a page; None: nothing."""
    parts = urlsplit(link)
    if parts.scheme:
        return None if well_formed(link) else "is not an address"
    path = (page.parent / parts.path).resolve() if parts.path else page
    if not path.exists() or not path.is_relative_to(ROOT):
        return "is not there"
    if parts.fragment and (path.suffix != ".md" or parts.fragment not in anchors(path)):
        return "has no such heading"
    return None


def well_formed(link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path) is not None
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) is not None


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda path: path.name)
def test_no_link_is_dead(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {link: wrong for link in links(text) if (wrong := fault(link, page))} == {}


def test_readme_and_first_page_have_a_link_to_each_page() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    for start, before in ((ROOT / "README.md", "docs/"), (ROOT / "docs" / "index.md", "")):
        found = {
            link.partition("#")[0].removeprefix(before) for link in links(start.read_text(encoding="utf-8"))
        }
        assert pages - found == set(), start.name


@each(
    "link, wrong",
    [
        ("page.md", "is not there"),
        ("../../../etc/passwd", "is not there"),
        ("#nothing", "has no such heading"),
        ("catalog.md#nothing", "has no such heading"),
        ("https://example", "is not an address"),
        ("https:/example.com", "is not an address"),
        ("mailto:nobody", "is not an address"),
        ("javascript:x", "is not an address"),
        ("catalog.md#spamhaus-zen", None),
        ("#the-commands", None),
        ("https://example.com/a#b", None),
        ("mailto:a@example.com", None),
    ],
)
def test_dead_links_are_noticed(link: str, wrong: str | None) -> None:
    assert fault(link, ROOT / "docs" / "commands.md") == wrong
