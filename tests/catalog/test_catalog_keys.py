"""Keys: where they are found, and that they are never told."""

import errno
import json
import pickle
import traceback
from collections.abc import Callable

import msgspec
import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.keys import asked_zone, find_key, masked_zone
from repcheck.dns import Lane
from repcheck.errors import BadInput
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Question
from repcheck.model.secret import KeyedName, Secret, name_under
from tests.support.tables import each


def keyed(key: str | None) -> ReputationList:
    zone = "'{key}.bl.example'" if key else "bl.example"
    line = f"  key: '{key}'\n" if key else ""
    text = (
        f"version: 1\nlists:\n- id: k\n  zone: {zone}\n{line}  asks: [ipv4]\n  codes: {{127.0.0.2: spam}}\n"
    )
    return parse_catalog(text.encode(), "test").lists[0]


def no_file(path: str) -> str:
    raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)


def file_with(text: str) -> Callable[[str], str]:
    def read(path: str) -> str:
        assert path == "/run/key"
        return text

    return read


@each(
    "source, environ, read, key",
    [
        (None, {"K": "abc"}, no_file, None),
        ("env:K", {"K": "abc"}, no_file, "abc"),
        ("env:K", {"K": " abc\n"}, no_file, "abc"),
        ("env:K", {"K": ""}, no_file, None),
        ("env:K", {}, no_file, None),
        ("file:/run/key", {}, no_file, None),
        ("file:/run/key", {}, file_with("a-b_c1\n"), "a-b_c1"),
        ("file:/run/key", {}, file_with("\n"), None),
    ],
)
def test_where_a_key_is_found(
    source: str | None, environ: dict[str, str], read: Callable[[str], str], key: str | None
) -> None:
    found = find_key(keyed(source), environ, read)
    assert (None if found is None else found.reveal()) == key


@each("bad", ["a.b", "two words", "-a", "a-", "k" * 64, "schl\u00fcssel", "a\nb", "a*b"])
def test_a_key_that_is_no_label_is_not_told(bad: str) -> None:
    with pytest.raises(BadInput, match=r"^env:K: the key of list k is not a label of a host name$") as caught:
        find_key(keyed("env:K"), {"K": bad}, no_file)
    assert bad not in str(caught.value).removeprefix("env:K: ") or len(bad) < 4


def test_a_key_file_that_cannot_be_read() -> None:
    def denied(path: str) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    with pytest.raises(
        BadInput, match=r"^file:/run/key: the key file of list k cannot be read: Permission denied$"
    ):
        find_key(keyed("file:/run/key"), {}, denied)


def test_a_key_file_that_is_no_text_does_not_come_back() -> None:
    def binary(path: str) -> str:
        return b"s3cret\xff".decode()

    with pytest.raises(BadInput, match="is not text") as caught:
        find_key(keyed("file:/run/key"), {}, binary)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_zones_with_and_without_key() -> None:
    entry, open_entry, key = keyed("env:K"), keyed(None), Secret("abc")
    assert masked_zone(entry) == masked_zone(entry, key) == "***.bl.example"
    assert asked_zone(entry, key) == "abc.bl.example"
    assert repr(asked_zone(entry, key)) == "'***.bl.example'"
    assert masked_zone(open_entry) == asked_zone(open_entry, None) == "bl.example"
    assert asked_zone(entry, None) is None


def test_a_keyed_zone_takes_the_place_of_the_public_one() -> None:
    both = msgspec.structs.replace(keyed(None), key="env:K", keyed_zone="{key}.bl.dq.example")
    assert (asked_zone(both, None), masked_zone(both, None)) == ("bl.example", "bl.example")
    assert asked_zone(both, Secret("abc")) == "abc.bl.dq.example"
    assert masked_zone(both, Secret("abc")) == "***.bl.dq.example"


@each("show", [str, repr, "{}".format, "%s".__mod__, lambda key: f"{[key]} {key:>5}"])
def test_a_secret_prints_no_key(show: Callable[[Secret], str]) -> None:
    assert "s3cret" not in show(Secret("s3cret"))
    assert "***" in show(Secret("s3cret"))


def test_a_secret_is_never_written_down() -> None:
    for value in (Secret("s3cret"), KeyedName("s3cret.bl.example", "***.bl.example")):
        with pytest.raises(TypeError, match="never written down"):
            pickle.dumps(value)
    with pytest.raises(TypeError):
        msgspec.json.encode({"key": Secret("s3cret")})
    with pytest.raises(TypeError):
        json.dumps({"key": Secret("s3cret")})


def test_a_secret_masks_what_others_write() -> None:
    told = Secret("s3cret").masked("10.2.0.192.S3CRET.bl.example and s3cret, not secret")
    assert told == "10.2.0.192.***.bl.example and ***, not secret"


def test_structs_that_hold_a_keyed_name_print_no_key() -> None:
    zone = KeyedName("s3cret.bl.example", "***.bl.example")
    question = Question(name_under("1.0.0.127", zone))
    assert question.name == "1.0.0.127.s3cret.bl.example"
    assert repr(question) == "Question(name='1.0.0.127.***.bl.example', rdtype='A')"
    assert "s3cret" not in repr(Lane(zone))
    assert name_under("1.0.0.127", "bl.example") == "1.0.0.127.bl.example"
