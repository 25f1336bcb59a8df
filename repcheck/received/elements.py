"""The sections of a report, one by one, so that a large report costs the memory of one record."""

# Nothing is declared behind the root, so there is no entity to expand; a declaration is refused all the same.
from collections.abc import Iterator
from xml.parsers import expat

#: Longer texts of one element are cut here; deeper elements are left out.
_MOST_TEXT = 1_000
_MOST_DEPTH = 8
#: Elements within one section that are kept.
_MOST_CHILDREN = 500
_PIECE = 64 * 1024
_SECTION = 2  # the root is at depth 1


class Element:
    """An element by its local name in lower case, whatever its namespace, with what is in it."""

    __slots__ = ("children", "name", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.children: list[Element] = []

    def all(self, name: str) -> list["Element"]:
        """Its children of that name, in order."""
        return [child for child in self.children if child.name == name]

    def one(self, name: str) -> "Element":
        """The first child of that name; one without anything when there is none."""
        return next((child for child in self.children if child.name == name), _NOTHING)

    def said(self, name: str) -> str:
        """The text of the first child of that name, without blanks around; "" when there is none."""
        return self.one(name).text.strip()


_NOTHING = Element("")


class Sections:
    """The children of the root, each as soon as it has ended.

    ``fault``  once all were gone through: why the text could not be read to its end; None: it could
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.fault: str | None = None

    def __iter__(self) -> Iterator[Element]:
        builder = _ElementBuilder()
        for at in range(0, len(self._text), _PIECE):
            self.fault = builder.feed(self._text[at : at + _PIECE])
            yield from builder.taken()
            if self.fault is not None or builder.ended:
                return  # what stands behind the root does not belong to the report
        self.fault = "it ends too early"


class _ElementBuilder:
    def __init__(self) -> None:
        self.ended = False
        self._open: list[Element] = []
        self._depth = 0
        self._kept = 0
        self._done: list[Element] = []
        self._declares = False
        parser = expat.ParserCreate()
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        self._parser = parser

    def feed(self, piece: str) -> str | None:
        """Why it could not be read to its end; None when it could."""
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as error:
            return None if self.ended else expat.errors.messages.get(error.code, "it breaks the rules of XML")
        return "it declares a document type" if self._declares else None

    def taken(self) -> list[Element]:
        """The sections that ended since the last call."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: object) -> None:
        self._declares = True

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == _SECTION:
            self._open, self._kept = [Element(_local(name))], 0
        elif self._depth > _SECTION and len(self._open) == self._depth - _SECTION:
            self._grow(_local(name))

    def _grow(self, name: str) -> None:
        if self._depth <= _MOST_DEPTH and self._kept < _MOST_CHILDREN:
            self._kept += 1
            child = Element(name)
            self._open[-1].children.append(child)
            self._open.append(child)

    def _end(self, _: str) -> None:
        if len(self._open) == self._depth - 1 and self._open:
            ended = self._open.pop()
            if not self._open:
                self._done.append(ended)
        self._depth -= 1
        self.ended = self._depth == 0

    def _characters(self, text: str) -> None:
        if self._open and len(self._open) == self._depth - 1:
            element = self._open[-1]
            if len(element.text) < _MOST_TEXT:
                element.text += text[: _MOST_TEXT - len(element.text)]


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
