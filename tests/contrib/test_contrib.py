"""What contrib/ holds can be used as it stands: each command line is ours, each file of its form."""

import re
import shlex
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from repcheck.baseline.file import read_baseline, write_baseline
from repcheck.catalog.config import apply_config
from repcheck.cli.main import cli
from repcheck.model.watch.serving import ServePlan
from repcheck.model.watch.watching import WatchPlan
from tests.support.built_in import built_in_catalog
from tests.support.parsed import parsed
from tests.support.tables import each

ROOT = Path(__file__).parent.parent.parent
CONTRIB = ROOT / "contrib"
SERVE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
MONITOR = (ROOT / "docs" / "monitor.md").read_text(encoding="utf-8")
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
CRON = (CONTRIB / "cron" / "repcheck").read_text(encoding="utf-8")


def cron_lines() -> list[str]:
    return [line for line in CRON.splitlines() if re.match(r"[\d*]", line)]


def command_lines() -> Iterator[str]:
    """All that is started from contrib/, as a shell has it."""
    for line in cron_lines():
        yield line.split(None, 6)[6].removeprefix("repcheck ")
    for name in ("repcheck-monitor.service", "repcheck-serve.service"):
        service = (CONTRIB / "systemd" / name).read_text(encoding="utf-8")
        yield from re.findall(r"^ExecStart=/usr/bin/repcheck (.*)$", service, re.MULTILINE)
    nagios = (CONTRIB / "nagios" / "repcheck.cfg").read_text(encoding="utf-8")
    yield from re.findall(r"/usr/bin/repcheck (.*)", nagios.replace("$HOSTADDRESS$", "192.0.2.10"))
    yield shlex.join(container()["args"][1:])
    for service in compose()["services"].values():
        if "entrypoint" not in service and "command" in service:
            yield shlex.join(service["command"])
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        yield f"{hook['entry'].removeprefix('repcheck ')} one.file two.file"


def container() -> dict[str, Any]:
    job = documents()[0]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (only,) = job["containers"]
    found: dict[str, Any] = only
    return found


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CONTRIB / "compose.yaml").read_text(encoding="utf-8"))
    return found


def documents() -> list[dict[str, Any]]:
    text = (CONTRIB / "kubernetes" / "cronjob.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load_all(text))


LINES = list(command_lines())


def test_all_places_were_looked_at() -> None:
    assert len(LINES) >= 6


@each("line", LINES)
def test_each_command_line_is_one_of_ours(line: str) -> None:
    parsed(shlex.split(line))


def test_the_crontab_is_one() -> None:
    assert CRON.endswith("\n")
    for line in cron_lines():
        minute, *others = line.split()[:5]
        assert minute not in ("0", "*")
        assert all(re.fullmatch(r"[\d*/,-]+", each) for each in others)
        assert "%" not in line  # it would end the command (crontab(5))


def test_the_cron_job_is_what_the_cluster_takes() -> None:
    job, claim = documents()
    assert (job["apiVersion"], job["kind"], claim["kind"]) == (
        "batch/v1",
        "CronJob",
        "PersistentVolumeClaim",
    )
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    assert job["spec"]["startingDeadlineSeconds"] >= 10
    assert len(job["spec"]["schedule"].split()) == 5
    inner = job["spec"]["jobTemplate"]["spec"]
    pod = inner["template"]["spec"]
    assert (inner["backoffLimit"], pod["restartPolicy"]) == (0, "Never")
    assert {each["name"] for each in container()["volumeMounts"]} == {each["name"] for each in pod["volumes"]}
    claims = [each["persistentVolumeClaim"]["claimName"] for each in pod["volumes"] if len(each) > 1 and
              "persistentVolumeClaim" in each]  # fmt: skip
    assert claims == [claim["metadata"]["name"]]
    assert container()["securityContext"]["readOnlyRootFilesystem"] is True


def test_each_icinga_command_names_options_that_its_command_has() -> None:
    text = (CONTRIB / "icinga" / "repcheck.conf").read_text(encoding="utf-8")
    objects = re.findall(r'^object CheckCommand "[^"]+" \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL)
    assert len(objects) == text.count("object CheckCommand")
    assert text.count("{") == text.count("}")
    for found in objects:
        called = re.search(r'command = \[ "/usr/bin/repcheck", "(\w+)"', found)
        assert called is not None
        command = cli.get_command(click.Context(cli), called[1])
        assert command is not None
        known = {name for option in command.params for name in option.opts}
        assert set(re.findall(r'"(--?[A-Za-z-]+)"', found)) <= known, called[1]


@each("text", re.findall(r"```yaml\n(.*?)```", MONITOR, re.DOTALL))
def test_the_configuration_in_the_handbook_has_no_mistake(text: str) -> None:
    whole = text.startswith("version:")
    lines = text if whole else f"version: 1\n{text}"
    plan = apply_config(lines.encode(), "docs/monitor.md", built_in_catalog()).plan
    assert plan != WatchPlan()
    if whole:
        assert plan.groups
        assert len(plan.alerts) == 6


def test_the_hooks_are_a_manifest_of_pre_commit_and_match_the_files_that_they_check() -> None:
    from pre_commit.clientlib import load_manifest

    hooks = {hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}
    matched = {
        name: [each for each, hook in hooks.items() if re.search(hook["files"], name)]
        for name in (
            "repcheck.yaml",
            "etc/repcheck.yml",
            "zones/example.com.zone",
            "my-repcheck.yaml",
            "zone",
        )
    }
    assert matched == {
        "repcheck.yaml": ["repcheck-config"],
        "etc/repcheck.yml": ["repcheck-config"],
        "zones/example.com.zone": ["repcheck-zone"],
        "my-repcheck.yaml": [],
        "zone": [],
    }


def test_the_baseline_in_the_handbook_is_one() -> None:
    (text,) = (block for block in re.findall(r"```yaml\n(.*?)```", CI, re.DOTALL) if "listings" in block)
    (entry,) = read_baseline(text.encode(), "docs/ci.md")
    assert write_baseline((entry,)).decode().endswith(text)


def test_the_files_that_the_handbook_names_are_there() -> None:
    links = re.findall(r"\]\((\.\./[^)]+)\)", CI)
    assert len(links) >= 6
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []


@each("text", re.findall(r"^ *```yaml\n(.*?)^ *```", SERVE, re.DOTALL | re.MULTILINE))
def test_what_the_handbook_says_of_serve_has_no_mistake(text: str) -> None:
    lines = f"version: 1\n{textwrap.dedent(text)}"
    assert apply_config(lines.encode(), "docs/serve.md", built_in_catalog()).plan.serve != ServePlan()


def test_what_stands_before_the_pages_names_who_asks_and_lets_no_browser_do_it() -> None:
    nginx = (CONTRIB / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    caddy = (CONTRIB / "proxy" / "Caddyfile").read_text(encoding="utf-8")
    assert nginx.count("{") == nginx.count("}")
    assert "proxy_set_header X-Remote-User $remote_user;" in nginx
    assert "\t\theader_up -X-Remote-User\n" in caddy
    for text in (nginx, caddy):
        for said in re.findall(r"^#     (proxy: \{.*?\})", text, re.MULTILINE):
            section = f"version: 1\nserve: {{{said}}}\n"
            plan = apply_config(section.encode(), "proxy", built_in_catalog()).plan
            assert plan.serve.proxy is not None


def test_both_units_are_of_one_user_and_of_equal_little_right() -> None:
    def rights(name: str) -> set[str]:
        text = (CONTRIB / "systemd" / name).read_text(encoding="utf-8")
        assert "User=repcheck" in text.splitlines()
        return set(text[text.index("CapabilityBoundingSet=\n") :].splitlines())

    assert rights("repcheck-serve.service") == rights("repcheck-monitor.service")


def test_the_containers_belong_together() -> None:
    found = compose()
    services = found["services"]
    assert set(services) == {"database", "scheduler", "worker-1", "worker-2", "monitor", "serve"}
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        assert set(service.get("secrets", ())) <= set(found["secrets"])
        assert all(each.startswith("127.0.0.1:") for each in service.get("ports", ()))
    assert services["monitor"]["command"][4] == services["worker-1"]["command"][0] == "tls://scheduler:8786"
    extras = services["monitor"]["build"]["args"]["EXTRAS"]
    assert 'install --quiet ".[${EXTRAS}]"' in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
