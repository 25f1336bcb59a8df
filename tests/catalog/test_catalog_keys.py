"""Keys: where they are found, and that they are never told."""

import errno
import traceback
from collections.abc import Callable

import pytest

from repcheck.catalog.keys import asked_zone, find_key, masked_zone
from repcheck.catalog.load import parse_catalog
from repcheck.errors import BadInput
from repcheck.model.catalog import ReputationList


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


@pytest.mark.parametrize(
    ("source", "environ", "read", "key"),
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
    assert find_key(keyed(source), environ, read) == key


@pytest.mark.parametrize("bad", ["a.b", "two words", "-a", "a-", "k" * 64, "schl\u00fcssel", "a\nb", "a*b"])
def test_a_key_that_is_no_label_is_not_told(bad: str) -> None:
    with pytest.raises(BadInput, match=r"^env:K: the key of list k is no label of a host name$") as caught:
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

    with pytest.raises(BadInput, match="is no text") as caught:
        find_key(keyed("file:/run/key"), {}, binary)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_zones_with_and_without_key() -> None:
    entry, open_entry = keyed("env:K"), keyed(None)
    assert masked_zone(entry) == "***.bl.example"
    assert asked_zone(entry, "abc") == "abc.bl.example"
    assert masked_zone(open_entry) == asked_zone(open_entry, None) == "bl.example"
    with pytest.raises(ValueError, match="cannot be asked without its key"):
        asked_zone(entry, None)
