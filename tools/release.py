"""Whether a release may be made: tag, version, change log and Debian's change log agree.

``python -m tools.release v1.2.3``  checks a tag; ``--dry-run`` the state that the next release begins from
``python -m tools.release --notes v1.2.3``  prints what the change log says of the release
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNRELEASED = "unreleased"
#: What PEP 440 calls a final, alpha, beta or candidate release, and Debian sorts alike.
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:(?:a|b|rc)[0-9]+)?")
_HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\S+))?$", re.MULTILINE)
_DEBIAN = re.compile(r"^repcheck \(([^)]+)-[0-9]+\) ")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def problems(tag: str | None, version: str, changes: str, debian: str) -> list[str]:
    """Why the release may not be made, a sentence each; none: it may.

    ``tag``      None: nothing is released yet, and the change log may say so
    ``changes``  CHANGELOG.md; ``debian`` is debian/changelog
    """
    found = []
    if not _VERSION.fullmatch(version):
        found.append(f"the version {version} is not one of the form 1.2.3 or 1.2.3rc1")
    if tag is not None and tag != f"v{version}":
        found.append(f"the tag is {tag}, and the version makes it v{version}")
    heading = _HEADING.search(changes)
    if heading is None:
        found.append("CHANGELOG.md has no heading of a release: ## [1.2.3] - 2026-11-22")
    elif heading[1] != version:
        found.append(f"CHANGELOG.md begins with {heading[1]}, and the version is {version}")
    elif not notes(version, changes):
        found.append(f"CHANGELOG.md says nothing of {version}")
    elif not _DAY.fullmatch(heading[2] or "") and (tag is not None or heading[2] != UNRELEASED):
        found.append(f"CHANGELOG.md names no day for {version}, but {heading[2] or 'nothing'}")
    packaged = _DEBIAN.match(debian)
    if packaged is None:
        found.append("debian/changelog does not begin with: repcheck (1.2.3-1) ...")
    elif packaged[1].replace("~", "") != version:
        found.append(f"debian/changelog begins with {packaged[1]}, and the version is {version}")
    return found


def notes(version: str, changes: str) -> str:
    """What the change log says of a version, without its heading; empty when it says nothing."""
    headings = list(_HEADING.finditer(changes))
    for number, heading in enumerate(headings):
        if heading[1] == version:
            end = headings[number + 1].start() if number + 1 < len(headings) else len(changes)
            return re.sub(r"^### .*$\n*", "", changes[heading.end() : end], flags=re.MULTILINE).strip()
    return ""


def main(words: Sequence[str]) -> int:
    """0 it may be made, 1 it may not, 2 wrong usage."""
    from repcheck._version import __version__

    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    debian = (ROOT / "debian" / "changelog").read_text(encoding="utf-8")
    match list(words):
        case ["--dry-run"]:
            tag = None
        case ["--notes", named]:
            print(notes(named.removeprefix("v"), changes))
            return 0
        case [named] if not named.startswith("-"):
            tag = named
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    found = problems(tag, __version__, changes, debian)
    for problem in found:
        print(f"no release: {problem}", file=sys.stderr)
    if not found:
        print(f"{tag or f'v{__version__}'}: version and change logs agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
