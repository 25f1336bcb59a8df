"""Fills in the Homebrew formula of a release.

``python -m tools.formula ARCHIVE URL HOMEPAGE REPORT >repcheck.rb``: the sdist, where it will lie, the page
of the project, and the file of ``pip install --dry-run --ignore-installed --no-binary :all: --report``.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).resolve().parent.parent / "contrib" / "homebrew" / "repcheck.rb.in"
_OWN = "repcheck"


def formula(template: str, *, url: str, homepage: str, archive: bytes, report: dict[str, Any]) -> str:
    """The formula. Raises ValueError for a package whose archive pip gives no digest of."""
    filled = {
        "@URL@": _text(url),
        "@HOMEPAGE@": _text(homepage),
        "@SHA256@": hashlib.sha256(archive).hexdigest(),
        "@RESOURCES@": "\n".join(resources(report)),
    }
    for mark, value in filled.items():
        template = template.replace(mark, value)
    return template


def resources(report: dict[str, Any]) -> list[str]:
    """A block for each package but repcheck's own, by name."""
    found = {}
    for item in report["install"]:
        name = item["metadata"]["name"]
        if name.lower() == _OWN:
            continue
        digest = item["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256")
        if not digest:
            raise ValueError(f"{name} has no digest")
        found[name.lower()] = (
            f'  resource "{_text(name)}" do\n'
            f'    url "{_text(item["download_info"]["url"])}"\n'
            f'    sha256 "{_text(digest)}"\n'
            "  end\n"
        )
    return [found[name] for name in sorted(found)]


def _text(text: str) -> str:
    """Text between Ruby's double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("#", "\\#")


def main(words: Sequence[str]) -> int:
    """Print the formula; 2 for wrong usage."""
    if len(words) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    archive, url, homepage, report = words
    print(
        formula(
            TEMPLATE.read_text(encoding="utf-8"),
            url=url,
            homepage=homepage,
            archive=Path(archive).read_bytes(),
            report=json.loads(Path(report).read_text(encoding="utf-8")),
        ),
        end="",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
