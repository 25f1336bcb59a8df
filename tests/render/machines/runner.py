"""The grammar of the GitHub runner: which lines of a log are commands, and what they say.

As its ActionCommand reads them: spaces before a command are skipped, and ``##[...]`` may stand anywhere in a
line.
"""

import re
from typing import NamedTuple

#: What the runner knows; others are text.
_KNOWN = frozenset({
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
    "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
    "stop-commands", "warning",
})  # fmt: skip
_OLD = re.compile(r"##(?:vso)?\[([a-z-]+)", re.IGNORECASE)


class Command(NamedTuple):
    """One command: its name, its properties and its data, unescaped."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """The commands of a log."""
    lines = re.split(r"\r\n|\n|\r", log)
    return [found for line in lines if (found := _command(line)) is not None]


def _command(line: str) -> Command | None:
    line = line.lstrip()
    if line.startswith("::"):
        head, mark, data = line[2:].partition("::")
        name, _, fields = head.partition(" ")
        if mark and name in _KNOWN:
            pairs = (field.partition("=") for field in fields.strip().split(",") if "=" in field)
            return Command(name, {key: _property(value) for key, _, value in pairs}, _data(data))
    old = _OLD.search(line)
    return None if old is None else Command(old[1], {}, line)


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    unescaped = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",")
    return unescaped.replace("%25", "%")


def outputs(file: str) -> dict[str, str]:
    """What a step of the runner takes from the file of $GITHUB_OUTPUT; lines without a name are an error."""
    found: dict[str, str] = {}
    lines = iter(file.removesuffix("\n").split("\n"))
    for line in lines:
        equals, heredoc = line.find("="), line.find("<<")
        if heredoc >= 0 and (equals < 0 or heredoc < equals):
            name, end = line.split("<<", 1)
            body = []
            while (following := next(lines)) != end:
                body.append(following)
            found[name] = "\n".join(body)
        elif equals > 0:
            found[line[:equals]] = line[equals + 1 :]
        else:
            raise ValueError(f"no output: {line!r}")
    return found
