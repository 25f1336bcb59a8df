"""The record to publish instead of a faulty one, each slip written right; and what only its owner can decide.

Nothing that permits is ever left out or moved: a term that nobody can read, that is never used, or that leads
nowhere is the owner's to decide about, and then no record is proposed. ``proof`` checks what is made here.
"""

from collections.abc import Iterator

import msgspec

from repcheck.records.spf.syntax.keys import holds_key
from repcheck.records.spf.syntax.modifiers import home_of, may_name_sender
from repcheck.records.spf.syntax.slips import joined, matches_nobody, meant
from repcheck.records.spf.syntax.terms import (
    VERSION,
    Fault,
    Mechanism,
    Modifier,
    Term,
    parse_record,
    shown_term,
)
from repcheck.records.spf.tree.build import Branch, Tree, is_all
from repcheck.records.tags import STRING_AT_MOST


class MendedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` None: nothing is to be changed, or ``decide`` says why nobody but the owner can tell.

    ``written``  terms that were written right; ``read``: the old record without what could not be read
    ``better``   what to write instead of a term, by its text as published
    """

    text: str | None = None
    written: frozenset[str] = frozenset()
    read: str = ""
    better: dict[str, str] = msgspec.field(default_factory=dict)
    decide: tuple[str, ...] = ()


class _Writing:
    """The terms so far."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.written: list[str] = []
        self.read: list[str] = []
        self.seen: set[str] = set()
        self.better: dict[str, str] = {}
        self.decide: dict[str, None] = {}

    def keep(self, text: str) -> None:
        self.seen.add(text.lower())
        self.made.append(text)
        self.read.append(text)

    def write(self, better: str, term: Term) -> None:
        self.better[term.text] = better
        new = [text for text in dict.fromkeys(better.split()) if text.lower() not in self.seen]
        self.seen.update(text.lower() for text in new)
        self.made += new
        self.written += new


def draft(tree: Tree, raw: str) -> MendedRecord:
    """``raw``  the record as published, with its octets above 127 as surrogate escapes"""
    if tree.record.text is None:
        return MendedRecord()
    words = [_decoded(word) for word in raw[len(VERSION) :].split(" ") if word]
    writing = _Writing()
    if tree.cut or len(words) != len(tree.branches):
        writing.decide["it has more terms than repcheck reads"] = None
    # A panel that publishes the first string alone cuts it just there.
    if len(raw) == STRING_AT_MOST and not any(_ends(branch.term) for branch in tree.branches):
        writing.decide[
            f"what stood behind its character {STRING_AT_MOST}, where a string of a TXT record ends"
        ] = None
    skip = False
    for place, branch in enumerate(tree.branches):
        after = words[place + 1] if place + 1 < len(words) else ""
        if skip:
            skip = False
        elif isinstance(branch.term, Fault) and (both := joined(words[place], after)) is not None:
            writing.write(both, branch.term)
            skip = True
        else:
            _one(branch, words[place], writing, tree.domain)
    writing.decide.update(dict.fromkeys(_too_wide(tree)))
    made = _ended(writing)
    text = " ".join((VERSION, *made))
    before = [branch.term.text for branch in tree.branches]
    decide = tuple(writing.decide)
    return MendedRecord(
        text=None if decide or made == before else text,
        written=frozenset(writing.written),
        read=" ".join((VERSION, *writing.read)),
        better=writing.better,
        decide=decide,
    )


def _decoded(word: str) -> str:
    """Octets above 127 as the UTF-8 that they most likely are; where they are not, as U+FFFD."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _one(branch: Branch, word: str, writing: _Writing, domain: str) -> None:
    term = branch.term
    if holds_key(term):
        writing.decide[f"what stands for {shown_term(term.text)}, which holds a key of a list"] = None
        return
    if isinstance(term, Fault) or (isinstance(term, Modifier) and term.kind == "other"):
        _misread(term, word, writing, domain)
        return
    again = term.text.lower() in writing.seen
    if again and (branch.state == "unused" or isinstance(term, Mechanism)):
        return  # what stands here matched further left already
    if branch.state == "unused" and not (isinstance(term, Mechanism) and term.kind == "all"):
        end = "all" if isinstance(term, Mechanism) else "the all beside it"
        writing.decide[f"whether {shown_term(term.text)}, which {end} makes useless, is meant to send"] = None
        return
    if branch.state == "unused" or (term.kind == "include" and branch.name == domain):
        return  # a second all; the record itself
    if matches_nobody(term):
        _misread(term, word, writing, domain)
        return
    writing.decide.update(dict.fromkeys(_undecided(branch, domain)))
    writing.keep(term.text)


def _misread(term: Term, word: str, writing: _Writing, domain: str) -> None:
    better = meant(msgspec.structs.replace(term, text=word))
    if _is_version(word) or (isinstance(term, Modifier) and home_of(term.text, domain) is not None):
        return  # left behind when two records were joined; a text that strayed in here
    if better is not None:
        writing.write(better, term)
    elif isinstance(term, Modifier) and term.kind == "other" and not may_name_sender(term):
        writing.keep(term.text)
    else:
        writing.decide[f"what {shown_term(term.text)} is meant to be"] = None


def _is_version(word: str) -> bool:
    return word.lower().strip("\"':;,") == VERSION


def _undecided(branch: Branch, domain: str) -> Iterator[str]:
    """What a valid term leaves open."""
    term, shown = branch.term, shown_term(branch.term.text)
    if isinstance(term, Mechanism) and term.kind == "all" and term.qualifier == "+":
        yield f"who sends for {domain}: {shown} lets everybody"
    below = branch.record
    if isinstance(term, Fault) or term.kind not in ("include", "redirect"):
        return
    if branch.state in ("void", "loop") or (below is not None and _is_broken(below)):
        yield f"what {shown} is meant to be: it leads to no valid SPF record"


def _too_wide(tree: Tree) -> Iterator[str]:
    """Wide networks that a fault kept out, or that stand where a record may have been cut within a length."""
    faulty = any(isinstance(branch.term, Fault) for branch in tree.branches)
    ended = any(_ends(branch.term) for branch in tree.branches)
    for branch in tree.branches if faulty else () if ended else tree.branches[-1:]:
        term = branch.term
        if isinstance(term, Mechanism) and term.wide and term.qualifier == "+" and branch.state != "unused":
            yield f"whether {shown_term(term.text)} is meant to be so wide"


def _is_broken(tree: Tree) -> bool:
    """Whether including it is a permerror for every sender."""
    wrong = any(branch.state in ("fault", "loop") for branch in tree.branches)
    return wrong or tree.record.status in ("none", "several")


def _ended(writing: _Writing) -> list[str]:
    """With an end that says something of strangers; nobody passes by it who did not before."""
    parsed = parse_record(" ".join((VERSION, *writing.made)))
    ends = [place for place, term in enumerate(parsed.terms) if is_all(term)]
    if not ends:
        return writing.made if parsed.redirect is not None else [*writing.made, "~all"]
    first = parsed.terms[ends[0]]
    if parsed.redirect is not None or any(
        isinstance(term, Mechanism) for term in parsed.terms[ends[0] + 1 :]
    ):
        writing.decide["which terms stand before the all"] = None
    if isinstance(first, Mechanism) and first.qualifier == "?":
        return [*writing.made[: ends[0]], "~all", *writing.made[ends[0] + 1 :]]
    return writing.made


def _ends(term: Term) -> bool:
    return is_all(term) or (isinstance(term, Modifier) and term.kind == "redirect")


def merged(records: tuple[str, ...]) -> str | None:
    """One record that permits what several permit (RFC 7208 4.5), with the mildest end; None: it is open."""
    parsed = [parse_record(record) for record in records]
    if any(one.faults or one.redirect is not None for one in parsed):
        return None
    texts: dict[str, str] = {}
    signs = set()
    for one in parsed:
        for term in one.terms:
            if isinstance(term, Mechanism) and term.kind == "all":
                signs.add(term.qualifier)
                break
            texts.setdefault(term.text.lower(), term.text)
    if "+" in signs:
        return None
    return " ".join((VERSION, *texts.values(), "-all" if signs == {"-"} else "~all"))
