"""Site and picture of README fetch nothing from elsewhere, and the picture shows what is so."""

import re
from html import unescape
from pathlib import Path

import pytest

from tools.picture import drawn, run_of
from tools.site import fetched, outside

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.com/a.js"></script>',
        "<img alt=x src=//cdn.example.com/a.png>",
        '<link rel="stylesheet" href="http://fonts.example.com/css">',
        "@import 'https://fonts.example.com/css';",
        "src: url( https://fonts.example.com/a.woff2 )",
    ],
)
def test_what_is_fetched_from_elsewhere_is_found(text: str, tmp_path: Path) -> None:
    assert len(list(fetched(text))) == 1
    (tmp_path / "page.html").write_text(text)
    (line,) = outside(tmp_path)
    assert line.startswith("page.html fetches ")
    assert "example.com/" in line


def test_links_and_what_lies_beside_are_not() -> None:
    text = '<a href="https://example.com/"> <script src="a.js"> <link href="b.css"> url(data:image/png,x)'
    assert list(fetched(text)) == []


def texts(picture: str) -> str:
    """What stands in a picture, without the title."""
    words = re.findall(r"<text [^>]*-matrix|<text class=\"repcheck-r\d+\"[^>]*>(.*?)</text>", picture)
    return re.sub(r"\s+", "", unescape("".join(words)))


def test_the_picture_shows_what_the_demo_prints() -> None:
    picture = (ROOT / "docs" / "terminal.svg").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "first-steps.md").read_text(encoding="utf-8")
    run = run_of(page[page.index("$ repcheck check 192.0.2.10 example.com 198") :])
    assert re.sub(r"\s+", "", run) in texts(picture), "run make picture"
    assert list(fetched(picture)) == []


def test_a_picture_is_the_same_each_time() -> None:
    text = "$ repcheck check x\n\x1b[1mlisted\x1b[0m <&>\n1 targets, 2 lists, 1.0 s, 2026-01-01 10:00 UTC; y"
    assert drawn(run_of(text)) == drawn(run_of(text.replace("1.0 s", "2.0 s")))
    assert "listed<&>" in texts(drawn(text))
