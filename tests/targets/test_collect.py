"""Arguments and files together: groups, comments, duplicates, mistakes."""

import pytest

from repcheck.errors import BadInput, BadTarget
from repcheck.model.targets import Place, Target, TargetKind
from repcheck.targets.collect import collect, merge_targets
from repcheck.targets.names import registered_domain
from tests.support.counting import calls_of
from tests.support.tables import each


def lines(*texts: str) -> list[tuple[str, str]]:
    return [("targets.txt", "\n".join(texts))]


def test_lines() -> None:
    targets = collect(
        ["192.0.2.1"],
        lines(
            "\ufeff192.0.2.10  pool-a\r",
            "# only a comment",
            "",
            "   \t\r",
            "mail.example.com\tpool_b  # the old one",
            "192.0.2.11#note",
            "2001:db8::/127 six",
        ),
        max_hosts=2,
    )
    assert [(target.value, target.group) for target in targets] == [
        ("192.0.2.1", None),
        ("192.0.2.10", "pool-a"),
        ("mail.example.com", "pool_b"),
        ("192.0.2.11", None),
        ("2001:db8::", "six"),
        ("2001:db8::1", "six"),
    ]


def test_each_target_knows_its_line() -> None:
    """Every address of a range has the line of the range; the first line of two counts."""
    files = [*lines("# pool", "192.0.2.0/31", "example.com", "192.0.2.1"), ("stdin", "example.net")]
    targets = collect(["192.0.2.9", "example.com"], files, max_hosts=2)
    places = {target.value: target.place for target in targets}
    assert places == {
        "192.0.2.9": None,
        "example.com": Place("targets.txt", 3),
        "192.0.2.0": Place("targets.txt", 2),
        "192.0.2.1": Place("targets.txt", 2),
        "example.net": None,
    }


@each("text", ["", "\n\n", "# nothing\n", "\ufeff", " \t # 192.0.2.1"])
def test_a_file_without_any_target_is_a_mistake(text: str) -> None:
    with pytest.raises(BadTarget, match=r"^empty\.txt: holds no target$"):
        collect(["192.0.2.1"], [("full.txt", "192.0.2.2"), ("empty.txt", text)], max_hosts=1)


@each(
    "line",
    [
        "192.0.2.1 198.51.100.7",
        "192.0.2.1 mail.example.com",
        "192.0.2.0 - 192.0.2.3",
        "192.0.2.0 /30",
        "192.0.2.0 30",
        "192.0.2.1 2001:db8::1",
        "192.0.2.1 ; 198.51.100.7",
        "192.0.2.1\t;198.51.100.7",
        "192.0.2.1 , 198.51.100.7",
        "192.0.2.1 pool-a 198.51.100.7",
        "192.0.2.1 pool a",
        "192.0.2.1 a@example.com",
        "192.0.2.1 \u202egroup",
        "192.0.2.1\u2028198.51.100.7",
        "192.0.2.1\x0c198.51.100.7",
    ],
)
def test_what_is_no_group_is_never_taken_for_one(line: str) -> None:
    with pytest.raises(BadTarget, match=r"^targets\.txt:2: only a group may follow the target"):
        collect([], lines("192.0.2.9 fine", line), max_hosts=16)


@each("end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_comment_ends_only_where_a_text_file_ends_its_lines(end: str) -> None:
    (target,) = collect([], lines(f"192.0.2.1 # the old one{end}198.51.100.7"), max_hosts=1)
    assert target.value == "192.0.2.1"


@each("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    targets = collect([], [("targets.txt", f"192.0.2.1{end}192.0.2.2{end}")], max_hosts=1)
    assert [target.value for target in targets] == ["192.0.2.1", "192.0.2.2"]


@each(
    "text, hint",
    [
        ("192.0.2.10,192.0.2.11", "separate targets with spaces"),
        ("192.0.2.10 192.0.2.11", "separate targets with spaces"),
        ("a.example;b.example", "separate targets with spaces"),
        ("192.0.2.10-20", "write a range as 192.0.2.0/28"),
        ("192.0.2.10-192.0.2.20", "write a range as 192.0.2.0/28"),
        ("-", "standard input: -i -"),
        ("exmaple", "no dot: a domain looks like example.com"),
    ],
)
def test_a_mistake_comes_with_what_may_have_been_meant(text: str, hint: str) -> None:
    with pytest.raises(BadTarget) as caught:
        collect([text], [], max_hosts=1)
    assert str(caught.value).startswith(f'not an IP address, range or domain: "{text}" ({hint}')


def test_arguments_have_no_group() -> None:
    with pytest.raises(BadTarget):
        collect(["192.0.2.1 pool-a"], [], max_hosts=1)


def test_one_mistake_names_its_line() -> None:
    with pytest.raises(BadInput) as caught:
        collect(["192.0.2.1"], lines("192.0.2.2", "", "300.1.1.1 pool"), max_hosts=1)
    assert str(caught.value) == 'targets.txt:3: not an IP address, range or domain: "300.1.1.1"'
    assert caught.value.where == "targets.txt:3"


def test_all_mistakes_are_told() -> None:
    with pytest.raises(BadInput) as caught:
        collect(["x"], lines("y", "192.0.2.1", "192.0.2.0/24"), max_hosts=16)
    assert str(caught.value).splitlines() == [
        'not an IP address, range or domain: "x" (no dot: a domain looks like example.com)',
        'targets.txt:1: not an IP address, range or domain: "y" (no dot: a domain looks like example.com)',
        'targets.txt:3: "192.0.2.0/24" holds 256 addresses, more than --max-hosts 16',
    ]


@each("bad, last", [(20, "targets.txt:20: "), (21, "and 1 more"), (50, "and 30 more")])
def test_many_mistakes_are_counted(bad: int, last: str) -> None:
    with pytest.raises(BadInput) as caught:
        collect([], lines(*["nothing"] * bad), max_hosts=1)
    told = str(caught.value).splitlines()
    assert len(told) == min(bad, 21)
    assert told[-1].startswith(last)


@each("arguments", [["192.0.2.0/29", "198.51.100.1"], ["192.0.2.0/29"], []])
def test_a_run_takes_a_bounded_number_of_targets(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranges in a short file could otherwise fill the memory."""
    monkeypatch.setattr("repcheck.targets.collect.MOST_TARGETS", 8)
    ranges = ["203.0.113.0/29"] * 100 if len(arguments) < 2 else ["198.51.100.2"]
    with pytest.raises(BadTarget, match=r"^one run takes at most 8 targets; share them among several runs$"):
        collect(arguments, lines(*ranges), max_hosts=8)
    assert len(collect(["192.0.2.0/29"], [], max_hosts=8)) == 8


def test_duplicates_have_all_origins_and_the_first_group() -> None:
    targets = collect(
        ["192.0.2.1", "192.0.2.0/30"],
        lines("::ffff:192.0.2.1 pool-a", "192.0.2.1/31 pool-b", "192.0.2.1"),
        max_hosts=4,
    )
    assert [target.value for target in targets] == ["192.0.2.1", "192.0.2.0", "192.0.2.2", "192.0.2.3"]
    assert targets[0].origin == ("given", "in 192.0.2.0/30", "in 192.0.2.0/31")
    assert targets[0].group == "pool-a"
    assert targets[1].group == "pool-b"
    assert targets[2].group is None


def test_many_addresses_take_a_few_calls_each() -> None:
    def collected(count: int) -> None:
        many = lines(*(f"198.51.{number >> 8}.{number & 255}  pool-a" for number in range(count)))
        assert len(collect([], many, max_hosts=1)) == count

    few, many = (calls_of(collected, count) for count in (1_000, 10_000))
    assert many <= 11 * few
    assert many <= 100 * 10_000


def test_mail_domain_makes_a_host_a_domain() -> None:
    (target,) = collect(["mail.example.com", "a@mail.example.com"], [], max_hosts=1)
    assert target == Target(value="mail.example.com", kind=TargetKind.DOMAIN)


def test_merge_keeps_what_came_from_elsewhere() -> None:
    first = Target(value="192.0.2.1", kind=TargetKind.IPV4, origin=("mx of example.com",))
    second = Target(value="192.0.2.1", kind=TargetKind.IPV4, origin=("given", "mx of example.com"), group="a")
    (merged,) = merge_targets([first, second])
    assert merged.origin == ("mx of example.com", "given")
    assert merged.group == "a"
    assert merge_targets([first]) == (first,)


@each(
    "name, domain",
    [
        ("example.com", "example.com"),
        ("a.b.example.com", "example.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("com", "com"),
        ("a.b.nosuchsuffix", "b.nosuchsuffix"),
        ("a.example.xn--p1ai", "example.xn--p1ai"),
    ],
)
def test_registered_domain(name: str, domain: str) -> None:
    assert registered_domain(name) == domain
