"""Outputs for monitoring systems, as promtool and Icinga 2 themselves read them."""

import grp
import os
import pwd
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repcheck.render.formats import FORMATS, Format
from repcheck.render.view import View
from tests.render.machines import others
from tests.render.machines.made import CHECKS, poisoned
from tests.support.patience import PATIENCE
from tests.web.browsing import browsing, made_site
from tests.web.documents.api import remembering

from .servers import program

CONTRIB = Path(__file__).parent.parent.parent / "contrib"
METRICS = [each for each in FORMATS if each.name == "prometheus"]
RESULTS: dict[str, tuple[Callable[[], Any], ...]] = {
    "report": (CHECKS["bounced"], CHECKS["network_down"], poisoned),
    "domains": (others.domains, lambda: others.domains(others.HOSTILE_TEXTS)),
    "probe": (others.probe, lambda: others.probe(others.HOSTILE_TEXTS)),
    "pass": (others.a_pass, lambda: others.a_pass(others.HOSTILE_TEXTS)),
    "hygiene": (others.hygiene,),
}
HOST = """\
object Host "mx" {
  check_command = "repcheck_check"
  address = "192.0.2.10"
  vars.sends_mail = true
  vars.mail_domain = "example.com"
}
"""


@pytest.mark.parametrize("found", METRICS, ids=lambda each: each.takes)
def test_promtool_has_nothing_to_say_of_the_metrics(found: Format) -> None:
    for made in RESULTS[found.takes]:
        done = subprocess.run(
            [program("promtool"), "check", "metrics"],
            input=found.shown(made(), View()),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def jenkins_schema() -> str:
    """The file that CI found. Without it: skipped, or failed under REPCHECK_REQUIRE_REAL=1."""
    file = os.environ.get("REPCHECK_JENKINS_XSD")
    if file is not None:
        return file
    message = "REPCHECK_JENKINS_XSD does not name junit-10.xsd of Jenkins' xunit plugin: see .ci/run"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def test_reports_are_those_that_the_plugin_of_jenkins_takes() -> None:
    import xmlschema

    schema = xmlschema.XMLSchema(jenkins_schema())
    shown = [
        each.shown(made(), View()).decode()
        for each in FORMATS
        if each.name == "junit"
        for made in RESULTS[each.takes]
    ]
    assert len(shown) >= 7
    assert [str(error) for text in shown for error in schema.iter_errors(text)] == []
    assert not schema.is_valid(shown[0].replace(" classname=", " clazz="))


def test_icinga_takes_the_command_definitions(tmp_path: Path) -> None:
    config = tmp_path / "icinga2.conf"
    config.write_text(f'{HOST}include "{CONTRIB / "icinga" / "repcheck.conf"}"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    # it would become a user of its own, who may not write here
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    places = [f"-D{name}={tmp_path / 'data'}" for name in ("DataDir", "CacheDir", "LogDir", "InitRunDir")]
    done = subprocess.run(
        [
            program("icinga2"),
            "daemon",
            "-C",
            "-c",
            str(config),
            *places,
            f"-DRunAsUser={user}",
            f"-DRunAsGroup={group}",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout
    assert "Instantiated 3 CheckCommands" in done.stdout
    assert "Instantiated 2 Services" in done.stdout
    assert "warning/" not in done.stdout


async def test_promtool_has_nothing_to_say_of_the_metrics_of_the_server(tmp_path: Path) -> None:
    async with browsing(made_site(remembering(tmp_path))) as client:
        content = await (await client.get("/metrics")).read()
    assert b"repcheck_listed{" in content
    done = subprocess.run(
        [program("promtool"), "check", "metrics"],
        input=content,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
