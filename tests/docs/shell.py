"""What a reader does with a page: types its lines, one after the other, in one place.

``repcheck`` runs in this process, a shell runs all else; ``tests.docs.clone`` leaves all to a shell.
Pages ask the demo's name server on the port that they have the reader start it on; here it has another.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.docs.page import ROOT
from tests.support.patience import PATIENCE
from tests.support.typed import typed

#: Where the pages have the demo's name server answer.
WRITTEN_ADDRESS = "127.0.0.1:5353"
#: What differs from run to run: days, times, durations; questions, as one that got lost is repeated.
_PASSING = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z| UTC|\+00:00)?)?"
    r"|\b\d+(?:\.\d+)? ?s\b|\b\d+ queries\b|\bjust now\b|\b\d+ minutes?\b|\[[ .#]{20,}\]"
)
_BESIDE = re.compile(r"""(?:[^'"|><&;]|'[^']*'|"(?:[^"\\]|\\.)*")*""")
_ASSIGNED = re.compile(r"([A-Z_]+)=(.*)", re.DOTALL)

Run = Callable[[list[str], Mapping[str, str], bytes], tuple[int, bytes, bytes]]


def in_process(words: list[str], env: Mapping[str, str], given: bytes) -> tuple[int, bytes, bytes]:
    """Run ``repcheck`` here: a start of its own takes much longer."""
    done = typed(*words, stdin=given, env=env)
    return done.returncode, done.stdout, done.stderr


class Shell:
    """One reader; the current directory and HOME are those of the process.

    ``address``  where the demo's name server answers
    """

    def __init__(self, address: str, run: Run = in_process) -> None:
        self.address = address
        self.run = run
        self.code = 0
        self.variables: dict[str, str] = {}

    def type(self, line: str) -> list[str]:
        """What is printed then, stdout before stderr, in the words of the page."""
        if line == "echo $?":
            return [str(self.code)]
        line = line.replace("\\\n", " ").replace(WRITTEN_ADDRESS, self.address)
        if kept := re.fullmatch(r'([A-Z]+)="(.*)"', line):
            self.variables[kept[1]] = kept[2]
            return []
        for name, value in self.variables.items():
            line = line.replace(f"${name}", value)
        head = _BESIDE.match(line)
        assert head is not None
        words, env = self._words(head[0])
        if words[:1] != ["repcheck"]:
            return self._shown(*self._shell(line, b""))
        rest = line[head.end() :]
        given = b""
        if named := re.match(r"<\s*(\S+)\s*", rest):
            given, rest = Path(named[1]).read_bytes(), rest[named.end() :]
        self.code, out, err = self.run(words[1:], env, given)
        if rest:
            code, out, said = self._shell(f"cat {rest}", out)
            assert code == 0, said
            err += said
        return self._shown(self.code, out, err)

    @staticmethod
    def _words(line: str) -> tuple[list[str], dict[str, str]]:
        words, env = shlex.split(line), {}
        while words and (found := _ASSIGNED.fullmatch(words[0])):
            env[found[1]] = found[2]
            del words[0]
        return words, env

    @staticmethod
    def _shell(line: str, given: bytes) -> tuple[int, bytes, bytes]:
        assert not re.search(r"\|\s*repcheck\b", line), "repcheck stands first in its line"
        done = subprocess.run(
            ["sh", "-c", line], input=given, capture_output=True, check=False, timeout=PATIENCE
        )
        return done.returncode, done.stdout, done.stderr

    def _shown(self, code: int, out: bytes, err: bytes) -> list[str]:
        self.code = code
        text = (out + err).decode().replace(self.address, WRITTEN_ADDRESS)
        return [line.rstrip() for line in text.splitlines()]


def without_time(line: str) -> str:
    """The same at whatever time it is printed."""
    return _PASSING.sub("<time>", line)


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether ``printed`` is what the page shows, where "..." stands for any lines, also none."""
    wanted = [without_time(line.rstrip()) for line in _trimmed(shown)]
    found = [without_time(line) for line in _trimmed(printed)]
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + r"\n" for line in wanted)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in found)) is not None


def _trimmed(lines: list[str]) -> list[str]:
    """Without empty lines at the end: they stand between two steps."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def clone_at(folder: Path) -> None:
    """What a reader of the pages sees below the clone; files that are written go beside it."""
    for name in ("repcheck", "docs", "contrib"):
        (folder / name).symlink_to(ROOT / name)


def outside_world() -> Iterator[str]:
    """Variables by which a run would find a CI system, or the user's own files."""
    for name in os.environ:
        if re.match(r"(?:CI|GITHUB_.*|GITLAB_.*|TF_BUILD|JENKINS_.*|BUILD_.*|STATE_DIRECTORY|.*_KEY)$", name):
            yield name
