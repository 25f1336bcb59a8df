"""What is watched and who is told, in repcheck.yaml: the values, and every mistake with its line."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from repcheck.catalog.config import apply_config
from repcheck.catalog.watching.secrets import find_secret
from repcheck.catalog.watching.written import written_lines
from repcheck.errors import BadCatalog, BadInput
from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import (
    Alertmanager,
    Chat,
    Email,
    PingPlan,
    Program,
    Sendmail,
    Stdout,
    WatchPlan,
    Webhook,
)
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
WHOLE = """\
version: 1
targets:
  - group: pool-a
    owner: ops@example.com
    watch: [192.0.2.0/28, example.com, "file:pool-a.txt"]
    expand: [mx, spf]
    lists: standard,+psbl
    fail_on: medium
  - {group: parked, watch: example.net, fail_on: never}
bounces: [/var/log/mail.log, "maildir:bounces"]
store: /var/lib/repcheck/memory.sqlite3
every: 15m
confirm: 3
retention: 90d
alerts:
  - id: ops
    webhook: {url: "env:OPS_HOOK", secret: "env:OPS_HOOK_SECRET"}
    groups: [pool-a]
    severity: medium
    digest: 24h
    quiet: 22:00-07:00
  - {id: mail, email: {to: ops@example.com, smtp: "[::1]:2525"}}
  - {id: local, email: {to: [a@example.com, b@example.com], sendmail: /usr/sbin/sendmail}}
  - {id: chat, apprise: "file:/etc/repcheck/chat"}
  - {id: own, program: [/usr/local/bin/page-me, --loud]}
  - {id: am, alertmanager: "http://127.0.0.1:9093"}
  - {id: cron, stdout: true}
ping: {success: "env:PING_URL"}
vantage: berlin-1
"""


def plan(text: str) -> WatchPlan:
    return apply_config(text.encode(), "/etc/repcheck/repcheck.yaml", CATALOG).plan


def test_the_whole_of_it() -> None:
    found = plan(WHOLE)
    first, second = found.groups
    assert first.watch == ("192.0.2.0/28", "example.com", "file:/etc/repcheck/pool-a.txt")
    assert (first.owner, first.expand, first.lists) == ("ops@example.com", ("mx", "spf"), "standard,+psbl")
    assert first.fail_on is Severity.MEDIUM
    assert (second.watch, second.expand, second.fail_on) == (("example.net",), ("mx",), None)
    assert found.bounces == ("/var/log/mail.log", "maildir:/etc/repcheck/bounces")
    assert found.store == "/var/lib/repcheck/memory.sqlite3"
    assert (found.every, found.confirm, found.retention) == (timedelta(minutes=15), 3, timedelta(days=90))
    assert found.vantage == "berlin-1"
    assert found.ping == PingPlan(success="env:PING_URL")
    assert [alert.sink for alert in found.alerts] == [
        Webhook(url="env:OPS_HOOK", secret="env:OPS_HOOK_SECRET"),
        Email(to=("ops@example.com",), host="::1", port=2525),
        Sendmail(to=("a@example.com", "b@example.com"), program="/usr/sbin/sendmail"),
        Chat(url="file:/etc/repcheck/chat"),
        Program(arguments=("/usr/local/bin/page-me", "--loud")),
        Alertmanager(url=Secret("http://127.0.0.1:9093")),
        Stdout(),
    ]
    ops = found.alerts[0]
    assert (ops.groups, ops.severity, ops.digest) == (("pool-a",), Severity.MEDIUM, timedelta(days=1))
    assert ops.quiet == (time(22), time(7))


def test_what_is_not_said_has_its_default() -> None:
    assert plan("version: 1\n") == WatchPlan()


def test_where_each_value_stands() -> None:
    lines = written_lines(WHOLE.encode(), "repcheck.yaml")
    assert lines["targets", 0, "lists"] == 7
    assert lines["alerts", 0, "webhook", "url"] == 17
    assert ("alerts", 1, "severity") not in lines


MISTAKES = {
    "targets: [{watch: example.com}]": "targets[0].group: is missing: what this group is called in messages",
    "targets: [{group: a b, watch: example.com}]": 'targets[0].group: "a b" is not a name: it may hold '
    "letters, digits, dots, hyphens, at most 64, and no space",
    "targets: [{group: a}]": "targets[0].watch: is missing: addresses, ranges, domains, or file:NAME",
    "targets: [{group: a, watch: []}]": "targets[0].watch: is missing: addresses, ranges, domains, or "
    "file:NAME",
    'targets: [{group: a, watch: "file:"}]': "targets[0].watch: is missing: the name of a file of targets",
    "targets: [{group: a, watch: x.example, wach: 1}]": "targets[0].wach: unknown field; did you mean "
    '"watch"?',
    "targets: [{group: a, watch: x.example, expand: mxx}]": 'targets[0].expand: "mxx" is not known; did you '
    'mean "mx"?',
    "targets: [{group: a, watch: x.example, lists: zenn}]": 'targets[0].lists: unknown list "zenn"; nearest: '
    "zenon, zenrbl",
    "targets: [{group: a, watch: x.example, fail_on: hihg}]": 'targets[0].fail_on: "hihg" is not known; did '
    'you mean "high"?',
    "targets: [{group: a, watch: x.example}, {group: a, watch: y.example}]": 'targets[1].group: "a" is there '
    "twice",
    "target: []": 'target: unknown field; did you mean "targets"?',
    "alerts: [{stdout: true}]": "alerts[0].id: is missing: what this alert is called in messages",
    "alerts: [{id: a}]": "alerts[0]: names no way out: one of webhook, email, program, apprise, "
    "alertmanager, stdout",
    "alerts: [{id: a, stdout: true}, {id: a, stdout: true}]": 'alerts[1].id: "a" is there twice',
    "alerts: [{id: a, stdout: true, program: [/bin/x]}]": "alerts[0].stdout: is a second way out beside "
    "program: give each an alert of its own",
    "alerts: [{id: a, stdout: true, groups: pool-a}]": 'alerts[0].groups: there is no group "pool-a" in '
    "targets",
    "alerts: [{id: a, stdout: true, severity: bad}]": 'alerts[0].severity: "bad" is not known; known: '
    "critical, high, medium, low, info",
    "alerts: [{id: a, stdout: true, digest: daily}]": 'alerts[0].digest: "daily" is not a time such as 15m, '
    "24h or 14d",
    "alerts: [{id: a, stdout: true, digest: 90d}]": 'alerts[0].digest: "90d" is not from 1m to 31d',
    "alerts: [{id: a, stdout: true, digest: 24}]": "alerts[0].digest: expected text, got a whole number",
    "alerts: [{id: a, stdout: true, quiet: 22-7}]": 'alerts[0].quiet: "22-7" does not name hours such as '
    "22:00-07:00",
    "alerts: [{id: a, stdout: true, quiet: 22:00-24:00}]": 'alerts[0].quiet: "22:00-24:00" does not name '
    "hours such as 22:00-07:00",
    "alerts: [{id: a, stdout: true, quiet: 07:00-07:00}]": "alerts[0].quiet: begins and ends at the same "
    "minute, so that nothing would ever be sent",
    "alerts: [{id: a, webhook: {url: env:X, secrt: env:Y}}]": "alerts[0].webhook.secrt: unknown field; did "
    'you mean "secret"?',
    "alerts: [{id: a, webhook: {secret: env:X}}]": "alerts[0].webhook.url: is missing: where it is found: "
    "env:NAME or file:/path",
    "alerts: [{id: a, webhook: {url: env:1X}}]": "alerts[0].webhook.url: the address of a webhook is a "
    "secret and may not stand here: name its place, env:NAME or file:/path",
    "alerts: [{id: a, email: {}}]": "alerts[0].email.to: is missing: who gets the mail",
    "alerts: [{id: a, email: {to: ops}}]": 'alerts[0].email.to: "ops" is not a mail address',
    "alerts: [{id: a, email: {to: a@example.com, smtp: localhost:0}}]": "alerts[0].email.smtp: "
    '"localhost:0" is not a server such as 127.0.0.1:25',
    "alerts: [{id: a, email: {to: a@example.com, smtp: localhost, sendmail: /x}}]": "alerts[0].email."
    "sendmail: not together with smtp",
    "alerts: [{id: a, program: []}]": "alerts[0].program: is empty: the program and its arguments, as a list",
    "alerts: [{id: a, alertmanager: 'http://me:pw@am.example/'}]": "alerts[0].alertmanager: is not an http "
    "address without password; one with it: env:NAME or file:/path",
    "ping: {succes: env:X}": 'ping.succes: unknown field; did you mean "success"?',
    "every: 5s": 'every: "5s" is not from 1m to 7d',
    "confirm: 0": "confirm: 0 is not from 1 to 10 passes",
    "retention: forever": 'retention: "forever" is not a time such as 15m, 24h or 14d',
    "vantage: two words": 'vantage: "two words" is not a name: it may hold letters, digits, dots, hyphens, '
    "at most 64, and no space",
    "store: mysql://db.example/x": "store: is neither a file nor a postgresql:// address",
    "bounces: ['']": "bounces[0]: is empty",
}


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        apply_config(text.encode(), "repcheck.yaml", CATALOG)
    return list(caught.value.mistakes)


@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=[text[:60] for text in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_field(text: str, told: str) -> None:
    assert mistakes("version: 1\n" + text) == [f"repcheck.yaml:2: {told}"]


def test_all_mistakes_are_told_at_once_with_those_of_the_lists() -> None:
    text = "version: 1\ndisable: [nosuch]\ntargets:\n  - group: a\nalerts:\n  - id: b\n    digest: x\n"
    assert [line.partition(" ")[0] for line in mistakes(text)] == [
        "repcheck.yaml:2:",
        "repcheck.yaml:4:",
        "repcheck.yaml:6:",
        "repcheck.yaml:7:",
    ]


@each(
    "text",
    [
        "alerts: [{id: a, webhook: {url: 'https://hooks.example/T0KEN'}}]",
        "alerts: [{id: a, webhook: {url: env:X, secret: whsec_T0KEN}}]",
        "alerts: [{id: a, apprise: 'slack://T0KEN/b/c'}]",
        "alerts: [{id: a, alertmanager: 'https://am.example/?key=T0KEN'}]",
        "ping: {fail: 'https://ping.example/T0KEN'}",
        "store: 'postgresql://me:T0KEN@db.example/x'",
        "store: 'postgresql://db.example/x?password=T0KEN'",
    ],
)
def test_a_secret_that_is_written_out_is_refused_and_not_repeated(text: str) -> None:
    (line,) = mistakes("version: 1\n" + text)
    assert "env:NAME or file:/path" in line
    assert "T0KEN" not in line


def test_targets_are_looked_at_when_somebody_can() -> None:
    text = b"version: 1\ntargets:\n- group: a\n  watch:\n  - 192.0.2.1\n  - 192.0.2.999\n  - file:x\n"

    def complaint(word: str) -> str | None:
        return "wrong" if "999" in word else None

    with pytest.raises(BadCatalog) as caught:
        apply_config(text, "repcheck.yaml", CATALOG, complaint=complaint)
    assert caught.value.mistakes == ("repcheck.yaml:6: targets[0].watch[1]: wrong",)


def test_lists_of_another_catalog_are_not_looked_at() -> None:
    text = b"version: 1\ntargets: [{group: a, watch: x.example, lists: theirs}]\n"
    assert apply_config(text, "f", CATALOG, foreign=True).plan.groups[0].lists == "theirs"


def test_a_secret_is_found_at_its_place(tmp_path: Path) -> None:
    def read(path: str) -> str:
        return Path(path).read_text(encoding="utf-8")

    (tmp_path / "hook").write_text(" https://hooks.example/x\n")
    (tmp_path / "none").write_text("\n")
    assert find_secret(f"file:{tmp_path}/hook", "url", {}, read) == Secret("https://hooks.example/x")
    assert find_secret("env:HOOK", "url", {"HOOK": "a"}, read) == Secret("a")
    assert find_secret(Secret("b"), "url", {}, read) == Secret("b")
    for place, why in {
        "env:HOOK": "env:HOOK is not set",
        f"file:{tmp_path}/none": f"file:{tmp_path}/none is empty",
        f"file:{tmp_path}/x": f"file:{tmp_path}/x cannot be read: No such file or directory",
    }.items():
        with pytest.raises(BadInput) as caught:
            find_secret(place, "alerts: ops: url", {}, read)
        assert str(caught.value) == f"alerts: ops: url: {why}"


#: A URL whose user, password and path are secrets, in fields that want another one.
STRAYED = "https://me:s3cret@hooks.example/services/s3cret"


@each(
    "text",
    [
        f'alerts: [{{id: a, email: {{to: a@example.com, smtp: "{STRAYED}"}}}}]',
        f'alerts: [{{id: a, email: {{to: "{STRAYED}"}}}}]',
        f'alerts: [{{id: a, stdout: true, quiet: "{STRAYED}"}}]',
        f'vantage: "{STRAYED}"',
        f'store: "{STRAYED}"',
        f'every: "{STRAYED}"',
        f'change: {{psbl: {{server: "{STRAYED.removesuffix("s3cret")}"}}}}',
        f'serve: {{listen: "{STRAYED}"}}',
        f'serve: {{hosts: "{STRAYED}"}}',
        f'serve: {{proxy: {{addresses: ["{STRAYED}"]}}}}',
        f'disable: ["{STRAYED}"]',
    ],
)
def test_no_mistake_repeats_the_secret_of_an_address_that_strayed(text: str) -> None:
    with pytest.raises(BadCatalog) as caught:
        plan(f"version: 1\n{text}\n")
    assert "s3cret" not in str(caught.value)
