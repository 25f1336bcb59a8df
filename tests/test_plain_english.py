"""What users read is plain English: who does what, subject first. What needs a second reading is out.

The strings of the whole package are looked at, except the patterns that match the words of others; and the
catalog, the schemas, the English letters and every document. So are docstrings and comments, which the next
engineer reads: of all modules, the patterns' too.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.support.tables import each

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "repcheck"
#: Patterns, which are the words of other people's mail servers, and the file that only lists mail domains.
STRANGERS = ("bounces/rules", "bounces/logs", "bounces/events", "bounces/mail", "bounces/smtp")
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/*.md")),
]
DATA = [
    *(ROOT / name for name in ("blocklists.yaml", "providers.yaml")),
    *sorted(PACKAGE.rglob("*.yaml")),
    *sorted(PACKAGE.rglob("languages/en.py")),
    *sorted(PACKAGE.rglob("schemas/*.json")),
]

#: Construction -> what to write instead.
BANNED = {
    r"\btold(?! apart)\b": "reported, detected",
    r"(?<!\bthere )(?<!\bThere )\b(?:is|are) no (?!longer\b|more\b|doubt\b|or\b)\w+": "is not a, are not",
    r"\b(?:in|of|by) no such\b": "not in, not of",
    r"\bof no use\b": "does nothing",
    r"\bis in force\b": "applies",
    r"\b[Ww]hoever\b": "anybody who",
    r"\bsuch as are\b": "those that are",
    r"\btells? (?:of|how|what|all|which|whether|no more|when|that)\b": "reports, names, says",
    r"\bspeaks? of\b": "is about, names",
    r"\bso many (?:are|of)\b": "at most",
    r"\bleads? back\b": "matches, resolves to",
    r"\b[Mm]end(?:s|ed|ing)?\b": "fix",
    r"\b[Tt]he way off\b": "how to get off",
    r"\b[Ee]nd what\b": "stop what",
    r"\bwhat it is,? is\b": "the kind is",
    r"\bover a list\b": "because a list",
    r"\bholds against\b": "lists",
}
#: Further ones, which only engineers met.
BANNED_IN_COMMENTS = {
    **BANNED,
    r"\b[Ss]o many\b": "at most this many; the parameter's name",
}
_BANNED = re.compile("|".join(BANNED))
_BANNED_IN_COMMENTS = re.compile("|".join(BANNED_IN_COMMENTS))
_DOCSTRING_OWNERS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def found_in(text: str, banned: re.Pattern[str] = _BANNED) -> list[str]:
    return [text[max(0, match.start() - 40) : match.end() + 30] for match in banned.finditer(text)]


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each string that a user may see."""
    nodes = list(ast.walk(ast.parse(source)))
    unseen = set(map(id, _docstrings(nodes)))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen:
            yield node.lineno, node.value


def _docstrings(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """All strings that stand alone as a statement, but for the help of commands."""
    for node in nodes:
        if not isinstance(node, _DOCSTRING_OWNERS):
            continue
        decorators = getattr(node, "decorator_list", ())
        if any(re.search(r"\b(?:command|group)\(", ast.unparse(one)) for one in decorators):
            continue
        for statement in node.body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


def remarks_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each docstring and each line of comment, without names in backquotes.

    None of a module that holds no banned turn at all, which is cheaper to see than to parse.
    """
    if not _BANNED_IN_COMMENTS.search(source):
        return
    nodes = ast.walk(ast.parse(source))
    found = [(one.lineno, str(one.value)) for one in _docstrings(nodes)]
    found += [
        (number, line) for number, line in enumerate(source.splitlines(), 1) if line.lstrip().startswith("#")
    ]
    for number, text in found:
        yield number, re.sub(r"``[^`]*``", "", text)


def faults(path: Path, texts: Iterable[tuple[int, str]], banned: re.Pattern[str] = _BANNED) -> list[str]:
    place = path.relative_to(ROOT)
    return [f"{place}:{line}: {fault}" for line, text in texts for fault in found_in(text, banned)]


def lines_of(path: Path) -> list[tuple[int, str]]:
    """Numbered, without comments of YAML and without what stands in backquotes: names are as they are."""
    lines = path.read_text(encoding="utf-8").splitlines()
    unseen = r"(?:^|\s)#.*" if path.suffix == ".yaml" else r"`[^`]*`"
    return [(number, re.sub(unseen, "", line)) for number, line in enumerate(lines, 1)]


def test_the_strings_of_the_package_are_plain() -> None:
    strangers = [PACKAGE / room for room in STRANGERS]
    modules = [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not any(path.is_relative_to(room) for room in strangers)
    ]
    assert len(modules) > 300
    assert [fault for path in modules for fault in faults(path, strings_of(path.read_text("utf-8")))] == []


def test_docstrings_and_comments_are_plain() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 300
    assert [
        fault
        for path in modules
        for fault in faults(path, remarks_of(path.read_text("utf-8")), _BANNED_IN_COMMENTS)
    ] == []


def test_no_docstring_holds_the_quotes_of_a_string_that_was_broken_in_two() -> None:
    broken = re.compile(r'^ *"""[^\n]*[^"\n]"\n *" ', re.MULTILINE)
    assert [
        path.name for path in sorted(PACKAGE.rglob("*.py")) if broken.search(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", [*DOCUMENTS, *DATA], ids=lambda path: path.name)
def test_the_documents_and_data_are_plain(path: Path) -> None:
    assert faults(path, lines_of(path)) == []


@each(
    "text",
    [
        "What it is, is told by its content.",
        '"x" is no date',
        "Whoever offers a removal",
        "as far as the logs tell of it",
        "a name that leads back",
        "With its faults mended",
        "End what X holds against Y",
    ],
)
def test_what_is_banned_is_found(text: str) -> None:
    assert found_in(text)


@each(
    "source",
    [
        '"""What is told of it."""',
        'def f():\n    "None: it is no list."',
        "#: So many are shown.\nMOST = 3",
    ],
)
def test_what_is_banned_is_found_in_remarks(source: str) -> None:
    assert [fault for _, text in remarks_of(source) for fault in found_in(text, _BANNED_IN_COMMENTS)]
    assert not list(remarks_of("value = 'told'"))


@each("text", ["There is no such list.", "it is no longer listed", "told apart by its code"])
def test_what_is_plain_is_not_found(text: str) -> None:
    assert found_in(text) == []
