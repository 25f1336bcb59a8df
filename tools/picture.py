"""The picture of the terminal in README: ``python -m tools.picture docs/terminal.svg``.

It is drawn by rich from what ``repcheck demo`` prints on a terminal in colours, and loads no font of others.
"""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

_BEGIN = "$ repcheck check "
_END = re.compile(r"^[0-9]{1,9} targets, ")
_PASSING = re.compile(r", [\d.]+ s, \d{4}-\d\d-\d\d \d\d:\d\d UTC")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def coloured() -> str:
    """The demo's run, with the escapes of a terminal; raises CalledProcessError where it fails."""
    done = subprocess.run(
        (sys.executable, "-m", "repcheck", "demo"),
        capture_output=True,
        check=True,
        env={**os.environ, "FORCE_COLOR": "1", "NO_COLOR": ""},
    )
    return run_of(done.stdout.decode())


def run_of(demo: str) -> str:
    """The run within what the demo prints, without what differs from run to run."""
    kept: list[str] = []
    for line in demo.splitlines():
        plain = _ESCAPE.sub("", line)
        if kept or plain.startswith(_BEGIN):
            kept.append(_PASSING.sub("", line))
            if _END.match(plain):
                break
    return "\n".join(kept)


def drawn(text: str) -> str:
    """The picture of a text with escapes."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=82, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(text), soft_wrap=True)
    # the fonts that rich has the viewer fetch, and the names of these
    picture = _FONT.sub("", console.export_svg(title="repcheck", unique_id="repcheck"))
    picture = picture.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    return "".join(f"{line.rstrip()}\n" for line in picture.splitlines() if line.strip())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn(coloured()), encoding="utf-8")
