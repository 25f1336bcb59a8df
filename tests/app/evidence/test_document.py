"""What is no evidence, is damaged or too new is one clear line; the schema is that of the shape."""

import json

import pytest

from repcheck.app.evidence.document import SCHEMAS, evidence_in, evidence_schema
from repcheck.errors import UnreadableFile


def content(**changed: object) -> dict[str, object]:
    """A file of a run that asked nothing."""
    return {
        "schema": "repcheck.evidence/1",
        "version": "0",
        "started": "2026-11-23T10:00:00Z",
        "seconds": 1.5,
        "ending": None,
        "asked": {
            "command": "check",
            "targets": [],
            "lists": [],
            "expand": [],
            "of_a_range": 16,
            "any_address": False,
            "fail_on": "low",
            "min_coverage": 0.8,
            "required": None,
            "flags": "",
        },
        "catalog": {"source": "made up", "lists": []},
        "zones": [],
        "answers": [],
        "looks": [],
        "bounces": None,
        "canary": {"invented": {"outcome": "nxdomain"}, "denies": False},
        "unanswered": False,
        "queries": 0,
        "budgets": {},
        **changed,
    }


def test_a_whole_file_is_read():
    evidence = evidence_in(json.dumps(content()).encode(), "run.json")
    assert evidence.seconds == 1.5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not evidence of repcheck, or is damaged"),
        ("{", "is not evidence of repcheck, or is damaged"),
        ("[" * 100_000, "is not evidence of repcheck, or is damaged"),
        ("[]", "is not evidence of repcheck (--save-evidence writes it)"),
        ('{"schema": "repcheck.check/1"}', "is not evidence of repcheck (--save-evidence writes it)"),
        (
            '{"schema": "repcheck.evidence/2"}',
            "does not know the form 'repcheck.evidence/2'",
        ),
        ('{"schema": "repcheck.evidence/1"}', "is damaged: Object missing required field"),
        (json.dumps(content(queries="many")), "is damaged: Expected `int`, got `str` - at `$.queries`"),
        (json.dumps(content())[:-20], "is not evidence of repcheck, or is damaged"),
        (
            json.dumps(content(asked={**content()["asked"], "lists": ["zen"]})),  # type: ignore[dict-item]
            'is damaged: the list "zen" is asked and not in the catalog',
        ),
    ],
    ids=["empty", "open", "deep", "array", "report", "newer", "bare", "type", "cut", "unknown-list"],
)
def test_what_cannot_be_used_is_one_line(text, says):
    with pytest.raises(UnreadableFile) as caught:
        evidence_in(text.encode(), "run.json")
    assert says in str(caught.value)
    assert str(caught.value).startswith("run.json")
    assert "\n" not in str(caught.value)


def test_the_schema_is_made_from_the_shape():
    """``make docs`` writes it anew."""
    shipped = json.loads((SCHEMAS / "evidence-1.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(evidence_schema()))
