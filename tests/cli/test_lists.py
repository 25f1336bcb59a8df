"""``repcheck lists``, and the configuration and the catalog that every command reads."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from repcheck._version import __version__
from tests.support.typed import typed_text

MINE = "version: 1\nlists:\n- {id: mine, zone: bl.example, asks: [ipv4], codes: {127.0.0.2: spam}}\n"


def repcheck(tmp_path: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG")}
    return typed_text(*arguments, env=places)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(tmp_path: Path, *arguments: object) -> dict[str, dict[str, object]]:
    done = repcheck(tmp_path, "lists", "show", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["schema"] == "repcheck.lists/1"
    return {entry["id"]: entry for entry in document["lists"]}


def test_show_as_json(tmp_path: Path) -> None:
    lists = shown(tmp_path, "--lists", "all")
    zen = lists["spamhaus-zen"]
    assert {"first": "127.0.0.4", "last": "127.0.0.7", "sublist": "xbl"} in zen["codes"]  # type: ignore[operator]
    assert {"bit": 8, "sublist": "ph"} in lists["surbl-multi"]["codes"]  # type: ignore[operator]
    assert list(shown(tmp_path, "spamcop")) == ["spamcop"]


def test_show_all_of_each(tmp_path: Path) -> None:
    done = repcheck(tmp_path, "lists", "show", "--lists", "spamcop,psbl", "-v")
    assert done.stdout.count("What its answers mean:") == 2


def test_the_configuration_is_found_where_it_belongs_or_named(tmp_path: Path) -> None:
    write(tmp_path / "CONFIG" / "repcheck" / "repcheck.yaml", "version: 1\ndisable: [spamcop]\n")
    named = write(tmp_path / "other.yaml", "version: 1\ndisable: [psbl]\n")
    assert {"psbl"} == {"psbl", "spamcop"} & shown(tmp_path, "--lists", "standard").keys()
    assert {"spamcop"} == {"psbl", "spamcop"} & shown(
        tmp_path, "--lists", "standard", "--config", named
    ).keys()
    assert "repcheck.yaml" in repcheck(tmp_path, "check", "--help").stdout
    done = repcheck(tmp_path, "check", "192.0.2.10", "--config", tmp_path / "none.yaml")
    assert (done.returncode, done.stderr) == (
        2,
        f"repcheck: error: {tmp_path}/none.yaml: cannot be read: no such file or directory\n",
    )
    # the demonstration is the same for everybody
    write(tmp_path / "CONFIG" / "repcheck" / "repcheck.yaml", "version: 1\ndisable: [demo-dead]\n")
    assert repcheck(tmp_path, "check", "192.0.2.10").returncode == 2
    assert repcheck(tmp_path, "demo", "--format", "json").returncode == 0


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (MINE, 0, "1 list, 48 providers, no mistake"),
        ("version: 1\ndisable: [spamcop]\n", 0, "a configuration that adds 0 lists, no mistake"),
        ("version: 1\nproviders: [{id: p}]\n", 0, "1 provider, no mistake"),
        ("version: 1\ndisable: [spamcopp]\n", 1, ":2: disable[0]: "),
        (MINE + "- {id: mine}\n- {id: X}\n", 1, ":5: lists[2].id: "),
        ("a: [", 1, ":2: did not find expected node content"),
    ],
)
def test_lint_knows_the_kind_of_file(text: str, code: int, says: str, tmp_path: Path) -> None:
    done = repcheck(tmp_path, "lists", "lint", write(tmp_path / "f.yaml", text))
    assert done.returncode == code
    assert says in done.stdout


def test_the_name_of_a_file_steers_no_terminal(tmp_path: Path) -> None:
    for text in (MINE, "version: 1\n"):
        done = repcheck(tmp_path, "lists", "lint", write(tmp_path / "a\u202e\x1b[31m.yaml", text))
        assert "a\\u202e\\x1b[31m.yaml:" in done.stdout
        assert not {"\u202e", "\x1b"} & set(done.stdout + done.stderr)


def test_lint_warns_of_what_is_old(tmp_path: Path) -> None:
    file = write(tmp_path / "f.yaml", MINE.replace("spam}", "spam}, checked: 2025-10"))
    done = repcheck(tmp_path, "lists", "lint", file, "--today", "2026-11-15")
    assert done.returncode == 0
    assert 'list "mine" was last checked in 2025-10, 13 months ago' in done.stderr
    assert repcheck(tmp_path, "lists", "lint", file, "--today", "2026-10-31").stderr == ""


def test_diff(tmp_path: Path) -> None:
    assert repcheck(tmp_path, "lists", "diff").returncode == 0
    done = repcheck(tmp_path, "lists", "diff", write(tmp_path / "mine.yaml", MINE))
    assert done.returncode == 1
    assert "1 list added, 145 lists removed" in done.stdout.replace("\n", " ")
    config = write(tmp_path / "c.yaml", "version: 1\nchange: {psbl: {severity: critical}}\n")
    done = repcheck(tmp_path, "lists", "diff", "--config", config, "--format", "json")
    (change,) = json.loads(done.stdout)["changes"]
    assert (change["id"], change["verb"]) == ("psbl", "changed")


def test_update_and_back(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.yaml", MINE)
    done = repcheck(tmp_path, "lists", "update", "--from", mine, "--sha256", digest(mine))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"sha256 {digest(mine)}" in done.stdout
    mine.unlink()
    assert list(shown(tmp_path)) == ["mine"]
    done = repcheck(tmp_path, "lists", "update", "--undo")
    assert (done.returncode, done.stdout) == (0, "Gone back to the built-in catalog.\n")
    assert "spamcop" in shown(tmp_path)
    done = repcheck(tmp_path, "lists", "update", "--undo")
    assert done.returncode == 2
    assert "no catalog was taken" in done.stderr


@pytest.mark.parametrize(
    ("text", "arguments", "says"),
    [
        (MINE, ("--sha256", "0" * 64), "--sha256: the file is another one"),
        (MINE, (), "--sha256: is needed, or --signature and --key"),
        (MINE, ("--signature", "x"), "--signature: a signature is proved by --key FILE"),
        (
            MINE.replace("127.0.0.2", "127.0.0.300"),
            ("--sha256",),
            ':3: lists[0].codes: "127.0.0.300" is not an IPv4',
        ),
    ],
)
def test_what_is_not_proved_or_has_mistakes_is_not_taken(
    text: str, arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    mine = write(tmp_path / "mine.yaml", text)
    if arguments == ("--sha256",):
        arguments = ("--sha256", digest(mine))
    done = repcheck(tmp_path, "lists", "update", "--from", mine, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "spamcop" in shown(tmp_path)


def test_a_catalog_that_the_configuration_does_not_go_with_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path / "CONFIG" / "repcheck" / "repcheck.yaml", "version: 1\ndisable: [spamcop]\n")
    mine = write(tmp_path / "mine.yaml", MINE)
    done = repcheck(tmp_path, "lists", "update", "--from", mine, "--sha256", digest(mine))
    assert done.returncode == 2
    assert "does not go with your configuration" in done.stderr
    assert '"spamcop" is not a list of the catalog' in done.stderr


def test_a_plain_http_source_is_refused(tmp_path: Path) -> None:
    done = repcheck(tmp_path, "lists", "update", "--from", "http://127.0.0.1:9/x", "--sha256", "0" * 64)
    assert done.returncode == 2
    assert "which is not safe: only https is" in done.stderr


def test_a_newer_repcheck_uses_its_own_catalog_and_says_so(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.yaml", MINE)
    repcheck(tmp_path, "lists", "update", "--from", mine, "--sha256", digest(mine))
    index = tmp_path / "STATE" / "repcheck" / "catalogs" / "index.json"
    index.write_text(index.read_text().replace(f'"{__version__}"', '"0.0.1"'), encoding="ascii")
    done = repcheck(tmp_path, "lists", "show", "spamcop")
    assert done.returncode == 0
    assert "was taken by repcheck 0.0.1" in done.stderr


def test_a_damaged_catalog_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.yaml", MINE)
    repcheck(tmp_path, "lists", "update", "--from", mine, "--sha256", digest(mine))
    (kept,) = (tmp_path / "STATE" / "repcheck" / "catalogs").glob("*.yaml")
    kept.write_text("version: 1\n", encoding="ascii")
    done = repcheck(tmp_path, "lists", "show")
    assert done.returncode == 2
    assert "is missing or damaged: repcheck lists update --undo" in done.stderr
    assert repcheck(tmp_path, "lists", "update", "--undo").returncode == 0
    assert repcheck(tmp_path, "lists", "show").returncode == 0


def test_names_of_a_catalog_cannot_turn_the_line_around(tmp_path: Path) -> None:
    catalog = write(
        tmp_path / "odd.yaml",
        'version: 1\nlists:\n- {id: odd, name: "a\\u202etxt.exe", zone: odd.example, asks: [ipv4], '
        'severity: high, codes: {127.0.0.2: "b\\u2066c"}}\n',
    )
    for more in ((), ("-v",), ("odd",)):
        said = repcheck(tmp_path, "lists", "show", "--catalog", catalog, *more).stdout
        assert "odd.example" in said
        assert not {"\u202e", "\u2066"} & set(said)


def test_each_row_of_the_table_is_one_line_with_the_zone_whole(tmp_path: Path) -> None:
    done = repcheck(tmp_path, "lists", "show")
    rows = {line.split()[0]: line for line in done.stdout.splitlines()[1:] if line and line[0] != " "}
    for name, entry in shown(tmp_path).items():
        assert str(entry["zone"]) in rows[name]
        assert len(rows[name]) <= 80
    assert rows["dnswl"].split()[-2] == "allow"
    assert "standard (" in rows["Tags:"]
