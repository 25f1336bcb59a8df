"""The page as a browser takes it in: elements, attributes and text, by the parser of the standard library."""

from html.parser import HTMLParser
from typing import NamedTuple

#: All that the template writes; nothing else may come from anywhere.
ELEMENTS = frozenset({
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "div",
    "h1", "h2", "h3", "h4", "p", "a", "b", "i", "em", "small", "span", "br", "q", "blockquote", "pre",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "figure", "figcaption", "svg", "path", "circle", "rect",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "lang", "charset", "http-equiv", "content", "name", "class", "href", "rel", "id", "role", "tabindex",
    "scope", "aria-labelledby", "aria-label", "aria-hidden", "focusable", "data-head",
    "viewbox", "preserveaspectratio", "width", "height", "x", "y", "d", "cx", "cy", "r",
})  # fmt: skip
_VOID = frozenset(("meta", "br"))


class Element(NamedTuple):
    """One start tag."""

    name: str
    attributes: dict[str, str]


class Read(HTMLParser):
    """Everything on one page. ``unclosed`` is empty when each element was closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.style = ""
        self.unclosed: list[str] = []
        self.odd: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.unclosed[-1:] == [tag]:
            self.unclosed.pop()
        else:
            self.odd.append(tag)

    def handle_data(self, data: str) -> None:
        if self.unclosed[-1:] == ["style"]:
            self.style += data
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"instruction {data}")

    @property
    def text(self) -> str:
        """What is read, with single spaces."""
        return " ".join(" ".join(self.texts).split())

    def of(self, name: str) -> list[Element]:
        """All elements of a name."""
        return [one for one in self.elements if one.name == name]


def assert_harmless(page: str) -> Read:
    """That the page holds what the template writes, and of strangers nothing but text and checked links."""
    read = Read(page)
    assert (read.unclosed, read.odd) == ([], [])
    assert {one.name for one in read.elements} <= ELEMENTS
    assert {name for one in read.elements for name in one.attributes} - ATTRIBUTES == set()
    for link in read.of("a"):
        href = link.attributes["href"]
        assert href == "#main" or href.startswith(("https://", "http://", "mailto:"))
        assert href == "#main" or link.attributes["rel"] == "noopener noreferrer"
    known = {one.attributes["id"] for one in read.elements if "id" in one.attributes}
    assert all(one.attributes.get("aria-labelledby", "main") in known for one in read.elements)
    return read
