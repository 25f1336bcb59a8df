"""The site of the pages in ``docs/``: ``python -m tools.site build/site``.

Sphinx makes it, and a warning ends it. Then each file is looked through for what a browser would fetch
from elsewhere: reading about mail troubles is nobody else's business, and the site works from a disk.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What a browser fetches without being asked. Links, which a reader follows, are ``<a href>`` and stay.
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b[^>]*\bhref=["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|(?:@import\s+|url\()\s*["']?((?:https?:)?//[^"')\s]+)""",
    re.IGNORECASE,
)


def build(site: Path) -> int:
    """Make the site; returns the exit code of Sphinx, which has said on stderr what is wrong."""
    # all anew: what an earlier run has read, it warns of no more
    shutil.rmtree(site, ignore_errors=True)
    words = ("-m", "sphinx", "--fail-on-warning", "--fresh-env", "--quiet", "--builder", "html")
    state = ("--doctree-dir", str(site.with_name(f".{site.name}")))
    return subprocess.run(  # noqa: S603 - every word is ours
        (sys.executable, *words, *state, str(ROOT / "docs"), str(site)), check=False, cwd=ROOT
    ).returncode


def fetched(text: str) -> Iterator[str]:
    """Each address from which a browser that shows ``text`` would fetch something."""
    for match in _FETCHED.finditer(text):
        yield match[match.lastindex or 0]


def outside(site: Path) -> Iterator[str]:
    """A line for each thing that a page, style or script of the site fetches from elsewhere."""
    for path in sorted(site.rglob("*")):
        if path.suffix in {".html", ".css", ".js", ".svg"}:
            for address in fetched(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(site)} fetches {address}"


def main(site: Path) -> int:
    """Make the site and look it through."""
    code = build(site)
    if code:
        return code
    found = list(outside(site))
    for line in found:
        print(f"docs-site: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
