"""The catalog as text: a table of lists, all of one list, and the live health of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address

from repcheck.model.catalog import Code, CodeMode, Delisting, ErrorCode, ListKind, ReputationList
from repcheck.model.published.lists import ShownLists
from repcheck.render.clean import for_terminal
from repcheck.render.layout import Row, table, wrap
from repcheck.render.view import View, as_bytes
from repcheck.words.states import actor_words
from repcheck.words.text import count

_WIDTH = 80
_LABEL = 12


def render_lists(lists: Sequence[ReputationList]) -> str:
    """One row a list, narrow enough that zones stay whole; then how many lists have each tag."""
    rows = [
        Row(_cleaned(entry.id, ", ".join(entry.asks), _severity(entry), entry.zone or "none"))
        for entry in lists
    ]
    lines = table(("ID", "ASKS", "SEVERITY", "ZONE"), rows, _WIDTH, colour=False)
    tags = Counter(tag for entry in lists for tag in entry.tags)
    if tags:
        named = ", ".join(f"{for_terminal(tag)} ({number})" for tag, number in sorted(tags.items()))
        lines += ["", *wrap(f"Tags: {named}. Those of one: --lists TAG", _WIDTH)]
    return _text([*lines, "", count(len(lists), "list")])


def _severity(entry: ReputationList) -> str:
    """How much a listing counts; of what lists nobody for bad, what it is."""
    return entry.severity if entry.kind is ListKind.BLOCK else entry.kind


def render_list(entry: ReputationList) -> str:
    """All that is known of one list."""
    lines = [f"{entry.id}: {entry.name}" + (f" ({entry.operator})" if entry.operator else "")]
    facts = {
        "zone": entry.zone,
        "kind": f"{entry.kind}; asked about {', '.join(entry.asks)}",
        "enabled": "yes" if entry.enabled else "no: named by its id it is asked all the same",
        "access": _access(entry),
        "limits": limits_text(entry),
        "test points": f"listed {', '.join(entry.test_points.listed) or 'none'}; "
        f"not listed {', '.join(entry.test_points.not_listed) or 'none'}",
        "impact": entry.impact,
        "named as": ", ".join(entry.aliases),
        "note": entry.note,
        "checked": f"{entry.checked or 'never'}; confidence {entry.confidence}",
        "sources": ", ".join(entry.sources),
    }
    for label, fact in facts.items():
        if fact:
            lines += _fact(label, fact)
    lines += ["", "What its answers mean:", *_codes(entry)]
    for title, delisting in _ways_off(entry):
        lines += ["", f"How to get off {title}:", *_delisting(delisting)]
    return _text(lines)


def _access(entry: ReputationList) -> str:
    access = entry.access
    parts = [access.kind, access.terms, f"register at {access.register}" if access.register else None]
    if access.public_resolvers != "unknown":
        parts.append(f"public resolvers are {access.public_resolvers}")
    return "; ".join(part for part in parts if part)


def limits_text(entry: ReputationList) -> str:
    """How much a list may be asked: "10 questions a second, 5,000 a day"; "" where nothing is known."""
    limits = entry.limits
    parts = [
        f"{limits.per_second:g} questions a second" if limits.per_second else None,
        f"{limits.per_day:,} a day" if limits.per_day else None,
    ]
    return ", ".join(part for part in parts if part)


def _codes(entry: ReputationList) -> list[str]:
    rows = [
        Row(_cleaned(span_text(entry, code), code.sublist.name, code.sublist.severity, code.sublist.meaning))
        for code in entry.codes
    ]
    rows += [
        Row(_cleaned(span_text(entry, error), "error", error.reason, error.meaning)) for error in entry.errors
    ]
    if entry.mode is CodeMode.ANY_127:
        rows.append(Row(("other 127.x", entry.id, str(entry.severity), "listed")))
    return [
        f"  {line}"
        for line in table(("ANSWER", "SUBLIST", "COUNTS AS", "MEANING"), rows, _WIDTH - 2, colour=False)
    ]


def span_text(entry: ReputationList, code: Code | ErrorCode, to: str = "-") -> str:
    """The answers of a code: "127.0.0.2", "127.0.0.10-127.0.0.11", or "bit 3" of a mask."""
    if entry.mode is CodeMode.BITMASK and isinstance(code, Code):
        return f"bit {code.first}"
    first, last = IPv4Address(code.first), IPv4Address(code.last)
    return str(first) if first == last else f"{first}{to}{last}"


def _ways_off(entry: ReputationList) -> Iterable[tuple[str, Delisting]]:
    for sublist in entry.sublists:
        if sublist.delisting is not None and sublist.delisting != entry.delisting:
            yield sublist.name, sublist.delisting
    if entry.delisting is not None:
        yield entry.name, entry.delisting


def _delisting(way: Delisting) -> list[str]:
    lines = _indented(way.how)
    facts = {
        "page": way.url,
        "who": actor_words(way.who),
        "fix first": "; ".join(way.fix_first),
        "steps": "; ".join(way.steps),
        "tell them": "; ".join(way.evidence),
        "takes": way.wait,
        "expires": way.expiry,
        "money": way.paid,
        "certain": None if way.certain else "no: verify it before you rely on it",
    }
    for label, fact in facts.items():
        if fact:
            lines += _fact(label, fact)
    return lines


def _fact(label: str, fact: str) -> list[str]:
    return wrap(for_terminal(fact), _WIDTH, first=f"  {label:<{_LABEL}} ", rest=" " * (_LABEL + 3))


def _indented(text: str) -> list[str]:
    return wrap(for_terminal(text), _WIDTH, first="  ", rest="  ")


def _cleaned(*cells: str) -> tuple[str, ...]:
    return tuple(for_terminal(cell) for cell in cells)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def shown(found: ShownLists, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    text = "\n".join(map(render_list, found.lists)) if found.in_full else render_lists(found.lists)
    return as_bytes(for_terminal(text, keep_newlines=True))
