"""Write what commands print into pages that show something else: ``python -m tests.docs.write [PAGE...]``.

Output with "..." in it is left alone and named: what to leave out is for a person to say.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from repcheck.demo import NameServer, demo_zones
from tests.docs.page import Block, blocks, needs_jq, pages
from tests.docs.shell import Shell, agrees, clone_at, outside_world


def anew(block: Block, shell: Shell, where: str) -> str:
    """The block's text with what is printed today."""
    lines: list[str] = []
    steps = block.steps()
    for step in steps:
        printed = shell.type(step.typed)
        same = agrees(step.printed, printed)
        if not same and "..." in step.printed:
            print(f"{where}:{step.line}: by hand:", *printed, sep="\n  ")
        kept = step.printed if same or "..." in step.printed else printed
        gap = [""] if kept and kept[-1:] != [""] and step is not steps[-1] and len(kept) > 1 else []
        lines += [f"$ {step.typed}", *kept, *gap]
    return "".join(f"{line}\n" for line in lines)


def rewrite(path: Path, address: str) -> None:
    """One page; the current directory is a fresh clone."""
    text = path.read_text(encoding="utf-8")
    if needs_jq(text) and shutil.which("jq") is None:
        print(f"{path.name} is left as it is: jq is missing", file=sys.stderr)
        return
    shell = Shell(address)
    offset = 0
    for block in blocks(text):
        if block.file is not None:
            Path(block.file).write_text(block.text, encoding="utf-8")
        if block.language == "console" and block.not_run is None:
            new = anew(block, shell, path.name)
            text = text[: block.start + offset] + new + text[block.end + offset :]
            offset += len(new) - len(block.text)
    path.write_text(text, encoding="utf-8")


def main(words: list[str]) -> None:
    """Rewrite the pages named, or all."""
    named = [Path(word).resolve() for word in words] or pages()
    server = NameServer(demo_zones()).start()
    for path in named:
        with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, {"HOME": folder}):
            for name in list(outside_world()):
                del os.environ[name]
            for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
                os.environ[name] = f"{folder}/home/{name}"
            os.chdir(folder)
            clone_at(Path(folder))
            rewrite(path, server.address)
            os.chdir("/")
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
