"""``repcheck explain`` on a terminal: it asks for the text, and reads up to the end that is typed."""

import os
import pty
import subprocess
import sys

from tests.support.patience import PATIENCE

_END = b"\x04"


def on_a_terminal(typed: bytes, *arguments: str) -> tuple[int, str, str]:
    """Exit code, what stood on standard output, and what stood on the terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "repcheck", "explain", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        seen = b""
        # The terminal takes what is typed only after the question: before it, echo and end are not set up.
        while b"Ctrl-D:" not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, typed)
        out, _ = running.communicate(timeout=PATIENCE)
    seen += _rest(ours)
    os.close(ours)
    return running.returncode, out, seen.decode()


def _rest(terminal: int) -> bytes:
    seen = b""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # Linux: nobody has the other end any more
            return seen
        if not more:
            return seen
        seen += more


def test_without_a_text_it_asks_for_one() -> None:
    code, out, terminal = on_a_terminal(b"552 5.2.2 Mailbox full\n" + _END)
    assert code == 0
    assert "Paste the bounce, end with Ctrl-D:" in terminal
    assert out.startswith("The receiving server refused the mail: mailbox full (552 5.2.2).\n")


def test_several_lines_are_read_up_to_the_end() -> None:
    code, out, _ = on_a_terminal(b"550-5.1.1 No such\n550 5.1.1 user here\n\n552 5.2.2 Mailbox full\n" + _END)
    assert code == 0
    assert out.startswith("2 bounces in this text.\n")


def test_nothing_typed_is_no_refusal() -> None:
    code, out, terminal = on_a_terminal(_END)
    assert (code, out) == (2, "")
    assert "repcheck: error: No refusal is in this text." in terminal
