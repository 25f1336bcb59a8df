"""config check, init and show, as typed: in this process, nothing is asked."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repcheck.app.catalogs import config_path
from repcheck.app.configuring.check import examine
from repcheck.app.environment import real_environment
from repcheck.app.monitor.mail_ways import own_addresses
from repcheck.cli.main import main
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import (
    AlertPlan,
    Chat,
    Email,
    PingPlan,
    Program,
    Sendmail,
    Stdout,
    WatchGroup,
    WatchPlan,
    WayOut,
)
from tests.support.tables import each

Run = Callable[..., tuple[int, str, str]]
MAIL = Email(to=("ops@example.com",))
NO_PING = PingPlan()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)

    def run_one(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_one


def shown(run: Run, path: Path) -> list[dict[str, Any]]:
    """The fields that ``config show`` names."""
    _, out, _ = run("config", "show", "--config", path, "--format", "json")
    fields: list[dict[str, Any]] = json.loads(out)["fields"]
    return fields


def test_config_check_takes_several_files(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("version: 1\ntargets: [{group: mail, watch: [192.0.2.10]}]\n")
    bad.write_text("version: 1\ntargetz: []\n")
    code, out, _ = run("config", "check", bad, good)
    assert code == 1
    assert out.splitlines() == [
        f'{bad}:2: targetz: unknown field; did you mean "targets"?',
        f"{good}: 1 group, 1 target, 0 alerts, no mistake",
    ]


def test_a_configuration_is_begun_checked_and_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "CONFIG" / "repcheck" / "repcheck.yaml"
    code, out, err = run(
        "config", "init", "--watch", "192.0.2.0/30", "--watch", "example.com", "--every", "15m"
    )
    assert (code, err) == (0, "")
    assert out == f"Written: {path}\nThen: repcheck config check\n      repcheck monitor\n"
    assert run("config", "check") == (0, f"{path}: 1 group, 5 targets, 0 alerts, no mistake\n", "")
    code, out, err = run("config", "show", "--format", "json")
    fields = {one["field"]: (one["value"], one["line"]) for one in json.loads(out)["fields"]}
    assert (fields["every"][0], fields["confirm"]) == ("15m", ("2", None))
    assert fields["targets.mine.watch"] == ("192.0.2.0/30, example.com", 9)


def test_what_is_to_be_typed_next_names_the_file_that_was_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my own.yaml"
    _, out, _ = run("config", "init", "--watch", "192.0.2.1", path)
    then, monitor = (line.removeprefix("Then:").strip() for line in out.splitlines()[1:])
    assert monitor == f"repcheck monitor --config '{path}'"
    assert run(*shlex.split(then)[1:]) == (0, f"{path}: 1 group, 1 target, 0 alerts, no mistake\n", "")


def test_every_answer_becomes_a_part_of_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    flags = ("--watch", "example.com", "--mail", "ops@example.com", "--webhook", "env:OPS_HOOK")
    assert run("config", "init", *flags, path)[0] == 0
    fields = {one["field"]: one["value"] for one in shown(run, path)}
    assert fields["alerts.webhook.webhook.url"] == "env:OPS_HOOK (not there now)"
    assert fields["alerts.mail.email.to"] == "ops@example.com"


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    code, out, err = run("config", "init", "--watch", "example.com", path)
    assert (code, out) == (2, "")
    assert err == f"repcheck: error: {path}: is there already, and stays as it is\n"
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--watch", "192.0.2.999"), "not an IP address, range or domain"),
        (("--watch", "example.com", "--mail", "ops"), '"ops" is not a mail address'),
        (("--watch", "example.com", "--every", "soon"), '"soon" is not a time such as 15m, 24h or 14d'),
        (("--watch", "example.com", "--webhook", "https://hooks.example/T0KEN"), "may not stand here"),
    ],
)
def test_a_wrong_answer_writes_nothing(flags: tuple[str, ...], says: str, run: Run, tmp_path: Path) -> None:
    code, out, err = run("config", "init", *flags, tmp_path / "mine.yaml")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err
    assert "T0KEN" not in err
    assert not (tmp_path / "mine.yaml").exists()


def test_who_cannot_be_asked_has_to_say_what_is_watched(run: Run) -> None:
    code, out, err = run("config", "init")
    assert (code, out) == (2, "")
    assert "--watch is needed where nobody can be asked" in err


def test_four_questions_at_most_on_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["192.0.2.10, example.com", "ops@example.com", "", "6h"])

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run("config", "init", tmp_path / "mine.yaml")[0] == 0
    assert len(asked) == 4
    text = (tmp_path / "mine.yaml").read_text()
    assert 'watch: ["192.0.2.10", "example.com"]' in text
    assert "every: 6h" in text


def test_all_mistakes_at_once_those_of_files_of_targets_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nevery: soon\ntargets: [{group: a, watch: 192.0.2.999}]\n")
    code, out, err = run("config", "check", "--config", path)
    assert (code, err, [line.split(":")[1] for line in out.splitlines()]) == (1, "", ["2", "3"])
    path.write_text('version: 1\ntargets: [{group: a, watch: ["file:a.txt", "file:b.txt"]}]\n')
    (tmp_path / "a.txt").write_text("192.0.2.1\n192.0.2.999\n")
    code, out, err = run("config", "check", "--config", path)
    assert code == 1
    missing = f"{tmp_path}/b.txt: cannot be read: no such file or directory\n"
    assert missing in out
    assert f"{tmp_path}/a.txt:2: " in out
    path.write_text('version: 1\nevery: soon\ntargets: [{group: a, watch: ["file:a.txt", "file:b.txt"]}]\n')
    code, out, err = run("config", "check", "--config", path)
    assert (code, err) == (1, "")
    assert out.startswith(f"{path}:2: every: ")
    assert out.endswith(missing)
    assert f"{tmp_path}/a.txt:2: " in out


WRONG = """\
version: 1
every: soon
store: postgresql://repcheck@db.example/repcheck
targets:
- {group: a, watch: ["file:a.txt", 192.0.2.999]}
- {group: a, watch: "file:b.txt"}
alerts:
- {id: chat, apprise: "env:CHAT"}
- {id: open, apprise: "slack://T0KEN"}
- {id: hook, webhook: {url: "https://hooks.example.com/T0KEN"}}
- {id: nothing, program: []}
- {id: prometheus, alertmanager: "https://me:T0KEN@alerts.example.com"}
- {id: none}
ping: {success: "https://ping.example.com/T0KEN", fail: "env:NOT_SET"}
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what Apprise imports for itself
def test_mistakes_in_words_hide_none_in_what_they_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files, extras and chats are looked at though the file has mistakes, and no secret is repeated."""
    monkeypatch.setattr("repcheck.store.sql.postgres.has_extra", lambda: False)
    monkeypatch.setenv("CHAT", "nonsense://T0KEN")
    path = tmp_path / "mine.yaml"
    path.write_text(WRONG)
    (tmp_path / "a.txt").write_text("192.0.2.1\nno target at all\n")
    code, out, err = run("config", "check", "--config", path)
    assert code == 1
    assert [line.split(":")[1] for line in out.splitlines() if line.startswith(f"{path}:")] == [
        "2", "5", "6", "9", "10", "11", "12", "13", "14",
    ]  # fmt: skip
    rest = [line.removeprefix(f"{tmp_path}/") for line in out.splitlines() if not line.startswith(f"{path}:")]
    assert [line.partition(": ")[0] for line in rest] == ["a.txt:2", "b.txt", "alerts", "store"]
    assert "Apprise does not know the address" in rest[2]
    assert "NOT_SET is not set" in err
    assert "T0KEN" not in out + err


def test_without_a_configuration(run: Run, tmp_path: Path) -> None:
    code, out, err = run("config", "check")
    assert (code, out) == (2, "")
    assert "is not there: repcheck config init writes one" in err
    code, out, err = run("config", "show")
    assert (code, err) == (0, "")
    assert out.startswith("No configuration: all is default.\n")


SHOWN = """\
version: 1
disable: [spamcop]
targets:
- {group: a, watch: 192.0.2.1, fail_on: never}
alerts:
- id: ops
  webhook: {url: "env:HOOK"}
  quiet: 22:00-07:00
- {id: mail, email: {to: a@example.com}}
- {id: own, program: [/bin/page, me]}
- {id: out, stdout: true}
"""


def test_each_field_has_the_line_that_says_it_and_no_secret(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK", "https://hooks.example/T0KEN")
    path = tmp_path / "mine.yaml"
    path.write_text(SHOWN)
    _, out, _ = run("config", "show", "--config", path)
    assert "T0KEN" not in out
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in out.splitlines()[1:]}
    for field, says in {
        "targets.a.fail_on": "never line 4",
        "targets.a.expand": "mx default",
        "alerts.ops.webhook.url": "env:HOOK (***) line 7",
        "alerts.ops.webhook.secret": "- default",
        "alerts.ops.quiet": "22:00-07:00 line 8",
        "alerts.mail.email.to": "a@example.com line 9",
        "alerts.mail.email.host": "127.0.0.1 default",
        "alerts.own.program.arguments": "/bin/page, me line 10",
        "alerts.out.stdout": "true line 11",
        "retention": "400d default",
        "disable": "spamcop line 2",
    }.items():
        assert rows[field] == says


def examined(*sinks: WayOut, ping: PingPlan = NO_PING, watch: str = "192.0.2.10") -> tuple[str, ...]:
    alerts = tuple(AlertPlan(id=f"a{number}", sink=sink) for number, sink in enumerate(sinks))
    plan = WatchPlan(groups=(WatchGroup(group="g", watch=(watch,)),), alerts=alerts, ping=ping)
    hosts = {"mail.example.net": ("192.0.2.10",), "other.example.net": ("192.0.2.99",)}
    world = real_environment({"HOOK": "x"}, lambda _: None)
    return examine(plan, world, lambda host: hosts.get(host, ()), ("192.0.2.10",)).warnings


@each(
    "sinks, watch, warned",
    [
        ((MAIL,), "192.0.2.10", True),
        ((MAIL,), "192.0.2.11", False),
        ((Sendmail(to=("a@example.com",), program="sh"),), "192.0.2.10", True),
        ((Email(to=("a@example.com",), host="mail.example.net"),), "192.0.2.10", True),
        ((Email(to=("a@example.com",), host="other.example.net"),), "192.0.2.10", False),
        ((Email(to=("a@example.com",), host="mail.example.com"),), "example.com", True),
        ((MAIL, Stdout()), "192.0.2.10", True),
        ((MAIL, Program(arguments=("sh",))), "192.0.2.10", False),
    ],
)
def test_mail_about_a_listing_must_not_need_what_is_listed(
    sinks: tuple[WayOut, ...], watch: str, warned: bool
) -> None:
    found = examined(*sinks, watch=watch)
    assert bool(found) == warned
    assert all("its mail goes out through" in each for each in found)


def test_a_ping_is_a_second_way() -> None:
    assert examined(MAIL, ping=PingPlan(fail="env:HOOK")) == ()


def test_what_is_not_there_is_warned_of() -> None:
    found = examined(Program(arguments=("/bin/not-there",)), ping=PingPlan(success="env:NOT_SET"))
    assert found == (
        "ping: success: env:NOT_SET is not set",
        "alerts: a0: /bin/not-there is not a program that can be run here",
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what Apprise imports for itself
def test_an_address_that_apprise_does_not_know_is_a_mistake() -> None:
    alerts = (AlertPlan(id="chat", sink=Chat(url=Secret("nonsense://T0KEN"))),)
    world = real_environment({}, lambda _: None)
    (mistake,) = examine(WatchPlan(alerts=alerts), world, lambda _: (), ()).mistakes
    assert "alerts: chat: Apprise does not know the address" in mistake
    assert "T0KEN" not in mistake


def test_the_addresses_of_this_machine_are_found_without_asking() -> None:
    assert all("." in each or ":" in each for each in own_addresses())


def test_a_place_that_may_not_be_looked_at_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[str] = []

    def denied(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_file", denied)
    world = real_environment({"XDG_CONFIG_HOME": "/home/other/etc"}, warned.append)
    assert config_path(None, world) is None
    assert (
        warned[0]
        == "/home/other/etc/repcheck/repcheck.yaml: cannot be looked at, and is not used: permission denied"
    )
