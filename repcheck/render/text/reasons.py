"""Why bounces were judged as they were: for each outcome the rule, and the words that it decided by."""

from collections import Counter

from repcheck.model.bounces import BounceRecord
from repcheck.model.report import Report
from repcheck.render.layout import Row
from repcheck.render.page import Page
from repcheck.words.text import count

_MOST_ROWS = 60
_WORDS = 100
_RULES = {"": "the kind of mail", "none": "no words or code known"}


def reasons_section(report: Report, page: Page) -> list[str]:
    """Outcomes with their rule and words, the most frequent first; empty unless the reader asks why."""
    if not report.bounces or not page.explain:
        return []
    outcomes = Counter(
        (record.category, record.rule or "", _words(record, page).casefold()) for record in report.bounces
    )
    lines = page.heading("WHY")
    shown = outcomes.most_common(None if page.verbose else _MOST_ROWS)
    rows = [
        Row((f"{number:,}", category, _RULES.get(rule, rule), page.clean(words, _WORDS)))
        for (category, rule, words), number in shown
    ]
    lines += page.table(("RECORDS", "CATEGORY", "RULE", "WORDS"), rows)
    if len(shown) < len(outcomes):
        lines += page.lines(f"and {count(len(outcomes) - len(shown), 'more outcome')} (-v shows them)")
    return lines


def _words(record: BounceRecord, page: Page) -> str:
    return page.quoted(record.words or "", [record.recipient or "", record.original_recipient or ""])
