"""A command line as a user types it, run in this process: to start one of its own takes much longer.

It goes through the same ``main`` as the console script, with streams and environment of its own. What only a
process shows (signals, closed streams, a terminal, ends of pipes) is tested with real ones.
"""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from unittest.mock import patch

from repcheck.cli.main import main


def typed(
    *words: object, stdin: bytes | str = b"", env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """``repcheck WORD ...`` with ``env`` added to the environment: its exit code, and what it wrote."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.BytesIO(), io.BytesIO()
    arguments = [str(word) for word in words]
    with ExitStack() as instead:
        instead.enter_context(patch.dict(os.environ, env or {}))
        for name, stream in (("stdin", io.BytesIO(given)), ("stdout", out), ("stderr", err)):
            text = io.TextIOWrapper(stream, "utf-8", errors="backslashreplace", write_through=True)
            # a wrapper that is dropped closes what it wraps
            instead.callback(text.detach)
            instead.enter_context(patch.object(sys, name, text))
        code = main(arguments)
        sys.stdout.flush()
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def typed_text(
    *words: object, stdin: str = "", env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """The same with what it wrote as text."""
    done = typed(*words, stdin=stdin, env=env)
    shown = (stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, *shown)
