"""Records as strangers may write them."""

from hypothesis import strategies as st

from repcheck.model.bounces import BounceRecord, Category, Subject

WILD = st.text(max_size=40)
ADDRESSES = st.sampled_from(
    ["192.0.2.10", "192.0.2.11", "2001:db8::1", "::ffff:192.0.2.10", "not an address"]
)
NAMED = st.sampled_from(["example.com", "mail.example.com", "ann@example.com", "https://example.com/x"])
SUBJECTS = st.builds(Subject, st.sampled_from(["ip", "domain", "sender", "url"]), ADDRESSES | NAMED | WILD)
CITED = (
    st.sampled_from(["zen-bl", "cop-bl", "net-bl", "name-bl", "bare-bl", "score", "rbl.customer.example"])
    | WILD
)
TEXTS = st.sampled_from(["550 SPF", "550 no PTR", "550 (B3140)", "Error: open resolver", "some DNSBL"]) | WILD
RECORDS = st.builds(
    BounceRecord,
    file=st.just("a.eml"),
    index=st.integers(0, 3),
    kind=st.sampled_from(["bounce", "delayed", "delivered", "autoreply", "challenge", "feedback"]),
    recipient=st.none() | st.sampled_from(["ann@example.net", "bob@example.org"]) | WILD,
    enhanced_status=st.none() | st.sampled_from(["5.7.1", "5.7.25", "4.7.23", "5.7.26"]) | WILD,
    category=st.sampled_from(list(Category)),
    hard=st.none() | st.booleans(),
    sender_blocked=st.none() | st.booleans(),
    blocked_subject=st.none() | SUBJECTS,
    cited_lists=st.lists(CITED, max_size=3).map(tuple),
    provider=st.none() | st.sampled_from(["bigmail", "quiet", "nobody"]) | WILD,
    source_ip=st.none() | ADDRESSES | WILD,
    time=st.none() | st.sampled_from(["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"]),
    diagnostic=TEXTS,
)
