"""``--letter``: to standard output, into a folder, in a language, and what cannot be asked for."""

import subprocess
from pathlib import Path

from tests.support.typed import typed_text

REPLY = "554 IP=192.0.2.10 - None/bad reputation. For kim@example.net. (NOWL)"


def explain(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return typed_text("explain", *arguments, REPLY)


def test_a_letter_is_printed_without_recipients() -> None:
    done = explain("--letter=all")
    assert done.returncode == 0
    assert done.stdout.startswith("---- 1: t-online ----\nTo: tobr@rx.t-online.de\n")
    assert "192.0.2.10" in done.stdout
    assert "kim@" not in done.stdout
    assert explain("--letter=t-online", "--language", "de").stdout.startswith(
        "---- 1: t-online ----\nAn: tobr@"
    )


def test_each_letter_goes_into_a_file_of_the_folder(tmp_path: Path) -> None:
    done = explain("--letter=all", "-o", tmp_path / "letters")
    assert done.returncode == 0
    (file,) = (tmp_path / "letters").iterdir()
    assert file.name == "01-t-online.txt"
    assert file.read_text(encoding="utf-8").startswith("To: tobr@rx.t-online.de\n")


def test_what_is_no_letter_here_is_a_mistake_of_use() -> None:
    done = explain("--letter=nobody")
    assert done.returncode == 2
    assert 'no letter "nobody" here; there are: 1 t-online' in done.stderr
    assert explain("--letter=all", "--format", "json").returncode == 2
