"""``docs/score.md``, made from the table of weights."""

import sys
from pathlib import Path

from repcheck.lists.score import FULL, GRADES, LEAST_COVERAGE, RECORD_WEIGHTS, WEIGHTS
from repcheck.model.records import PartName, PartState

_TEXT = """\
# The score

Made from `repcheck/lists/score.py` by `make docs`; do not edit.

A target begins with {full} points. Each listing takes the points of its severity, and each record those
of its fault; the score does not fall below 0. Severity is that of the sublist that answered, so it says
how much mail this listing costs.

| a listing of severity | takes |
|---|---|
{weights}

| a record | takes |
|---|---|
{records}

| score | grade |
|---|---|
{grades}

- **Unknown counts neither way.** An answer that could not be had or believed takes no point and gives
  none. When fewer than {coverage:.0%} of the questions about a target were answered, it has no score:
  `null` in JSON. Lists that lack their key and questions that were deferred do not count here.
- Entries in allow lists, score lists and remarks change nothing.
- A group has the score of its worst target, and none when fewer than {coverage:.0%} of its targets have one.
- Records count as far as the run has read them: MX, SPF and DMARC of a domain, the reverse name of an
  address, unless it is a host that only takes mail. A record that could not be asked takes nothing.

JSON of `check` has `score`, `grade` and `score_parts` for each target: the list and severity of each
listing, the record and state of each fault, and its points. {full} and all points of the parts together
are the score. `groups` has score and grade of each group; `check -v` prints both.
"""


_STATES = {
    PartState.ABSENT: "is not published",
    PartState.FAULTY: "is faulty",
    PartState.WEAK: "is weak (valid, and protects nobody)",
}


def _named(part: PartName, state: PartState) -> str:
    if part == "ptr":
        return "the reverse name (PTR) is missing or does not match"
    return f"{part.upper()} {_STATES[state]}"


def score_page() -> str:
    """The whole page."""
    uppers = [FULL + 1, *(least for least, _ in GRADES)]
    return _TEXT.format(
        full=FULL,
        coverage=LEAST_COVERAGE,
        records="\n".join(
            f"| {_named(part, state)} | {points} |" for (part, state), points in RECORD_WEIGHTS.items()
        ),
        weights="\n".join(f"| {severity} | {points} |" for severity, points in WEIGHTS.items()),
        grades="\n".join(
            f"| {least} to {upper - 1} | {grade} |"
            for (least, grade), upper in zip(GRADES, uppers, strict=False)
        ),
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(score_page(), encoding="utf-8")
