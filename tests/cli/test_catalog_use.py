"""The command and its catalog: dead lists are told and left out, a compiled catalog is kept."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.typed import typed_text

SPAM = {"127.0.0.2": "spam"}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    lists = [
        {"id": "mine", "zone": "bl.example", "asks": ["ipv4"], "codes": SPAM},
        {"id": "old", "zone": "dnsbl.sorbs.net", "asks": ["ipv4"], "codes": SPAM},
    ]
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"version": 1, "lists": lists}), encoding="utf-8")
    return path


def repcheck(*arguments: object, cache: Path) -> "subprocess.CompletedProcess[str]":
    return typed_text(*arguments, env={"XDG_CACHE_HOME": str(cache)})


def test_a_users_list_that_is_dead_is_told_and_not_asked(mine: Path, tmp_path: Path) -> None:
    done = repcheck("lists", "show", "--catalog", mine, cache=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith(
        'repcheck: warning: list "old" is not asked: SORBS is dead since 2024-06-05: '
    )
    assert "bl.example" in done.stdout
    assert "sorbs" not in done.stdout


def test_a_dead_word_of_the_selection_is_told(tmp_path: Path) -> None:
    done = repcheck("lists", "show", "--lists", "spamcop,ix.dnsbl.manitu.net", cache=tmp_path)
    assert done.returncode == 0
    assert 'warning: "ix.dnsbl.manitu.net" is not asked: NiX Spam is dead since 2025-01-16: ' in done.stderr
    assert "1 list" in done.stdout


def test_dead_lists_alone_are_no_selection(tmp_path: Path) -> None:
    done = repcheck("check", "192.0.2.10", "--lists", "sorbs", cache=tmp_path)
    assert done.returncode == 2
    assert "SORBS is dead" in done.stderr
    assert '"sorbs" chooses no list' in done.stderr


def test_what_cannot_be_asked_is_refused_and_can_be_shown(tmp_path: Path) -> None:
    done = repcheck("check", "192.0.2.10", "--lists", "cloudmark-csi", cache=tmp_path)
    assert done.returncode == 2
    assert '"cloudmark-csi" cannot be asked' in done.stderr
    shown = repcheck("lists", "show", "cloudmark-csi", cache=tmp_path)
    assert shown.returncode == 0
    assert "Cloudmark Sender Intelligence" in shown.stdout


def test_the_compiled_catalog_is_kept_and_its_loss_is_none(mine: Path, tmp_path: Path) -> None:
    first = repcheck("lists", "show", "--catalog", mine, cache=tmp_path)
    # with the built-in one beside it, where that was not prepared when repcheck was installed
    kept = list((tmp_path / "repcheck" / "catalogs").iterdir())
    assert kept
    assert repcheck("lists", "show", "--catalog", mine, cache=tmp_path).stdout == first.stdout
    for file in kept:
        file.write_bytes(b"damaged")
    assert repcheck("lists", "show", "--catalog", mine, cache=tmp_path).stdout == first.stdout
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    blocked = repcheck("lists", "show", "--catalog", mine, cache=tmp_path / "file")
    assert (blocked.returncode, blocked.stdout, blocked.stderr) == (0, first.stdout, first.stderr)
