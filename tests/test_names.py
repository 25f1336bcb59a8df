"""One word, one meaning: a class, public or not, has its name for itself in the whole package."""

import re
from collections import defaultdict
from pathlib import Path

import repcheck

PACKAGE = Path(repcheck.__file__).parent
#: What a file or page shows of a thing has the thing's name: each is the shape of a document, and neither is
#: ever taken for the other. By the rooms that may hold such a name beside its owner.
SHAPES = ("app/evidence/document.py", "render/html/parts.py", "render/json/")
#: Other names that stand twice, and why both keep theirs.
TWICE = {
    **dict.fromkeys(
        ("Alertmanager", "Chat", "Program", "Sendmail", "Webhook"),
        "the way out as the user configured it (model/watch/watching.py), and what sends by it (alerts/)",
    ),
    "Asked": "the record of a question, kept in evidence and by the scripted name server",
    "Intake": "how much was read (model/mail/); what takes in bounces that are posted (app/bounces/)",
    "Part": "one part of a domain's records (model/published/); one part of a piece of work (app/cluster/)",
}
#: The beginning of a class, at the margin: no class within another, and no text that is indented.
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)


def classes() -> dict[str, set[str]]:
    """The files that define each class, by its name."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in _CLASS.findall(path.read_text(encoding="utf-8")):
            found[name].add(str(path.relative_to(PACKAGE)))
    return found


def owners(files: set[str]) -> set[str]:
    """Without the documents that show the thing of that name."""
    return {file for file in files if not file.startswith(SHAPES)}


def test_a_name_means_one_thing() -> None:
    twice = {name: files for name, files in classes().items() if len(owners(files)) > 1}
    assert {name: files for name, files in twice.items() if name not in TWICE} == {}


def test_each_exception_is_needed() -> None:
    found = classes()
    assert {name for name in TWICE if len(found[name]) < 2} == set()
