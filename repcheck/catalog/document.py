"""The text of a catalog file as plain values, with a way back from a value to its line.

YAML is read here from its node tree and not by its own constructor: so a repeated key is seen, an odd
tag is refused instead of obeyed, keys stay as written, and no alias can grow the result.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from repcheck.catalog.files import MAX_BYTES
from repcheck.errors import BadCatalog, UnreadableFile

#: Way to a value: ("lists", 3, "codes").
Way = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_VALUES = 200_000

#: JSON escapes of control characters and lone surrogates; a file with one takes the slow, strict way.
_ODD_ESCAPES = re.compile(rb"\\(?:[bf]|u00[01]|u007f|u00[89]|u[dD][89a-fA-F])|[\x7f\xc2][\x7f-\x9f]|\x7f")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: What git and others leave where two sides changed the same lines.
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)", re.MULTILINE)
_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17})")
_FRACTION = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{0,17}")
#: Kinds of scalars that may stand for text: what looks like a date is text here.
_TEXT_KINDS = frozenset({"str", "int", "float", "timestamp", "value"})
_TRUE_WORDS = frozenset({"true", "yes", "on"})


class Mistake(msgspec.Struct, frozen=True):
    """Something wrong with ``way``; ``what`` reads on after the field's name and a colon.

    ``at`` is the place in the text, when it is not ``way`` itself.
    """

    way: Way
    what: str
    at: Way | None = None


class YamlDocument(msgspec.Struct, frozen=True):
    """``value`` is made of dict, list, str, int, float, bool and None; ``root`` is its YAML node.

    ``root`` is None for a file that was read as JSON. ``mistakes`` are those of the text itself.
    """

    value: object
    text: str
    root: Any = None
    mistakes: tuple[Mistake, ...] = ()


def read_document(data: bytes, name: str) -> YamlDocument:
    """The document in ``data``.

    Raises UnreadableFile when it is not UTF-8 text, BadCatalog when it is not YAML.
    """
    if len(data) > MAX_BYTES:
        raise BadCatalog((f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB",))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("is not UTF-8 text", name) from error
    if text.startswith("{") and not _ODD_ESCAPES.search(data):
        try:
            return YamlDocument(msgspec.json.decode(text), text)
        except (msgspec.DecodeError, RecursionError):
            pass  # a YAML flow mapping starts like that too, and YAML has lines for the message
    root = compose(text, name)
    walk = _Walk()
    value = walk.value(root, ())
    return YamlDocument(value, text, root, tuple(walk.mistakes))


def compose(text: str, name: str) -> Any:
    """The YAML node tree of ``text``; None when it is empty.

    Raises BadCatalog for a syntax error, for too deep nesting and for too many values.
    """
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Bounded(base):  # type: ignore[misc]
        """The C composer recurses without a check of its own: a file of brackets would end the process."""

        depth = 0
        values = 0

        def descend_resolver(self, current_node: Any, current_index: Any) -> None:  # noqa: ARG002
            self.depth += 1
            self.values += 1
            if self.depth > MAX_DEPTH or self.values > MAX_VALUES:
                mark = current_node.start_mark if current_node is not None else None
                problem = "nested too deeply" if self.depth > MAX_DEPTH else "too many values"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)

        def ascend_resolver(self) -> None:
            self.depth -= 1

    try:
        loader = Bounded(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise BadCatalog((_syntax_error(error, text, name),)) from error


def _syntax_error(error: Any, text: str, name: str) -> str:
    marked = _CONFLICT.search(text)
    if marked is not None:
        line = text.count("\n", 0, marked.start()) + 1
        return f"{name}:{line}: is a mark of a merge conflict ({marked[0]}): decide which side is right"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "is not YAML"
    before = mark.line if mark is not None else text.count("\n", 0, getattr(error, "position", 0))
    return f"{name}:{before + 1}: {problem}"


class _Walk:
    """Node tree -> plain values. What an alias names is made once and shared."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._made: dict[int, tuple[object, int, int]] = {}
        self._open: set[int] = set()

    def value(self, node: Any, way: Way) -> object:
        return None if node is None else self._make(node, way)[0]

    def _make(self, node: Any, way: Way) -> tuple[object, int, int]:
        """Value, number of values in it and depth, both as if each alias were written out."""
        key = id(node)
        if key in self._made:
            return self._made[key]
        if key in self._open:
            return self._refuse(way, "holds an alias of itself")
        self._open.add(key)
        made = self._fresh(node, way)
        if made[1] > MAX_VALUES or made[2] > MAX_DEPTH:
            made = self._refuse(way, "grows too large through its aliases")
        self._open.discard(key)
        self._made[key] = made
        return made

    def _fresh(self, node: Any, way: Way) -> tuple[object, int, int]:
        if node.tag == _TAG + "map" and node.id == "mapping":
            return self._mapping(node, way)
        if node.tag == _TAG + "seq" and node.id == "sequence":
            parts = [self._make(item, (*way, index)) for index, item in enumerate(node.value)]
            return [part[0] for part in parts], 1 + sum(p[1] for p in parts), 1 + _deepest(parts)
        if node.id == "scalar":
            return self._scalar(node, way)
        return self._refuse(way, f'tag "{node.tag}" is not allowed here')

    def _mapping(self, node: Any, way: Way) -> tuple[object, int, int]:
        result: dict[str, object] = {}
        merged: dict[str, object] = {}
        parts: list[tuple[object, int, int]] = []
        for key_node, value_node in node.value:
            if key_node.tag == _TAG + "merge":
                self._merge(value_node, way, merged, parts)
                continue
            if key_node.id != "scalar":
                self.mistakes.append(Mistake(way, "has a key that is not a single word"))
                continue
            key = key_node.value
            made = self._make(value_node, (*way, key))
            if key in result:
                self.mistakes.append(Mistake((*way, key), "is there twice"))
                continue
            if _CONTROLS.search(key):
                self.mistakes.append(Mistake((*way, key), "holds a control character"))
                continue
            result[key] = made[0]
            parts.append(made)
        return {**merged, **result}, 1 + sum(p[1] for p in parts), 1 + _deepest(parts)

    def _merge(
        self, node: Any, way: Way, merged: dict[str, object], parts: list[tuple[object, int, int]]
    ) -> None:
        """``<<: *one`` or ``<<: [*one, *two]``; the first one that has a key wins (YAML merge type)."""
        for source in node.value if node.id == "sequence" else [node]:
            made = self._make(source, (*way, "<<"))
            parts.append(made)
            if isinstance(made[0], dict):
                merged.update({key: value for key, value in made[0].items() if key not in merged})
            else:
                self.mistakes.append(Mistake((*way, "<<"), "only a mapping can be merged"))

    def _scalar(self, node: Any, way: Way) -> tuple[object, int, int]:
        kind, text = node.tag.removeprefix(_TAG), str(node.value)
        plain = _plain(kind, text)
        if plain is not text:
            return plain, 1, 1
        if kind not in _TEXT_KINDS:
            return self._refuse(way, f'tag "{node.tag}" is not allowed here')
        if _CONTROLS.search(text):
            return self._refuse(way, "holds a control character")
        return text.strip(), 1, 1

    def _refuse(self, way: Way, what: str) -> tuple[object, int, int]:
        self.mistakes.append(Mistake(way, what))
        return None, 1, 1


def _plain(kind: str, text: str) -> str | float | bool | None:
    """The value of a scalar that is not text; ``text`` itself when it is spelt in an unusual way."""
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in _TRUE_WORDS
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _FRACTION.fullmatch(text):
        return float(text)
    return text


def _deepest(parts: list[tuple[object, int, int]]) -> int:
    return max((part[2] for part in parts), default=0)


def line_of(root: Any, way: Way) -> int:
    """The line, from 1, of the key or item at ``way``, or of the nearest thing around it."""
    if root is None:
        return 1
    node, line = root, root.start_mark.line + 1
    for step in way:
        if node.id == "mapping":
            found = next(_entries(node, str(step), 0), None)
            if found is None:
                break
            line = found[0].start_mark.line + 1
            node = found[1]
        elif node.id == "sequence" and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return int(line)


def _entries(node: Any, key: str, depth: int) -> Iterator[tuple[Any, Any]]:
    """(key node, value node) of ``key``; a repeated key's last one first, then what is merged in."""
    if node.id != "mapping" or depth > MAX_DEPTH:
        return
    merges = []
    for key_node, value_node in reversed(node.value):
        if key_node.tag == _TAG + "merge":
            merges.append((key_node, value_node))
        if key_node.id == "scalar" and key_node.value == key:
            yield key_node, value_node
    for _, value_node in merges:
        for source in value_node.value if value_node.id == "sequence" else [value_node]:
            yield from _entries(source, key, depth + 1)
