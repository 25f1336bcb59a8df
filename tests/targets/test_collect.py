"""Arguments and files together: groups, comments, duplicates, mistakes."""

import time

import pytest

from repcheck.errors import BadInput, BadTarget
from repcheck.model.targets import Target, TargetKind
from repcheck.targets.collect import collect, merge_targets
from repcheck.targets.names import registered_domain


def lines(*texts: str) -> list[tuple[str, str]]:
    return [(f"targets.txt:{number}", text) for number, text in enumerate(texts, 1)]


def test_lines() -> None:
    targets = collect(
        ["192.0.2.1"],
        lines(
            "\ufeff192.0.2.10  pool-a\r\n",
            "# only a comment\n",
            "\n",
            "   \t\r\n",
            "mail.example.com\tpool b  # the old one\n",
            "192.0.2.11#note",
            "2001:db8::/127 six",
        ),
        max_hosts=2,
    )
    assert [(target.value, target.group) for target in targets] == [
        ("192.0.2.1", None),
        ("192.0.2.10", "pool-a"),
        ("mail.example.com", "pool b"),
        ("192.0.2.11", None),
        ("2001:db8::", "six"),
        ("2001:db8::1", "six"),
    ]


def test_nothing_is_no_mistake() -> None:
    assert collect([], lines("", "# nothing"), max_hosts=1) == ()


def test_arguments_have_no_group() -> None:
    with pytest.raises(BadTarget):
        collect(["192.0.2.1 pool-a"], [], max_hosts=1)


def test_one_mistake_names_its_line() -> None:
    with pytest.raises(BadInput) as caught:
        collect(["192.0.2.1"], lines("192.0.2.2", "", "300.1.1.1 pool"), max_hosts=1)
    assert str(caught.value) == 'targets.txt:3: "300.1.1.1" is no address, range or domain'
    assert caught.value.where == "targets.txt:3"


def test_all_mistakes_are_told() -> None:
    with pytest.raises(BadInput) as caught:
        collect(["x"], lines("y", "192.0.2.1", "192.0.2.0/24"), max_hosts=16)
    assert str(caught.value).splitlines() == [
        '"x" is no address, range or domain',
        'targets.txt:1: "y" is no address, range or domain',
        'targets.txt:3: "192.0.2.0/24" holds 256 addresses, more than --max-hosts 16',
    ]


@pytest.mark.parametrize(("bad", "last"), [(20, "targets.txt:20: "), (21, "and 1 more"), (50, "and 30 more")])
def test_many_mistakes_are_counted(bad: int, last: str) -> None:
    with pytest.raises(BadInput) as caught:
        collect([], lines(*["nothing"] * bad), max_hosts=1)
    told = str(caught.value).splitlines()
    assert len(told) == min(bad, 21)
    assert told[-1].startswith(last)


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


def test_ten_thousand_addresses_take_no_time() -> None:
    many = lines(*(f"198.51.{number >> 8}.{number & 255}  pool-a" for number in range(10_000)))
    before = time.process_time()
    assert len(collect([], many, max_hosts=1)) == 10_000
    assert time.process_time() - before < 0.5  # about 0.03 s; the rest is for slow machines


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


@pytest.mark.parametrize(
    ("name", "domain"),
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
