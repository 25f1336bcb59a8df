"""Records counted and gone: parts of them, cut anywhere and merged, come to what the whole comes to."""

import pickle
from collections.abc import Iterable
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.causes import tally as tallies
from repcheck.causes.claims import Claims
from repcheck.causes.correlate import causes_of, correlate
from repcheck.causes.counted import digest as digests
from repcheck.causes.counted.alike import AlikeBy
from repcheck.causes.counted.digest import Digest
from repcheck.causes.course import Hours
from repcheck.causes.groups import Groups
from repcheck.causes.look_ups import LookedUp, wanted
from repcheck.hygiene import incidents, own_mail
from repcheck.hygiene.own_mail import OwnMail
from repcheck.model.bounces import BounceRecord, Signature
from tests.support.examples import examples

from .cases import CATALOG, domain
from .wild import RECORDS

SIGNED = st.sampled_from([(), (Signature("example.com", "a"),), (Signature("example.org", "b"),)])
SENDERS = st.sampled_from([None, "", "news@example.com", "prvs=1=Ann@EXAMPLE.org", "x@mail.example.com"])
AUTHENTICATION = st.sampled_from(
    [
        "550 5.7.26 SPF validation failed for example.org: 192.0.2.10 is not allowed",
        "550 unauthenticated mail from example.com, spf and dkim fail",
        "550 DKIM of mail.example.com is bad",
        "550 helo host.example.com rejected",
        "550 host mx[192.0.2.10] refused 192.0.2.10: no PTR",
        "550 5.1.1 no such user 7.a1-b2.gsmtp",
    ]
)


@st.composite
def full_records(draw: st.DrawFn) -> BounceRecord:
    found = draw(RECORDS)
    return msgspec.structs.replace(
        found,
        diagnostic=draw(AUTHENTICATION | st.just(found.diagnostic)),
        sender=draw(SENDERS),
        helo=draw(st.none() | st.sampled_from(["host.example.com", "other.example.org"])),
        header_from=draw(st.none() | st.sampled_from(["example.com", "example.org"])),
        signatures=draw(SIGNED),
        original_recipient=draw(st.none() | st.just("Cleo@example.net")),
        remote_mta=draw(st.none() | st.sampled_from(["mx.example.net", "[192.0.2.10]"])),
        backscatter=draw(st.none() | st.booleans()),
        backscatter_why=draw(st.sampled_from([(), ("a",), ("b", "c")])),
        suppressed=draw(st.booleans()),
        esp=draw(st.none() | st.just("ses")),
    )


PARTS = st.lists(st.lists(full_records(), max_size=6), max_size=4)


@settings(max_examples=examples(120))
@given(st.lists(full_records(), max_size=6), st.booleans())
def test_alike_records_answer_every_question_alike(records: list[BounceRecord], grouped: bool) -> None:
    targets = (domain(), domain(value="example.org"))
    claims, by = Claims(targets, CATALOG, LookedUp()), AlikeBy(CATALOG, grouped=grouped)
    whole = Digest()
    for at, record in enumerate(records):
        whole.add(record, by, at)
    samples = {by(tally.record): tally.record for tally in whole.tallies}
    groups = Groups(targets)
    for record in records:
        sample = samples[by(record)]
        assert claims.of(record) == claims.of(sample)
        assert not grouped or groups.of(record) == groups.of(sample)
    own = {"example.com", "example.org"}
    assert wanted(records, own) == wanted((tally.record for tally in whole.tallies), own)


def of_all(places: Iterable[tuple[int, BounceRecord]], *, whole: bool = True) -> tuple[OwnMail, Digest]:
    mail, found, by = OwnMail.of(CATALOG, whole=whole), Digest(whole=whole), AlikeBy(CATALOG)
    for at, record in places:
        if mail.is_ours(record, at):
            found.add(record, by, at)
    return mail, found


def told(mail: OwnMail, found: Digest) -> object:
    read = found.read
    return (
        causes_of(found, (), CATALOG),
        read.records,
        [(alike.record.category, alike.number, alike.domains) for alike in read.alike],
        len(read.recipients),
        read.recipients.named({"ann", "cleo", "nobody"}),
        [address in read.recipients for address in ("ann@example.net", "cleo@example.net", "x@example.com")],
        mail.incidents,
        mail.backscatter,
    )


@settings(max_examples=examples(80))
@given(PARTS, st.integers(1, 30), st.randoms(use_true_random=False))
def test_parts_come_to_what_the_whole_comes_to(
    parts: list[list[BounceRecord]], most: int, order: Random
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (digests, "MOST_NAMES"),
            (tallies, "MOST_NAMES"),
            (digests, "MOST_TEXTS"),
            (tallies, "MOST_TEXTS"),
            (incidents, "_MOST_REFUSALS"),
            (incidents, "LEAST_RECIPIENTS"),
            (own_mail, "_MOST_REASONS"),
        ):
            patch.setattr(module, name, max(1, most // 8 if "REFUSALS" in name else most // 10))
        (mail, found), behind = of_all([]), 0
        for part in parts:
            places = order.sample(list(enumerate(part)), len(part))
            mail_there, found_there = pickle.loads(pickle.dumps(of_all(places, whole=False)))
            mail.merge(mail_there, behind)
            found.merge(found_there, behind)
            behind += len(part)
        every = [record for part in parts for record in part]
        assert told(mail, found) == told(*of_all(enumerate(every)))
        mail, _ = of_all([])
        assert causes_of(found, (), CATALOG) == correlate(list(mail.ours(every)), (), CATALOG)


@given(st.lists(st.lists(st.integers(0, 5000), max_size=700), max_size=3))
def test_hours_add_up_in_any_order(parts: list[list[int]]) -> None:
    def counted(hours: list[int]) -> Hours:
        found = Hours()
        for hour in hours:
            found.add(
                f"{2000 + hour // 8760}-{hour % 8760 // 730 + 1:02}-{hour % 28 + 1:02}T{hour % 24:02}:00:00Z"
            )
        return found

    merged = Hours()
    for part in reversed(parts):
        merged.merge(counted(part))
    every = [hour for part in parts for hour in part]
    for newest in ("2000-06-01T00:00:00Z", "2000-07-28T23:00:00Z"):
        one = counted(every).course("2000-01-01T00:00:00Z", newest, len(every))
        assert merged.course("2000-01-01T00:00:00Z", newest, len(every)) == one
