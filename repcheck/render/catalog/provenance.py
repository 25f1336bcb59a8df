"""How old and how sure the catalog is, who uses which list, and what severity follows: as Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from repcheck.catalog.review.sources import MARK_WORDS, read_source
from repcheck.catalog.severity import TABLE, Users, row_of, users_of
from repcheck.model.catalog import Catalog, Confidence, DeadList, Provider, ReputationList, Use
from repcheck.words.text import count

Entry = ReputationList | DeadList | Provider

SEVERITY_TITLE = "How severity follows from use"
SURE_TITLE = "How old and how sure this is"


def reviewed(entry: Entry) -> str:
    """When the entry was reviewed, how sure it is, and each source with its kind and date."""
    told = f"{entry.checked or 'never'}, confidence {entry.confidence}"
    sources = "; ".join(_source(text, entry.checked) for text in entry.sources)
    return f"{told}; sources: {sources}" if sources else f"{told}; no source"


def _source(text: str, checked: str | None) -> str:
    source = read_source(text)
    if source.mark is None:
        return source.where
    return f"{source.where} ({MARK_WORDS[source.mark]}, {source.date or checked or 'undated'})"


def group_ages(entry: ReputationList | Provider) -> str | None:
    """The groups of facts with a review of their own: "access 2026-10"; None when there is none."""
    groups = [("way off", entry.delisting.checked if entry.delisting is not None else None)]
    if isinstance(entry, ReputationList):
        groups.append(("access", entry.access.checked))
    return ", ".join(f"{name} {month}" for name, month in groups if month) or None


def how_sure(catalog: Catalog) -> Iterator[str]:
    """A table: of which month and how sure the entries are."""
    yield from (f"## {SURE_TITLE}", "")
    yield "Each entry says when it was reviewed and where its facts come from. A source without a date of its"
    yield "own was read in the month of the review. `make audit` prints what should be looked at next."
    yield from ("", "| entries | reviewed | high confidence | medium | low |", "|---|---|---|---|---|")
    kinds: tuple[tuple[str, Iterable[Entry]], ...] = (
        ("lists", catalog.lists),
        ("dead lists", catalog.dead),
        ("providers", catalog.providers),
    )
    for name, entries in kinds:
        by_month: dict[str, Counter[str]] = {}
        for entry in entries:
            by_month.setdefault(entry.checked or "never", Counter())[entry.confidence] += 1
        for month in sorted(by_month):
            numbers = " | ".join(str(by_month[month][word]) for word in get_args(Confidence))
            yield f"| {name} | {month} | {numbers} |"
    yield ""


def how_severe(catalog: Catalog) -> Iterator[str]:
    """The table from use to severity, and what is published of who uses which list."""
    yield from (f"## {SEVERITY_TITLE}", "")
    yield "A listing costs as much as the receivers that judge mail by it. The first row that holds decides."
    yield "A listing that speaks only of dynamic or forbidden ranges counts one step less; what says nothing"
    yield "of mail is *info*. Uses without a source, and those that have ended, do not count."
    yield from ("", "| used by | severity |", "|---|---|")
    yield from (f"| {row.used_by} | {row.severity} |" for row in TABLE)
    yield from (
        "",
        "| list | severity | who refuses by it | points in default settings |",
        "|---|---|---|---|",
    )
    for entry in catalog.lists:
        users = users_of(entry, catalog)
        if entry.part_of is None and users != Users():
            refusing = ", ".join((*users.mailboxes, *users.filters))
            shares = [f"{name} {share:.0%}" for name, share in users.shares]
            shares += [f"{name} (by choice)" for name in users.optional]
            severity = row_of(users).severity
            yield f"| [{entry.name}](#{entry.id}) | {severity} | {refusing} | {', '.join(shares)} |"
    yield ""


def use_text(use: Use) -> str:
    """One list by which a provider judges mail, with its points and its source."""
    parts = [f"[{use.list}](#{use.list})"]
    if use.how == "scores":
        figures = ", ".join(f"{name + ' ' if name else ''}{points:g}" for name, points in use.points)
        parts.append(f"adds {figures or 'points'}" + (f" of {use.of:g}" if use.of else ""))
    if not use.default:
        parts.append("by choice of the administrator")
    if use.until is not None:
        parts.append(f"until {use.until}")
    parts.append(f"says {use.source}" if use.source is not None else "*to be verified*")
    return ", ".join(parts)


def summary(catalog: Catalog) -> str:
    """How much is in the catalog: "145 lists, 59 dead lists, 48 providers"."""
    numbers = (
        (len(catalog.lists), "list"),
        (len(catalog.dead), "dead list"),
        (len(catalog.providers), "provider"),
    )
    return ", ".join(count(number, noun) for number, noun in numbers)
