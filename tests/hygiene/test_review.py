"""Whatever records say, the review does not fail, and its numbers agree with each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.hygiene.review import review
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import BounceRecord, Category
from tests.support.examples import examples

from .made import gathered

DOMAINS = MailboxDomains.of(("gmail.com", "googlemail.com", "yahoo.com"))

texts = st.text(st.sampled_from("ab@.<>=+:# \n\x00\ud800é漢9"), max_size=30)
addresses = st.one_of(
    st.none(),
    texts,
    st.sampled_from(["kai@gmial.com", "KAI@gmial.com", "ann@example.org", "@", "a@", "@b"]),
)
times = st.one_of(
    st.none(), texts, st.sampled_from(["2026-11-01T09:00:00Z", "2026-11-20T09:00:00.5+05:00", "0001-01-01"])
)
records = st.builds(
    BounceRecord,
    file=st.sampled_from(["a.eml", "mail.log:7", "box#3", ":", "#"]),
    index=st.integers(0, 3),
    kind=st.sampled_from(["bounce", "delayed", "delivered", "autoreply", "challenge", "feedback"]),
    recipient=addresses,
    original_recipient=addresses,
    status_code=st.sampled_from([None, 550, 452]),
    enhanced_status=st.sampled_from([None, "5.1.1", "4.4.7"]),
    category=st.sampled_from(Category),
    hard=st.sampled_from([True, False, None]),
    sender_blocked=st.sampled_from([True, False, None]),
    provider=st.sampled_from([None, "big"]),
    remote_mta=st.one_of(st.none(), texts),
    time=times,
    diagnostic=texts,
    suppressed=st.booleans(),
    backscatter=st.sampled_from([True, False, None]),
    backscatter_why=st.sampled_from([(), ("why",)]),
)


@settings(max_examples=examples(400))
@given(st.lists(records, max_size=25), st.one_of(st.none(), st.integers(0, 99)), st.booleans())
def test_any_records(some: list[BounceRecord], sent: int | None, logged: bool) -> None:
    found = review(gathered(*some), DOMAINS, sent=None if logged else sent, logged=sent if logged else None)
    rates = found.rates
    assert found.records == len(some)
    assert rates.bounced.count == sum(
        part.count for part in (rates.hard, rates.soft, rates.sender_blocked, rates.unclear)
    )
    told = sum(found.left_out.values()) + rates.bounced.count
    assert len(some) - found.twice <= told <= len(some)
    assert (rates.bounced.rate is None) == (rates.untold is not None)
    assert found.backscatter.records == sum(1 for record in some if record.backscatter)
    refused = {
        address.lower()
        for record in some
        for address in (record.recipient, record.original_recipient)
        if address and not record.backscatter
    }
    assert {one.address.lower() for one in found.advice} <= refused
    assert len({one.address.lower() for one in found.advice}) == len(found.advice)
    assert {typo.address for typo in found.typos} <= {one.address for one in found.advice}


@settings(max_examples=examples(100))
@given(st.lists(records, max_size=12))
def test_the_same_source_read_twice_says_the_same_of_addresses(some: list[BounceRecord]) -> None:
    once, again = review(gathered(*some), DOMAINS), review(gathered(*some), DOMAINS)
    assert once == again
