"""JSON out of streams."""

import io
import json
import tracemalloc
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.readers import documents as module
from repcheck.readers.documents import documents
from repcheck.readers.stream import Stream
from tests.support.tables import each

from .reading import Dribbling, Endless

EVENTS = [{"event": "bounce", "email": 'a"}{@example.net', "n": [1, {"x": "[\\"}]}, {"event": "open"}]


def found(text: bytes) -> tuple[list[Any], list[str]]:
    complaints: list[str] = []
    return list(documents(Stream(Dribbling(text, 11)), complaints.append)), complaints


@each(
    "text",
    [
        json.dumps(EVENTS, indent=2),
        json.dumps(EVENTS, indent=2).replace("\n", "\r\n"),
        "\n".join(map(json.dumps, EVENTS)),
        "\r\n\r\n".join(map(json.dumps, EVENTS)) + "\r\n",
        "\n".join(json.dumps(event, indent=1) for event in EVENTS),
        "[\n" + ",\n".join(map(json.dumps, EVENTS)) + "\n]\n",
        "".join(map(json.dumps, EVENTS)),
    ],
)
def test_one_event_is_one_value_however_they_are_laid_out(text: str) -> None:
    assert found(text.encode()) == (EVENTS, [])


def test_a_line_that_is_an_array_stays_one_request() -> None:
    line = json.dumps(EVENTS).encode()
    assert found(line + b"\n" + line) == ([EVENTS, EVENTS], [])


@given(
    st.lists(
        st.dictionaries(
            st.text(), st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5), min_size=1
        ),
        min_size=1,
    ),
    st.sampled_from([None, 0, 3]),
)
def test_any_objects_are_found(values: list[dict[str, Any]], indent: int | None) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=False).encode("utf-8", "replace")
    got, complaints = found(text)
    flat = [each for value in got for each in (value if isinstance(value, list) else [value])]
    assert flat == json.loads(text)
    assert complaints == []


def test_a_form_as_mandrill_sends_it() -> None:
    body = b"mandrill_events=" + quote_plus(json.dumps(EVENTS)).encode() + b"&x=1\n"
    assert found(body) == ([EVENTS], [])
    assert found(b"mandrill_events=%5B%7B") == ([], ["what is not JSON"])


def test_broken_lines_are_told_and_the_rest_goes_on() -> None:
    good = json.dumps(EVENTS[1]).encode()
    assert found(good + b'\n{"event": "bou\n' + good) == ([EVENTS[1]] * 2, ["what is not JSON"])
    assert found(b'"torn": 1}\n' + good + b"\n" + good)[0] == [EVENTS[1]] * 2


def test_a_document_that_is_cut_gives_what_came_whole() -> None:
    text = json.dumps(EVENTS, indent=1).encode()
    assert found(text[:-12]) == (EVENTS[:1], ["a document without its end"])


def test_octets_that_are_no_utf8_are_replaced() -> None:
    assert found(b'{"a": "\xff"}') == ([{"a": "\ufffd"}], [])


def test_depth_has_a_bound() -> None:
    deep = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    assert found(deep) == ([], ["what is not JSON"])


@pytest.mark.parametrize("head", [b"[", b'{"a": 1}\n', b'[{"a": "', b'{"a": 1}\n{"b": "'])
def test_what_has_no_end_costs_bounded_memory(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_DOCUMENT", 1 << 18)
    complaints: list[str] = []
    source = Joined(io.BytesIO(head), Endless(b'{"x": [' if head == b"[" else b"x", 3 << 19))
    tracemalloc.start()
    number = sum(1 for _ in documents(Stream(source), complaints.append))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number <= 1
    assert peak < 5 << 19
    assert complaints


class Joined:
    def __init__(self, *sources: Any) -> None:
        self._sources = list(sources)

    def read(self, size: int, /) -> bytes:
        while self._sources:
            if data := self._sources[0].read(size):
                return bytes(data)
            self._sources.pop(0)
        return b""
