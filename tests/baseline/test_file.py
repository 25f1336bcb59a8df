"""The file of a baseline: the same for the same entries, and strict about what is in it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.baseline import file
from repcheck.baseline.file import read_baseline, write_baseline
from repcheck.catalog import document
from repcheck.errors import BadCatalog, BadInput, UnreadableFile
from tests.baseline.made_up import ENTRY, entry
from tests.support.tables import each

LINE = "- {target: 192.0.2.10, list: one, severity: high, accepted: 2026-11-22, until: 2027-02-20}"


def test_one_line_an_entry_sorted_by_number() -> None:
    entries = [
        entry(target="192.0.2.10", list="two", sublists=("exploits", "spam"), why='moved: "soon"'),
        entry(target="2001:db8::1"),
        entry(target="192.0.2.9", list="spamhaus-zen"),
        entry(target="example.com", list="on", sublists=("true", "10")),
        ENTRY,
    ]
    text = write_baseline(entries).decode()
    dates = "accepted: 2026-11-22, until: 2027-02-20"
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        "version: 1",
        "listings:",
        f'- {{target: example.com, list: "on", severity: high, sublists: ["true", "10"], {dates}}}',
        f"- {{target: 192.0.2.9, list: spamhaus-zen, severity: high, sublists: [spam], {dates}}}",
        f'- {{target: 192.0.2.10, list: "one", severity: high, sublists: [spam], {dates}}}',
        '- {target: 192.0.2.10, list: "two", severity: high, sublists: [exploits, spam], '
        f'{dates}, why: "moved: \\"soon\\""}}',
        f'- {{target: "2001:db8::1", list: "one", severity: high, sublists: [spam], {dates}}}',
    ]
    assert sorted(map(repr, read_baseline(text.encode(), "b"))) == sorted(
        repr(entry(target=e.target, list=e.list, sublists=tuple(sorted(e.sublists)), why=e.why))
        for e in entries
    )


def test_no_entry() -> None:
    assert read_baseline(write_baseline(()), "b") == ()
    assert read_baseline(b"version: 1\n", "b") == ()


_WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text == text.strip()
)


@given(st.lists(st.tuples(_WORD, _WORD, _WORD), max_size=5, unique_by=lambda words: words[0]), st.randoms())
def test_what_is_written_is_read_again_in_any_order(words, order: random.Random) -> None:
    entries = [entry(list=name, sublists=(sublist,), why=why) for name, sublist, why in words]
    written = write_baseline(entries)
    assert {each.pair: each for each in read_baseline(written, "b")} == {each.pair: each for each in entries}
    order.shuffle(entries)
    assert write_baseline(entries) == written


@each(
    "lines, told",
    [
        (["listings: []"], ["b.yaml:1: version: is missing; this repcheck reads version 1"]),
        (["version: 2"], ["b.yaml:1: version: is 2; this repcheck reads version 1"]),
        (["version: 1", "entries: []"], ["b.yaml:2: entries: unknown field"]),
        (["version: 1", "listings: all"], ["b.yaml:2: listings: expected a list, got text"]),
        (
            ["version: 1", "listings:", "- 192.0.2.10"],
            ["b.yaml:3: listings[0]: expected a mapping, got text"],
        ),
        (
            ["version: 1", "listings:", LINE, LINE.replace("one", "two").replace("until", "untill")],
            [
                'b.yaml:4: listings[1].untill: unknown field; did you mean "until"?',
                "b.yaml:4: listings[1].until: is missing: the last day of the acceptance",
            ],
        ),
        (
            ["version: 1", "listings:", LINE.replace("2026-11-22", "2026-02-30")],
            ['b.yaml:3: listings[0].accepted: "2026-02-30" is not a day such as 2026-11-22'],
        ),
        (
            ["version: 1", "listings:", LINE.replace("2027", "2025")],
            ["b.yaml:3: listings[0].until: 2025-02-20 is before 2026-11-22, the day of the acceptance"],
        ),
        (
            ["version: 1", "listings:", LINE.replace("high", "hihg")],
            ['b.yaml:3: listings[0].severity: "hihg" is not known; did you mean "high"?'],
        ),
        (
            ["version: 1", "listings:", LINE.replace("192.0.2.10", "192.0.2.0/28")],
            ['b.yaml:3: listings[0].target: "192.0.2.0/28" holds 16 addresses, more than --max-hosts 1'],
        ),
        (
            ["version: 1", "listings:", LINE, LINE],
            ['b.yaml:4: listings[1]: "192.0.2.10" on "one" is there twice'],
        ),
        (["version: 1", "listings: ["], None),
    ],
)
def test_each_mistake_is_told_with_its_line(lines, told) -> None:
    with pytest.raises(BadCatalog) as caught:
        read_baseline("\n".join(lines).encode(), "b.yaml")
    if told is None:
        assert all(line.startswith(("b.yaml:2", "b.yaml:3")) for line in caught.value.mistakes)
    else:
        assert list(caught.value.mistakes) == told


def test_targets_are_known_however_they_are_spelled() -> None:
    text = f"version: 1\nlistings:\n{LINE.replace('192.0.2.10', 'Bücher.Example')}\n"
    assert read_baseline(text.encode(), "b")[0].target == "xn--bcher-kva.example"


def test_what_is_no_text_and_what_is_too_much() -> None:
    with pytest.raises(UnreadableFile):
        read_baseline(b"version: 1 # \xff", "b")
    with pytest.raises(BadInput, match=r"5,001 listings are more than a baseline holds \(5,000\)"):
        write_baseline([ENTRY] * (file.MOST + 1))


def test_a_full_file_can_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fiftieth of it, within a fiftieth of what a document may hold."""
    entries = [entry(list=f"l-{n}", sublists=("a", "b", "c"), why="known") for n in range(file.MOST // 50)]
    monkeypatch.setattr(document, "MAX_VALUES", document.MAX_VALUES // 50)
    assert len(read_baseline(write_baseline(entries), "b")) == len(entries)
