"""Whatever is raised, a run ends with one line and a code that no script takes for "listed"."""

import signal
from collections.abc import Iterator

import click
import pytest

from repcheck import __main__ as start
from repcheck import errors
from repcheck.cli.endings import end_in_good_order
from repcheck.cli.main import main
from repcheck.errors import RepcheckError
from tests.cli.every_command import COMMANDS

FAULTS = [
    RuntimeError("x"), KeyError("x"), EOFError(), OSError(28, "full"), BrokenPipeError(32, "gone"),
    MemoryError(), RecursionError(), AssertionError(), SystemExit(1),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
]  # fmt: skip


def raising(monkeypatch: pytest.MonkeyPatch, command: click.Command, error: BaseException) -> None:
    """Let the command raise as soon as it is run, whatever its arguments are."""

    def invoke(context: click.Context) -> None:
        raise error

    monkeypatch.setattr(command, "parse_args", lambda context, arguments: [])
    monkeypatch.setattr(command, "invoke", invoke)


@pytest.mark.parametrize("path_and_command", COMMANDS, ids=lambda each: " ".join(each[0]))
def test_a_fault_in_any_command_is_exit_70_and_one_line(path_and_command, monkeypatch, capsys):
    path, command = path_and_command
    for fault in FAULTS:
        raising(monkeypatch, command, fault)
        assert main(list(path)) == 70
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.startswith("repcheck: error: a fault of repcheck ")
        assert f"{type(fault).__name__} at " in said.err
        assert "report" in said.err


def test_the_details_of_a_fault_are_told_on_request(monkeypatch, capsys):
    raising(monkeypatch, dict(COMMANDS)[("check",)], ValueError("what was read\x1b[2J"))
    assert main(["check", "-v"]) == 70
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "ValueError: what was read\\x1b[2J" in said


def test_a_clock_that_python_cannot_read_is_no_fault_of_ours(monkeypatch, capsys):
    def beyond():
        raise OverflowError("timestamp too large")

    raising(monkeypatch, dict(COMMANDS)[("check",)], OverflowError("x"))
    assert main(["check"]) == 70
    monkeypatch.setattr("time.time", beyond)
    assert main(["check"]) == 2
    assert "the clock of this machine" in capsys.readouterr().err.splitlines()[-1]


KINDS = [
    (errors.BadTarget("x", "a.txt:1"), 2),
    (errors.BadOption("x", "--lists"), 2),
    (errors.BadCatalog(("a.yaml:1: x", "a.yaml:2: y")), 2),
    (errors.UnreadableFile("x", "a"), 2),
    (errors.UnwritableFile("x", "a"), 2),
    (errors.Unreachable("x", "imaps://a"), 2),
    (errors.StoreUnavailable("x", "/state"), 2),
    (errors.StoreBusy("x", "/state"), 2),
    (errors.OutputLost("x"), 74),
]


@pytest.mark.parametrize(("error", "code"), KINDS, ids=lambda each: type(each).__name__)
def test_each_kind_of_error_has_its_code_and_the_one_form(error, code, monkeypatch, capsys):
    raising(monkeypatch, dict(COMMANDS)[("check",)], error)
    assert main(["check"]) == code
    said = capsys.readouterr().err
    assert said == "".join(f"repcheck: error: {line}\n" for line in str(error).splitlines())


#: Where somebody may put an address with a password that does not belong there.
STRAYED = [
    "check {}", "check 192.0.2.1 --resolver {}", "check 192.0.2.1 --lists {}", "check 192.0.2.1 -o {}",
    "check 192.0.2.1 --config {}", "check 192.0.2.1 --cluster {}", "check 192.0.2.1 --timeout {}",
    "check 192.0.2.1 --format {}", "check 192.0.2.1 --lists {} --format nagios", "bounces {} --own {}",
    "domain {}", "spf {}", "explain {}a.eml", "mute {} --until 1d --reason x", "status --state {}",
    "store copy {} {}", "serve --proxy {}", "serve --host {}", "serve --listen {}", "monitor --vantage {}",
    "lists show {}", "sources probe {}", "alerts test {}", "help {}", "{}",
]  # fmt: skip


@pytest.mark.parametrize("address", ["https://me:s3cret@h.example/", "PostgreSQL://me:s3/cr:et@h.example/x"])
def test_no_message_repeats_a_password(address, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in STRAYED:
        code = main(line.format(*[address] * 2).split())
        said = "".join(capsys.readouterr())
        assert code in (2, 3), line
        assert "s3" not in said, line
        assert said.count("\n") == 1, line


def test_a_line_end_in_a_name_begins_no_line(capsys):
    assert main(["check", "-i", "a\nrepcheck: error: b\u2028c"]) == 2
    assert capsys.readouterr().err == (
        "repcheck: error: a repcheck: error: b c: cannot be read: no such file or directory\n"
    )
    assert main(["spf", "example.com", "--ip", "a\nb"]) == 2
    assert capsys.readouterr().err == 'repcheck: error: --ip: "a b" is not an IPv4 or IPv6 address\n'
    assert str(errors.BadCatalog(("a\nb.yaml:1: x", "a\nb.yaml:2: y"))) == "a b.yaml:1: x\na b.yaml:2: y"


def test_of_a_line_without_end_both_ends_are_shown(capsys):
    assert main(["check", "-i", "begin" + "x" * 100_000]) == 2
    said = capsys.readouterr().err
    assert len(said) < 2100
    assert said.startswith("repcheck: error: beginxx")
    assert said.endswith("x: cannot be read: file name too long\n")


def test_a_reader_that_has_gone_is_no_complaint(monkeypatch, capsys):
    raising(monkeypatch, dict(COMMANDS)[("check",)], errors.ReaderGone("gone"))
    assert main(["check"]) == 141
    assert capsys.readouterr().err == ""


def test_ctrl_c_is_130(monkeypatch):
    raising(monkeypatch, dict(COMMANDS)[("check",)], KeyboardInterrupt())
    assert main(["check"]) == 130


def test_ctrl_c_in_the_middle_of_an_import_is_no_traceback(monkeypatch):
    before: list[object] = []
    after: list[object] = []

    def seen() -> None:
        before.append(signal.getsignal(signal.SIGINT))
        end_in_good_order()
        after.append(signal.getsignal(signal.SIGINT))

    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    monkeypatch.setattr("repcheck.cli.main.run", seen)
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for given in (signal.default_int_handler, signal.SIG_IGN):
            signal.signal(signal.SIGINT, given)
            start.run()
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    assert before == [signal.SIG_DFL, signal.SIG_IGN]
    assert after == [signal.default_int_handler, signal.SIG_IGN]


@pytest.mark.parametrize(
    "line", ["check 192.0.2.1 -o x", "bounces mails --offline", "monitor 192.0.2.1 --state st", "replay x"]
)
def test_a_directory_that_was_deleted_is_no_fault(line, tmp_path, monkeypatch, capsys):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert main(line.split()) in (2, 3)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "environ",
    [
        {"_REPCHECK_COMPLETE": "nonsense"},
        {"_REPCHECK_COMPLETE": "bash_complete"},
        {"_REPCHECK_COMPLETE": "zsh_complete", "COMP_WORDS": "repcheck", "COMP_CWORD": "x"},
    ],
)
def test_a_completion_that_no_shell_asks_for_is_wrong_usage(environ, monkeypatch, capsys):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main([]) == 2


@pytest.mark.parametrize("fault", [*FAULTS, errors.StoreBusy("x", "/state"), errors.UnreadableFile("x", "-")])
def test_a_mail_servers_pipe_always_ends_with_try_again(fault, monkeypatch, capsys):
    raising(monkeypatch, dict(COMMANDS)[("bounces", "store")], fault)
    assert main(["bounces", "-", "--store"]) == 75


def test_the_tree_that_is_drawn_is_the_tree():
    def below(kind: type[RepcheckError]) -> Iterator[type[RepcheckError]]:
        yield kind
        for each in kind.__subclasses__():
            yield from below(each)

    drawn = errors.__doc__ or ""
    kinds = {kind.__name__: kind for kind in below(RepcheckError)}
    assert all(kind.__module__ == "repcheck.errors" for kind in kinds.values())
    lines = [line for line in drawn.splitlines() if line.split()[:1] and line.split()[0] in kinds]
    parents: list[tuple[int, str]] = []
    for line in lines:
        name, depth = line.split()[0], len(line) - len(line.lstrip())
        parents = [(at, kind) for at, kind in parents if at < depth]
        base = kinds[name].__bases__[0].__name__
        assert (parents[-1][1] if parents else "Exception") in (base, "RepcheckError")
        parents.append((depth, name))
    assert {line.split()[0] for line in lines} == set(kinds)
