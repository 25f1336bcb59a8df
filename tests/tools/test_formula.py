"""The formula of a release is the template with what pip and the archive say."""

import pytest

from tools.formula import TEMPLATE, formula, resources


def report(*packages: tuple[str, str, str | None]) -> dict[str, object]:
    return {
        "install": [
            {
                "metadata": {"name": name},
                "download_info": {
                    "url": url,
                    "archive_info": {"hashes": {} if digest is None else {"sha256": digest}},
                },
            }
            for name, url, digest in packages
        ]
    }


def test_nothing_of_the_template_is_left() -> None:
    made = formula(
        TEMPLATE.read_text(encoding="utf-8"),
        url="https://example.com/repcheck-1.2.3.tar.gz",
        homepage="https://example.com/repcheck",
        archive=b"abc",
        report=report(
            ("repcheck", "file:///repcheck", None),
            ("PyYAML", "https://example.com/p.tar.gz", "12"),
            ("aiohttp", 'https://example.com/a"#{x}.tar.gz', "ab"),
        ),
    )
    assert "@U" not in made
    assert "@R" not in made
    assert 'url "https://example.com/repcheck-1.2.3.tar.gz"' in made
    assert 'sha256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"' in made
    assert made.index('resource "aiohttp"') < made.index('resource "PyYAML"')
    assert r"a\"\#{x}.tar.gz" in made
    assert made.count(" do\n") == made.count("  end\n") - 1  # of resources and test; install ends too


def test_a_package_without_a_digest_is_no_part_of_a_formula() -> None:
    with pytest.raises(ValueError, match="aiohttp has no digest"):
        resources(report(("aiohttp", "https://example.com/a.tar.gz", None)))
