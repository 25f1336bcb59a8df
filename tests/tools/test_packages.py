"""What packages are made from: the container, Debian's files and the workflow of a release."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import yaml

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
INSTRUCTIONS = re.findall(r"^([A-Z]+) (.*)$", re.sub(r"\\\n *", "", DOCKERFILE), re.MULTILINE)


def test_the_container_runs_without_rights_and_tells_its_health() -> None:
    names = [name for name, _ in INSTRUCTIONS]
    last = len(names) - 1 - names[::-1].index("FROM")
    final = dict(INSTRUCTIONS[last:])
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", final["USER"])
    assert '"repcheck status --quiet' in final["HEALTHCHECK"]
    assert final["ENTRYPOINT"] == '["repcheck"]'
    assert names.index("USER") > names.index("RUN", last)  # what needs rights is done before


def test_what_the_container_is_built_from_is_there_and_not_ignored() -> None:
    kept = [
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line[:1] == "!"
    ]
    copied = [
        word
        for name, words in INSTRUCTIONS
        if name == "COPY" and not words.startswith("--from")
        for word in words.split()[:-1]
    ]
    assert copied
    for word in copied:
        assert (ROOT / word).exists(), word
        assert any(fnmatch(word, pattern) for pattern in kept), word


def test_the_workflow_of_a_release_follows_its_schema_and_refuses_first() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    workflow: dict[Any, Any] = yaml.safe_load(text)
    document = {"on" if key is True else key: value for key, value in workflow.items()}
    from check_jsonschema.builtin_schemas import get_builtin_schema

    rules = get_builtin_schema("vendor.github-workflows")
    found = jsonschema.validators.validator_for(rules)(rules)
    assert [error.message for error in found.iter_errors(document)] == []
    jobs = document["jobs"]
    assert jobs["agree"]["steps"][-1]["run"].startswith("python3 -m tools.release")
    for name, job in jobs.items():
        needs = job.get("needs", [])
        reached = set([needs] if isinstance(needs, str) else needs)
        assert name == "agree" or reached & {"agree", "build"}, name
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")  # no text of a tag becomes a part of a script


def test_debian_builds_for_the_python_that_repcheck_needs() -> None:
    control = (ROOT / "debian" / "control").read_text(encoding="utf-8")
    wanted = re.search(
        r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert wanted is not None
    assert f"python3 (>= {wanted[1]})" in control
    installed = (ROOT / "debian" / "repcheck.install").read_text(encoding="utf-8")
    assert [line.split()[0] for line in installed.splitlines()] == [
        f"debian/documents/{name}" for name in ("repcheck", "_repcheck", "repcheck.fish")
    ]
