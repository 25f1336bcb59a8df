"""No pattern works more than in proportion to its text, whatever a stranger writes: read off the patterns."""

import ast
import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.support.modules import modules
from tests.support.pattern_cost import ENDLESS, steps_of_match, steps_of_search
from tests.support.patterns import all_patterns
from tests.support.tables import each

SMALL, LARGE = 2_000, 8_000
#: Four times the letters take four times the steps; sixteen times would be quadratic.
MOST_GROWTH = 4.5
#: Steps for each letter of a text, as bounded from the tree: what really happens is far less.
MOST_A_LETTER = 100_000
#: Three wide gaps with many words between them multiply to more; what is counted for them is never met at
#: once, since each word can stand only once where the others do not. They grow with the text as all do.
WIDE = (
    r"\b(?:connections?|mail|messages?|mails?|e-?mails?)\b[^.;\n]{0,60}",
    r"(?:deliver(?:ed|y|ing)?|sent|",
)
MOST_OF_WIDE = 5_000_000


@functools.cache
def only_matched() -> set[str]:
    """Constants of the package that are asked to ``match`` at one place, and never to search."""
    used: dict[str, set[str]] = defaultdict(set)
    sources = {module: Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules()}
    # A module that names nothing which anybody asks to match need not be parsed.
    asked_to_match = {
        name for text in sources.values() for name in re.findall(r"(\w+)\.(?:full)?match\b", text)
    }
    of_interest = re.compile(rf"\b(?:{'|'.join(sorted(asked_to_match))})\b")
    for module, text in sources.items():
        if not of_interest.search(text):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        asked = {
            id(node.value): node.attr
            for node in nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    used[f"{node.module}.{alias.name}"].add("passed on")
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used[f"{module.__name__}.{node.id}"].add(asked.get(id(node), "passed on"))
    return {name for name, ways in used.items() if ways <= {"match", "fullmatch"}}


def steps(name: str, pattern: re.Pattern[Any], size: int) -> int:
    at_one_place = name.split("[", maxsplit=1)[0] in only_matched()
    return steps_of_match(pattern, size) if at_one_place else steps_of_search(pattern, size)


def fault(name: str, pattern: re.Pattern[Any]) -> str | None:
    """Why a pattern may not stay as it is; None when it may."""
    few, many = steps(name, pattern, SMALL), steps(name, pattern, LARGE)
    if many >= ENDLESS:
        return "a repeat of what can be read in several ways"
    if many > MOST_GROWTH * few:
        return f"{LARGE // SMALL} times the text takes up to {many / few:.0f} times the steps"
    wide = isinstance(pattern.pattern, str) and pattern.pattern.startswith(WIDE)
    most = MOST_OF_WIDE if wide else MOST_A_LETTER
    return f"up to {many // LARGE:,} steps for each letter" if many > most * LARGE else None


def test_the_work_of_each_pattern_is_bounded_and_grows_with_the_text_only() -> None:
    faults = [
        f"{name}: {found}\n    {pattern.pattern!r}"
        for name, pattern in all_patterns().items()
        if (found := fault(name, pattern))
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_patterns_are_found() -> None:
    patterns = all_patterns()
    assert len(patterns) > 800
    modules = {name.rpartition(".")[2].split("[")[0] for name in patterns}
    assert modules >= {"_TABLE", "_FAILURE_TEXT", "_CHALLENGE", "_UNKNOWN_ZONE", "_DOMAIN_FORMS", "_HTML_TAG"}
    assert {name.split("[")[0] for name in patterns} >= {"words", "providers"}
    assert only_matched() & {name.split("[")[0] for name in patterns}


@each(
    "bad",
    [
        r"(a+)+b",
        r"(?:a|a)+b",
        r"(?:a|ab?)*c",
        r"(?:\w+\s?)*!",
        r"(?:(?:x{1,9}y?){1,9}){1,9}z",
        r"\s+x\b",
        r"x.*y",
        r"a\w* (?:fail|have)",
        r"\A\s*(?:smtp)?\s*;",
        r"(?m)^[ \t]*:?[ \t]*x",
        r"x(?=.*y)",
        r"(?<![\w.])\d{1,3}(?![\w.]*\w)",
        r"(?:one |two |one more )*three",
        r".{0,900}a.{0,900}b",
    ],
)
def test_what_works_too_hard_is_told(bad: str) -> None:
    assert fault("made up", re.compile(bad))


@each(
    "good",
    [
        r"<[^<>]*>",
        r"(?:\w{1,20}\.){1,10}com",
        r"(?m)^[ \t]*:",
        r"(?m)^Subject:[^\n]*$",
        r"\A\s*smtp;",
        r"\s+",
        r"\bwords?\b.{0,80}\bmore\b",
        r"(?:one |two |three ){0,4}four",
        r"[a-z]\d*+;",
        r"(?<=://)[^/@]*@",
        r"p[ \t]*=[ \t]*none",
    ],
)
def test_what_grows_with_the_text_is_accepted(good: str) -> None:
    assert fault("made up", re.compile(good)) is None


@each(
    "pattern, text, least",
    [(r"(?:a|b)c", "acacac", 6), (r"a{0,9}b", "a" * 40, 40 * 9), (r"a.{0,5}b.{0,5}c", "ab" * 20, 20 * 3 * 3)],
)
def test_the_bound_is_not_below_what_a_matcher_does(pattern: str, text: str, least: int) -> None:
    assert steps_of_search(re.compile(pattern), len(text)) >= least
