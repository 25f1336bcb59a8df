"""A release is refused where tag, version and change logs disagree."""

import pytest

from tests.support.tables import each
from tools.release import main, notes, problems

CHANGES = (
    "# Changelog\n\n## [1.2.3] - 2026-11-22\n\n### Added\n\n- A thing.\n\n## [1.2.2] - 2026-10-01\n\n- Old.\n"
)
DEBIAN = "repcheck (1.2.3-1) unstable; urgency=medium\n\n  * Release.\n"


@each(
    "tag, version, changes, debian, told",
    [
        ("v1.2.3", "1.2.3", CHANGES, DEBIAN, []),
        (None, "1.2.3", CHANGES, DEBIAN, []),
        (None, "1.2.3", CHANGES.replace("2026-11-22", "unreleased"), DEBIAN, []),
        ("v1.2.4", "1.2.3", CHANGES, DEBIAN, ["the tag is v1.2.4, and the version makes it v1.2.3"]),
        ("1.2.3", "1.2.3", CHANGES, DEBIAN, ["the tag is 1.2.3, and the version makes it v1.2.3"]),
        (
            "v1.2.2",
            "1.2.2",
            CHANGES,
            DEBIAN.replace("1.2.3", "1.2.2"),
            ["CHANGELOG.md begins with 1.2.3, and the version is 1.2.2"],
        ),
        (
            "v1.2.3",
            "1.2.3",
            CHANGES.replace("2026-11-22", "unreleased"),
            DEBIAN,
            ["CHANGELOG.md names no day for 1.2.3, but unreleased"],
        ),
        (
            "v1.2.3",
            "1.2.3",
            CHANGES.replace("- A thing.\n", ""),
            DEBIAN,
            ["CHANGELOG.md says nothing of 1.2.3"],
        ),
        (
            "v1.2.3",
            "1.2.3",
            CHANGES,
            DEBIAN.replace("1.2.3", "1.2.2"),
            ["debian/changelog begins with 1.2.2, and the version is 1.2.3"],
        ),
        ("v1.3.0rc1", "1.3.0rc1", CHANGES.replace("1.2.3", "1.3.0rc1"), "repcheck (1.3.0~rc1-1) x\n", []),
        (
            "v1.2",
            "1.2",
            "nothing",
            "nothing",
            [
                "the version 1.2 is not one of the form 1.2.3 or 1.2.3rc1",
                "CHANGELOG.md has no heading of a release: ## [1.2.3] - 2026-11-22",
                "debian/changelog does not begin with: repcheck (1.2.3-1) ...",
            ],
        ),
    ],
)
def test_what_disagrees_is_told(tag, version, changes, debian, told) -> None:
    assert problems(tag, version, changes, debian) == told


def test_notes_are_the_part_of_one_release() -> None:
    assert notes("1.2.3", CHANGES) == "- A thing."
    assert notes("1.2.2", CHANGES) == "- Old."
    assert notes("1.2.1", CHANGES) == ""


def test_the_next_release_could_be_prepared_now(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run"]) == 0
    assert main(["v999.0.0"]) == 1
    assert "no release: the tag is v999.0.0" in capsys.readouterr().err
    assert main([]) == main(["--odd"]) == 2
