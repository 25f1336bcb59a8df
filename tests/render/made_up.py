"""Reports that nobody would think of, for property tests: valid by the model, hostile in their text."""

from hypothesis import strategies as st

from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxHost,
    MxRecords,
    PartShown,
    PartState,
    ReverseName,
    SpfRecord,
)
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import Target, TargetKind

text = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60) | st.sampled_from(
    [
        "\x1b[2J" * 30,
        "x" * 700,
        "\u5bb6" * 90,
        "a\u0301" * 90,
        "\u202e\n\r\t",
        "victim@example.net",
        "\udcff" * 50,
    ]
)
maybe = st.none() | text
texts = st.lists(text, max_size=3).map(tuple)
names = st.sampled_from(["list-a", "list-b", "a-list-with-a-very-long-name-that-takes-much-room"])
values = st.sampled_from(["192.0.2.10", "2001:db8:1111:2222:3333:4444:5555:6666", "a" * 60 + ".example"])
small = st.integers(0, 9_999_999)
times = st.none() | st.just("2026-11-22T10:00:00Z")

hits = st.builds(SublistHit, text, text, text)
answers = st.one_of(
    st.builds(
        Observation,
        list=names,
        zone=names,
        state=st.just(State.LISTED),
        codes=texts,
        sublists=st.lists(hits, max_size=2).map(tuple),
        severity=st.sampled_from(Severity),
        text=maybe,
        ttl=st.none() | small,
    ),
    st.builds(
        Observation,
        list=names,
        zone=names,
        state=st.just(State.CLEAN),
        sublists=st.lists(hits, max_size=2).map(tuple),
        rtt_ms=st.none() | st.floats(0, 1e6),
    ),
    st.builds(
        Observation,
        list=names,
        zone=names,
        state=st.just(State.UNKNOWN),
        reason=st.sampled_from(UnknownReason),
    ),
)
domains = st.builds(
    DomainRecords,
    mx=st.builds(
        MxRecords,
        status=st.sampled_from(["ok", "null", "none", "unknown"]),
        hosts=st.lists(st.builds(MxHost, preference=small, host=text, addresses=texts), max_size=2).map(
            tuple
        ),
    ),
    spf=st.builds(SpfRecord, status=st.sampled_from(["ok", "none", "several", "unknown"]), text=maybe),
    short=st.lists(
        st.builds(
            PartShown,
            name=st.sampled_from(["mx", "spf", "dmarc"]),
            state=st.sampled_from(PartState),
            shown=text,
            record=maybe,
        ),
        max_size=3,
    ).map(tuple),
)
targets = st.builds(
    TargetReport,
    target=st.builds(
        Target,
        value=values,
        kind=st.sampled_from(TargetKind),
        shown=maybe,
        group=maybe,
        origin=st.lists(text, min_size=1, max_size=3).map(tuple),
        special=maybe,
        not_asked=maybe,
    ),
    observations=st.lists(answers, max_size=4).map(tuple),
    domain=st.none() | domains,
    address=st.none() | st.builds(AddressRecords, status=st.sampled_from(ReverseName), names=texts),
)
causes = st.builds(
    Cause,
    id=text,
    kind=st.sampled_from(["list", "provider", "unexplained"]),
    subject=st.none() | st.builds(Subject, st.sampled_from(["ip", "sender"]), text),
    live_state=st.sampled_from(LiveState),
    bounces=small,
    recipients=small,
    domains=small,
    first_seen=times,
    last_seen=times,
    says=text,
    evidence=texts,
)
steps = st.builds(
    Step,
    phase=st.sampled_from(["fix", "ask", "verify", "avoid"]),
    causes=texts,
    title=text,
    how=text,
    url=maybe,
    who=st.sampled_from(["you", "network_owner", "receiver"]),
    wait=maybe,
    command=maybe,
    certain=st.booleans(),
)
records = st.builds(
    BounceRecord,
    file=text,
    index=small,
    kind=st.sampled_from(["bounce", "delayed"]),
    recipient=maybe,
    category=st.sampled_from(Category),
    hard=st.none() | st.booleans(),
    sender_blocked=st.none() | st.booleans(),
    diagnostic=text | st.just(""),
)
reports = st.builds(
    Report,
    started=st.just("2026-11-22T10:00:00Z"),
    seconds=st.floats(0, 1e6),
    exit_code=st.sampled_from([ExitCode.OK, ExitCode.FOUND, ExitCode.UNDECIDED]),
    targets=st.lists(targets, max_size=8).map(tuple),
    bounces=st.none() | st.lists(records, max_size=3).map(tuple),
    causes=st.lists(causes, max_size=2).map(tuple),
    plan=st.lists(steps, max_size=2).map(tuple),
    findings=st.lists(
        st.builds(
            Finding,
            id=text,
            severity=st.sampled_from(Severity),
            says=text,
            remedy=maybe,
            target=st.none() | values,
        ),
        max_size=5,
    ).map(tuple),
    queries=small,
    interrupted=st.sampled_from([None, "interrupt", "timeout"]),
)
