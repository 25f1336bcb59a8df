"""The manual pages and completion scripts that packages ship."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from repcheck.cli.documents import manual
from repcheck.cli.handbook import helps
from tests.support.patience import PATIENCE

#: Requests that the pages are made of.
_REQUESTS = {"TH", "SH", "SS", "PP", "TP", "B", "BR", "nf", "fi"}
_SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(manual.pages())


def sections(page: str) -> list[str]:
    return re.findall(r"^\.SH (.*)$", page, re.MULTILINE)


def test_each_command_has_its_page_with_all_that_its_help_says(pages: dict[str, str]) -> None:
    texts = dict(helps())
    assert set(pages) == {f"{words.replace(' ', '-')}.1" for words in texts}
    for words, text in texts.items():
        page = pages[f"{words.replace(' ', '-')}.1"]
        assert [each for each in sections(page) if each in _SECTIONS] == _SECTIONS
        plain = page.replace("\\-", "-").replace("\\(dq", '"')
        for option in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE):
            assert option in plain, (words, option)
        assert ("EXAMPLES" in sections(page)) == ("Examples:" in text)
        assert ("EXIT STATUS" in sections(page)) == ("Exit codes:" in text)
        if "Exit codes:" in text:
            said = " ".join(text.partition("Exit codes:")[2].split())
            assert f".SH EXIT STATUS\n{said}." in plain


def test_no_text_of_a_page_is_a_request_or_an_escape(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for line in page.splitlines():
            if line.startswith("."):
                assert line[1:].partition(" ")[0] in _REQUESTS, (name, line)
            assert re.sub(r"\\(?:[-e&]|\(dq)", "", line).count("\\") == 0, (name, line)
            assert not line.startswith("'")


def test_a_page_is_the_same_wherever_it_is_made(pages: dict[str, str], tmp_path: Path) -> None:
    manual.main(tmp_path / "made", shells=True)
    made = {path.name: path.read_text() for path in (tmp_path / "made").iterdir()}
    assert {name: made[name] for name in pages} == pages
    assert set(made) - set(pages) == {"repcheck", "_repcheck", "repcheck.fish"}
    assert all("_REPCHECK_COMPLETE" in made[name] for name in set(made) - set(pages))


def test_groff_has_nothing_to_complain_of(pages: dict[str, str]) -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed (Debian: groff-base)")
    command = [groff, "-man", "-Tutf8", "-ww"]
    text = "".join(pages.values()).encode()
    done = subprocess.run(command, input=text, capture_output=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = re.sub(r"\x1b\[[\d;]*m|.\x08", "", done.stdout.decode())
    assert "Accept the listings in FILE" in " ".join(shown.split())


def test_the_scripts_are_ones_that_their_shells_read(tmp_path: Path) -> None:
    manual.main(tmp_path, shells=True)
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run(
        [bash, "-n", tmp_path / "repcheck"], capture_output=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, b"")
