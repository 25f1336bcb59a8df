"""Type each page, line by line, into a shell in a fresh clone: ``python -m tests.docs.clone``.

Nothing runs in this process: ``repcheck`` is the one on PATH, and the demo's name server is started as the
pages have it started, on their port. ``test_pages`` does the same within this process; this is for CI.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.docs.page import ROOT, Step, blocks, pages
from tests.docs.shell import WRITTEN_ADDRESS, agrees, outside_world

_MARK = "---- typed ----"
#: After each line: the mark, and "$?" as it was.
_AFTER = f"typed_code=$?; printf '\\n%s\\n' '{_MARK}'; (exit $typed_code)"


def script(text: str) -> tuple[str, list[Step]]:
    """What a reader of a page types, as a script with a mark behind each line, and its steps."""
    lines, typed = ["exec 2>&1"], []
    for block in blocks(text):
        if block.file is not None:
            lines.append(f"cat > {block.file} <<'end of {block.file}'\n{block.text}end of {block.file}")
        if block.language == "console" and block.not_run is None:
            for step in block.steps():
                typed.append(step)
                lines += [step.typed, _AFTER]
    return "\n".join(lines) + "\n", typed


def faults(page: Path, folder: Path) -> list[str]:
    """A text for each line of the page that printed something else; ``folder`` is the clone."""
    text, steps = script(page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "typed").write_text(text, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        done = subprocess.run(
            ["bash", f"{home}/typed"],
            cwd=folder,
            env={**kept, "HOME": home},
            stdout=subprocess.PIPE,
            check=False,
        )
    printed = done.stdout.decode().split(f"{_MARK}\n")
    found = [
        f"{page.name}:{step.line}: $ {step.typed}\nprints\n{said}"
        for step, said in zip(steps, printed, strict=False)
        if not agrees(step.printed, said.splitlines())
    ]
    if len(printed) != len(steps) + 1:
        found.append(f"{page.name}: {len(printed) - 1} of {len(steps)} lines were typed")
    subprocess.run(["git", "clean", "-fdq"], cwd=folder, check=True)
    return found


def main() -> int:
    """Type all pages; returns 0 when each printed what it shows."""
    for name in list(outside_world()):
        del os.environ[name]
    if missing := [name for name in ("repcheck", "jq", "git", "bash") if shutil.which(name) is None]:
        print(f"not on PATH: {', '.join(missing)}", file=sys.stderr)
        return 2
    port = WRITTEN_ADDRESS.rpartition(":")[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        with subprocess.Popen(
            ["repcheck", "demo", "--serve", "--port", port], stdout=subprocess.PIPE
        ) as server:
            assert server.stdout is not None
            server.stdout.readline()
            found = [fault for page in pages() for fault in faults(page, folder)]
            server.terminate()
    print(*found, f"{len(pages())} pages, {len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
