"""The command as a user types it: a process of its own, against a scripted name server."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from repcheck.demo import zones as z
from repcheck.demo.scenario import demo_mails
from repcheck.render.json.schema_files import schema_text
from tests.cli.typed import repcheck, states
from tests.support.patience import PATIENCE


def test_the_answer_is_in_the_first_line_and_listed_is_exit_1(lists, catalog):
    done = repcheck("check", "192.0.2.10", "192.0.2.12", "--resolver", lists.address, "--catalog", catalog)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "192.0.2.10 is listed on 1 of 2 lists (worst: high); no listing found for 1 other"
    )
    assert "  high  192.0.2.10  one" in done.stdout
    assert done.stderr == ""


def test_clean_is_exit_0_and_quiet_prints_nothing(lists, catalog):
    options = ("--resolver", lists.address, "--catalog", catalog)
    assert repcheck("check", "192.0.2.12", *options).returncode == 0
    done = repcheck("check", "192.0.2.12", *options, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_quiet_writes_the_file_that_was_named_all_the_same(lists, catalog, tmp_path):
    file = tmp_path / "metrics.prom"
    file.write_text("of a bad day")
    options = ("--resolver", lists.address, "--catalog", catalog, "--quiet", "-o", str(file))
    done = repcheck("check", "192.0.2.12", *options, "--format", "prometheus")
    assert (done.returncode, done.stdout) == (0, "")
    assert "repcheck_" in file.read_text()


@pytest.mark.parametrize(("fail_on", "code"), [("low", 1), ("medium", 0), ("high", 0), ("never", 0)])
def test_fail_on_is_the_least_severity_that_counts(lists, catalog, fail_on, code):
    options = ("--resolver", lists.address, "--catalog", catalog, "--fail-on", fail_on)
    assert repcheck("check", "192.0.2.11", *options).returncode == code


def test_json_is_valid_and_holds_every_pair(lists, catalog, tmp_path):
    out = tmp_path / "out.json"
    done = repcheck(
        "check",
        "192.0.2.8/30",
        "2001:DB8::10",
        "--resolver",
        lists.address,
        "--catalog",
        catalog,
        "--format",
        "json",
        "-o",
        out,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    document = json.loads(out.read_text())
    jsonschema.validate(document, json.loads(schema_text("check-1")))
    assert states(document) == {
        ("192.0.2.8", "one"): "clean",
        ("192.0.2.8", "two"): "clean",
        ("192.0.2.9", "one"): "clean",
        ("192.0.2.9", "two"): "clean",
        ("192.0.2.10", "one"): "listed",
        ("192.0.2.10", "two"): "clean",
        ("192.0.2.11", "one"): "clean",
        ("192.0.2.11", "two"): "listed",
        ("2001:db8::10", "one"): "listed",
    }


def test_nothing_answers_is_one_finding_and_exit_3(unused_address, catalog):
    done = repcheck(
        "check",
        "192.0.2.10",
        "--resolver",
        unused_address,
        "--catalog",
        catalog,
        "--dead-wait",
        "0.3",
        "--format",
        "json",
    )
    assert done.returncode == 3
    document = json.loads(done.stdout)
    assert set(states(document).values()) == {"network_down"}
    assert [finding["id"] for finding in document["findings"]] == ["network_down"]


def test_too_few_answers_are_exit_3_but_never_hide_a_listing(nameserver, catalog):
    server = nameserver(z.honest("one.example", {"192.0.2.10": "127.0.0.2"}), z.refused("two.example"))
    options = ("--resolver", server.address, "--catalog", catalog)
    assert repcheck("check", "192.0.2.12", *options).returncode == 3
    assert repcheck("check", "192.0.2.12", *options, "--min-coverage", "0.5").returncode == 0
    assert repcheck("check", "192.0.2.10", *options).returncode == 1


def test_private_addresses_are_told_and_not_asked_unless_wanted(lists, catalog):
    options = ("--resolver", lists.address, "--catalog", catalog)
    done = repcheck("check", "10.0.0.1", "192.0.2.12", *options, "--format", "json")
    document = json.loads(done.stdout)
    private = document["targets"][0]
    assert private["observations"] == []
    assert "private" in private["not_asked"]
    assert not any(name.startswith("1.0.0.10.") for name, _ in lists.asked)
    asked = json.loads(repcheck("check", "10.0.0.1", *options, "--any-address", "--format", "json").stdout)
    assert states(asked) == {("10.0.0.1", "one"): "clean", ("10.0.0.1", "two"): "clean"}


def test_targets_come_from_files_and_stdin_with_groups(lists, catalog, tmp_path):
    file = tmp_path / "targets.txt"
    file.write_text("# ours\n192.0.2.10  pool-a\n\n192.0.2.12 # spare\n")
    options = ("--resolver", lists.address, "--catalog", catalog, "--format", "json")
    document = json.loads(repcheck("check", "-i", file, *options).stdout)
    assert [(target["target"], target["group"]) for target in document["targets"]] == [
        ("192.0.2.10", "pool-a"),
        ("192.0.2.12", None),
    ]
    document = json.loads(repcheck("check", "-i", "-", *options, stdin="192.0.2.12\n192.0.2.12\n").stdout)
    assert [target["target"] for target in document["targets"]] == ["192.0.2.12"]


@pytest.mark.parametrize(
    ("arguments", "files", "says"),
    [
        (["check", "300.1.1.1"], {}, 'not an IP address, range or domain: "300.1.1.1"'),
        (
            ["check", "-i", "targets.txt"],
            {"targets.txt": "#\n192.0.2.1\n300.1.1.1\n"},
            "targets.txt:3: not an IP address",
        ),
        (["check", "-i", "absent.txt"], {}, "absent.txt: cannot be read: no such file"),
        (["check", "192.0.2.0/20"], {}, "--max-hosts"),
        (["check", "192.0.2.1", "--resolver", "dns.example"], {}, "--resolver: "),
        (["check", "192.0.2.1", "--format", "xml"], {}, "--format"),
        (["check", "192.0.2.1", "--lists", "spamhaus-zem"], {}, "spamhaus-zen"),
        (["check", "192.0.2.1", "--expand", "dkim"], {}, "--expand: "),
        (["check", "192.0.2.1", "--catalog", "absent.yaml"], {}, "absent.yaml: cannot be read"),
        (
            ["check", "192.0.2.1", "--catalog", "bad.yaml"],
            {"bad.yaml": "version: 1\nlists: [\n"},
            "bad.yaml:",
        ),
        (
            ["check", "192.0.2.1", "--catalog", "bad.yaml"],
            {"bad.yaml": "version: 1\nlists:\n- id: a\n  asks: [ipv4]\n  codes: {127.0.0.2: x}\n"},
            "bad.yaml:3: lists[0]",
        ),
        (
            ["check", "192.0.2.1", "--catalog", "bad.yaml"],
            {
                "bad.yaml": "version: 1\nlists:\n"
                + "- {id: a, zone: a.example, asks: [ipv4], codes: {127.0.0.2: x}}\n" * 2
            },
            "bad.yaml:4: lists[1].id",
        ),
        (
            ["check", "192.0.2.1", "--catalog", "bad.yaml"],
            {"bad.yaml": "version: 1\nlists:\n- {id: a, zone: a.b, asks: [ipv4],\n codes: {127.0.0.999: x}}"},
            "bad.yaml:4: lists[0].codes",
        ),
        (["check", "192.0.2.1", "--bounces", "absent.eml"], {}, "absent.eml"),
        (["check"], {}, "nothing to check"),
        (["chek"], {}, "check"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(
    arguments, files, says, tmp_path, monkeypatch, unused_address
):
    monkeypatch.chdir(tmp_path)
    for name, content in files.items():
        Path(name).write_text(content)
    if "--resolver" not in arguments and arguments != ["chek"]:
        arguments = [*arguments, "--resolver", unused_address]
    done = repcheck(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_bounce_file_that_is_no_mail_is_named_and_the_rest_goes_on(lists, catalog, tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    (box / "notes.txt").write_text("just some notes\n")
    (box / "bounce.eml").write_bytes((demo_mails() / "01-listed.eml").read_bytes())
    done = repcheck(
        "check",
        "192.0.2.10",
        "--bounces",
        box,
        "--resolver",
        lists.address,
        "--catalog",
        catalog,
        "--format",
        "json",
    )
    assert "notes.txt" in done.stderr
    assert json.loads(done.stdout)["bounces"]["records"] == 2


@pytest.mark.parametrize("command", ["check", "delist"])
def test_the_paths_of_a_shell_pattern_all_belong_to_bounces(command, lists, catalog):
    mails = sorted(demo_mails().glob("*.eml"))
    done = repcheck(
        command, "--bounces", *mails, "--resolver", lists.address, "--catalog", catalog, "--format", "json"
    )
    assert json.loads(done.stdout)["bounces"]["records"] == 9


def test_ctrl_c_keeps_what_is_known(nameserver, catalog):
    server = nameserver(z.honest("one.example", {"192.0.2.10": "127.0.0.2"}), z.dead("two.example"))
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "repcheck",
            "check",
            "192.0.2.10",
            "--resolver",
            server.address,
            "--catalog",
            str(catalog),
            "--dead-wait",
            "60",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # its text is asked for when the address is known to be listed; the other list never answers
    while ("10.2.0.192.one.example", "TXT") not in server.asked:
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert out.startswith("INCOMPLETE")
    assert "192.0.2.10 is listed" in out
    assert "Traceback" not in err


def test_timeout_bounds_the_run_and_what_is_open_is_unknown(nameserver, catalog):
    server = nameserver(z.honest("one.example", {}), z.dead("two.example"))
    done = repcheck(
        "check",
        "192.0.2.12",
        "--resolver",
        server.address,
        "--catalog",
        catalog,
        "--dead-wait",
        "60",
        "--timeout",
        "1",
        "--format",
        "json",
    )
    document = json.loads(done.stdout)
    assert (document["incomplete"], document["interrupted"]) == (True, "timeout")
    assert states(document)[("192.0.2.12", "two")] in ("timeout", "list_dead")
    assert done.returncode == 3


def test_strangers_text_cannot_steer_the_terminal_or_break_the_json(nameserver, catalog):
    evil = "\x1b[2J\x9bboo \u202e::error::"
    server = nameserver(
        z.honest("one.example", {"192.0.2.10": z.Listing(("127.0.0.2",), evil)}), z.honest("two.example", {})
    )
    options = ("--resolver", server.address, "--catalog", catalog)
    text = repcheck("check", "192.0.2.10", *options).stdout
    assert "\x1b" not in text
    assert "\u202e" not in text
    json.loads(repcheck("check", "192.0.2.10", *options, "--format", "json").stdout)


def test_colour_follows_the_environment(lists, catalog):
    options = ("check", "192.0.2.10", "--resolver", lists.address, "--catalog", catalog)
    assert "\x1b[" in repcheck(*options, env={"FORCE_COLOR": "1", "NO_COLOR": ""}).stdout
    assert "\x1b[" not in repcheck(*options, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[" not in repcheck(*options, env={"FORCE_COLOR": "", "NO_COLOR": ""}).stdout
