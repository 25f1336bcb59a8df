"""Patterns from their prepared code are the patterns that Python compiles, or none is prepared."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from repcheck import patterns
from repcheck.app.prepare import prepared_patterns
from repcheck.patterns import codes_in, compiled, prepared
from tests.support.built_in import built_in_catalog
from tests.support.patterns import all_patterns

SAMPLES: list[re.Pattern[Any]] = [
    re.compile(r"(?P<code>[45]\d\d)[ -](?P<words>\w+)", re.IGNORECASE),
    re.compile(r"(?m)^x(y)?"),
    re.compile(rb"\d{1,3}(?=a)"),
    re.compile("[äß\ud800]+|连接", re.IGNORECASE),
]


def with_code(monkeypatch: pytest.MonkeyPatch, *known: re.Pattern[Any]) -> None:
    monkeypatch.setattr(patterns, "_codes", lambda _: codes_in(prepared(known)))


def as_told(pattern: re.Pattern[Any]) -> tuple[object, ...]:
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


@pytest.mark.parametrize("pattern", SAMPLES)
def test_prepared_is_compiled(pattern: re.Pattern[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with_code(monkeypatch, *SAMPLES)
    monkeypatch.setattr(re, "compile", None)
    made = compiled(pattern.pattern, pattern.flags & ~re.UNICODE.value)
    assert as_told(made) == as_told(pattern)


def test_prepared_patterns_match_and_name_their_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    with_code(monkeypatch, *SAMPLES)
    found = compiled(SAMPLES[0].pattern, re.IGNORECASE).search("so 550 NO")
    assert found is not None
    assert (found.lastgroup, found["code"], found["words"]) == ("words", "550", "NO")
    assert compiled("(?m)^x(y)?").findall("x\nxy") == ["", "y"]
    assert compiled(rb"\d{1,3}(?=a)").sub(b"-", b"12a3") == b"-a3"


def test_a_pattern_that_is_not_prepared_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    with_code(monkeypatch, *SAMPLES)
    assert compiled("other", re.IGNORECASE) == re.compile("other", re.IGNORECASE)
    assert compiled(r"(?m)^x(y)?", re.IGNORECASE).flags & re.IGNORECASE


def test_a_pattern_whose_code_is_damaged_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = {patterns._key("x+", 0): msgspec.Raw(b"\x91\xc0")}
    monkeypatch.setattr(patterns, "_codes", lambda _: damaged)
    assert compiled("x+") == re.compile("x+")


def test_code_of_another_interpreter_or_damaged_code_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared(SAMPLES)
    assert codes_in(made)
    assert codes_in(b"") == codes_in(made[:-1]) == codes_in(b"\x93" + made) == {}
    monkeypatch.setattr(patterns, "_interpreter", lambda: "another")
    assert codes_in(made) == {}


def test_the_patterns_of_a_start_are_prepared() -> None:
    of_checks, of_bounces, of_letters = map(codes_in, prepared_patterns(built_in_catalog()))
    rooms = [f"repcheck.{room}." for room in ("advice", "causes", "model", "records", "targets", "words")]
    for name, pattern in all_patterns().items():
        key = patterns._key(pattern.pattern, pattern.flags & ~re.UNICODE.value)
        assert not name.startswith(tuple(rooms)) or key in of_checks, name
        known = key in of_bounces or key in of_letters
        assert not name.startswith(("repcheck.bounces.", "words[", "providers[")) or known, name
    twins = [key for key in of_letters if int(key[1:].partition(b":")[0]) & re.ASCII]
    assert not twins


def compiling(tree: ast.AST) -> Iterator[str]:
    """The functions in which ``compiled`` is called."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            calls = (call.func for call in ast.walk(function) if isinstance(call, ast.Call))
            if any(isinstance(called, ast.Name) and called.id == "compiled" for called in calls):
                yield function.name


def test_no_pattern_of_bounces_hides_in_a_function() -> None:
    """Only what a module holds is prepared; for any other all files would be read in vain."""
    package = Path(patterns.__file__).parent
    for room in ("bounces", "readers", "received"):
        for path in (package / room).rglob("*.py"):
            hidden = set(compiling(ast.parse(path.read_text(encoding="utf-8"))))
            # what asks for those of the tables, and what modules call for their constants
            assert hidden <= {"pattern", "_twin", "programs"}, path


def test_the_large_file_is_read_for_what_is_not_in_the_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = SAMPLES[:1], SAMPLES[1:]
    files = dict(zip(patterns.PREPARED, map(prepared, (small, large, SAMPLES)), strict=True))
    read = []

    def codes(file: str) -> dict[bytes, msgspec.Raw]:
        read.append(file)
        return codes_in(files[file])

    monkeypatch.setattr(patterns, "_codes", codes)
    assert as_told(compiled(small[0].pattern, re.IGNORECASE)) == as_told(small[0])
    assert read == [patterns.PREPARED[0]]
    assert as_told(compiled(large[0].pattern)) == as_told(large[0])
    assert read[1:] == list(patterns.PREPARED[:2])
