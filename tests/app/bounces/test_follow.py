"""Records of logs while they are written."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repcheck.app.bounces.follow import Following
from repcheck.app.environment import Environment
from repcheck.errors import BadOption
from repcheck.model.mail.read_counts import Intake
from tests.support.built_in import built_in_catalog

CATALOG = built_in_catalog()
LINE = (
    "{} 09:00:06 mta1 postfix/smtp[811]: 4XyZ{}: to=<kai{}@corp.example.net>, "
    "relay=mx.corp.example.net[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced "
    "(host mx.corp.example.net[198.51.100.7] said: 550 5.1.1 no such user (in reply to RCPT TO command))\n"
)


class World:
    """An environment whose clock is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 31, 12, tzinfo=UTC)
        self.warnings: list[str] = []
        self.environment = Environment(
            now=lambda: self.now,
            monotonic=lambda: 0.0,
            environ={},
            token=lambda: "x",
            warn=self.warnings.append,
        )


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "mail.log"
    path.write_text(LINE.format("Dec 30", 0, 0))
    return path


def follow(world: World, *paths: Path, kind: str | None = None, from_start: bool = False) -> Following:
    return Following([str(path) for path in paths], kind, CATALOG, world.environment, from_start=from_start)


def new(following: Following) -> list[tuple[str | None, str | None, str]]:
    return [(record.recipient, record.time, record.file) for record in following.new_records()]


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def test_records_come_as_they_are_written_over_a_rotation_and_a_new_year(world: World, log: Path) -> None:
    with closing(follow(world, log)) as following:
        assert new(following) == []
        append(log, LINE.format("Dec 31", 1, 1))
        assert new(following) == [("kai1@corp.example.net", "2026-12-31T09:00:06Z", f"{log}:2")]
        log.rename(log.with_suffix(".1"))
        append(log, LINE.format("Dec 31", 2, 2))
        assert new(following) == [("kai2@corp.example.net", "2026-12-31T09:00:06Z", f"{log}:1")]
        world.now = datetime(2027, 1, 1, 12, tzinfo=UTC)
        append(log, LINE.format("Jan  1", 3, 3))
        assert new(following) == [("kai3@corp.example.net", "2027-01-01T09:00:06Z", f"{log}:2")]
        assert following.intake == Intake(files=1, log_lines=3, sent=3)
    assert world.warnings == []


def test_what_is_there_already_when_wanted(world: World, log: Path) -> None:
    with closing(follow(world, log, from_start=True)) as following:
        assert [recipient for recipient, _, _ in new(following)] == ["kai0@corp.example.net"]


def test_several_logs(world: World, log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.log"
    with closing(follow(world, log, other)) as following:
        assert new(following) == []
        append(other, LINE.format("Dec 31", 1, 1))
        append(log, LINE.format("Dec 31", 2, 2))
        assert [file for _, _, file in new(following)] == [f"{log}:2", f"{other}:1"]
    assert len(world.warnings) == 1


def test_a_log_that_is_not_known_yet(world: World, tmp_path: Path) -> None:
    log = tmp_path / "syslog"
    log.write_text("hello\n")
    with closing(follow(world, log)) as following:
        append(log, "Dec 31 09:00:00 mta1 kernel: something\n")
        assert new(following) == []
        append(log, "Dec 31 09:00:00 mta1 kernel: something\n" + LINE.format("Dec 31", 1, 1))
        assert len(new(following)) == 1
    assert len(world.warnings) == 1
    assert "--as names the kind" in world.warnings[0]


def test_only_logs_are_followed(world: World, log: Path) -> None:
    with pytest.raises(BadOption, match="only logs are followed: postfix, sendmail"):
        follow(world, log, kind="mbox")
    with closing(follow(world, log, kind="postfix")) as following:
        append(log, LINE.format("Dec 31", 1, 1))
        assert len(new(following)) == 1
