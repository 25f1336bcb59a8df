"""Where in a configuration each value stands, so that it can be shown beside what applies."""

from collections.abc import Iterator

from repcheck.catalog.document import Way, compose, line_of, read_document


def written_lines(data: bytes, name: str) -> dict[Way, int]:
    """The line of each value that was written, by its way ("targets", 0, "lists"); the rest is default.

    The file has been read without a mistake before.
    """
    document = read_document(data, name)
    root = document.root if document.root is not None else compose(document.text.replace("\t", " "), name)
    return {way: line_of(root, way) for way in _ways(document.value, ())}


def _ways(value: object, way: Way) -> Iterator[Way]:
    if way:
        yield way
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _ways(part, (*way, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _ways(part, (*way, index))
