"""What a command line means, and what it cannot mean: parsed in this process, nothing is asked."""

import re

import click
import pytest

from repcheck.cli.callers import is_pipe
from repcheck.cli.commands.bounces.group import _COMMANDS as BOUNCES
from repcheck.cli.commands.explain import content
from repcheck.cli.main import cli, main
from repcheck.cli.options.values import Seconds, ShareType
from repcheck.errors import UnreadableFile
from tests.cli.every_command import COMMANDS
from tests.support.tables import each


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said of a command line that means nothing: one line, and exit 2."""
    assert main(list(arguments)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("repcheck: error: ")
    return said.err.removeprefix("repcheck: error: ").strip()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "check 192.0.2.1 --cluster tcp://192.0.2.7:8786",
            "'--cluster': tcp://192.0.2.7:8786 is another machine, and tcp:// asks for no certificate",
        ),
        ("monitor 192.0.2.1 --cluster local --cache", "--cluster: not together with --cache"),
        ("bounces x --from-start", "--from-start: needs --follow"),
        ("bounces x --keep 3", "--keep: needs --store"),
        ("bounces x --keep=3", "--keep: needs --store"),
        ("bounces x --sent 3", "--sent: needs --hygiene"),
        ("bounces x --format csv --explain", "--format csv: not together with --explain"),
        ("bounces x --follow --hygiene", "--hygiene: not together with --follow"),
        ("bounces x --follow --store", "--store: not together with --follow"),
        ("bounces x --offline --resolver 192.0.2.53", "--offline: not together with --resolver"),
        ("bounces x --offline --fail-on high", "--offline: not together with --fail-on"),
        ("bounces x --offline --lists all", "--offline: not together with --lists"),
        ("bounces x --format jsonl --timeout 3", "--format jsonl: not together with --timeout"),
        ("bounces hygiene x --resolver 192.0.2.53", "No such option '--resolver'"),
        ("bounces follow x --cache", "No such option '--cache'"),
        ("bounces store x --format json", "No such option '--format'"),
        ("explain 550 --resolver nonsense", "--resolver: needs --ask"),
        ("explain 550 --timeout 3", "--timeout: needs --ask"),
        ("explain 550 --fail-on high", "No such option '--fail-on'"),
        ("demo --catalog /nonexistent", "No such option '--catalog'"),
        ("demo --serve --format json", "--serve: not together with --format"),
        ("demo --port 5353", "--port: needs --serve"),
        ("domain example.com --lists none --any-address", "--lists none: not together with --any-address"),
        ("check 192.0.2.1 --own example.com", "--own: needs --bounces"),
        ("check 192.0.2.1 --language de", "--language: needs --letter"),
        ("bounces hygiene x --format csv --sent 3", "--sent: not together with --format csv"),
        (
            "delist --requested psbl --target 192.0.2.1 --fail-on low",
            "not together with --fail-on",
        ),
        (
            "delist --requested psbl --target 192.0.2.1 --format markdown",
            "not together with --format markd",
        ),
        (
            "delist --requested psbl --target 192.0.2.1 --report json=x",
            "not together with --report",
        ),
        ("ci 192.0.2.1 --baseline x --accept-for 30d", "--accept-for: needs --update-baseline"),
        ("spf example.com --sender a@example.com", "--sender: needs --ip"),
        ("spf https://example.com/", '"https://example.com/" is a URL, not a domain'),
        ("spf a/b", '"a/b" is not a domain'),
        ("serve --set-password --every 15m", "--set-password: not together with --every"),
        ("serve --host https://example.com", '"https://example.com" is not a name'),
        (
            "status --state POSTGRESQL://h/d",
            "is neither a directory nor the postgresql:// address",
        ),
        ("bounces store x --keep 99999999999999999999", "is not in the range 1<=x<=36500"),
        (f"config init {'x' * 5000} --watch 192.0.2.1", "file name too long"),
        ("config init x.yaml --watch a\udcff", "config init: an answer holds octets that are not UTF-8"),
        ("store copy /dev/null /dev/../dev/null", "FROM and TO are the same"),
        ("lists update --undo --sha256 00", "--undo: not together with --sha256"),
        ("lists update --from x --key y", "--key: needs --signature"),
        ("lists show spamcop --lists all", "--lists: not together with one list"),
        ("domain a@one.example,b@two.example", '"a@one.example,b@two.example" is not a domain'),
        ("spf a@one.example,b@two.example", '"a@one.example,b@two.example" is not a mail address'),
        ("check 192.0.2.1 --json", "there is no option --json: --format json"),
        ("check 192.0.2.1 --timeout soon", '"soon" is not a time in seconds, such as 30 or 30s'),
        ("check 192.0.2.1 --timeout 0", '"0" is not from 0.001 to'),
        ("check 192.0.2.1 --min-coverage 80", '"80" is not a share, such as 0.8 or 80%'),
        ("300.1.1.1", "there is no command '300.1.1.1'"),
        ("chekc", "Did you mean check?"),
        ("help chekc", "there is no command 'chekc'"),
        ("delist spamhaus-zen", "how to get off it: repcheck lists show spamhaus-zen"),
        ("explain bounce-that-is-not-there.eml", "bounce-that-is-not-there.eml: no such file"),
    ],
)
def test_what_means_nothing_is_a_usage_error(line, says, capsys):
    assert says in refused(capsys, *line.split())


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (["x", "y"], ["read", "x", "y"]),
        (["--stored"], ["read", "--stored"]),
        (["--follow", "x", "--from-start"], ["follow", "x", "--from-start"]),
        (["x", "--hygiene", "--sent", "9"], ["hygiene", "x", "--sent", "9"]),
        (["-", "--store"], ["store", "-"]),
        (["read", "x"], ["read", "x"]),
        (["hygiene", "x"], ["hygiene", "x"]),
    ],
)
def test_the_old_spellings_of_bounces_still_work(arguments, called, monkeypatch):
    seen: list[list[str]] = []
    group = cli.get_command(click.Context(cli), "bounces")
    assert isinstance(group, click.Group)
    for name in BOUNCES:
        command = group.get_command(click.Context(group), name)
        assert command is not None

        def take(context: click.Context, args: list[str], name: str = name) -> list[str]:
            seen.append([name, *args])
            return []

        monkeypatch.setattr(command, "parse_args", take)
        monkeypatch.setattr(command, "invoke", lambda context: 0)
    assert main(["bounces", *arguments]) == 0
    assert seen == [called]


def test_the_version_is_printed_by_a_command_too(capsys):
    assert main(["version"]) == 0
    by_command = capsys.readouterr().out
    assert main(["--version"]) == 0
    assert by_command.startswith(f"{capsys.readouterr().out.strip()}, Python 3.")


def test_a_pipe_is_known_by_either_spelling():
    assert is_pipe(["bounces", "-", "--store"])
    assert is_pipe(["bounces", "store", "-"])
    assert not is_pipe(["bounces", "store", "mail.mbox"])
    assert not is_pipe(["bounces", "-"])
    assert not is_pipe(["check", "-", "--store"])


@pytest.mark.parametrize(
    "word", ["192.0.2.10", "2001:db8::1", "192.0.2.0/28", "example.com", "a@example.com"]
)
def test_a_target_without_a_command_is_checked(word, monkeypatch):
    seen: list[str] = []
    check = dict(COMMANDS)[("check",)]
    monkeypatch.setattr(check, "invoke", lambda context: seen.extend(context.params["targets"]))
    assert main([word]) == 0
    assert seen == [word]


@pytest.mark.parametrize("path_and_command", COMMANDS, ids=lambda each: " ".join(each[0]))
def test_help_of_a_command_is_the_same_both_ways_and_grouped(path_and_command, capsys):
    path, command = path_and_command
    assert main([*path, "--help"]) == 0
    direct = capsys.readouterr().out
    assert main(["help", *path]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == direct.splitlines()[2:]
    groups = {getattr(each, "group", None) for each in command.params if isinstance(each, click.Option)} - {
        None
    }
    assert all(f"\n{group}:\n" in direct for group in groups)
    assert "Exit codes:" in direct


def test_the_words_of_the_field_are_explained(capsys):
    assert main(["help", "words"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for word in (
        "HELO",
        "PTR",
        "trap",
        "sublist",
        "permerror",
        "stranger",
        "coverage",
        "backscatter",
        "blocklist",
    ):
        assert re.search(rf"(?:^| ){word} ", said), word


def test_without_any_word_the_help_is_shown(capsys):
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("Usage: repcheck ")
    assert said.err == ""


@each("text, seconds", [("30", 30), ("30s", 30), ("1.5", 1.5), ("2m", 120), (" .5 s", 0.5), ("1h", 3600)])
def test_seconds(text, seconds):
    assert Seconds().convert(text, None, None) == seconds


@each("text", ["", "nan", "inf", "-1", "0", "1e3", "30 days", "s", "9" * 400])
def test_what_is_no_time(text):
    with pytest.raises(click.BadParameter):
        Seconds().convert(text, None, None)


@each("text, share", [("0.8", 0.8), ("80%", 0.8), ("1", 1), ("0", 0), ("12.5 %", 0.125)])
def test_shares(text, share):
    assert ShareType().convert(text, None, None) == share


@each("text", ["80", "101%", "-1", "nan", "", "%"])
def test_what_is_no_share(text):
    with pytest.raises(click.BadParameter):
        ShareType().convert(text, None, None)


@each(
    "words",
    [
        ("550", "5.7.1", "blocked", "-", "see"),
        ("550 5.7.1 " + "word " * 60,),
        ("550 blocked " + "x/" * 2500,),
        ("https://www.example.com/lookup/a.txt",),
        ("S3150",),
        ("5.7.606",),
        ("a@b.eml",),
        ("",),
    ],
)
def test_what_explain_takes_for_the_text_itself(words):
    assert content(words) == " ".join(words)


@pytest.mark.parametrize(
    "word", ["bounce.eml", "mails/bounce", "/var/mail/x", "~/reply.txt", "x" * 300 + "/y"]
)
def test_what_looks_like_a_path_and_is_not_there(word, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableFile, match="no such file"):
        content((word,))


def test_of_a_large_file_the_beginning_is_read(tmp_path):
    (tmp_path / "mail.eml").write_bytes(b"550 5.1.1 no such user\n" + b"x" * 3_000_000)
    assert content((str(tmp_path / "mail.eml"),)).startswith("550 5.1.1 no such user")


def test_a_file_is_read(tmp_path):
    (tmp_path / "reply").write_bytes(b"550 5.1.1 caf\xe9")
    assert content((str(tmp_path / "reply"),)) == "550 5.1.1 caf\udce9"


def test_a_file_that_is_not_text_is_named_by_what_it_is(tmp_path, capsys):
    file = tmp_path / "bounce.msg"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 550 5.1.1 no such user")
    assert refused(capsys, "explain", str(file)).startswith(
        f"{file}: this looks like an Outlook message (.msg)"
    )


@pytest.mark.parametrize(
    "text", ["250 2.0.0 Ok: queued as 12345", "hello", "", "what is this", "250 ok", "2.1.5 delivered"]
)
def test_explain_invents_no_refusal(text, capsys):
    assert refused(capsys, "explain", text) == "No refusal is in this text."
