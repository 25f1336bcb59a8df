"""The catalog as a page, docs/catalog.md: ``python -m repcheck.render.catalog.handbook FILE``."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from repcheck.catalog.select import EXTENDED, RARE, STANDARD
from repcheck.model.catalog import (
    Catalog,
    DeadList,
    Delisting,
    ListKind,
    Provider,
    ReputationList,
    Sublist,
)
from repcheck.render.catalog.provenance import (
    SEVERITY_TITLE,
    group_ages,
    how_severe,
    how_sure,
    reviewed,
    summary,
    use_text,
)
from repcheck.render.catalog.text import limits_text, span_text
from repcheck.words.states import actor_words

#: Errors from here on mean the same at every list; they are written once.
_COMMON = 0x7FFFFF00
_NO_LINK = re.compile(r"<(?!https?://|mailto:)")

_HEAD = """\
# Every list and provider that matters

<!-- Made from blocklists.yaml and providers.yaml by "make docs". Change those. -->

What each blocklist is, what its answers mean and how you get off; then who refuses mail by blocks that nobody
outside can look up. The same in your terminal: `repcheck lists show ID`.

**Never pay to be removed.** Where a faster way is offered for money, the entry says so, and it is not needed.

**Fix first, then ask.** A removal that comes before the end of the cause lasts for hours, and the next one is
harder to get.

**Ask each list's test entry first.** A list that refuses your resolver often answers "not listed" to
everything. `repcheck lists probe` asks them all.

Answers in 127.255.255.0/24 are errors at every list and never a listing: 127.255.255.252 a typing error in
the zone's name, 127.255.255.254 asked through a public or open resolver, 127.255.255.255 asked too much.

What is marked *to be verified* rests on few or old sources. Severity says how much mail a listing costs; a
listing of a whole network does not say that you sent spam.
"""

_GROUPS: tuple[tuple[str, str, Callable[[ReputationList], bool]], ...] = (
    (
        "Standard lists",
        f"Many refuse mail by them, or the usual filters judge by them: `--lists {STANDARD}`.",
        lambda entry: entry.enabled and STANDARD in entry.tags,
    ),
    (
        "Other lists that are asked by default",
        f"Well kept, of public use, proved by test entries: with the standard ones `--lists {EXTENDED}`.",
        lambda entry: entry.enabled and not {STANDARD, RARE} & set(entry.tags),
    ),
    (
        "Rare lists",
        "Little used, hardly known or not made for mail: asked when named, or with `--lists all`.",
        lambda entry: entry.enabled and RARE in entry.tags,
    ),
    (
        "Lists that are asked only by name",
        "Parts of other lists, private ones, and those of whose life no proof was found.",
        lambda entry: not entry.enabled and bool(entry.asks),
    ),
    (
        "Lists that only bounces name",
        "They have no zone that you could ask.",
        lambda entry: not entry.asks,
    ),
)


def handbook(catalog: Catalog) -> str:
    """The whole page, in Markdown."""
    groups = [(title, says, [e for e in catalog.lists if fits(e)]) for title, says, fits in _GROUPS]
    lines = [_HEAD, *_contents(groups, catalog), *how_sure(catalog)]
    for title, says, lists in groups:
        lines += [f"## {title}", "", says, ""]
        for entry in lists:
            lines += [*_list(entry, catalog), ""]
    lines += [*how_severe(catalog)]
    lines += ["## Dead lists", "", *_dead(catalog.dead), ""]
    lines += ["## Providers and filters", "", _PROVIDERS, ""]
    for provider in catalog.providers:
        lines += [*_provider(provider), ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


_PROVIDERS = (
    "Their own blocks show in bounces only. A reply is known by its words, and the mail host that wrote it "
    "by the end of its name."
)


def _contents(groups: Sequence[tuple[str, str, Sequence[ReputationList]]], catalog: Catalog) -> Iterator[str]:
    yield from (f"Here are {summary(catalog)}.", "")
    for title, _, lists in groups:
        yield f"- **{title}**: {', '.join(_link(entry.id, entry.name) for entry in lists)}"
    yield f"- **[{SEVERITY_TITLE}](#{_anchor(SEVERITY_TITLE)})**"
    yield "- **[Dead lists](#dead-lists)**"
    providers = ", ".join(_link(f"provider-{entry.id}", entry.name) for entry in catalog.providers)
    yield f"- **Providers and filters**: {providers}"
    yield ""


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _list(entry: ReputationList, catalog: Catalog) -> Iterator[str]:
    yield from _title(entry.id, entry.name)
    yield from _rows(
        {
            "id": f"`{entry.id}`",
            "operator": entry.operator,
            "zone": f"`{entry.zone}`" if entry.zone else None,
            "with your key": f"`{entry.keyed_zone}`" if entry.keyed_zone else None,
            "part of": _part_of(entry, catalog),
            "kind": _kind(entry),
            "severity": entry.severity if entry.kind is ListKind.BLOCK else None,
            "impact": entry.impact,
            "access": _access(entry),
            "fair use": limits_text(entry),
            "test entries": _test_points(entry),
            "note": entry.note,
            "reviewed": reviewed(entry),
            "reviewed apart": group_ages(entry),
        }
    )
    yield from _answers(entry)
    for name, delisting in _ways_off(entry):
        yield from ("", f"**Getting off {_text(name)}**", "")
        yield from _delisting(delisting)


def _title(anchor: str, name: str) -> Iterator[str]:
    yield f'<a id="{anchor}"></a>'
    yield ""
    yield f"### {_text(name)}"
    yield ""


def _part_of(entry: ReputationList, catalog: Catalog) -> str | None:
    whole = catalog.list_by_id(entry.part_of) if entry.part_of is not None else None
    return None if whole is None else f"{_link(whole.id, whole.name)}, which gives all its answers"


def _kind(entry: ReputationList) -> str:
    kinds = {
        ListKind.BLOCK: "blocklist",
        ListKind.ALLOW: "allow list: an entry speaks for the sender",
        ListKind.SCORE: "scores: an entry is not a listing",
        ListKind.INFORMATIONAL: "information: an entry is not a listing",
    }
    names = {"ipv4": "IPv4", "ipv6": "IPv6", "domain": "domains"}
    asked = ", ".join(names[asks] for asks in entry.asks)
    return kinds[entry.kind] + (f"; asked about {asked}" if asked else "; cannot be asked")


def _access(entry: ReputationList) -> str:
    access = entry.access
    parts = [
        None if access.kind == "unknown" else access.kind,
        access.terms,
        f"register: <{access.register}>" if access.register else None,
        None if access.public_resolvers == "unknown" else f"public resolvers are {access.public_resolvers}",
    ]
    return "; ".join(part.rstrip(".") for part in parts if part)


def _test_points(entry: ReputationList) -> str | None:
    points = entry.test_points
    parts = [
        ("listed: " + ", ".join(f"`{point}`" for point in points.listed)) if points.listed else None,
        ("not listed: " + ", ".join(f"`{p}`" for p in points.not_listed)) if points.not_listed else None,
    ]
    return "; ".join(part for part in parts if part) or None


def _answers(entry: ReputationList) -> Iterator[str]:
    own = [error for error in entry.errors if error.first < _COMMON]
    if not entry.codes and not own:
        return
    yield ""
    yield "| answer | sublist | severity | is about | meaning |"
    yield "|---|---|---|---|---|"
    merged: dict[str, tuple[Sublist, list[str]]] = {}
    for code in entry.codes:
        merged.setdefault(code.sublist.id, (code.sublist, []))[1].append(span_text(entry, code, " to "))
    for sublist, spans in merged.values():
        meaning = sublist.meaning + (f" ({sublist.why.rstrip('.')})" if sublist.why else "")
        yield _row(_several(spans), sublist.name, sublist.severity, sublist.scope, meaning)
    for error in own:
        yield _row(span_text(entry, error, " to "), "*error*", "", "", f"{error.meaning} ({error.reason})")


def _several(spans: Sequence[str]) -> str:
    return ", ".join(spans) if len(spans) <= 6 else f"{', '.join(spans[:3])} ... {spans[-1]}"


def _ways_off(entry: ReputationList) -> Iterable[tuple[str, Delisting]]:
    if entry.delisting is not None:
        yield entry.name, entry.delisting
    seen = {entry.delisting}
    for sublist in entry.sublists:
        if sublist.delisting is not None and sublist.delisting not in seen:
            seen.add(sublist.delisting)
            yield f"{entry.name}, {sublist.name}", sublist.delisting


def _delisting(way: Delisting) -> Iterator[str]:
    yield _text(way.how) + ("" if way.certain else " *To be verified.*")
    yield ""
    facts = {
        "fix first": way.fix_first,
        "steps": way.steps,
        "where": (f"<{way.url}>",) if way.url else (),
        "who": () if way.who == "you" else (actor_words(way.who),),
        "write": way.evidence,
        "takes": (way.wait,) if way.wait else (),
        "ends by itself": (way.expiry,) if way.expiry else (),
        "money": (way.paid,) if way.paid else (),
    }
    for label, texts in facts.items():
        if len(texts) == 1:
            yield f"- {label}: {_text(texts[0])}"
        elif texts:
            yield f"- {label}:"
            yield from (f"  {number}. {_text(text)}" for number, text in enumerate(texts, 1))


def _dead(dead: Sequence[DeadList]) -> Iterator[str]:
    yield "repcheck never asks these lists: the next owner of a dead list's domain can list the whole world."
    yield ""
    yield "| list | zones | died | how | who still asks | its data now | reviewed |"
    yield "|---|---|---|---|---|---|---|"
    for entry in dead:
        zones = ", ".join(f"`{zone}`" for zone in entry.zones)
        now = ", ".join(_link(successor, successor) for successor in entry.successor)
        yield _row(
            entry.name, zones, entry.since or "long ago", entry.how, entry.answers, now, reviewed(entry)
        )


def _provider(entry: Provider) -> Iterator[str]:
    yield from _title(f"provider-{entry.id}", entry.name)
    yield from _rows(
        {
            "id": f"`{entry.id}`",
            "kind": entry.kind,
            "mail hosts": ", ".join(f"`*{suffix}`" for suffix in entry.mx_suffixes) or None,
            "judges mail by": "; ".join(use_text(use) for use in entry.uses) or None,
            "note": entry.note,
            "reviewed": reviewed(entry),
            "reviewed apart": group_ages(entry),
        }
    )
    if entry.rules:
        yield from ("", "| a reply like this | is about | and means |", "|---|---|---|")
        for rule in entry.rules:
            means = rule.means + ("" if rule.certain else " *To be verified.*")
            yield _row(f"`{rule.sample.replace('`', '')}`", rule.cause, means)
    if entry.delisting is not None:
        yield from ("", "**What to do**", "")
        yield from _delisting(entry.delisting)


def _rows(facts: dict[str, str | None]) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    for label, fact in facts.items():
        if fact:
            yield _row(label, fact)


def _row(*cells: str) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    """One line; an upright bar would begin the next cell, in code too (GitHub Flavored Markdown 4.10)."""
    return " ".join(_text(text).replace("|", "\\|").split())


def _text(text: str) -> str:
    """Harmless as Markdown: what looks like HTML stands literally; links and code are ours and stay."""
    if "`" in text:
        return text
    return _NO_LINK.sub("&lt;", text)


def _link(anchor: str, name: str) -> str:
    return f"[{_text(name)}](#{anchor})"


def main() -> None:
    """Write the page of the built-in catalog where the command line says."""
    import sys
    from pathlib import Path

    from repcheck.catalog.load import load_catalog

    Path(sys.argv[1]).write_text(handbook(load_catalog()), encoding="utf-8")


if __name__ == "__main__":
    main()
