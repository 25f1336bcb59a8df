"""How old, how sure and how well sourced the catalog is: ages, marks, warnings and the work list."""

from datetime import date

import msgspec

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.review.age import age_warnings, entries, fact_groups, months_old
from repcheck.catalog.review.audit import audited, work_list
from repcheck.catalog.review.sources import CitedSource, SourceMark, read_source, source_fault
from repcheck.render.catalog.audit import audit_text
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
EACH = list(entries(CATALOG))

OWN = """\
version: 1
lists:
- id: old
  zone: old.bl.example
  asks: [ipv4]
  codes: {127.0.0.2: spam}
  checked: 2025-10
  confidence: high
  access: {kind: public, checked: 2026-11}
  delisting: {how: Write., checked: 2024-01-31, certain: false}
  sources: [docs.example (R), "general knowledge"]
- id: new
  zone: new.bl.example
  asks: [ipv4]
  codes: {127.0.0.2: spam}
  checked: 2025-11
  confidence: low
  sources: [code.example (C 2019)]
- {id: mine, zone: mine.bl.example, asks: [ipv4], codes: {127.0.0.2: spam}}
providers:
- id: host
  uses: [{list: new, source: host.example (R), checked: 2023-05}]
  delisting: {how: Write.}
  checked: 2026-11
  confidence: medium
  sources: [host.example (R 2026-02-15), blog.example (S)]
"""
MADE = parse_catalog(OWN.encode(), "own.yaml")
TODAY = date(2026, 11, 15)


@each("kind, entry", EACH)
def test_each_entry_was_reviewed_and_each_source_can_be_looked_up(kind: str, entry) -> None:
    assert all(group.checked for group in fact_groups(kind, entry))
    assert [fault for text in entry.sources if (fault := source_fault(text)) is not None] == []
    if entry.confidence == "high":
        assert any(
            read_source(text).mark in (SourceMark.OPERATOR, SourceMark.CODE, SourceMark.SECONDARY)
            for text in entry.sources
        )


def test_each_use_has_a_source_with_its_mark() -> None:
    uses = [use for entry in CATALOG.providers for use in entry.uses]
    assert len(uses) > 50
    assert [use for use in uses if use.source is None or source_fault(use.source) is not None] == []


@each(
    "text, source",
    [
        (
            "docs.example/a, part b (R 2026-02-15)",
            CitedSource("docs.example/a, part b", SourceMark.OPERATOR, "2026-02-15"),
        ),
        ("rules of x (C 2026-03)", CitedSource("rules of x", SourceMark.CODE, "2026-03")),
        ("blog.example (S 2016)", CitedSource("blog.example", SourceMark.SECONDARY, "2016")),
        ("general knowledge (K)", CitedSource("general knowledge", SourceMark.KNOWLEDGE)),
        ("docs.example", CitedSource("docs.example", None)),
        ("docs.example (X)", CitedSource("docs.example (X)", None)),
        ("docs.example (R 26-1)", CitedSource("docs.example (R 26-1)", None)),
    ],
)
def test_a_source_has_a_mark_and_a_date(text: str, source: CitedSource) -> None:
    assert read_source(text) == source
    assert (source_fault(text) is None) == (source.mark is not None)


def test_general_knowledge_needs_its_mark() -> None:
    assert "without the mark (K)" in (source_fault("general knowledge (R)") or "")


@each(
    "checked, months",
    [
        ("2026-11", 0),
        ("2026-12", 0),
        ("2025-11", 12),
        ("2025-10", 13),
        ("2025-11-16", 11),
        ("2025-11-15", 12),
    ],
)
def test_age_in_whole_months(checked: str, months: int) -> None:
    assert months_old(checked, TODAY) == months


def test_what_is_older_than_a_year_is_warned_of() -> None:
    assert list(age_warnings(MADE, TODAY)) == [
        'list "old" was last checked in 2025-10, 13 months ago',
        'list "old" (way off) was last checked in 2024-01-31, 33 months ago',
        'list "old": the source "general knowledge" has no mark of its kind: '
        "(R 2026-11), (C ...), (S ...) or (K)",
        'provider "host" (uses new) was last checked in 2023-05, 42 months ago',
    ]
    assert list(age_warnings(CATALOG, date(2027, 11, 30))) == []
    assert len(list(age_warnings(CATALOG, date(2027, 12, 1)))) >= len(EACH)


def test_the_work_list_begins_with_the_worst() -> None:
    oldest, unsure, poor = work_list(tuple(entries(MADE)), TODAY, 4)
    assert [one.id for one in oldest.entries] == ["mine", "host", "old", "new"]
    assert [one.id for one in unsure.entries][:2] == ["new", "mine"]
    assert [one.id for one in poor.entries] == ["mine", "new", "old", "host"]
    old = audited("list", MADE.lists[0], TODAY)
    assert (old.months, old.dated, old.unsure, old.sources, old.best) == (33, None, 1, 2, SourceMark.OPERATOR)
    assert [len(section.entries) for section in work_list(tuple(entries(CATALOG)), TODAY, 7)] == [7, 7, 7]


def test_the_work_list_as_text() -> None:
    text = audit_text(MADE, TODAY, 2)
    assert "as of 2026-11-15" in text
    assert text.index("Oldest first") < text.index("Least certain first") < text.index("Least sourced first")
    assert "never seen" in text
    assert all(len(line) < 140 for line in audit_text(CATALOG, TODAY).splitlines())


def test_an_entry_reviewed_today_is_no_work_for_its_age() -> None:
    fresh = msgspec.structs.replace(MADE.lists[1], checked="2026-11-15")
    assert audited("list", fresh, TODAY).months == 0
