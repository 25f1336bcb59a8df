"""The blocks of a page that stand for something typed.

```console                     what is typed behind "$ ", and all that is printed; "..." stands for any lines
```console not run: REASON     what no test can do: asks the internet, installs, serves
```yaml file=NAME              a file that the page has the reader write before
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Made by ``make docs`` from data and help texts, and tested where they are made.
GENERATED = ("catalog.md", "commands.md", "fields.md", "glossary.md", "score.md")
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """A line that is typed, and what is printed then."""

    line: int
    typed: str
    printed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """``start`` and ``end`` are offsets of what is between the fences in the text of the page."""

    language: str
    info: str
    text: str
    line: int
    start: int
    end: int

    @property
    def not_run(self) -> str | None:
        """Why it is not run; empty where the reason is missing, None where it is run."""
        head, found, reason = self.info.partition("not run:")
        return reason.strip() if found and not head.strip() else None

    @property
    def file(self) -> str | None:
        """The file that it is to be written to."""
        found = re.fullmatch(r"\s*file=(\S+)", self.info)
        return found[1] if found else None

    def steps(self) -> list[Step]:
        """What is typed, in order; raises ValueError where output stands before the first of it."""
        steps: list[Step] = []
        going_on = False
        for number, line in enumerate(self.text.splitlines(), self.line + 1):
            if going_on:
                steps[-1].typed += "\n" + line
            elif line.startswith("$ "):
                steps.append(Step(number, line.removeprefix("$ ")))
            elif steps:
                steps[-1].printed.append(line)
                continue
            else:
                raise ValueError(f"line {number}: nothing was typed yet")
            going_on = line.endswith("\\")
        return steps


def blocks(text: str) -> list[Block]:
    """All fenced blocks of a page."""
    return [
        Block(found[1], found[2].strip(), found[3], text.count("\n", 0, found.start()) + 1, *found.span(3))
        for found in _FENCE.finditer(text)
    ]


def needs_jq(text: str) -> bool:
    """Whether what a page has its reader type needs jq."""
    return any(
        re.search(r"(?:\| |^\$ )jq\b", block.text, re.MULTILINE)
        for block in blocks(text)
        if block.language == "console"
    )


def pages() -> list[Path]:
    """README and each page that was written by hand."""
    written = (path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in GENERATED)
    return [ROOT / "README.md", *written]
