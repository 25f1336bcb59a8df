from repcheck.model.bounces import Category
from repcheck.model.causes import LiveState
from repcheck.model.observations import UnknownReason
from repcheck.model.records import ReverseName
from repcheck.words.findings import finding_title
from repcheck.words.reasons import remedy_of
from repcheck.words.records import reverse_name_words
from repcheck.words.states import actor_words, category_words, live_state_words
from repcheck.words.text import as_sentence, count
from tests.support.tables import each


@each("reason", UnknownReason)
def test_each_unknown_reason_says_what_happened_and_what_to_do(reason: UnknownReason) -> None:
    happened, remedy = remedy_of(reason, subject="The list").split(". ")
    assert happened.startswith("The list ")
    assert remedy[0].isupper()
    assert remedy.endswith(".")
    assert ": " not in remedy


def test_each_word_of_the_model_has_plain_words_of_its_own() -> None:
    assert len({remedy_of(reason) for reason in UnknownReason}) == len(UnknownReason)
    assert len({live_state_words(state) for state in LiveState}) == len(LiveState)
    assert len({reverse_name_words(status) for status in ReverseName}) == len(ReverseName)
    assert len({category_words(category) for category in Category}) == len(Category)
    assert {actor_words("you"), actor_words("network_owner"), actor_words("receiver")} >= {"you"}


@each("state", [LiveState.NEVER_VISIBLE, LiveState.PRIVATE])
def test_what_cannot_be_looked_at_is_called_unknown(state: LiveState) -> None:
    assert "unknown" in live_state_words(state)


@each("number, shown", [(0, "0 lists"), (1, "1 list"), (2, "2 lists"), (3096, "3,096 lists")])
def test_counts_read_well(number: int, shown: str) -> None:
    assert count(number, "list") == shown


@each(
    "text, below, sentence",
    [
        ("It is listed", False, "It is listed."),
        ("It is listed.", False, "It is listed."),
        ("Is it yours?", False, "Is it yours?"),
        ("Publish this record:", True, "Publish this record:"),
        ("Publish this record:", False, "Publish this record."),
    ],
)
def test_a_sentence_ends_once(text: str, below: bool, sentence: str) -> None:
    assert as_sentence(text, more=below) == sentence


def test_every_kind_of_finding_has_a_heading() -> None:
    told = {
        "no_spf": "No SPF record",
        "spf_many_lookups": "SPF: many lookups",
        "mta_sts_mx_outside": "MTA-STS: MX outside",
        "mx_no_ipv6": "MX: no IPv6",
        "network_down": "Network down",
    }
    assert {kind: finding_title(kind) for kind in told} == told
