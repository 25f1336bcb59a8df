import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from repcheck.render.clean import for_csv, for_json, for_terminal
from repcheck.words.people import mask_addresses, mask_names, words_in
from tests.support.counting import calls_of
from tests.support.tables import each

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@each(
    "text, shown",
    [
        ("plain ASCII text", "plain ASCII text"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("\x00\x07\x7f", "\\x00\\x07\\x7f"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\u3164\u115f\ufe0f\u034f", "\\u3164\\u115f\\ufe0f\\u034f"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("one\r\ntwo\nthree\u2028four\x85five", "one two three four five"),
        ("tab\there\xa0too", "tab here too"),
        ("\udc9b31m \udcff", "\\x9b31m \\xff"),
        ("\ud800", "\ufffd"),
        ("Gel\udcc3\udcb6scht", "Gel\xf6scht"),
        ("\udcc2\udc9b31m", "\\x9b31m"),
        ("\u5bb6 \xe9 \u043f", "\u5bb6 \xe9 \u043f"),
        ("z" + "\u0301" * 5, "z" + "\u0301" * 4 + "\\u0301"),
    ],
)
def test_nothing_of_a_stranger_steers_the_terminal(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


def test_newlines_stay_when_asked_for() -> None:
    assert for_terminal("one\r\ntwo\x1b\rthree", keep_newlines=True) == "one\ntwo\\x1b\nthree"


@each("text", ["x" * 10_000, "\x1b" * 10_000, "\udcff" * 10_000, "\u5bb6" * 10_000])
def test_a_limit_holds_and_is_told(text: str) -> None:
    shown = for_terminal(text, 50)
    assert len(shown) <= 50
    assert shown.endswith("...")


def test_what_fits_the_limit_is_not_cut() -> None:
    assert for_terminal("x" * 50, 50) == "x" * 50


@given(ANY_TEXT)
def test_only_visible_characters_are_left_and_cleaning_twice_changes_nothing(text: str) -> None:
    shown = for_terminal(text)
    assert shown.isprintable()
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in shown)
    assert for_terminal(shown) == shown


@given(ANY_TEXT)
def test_json_text_is_valid_utf8_and_valid_text_is_left_alone(text: str) -> None:
    shown = for_json(text)
    shown.encode("utf-8")
    if not any(unicodedata.category(char) == "Cs" for char in text):
        assert shown == text


@each(
    "text, shown",
    [
        ("<alice@example.net>: refused", "<a***@example.net>: refused"),
        ("rfc822;Bob.B@example.net.", "rfc822;B***@example.net."),
        ("a@b and c@d", "a***@b and c***@d"),
        ('"j. doe"@example.net', "***@example.net"),
        ("x" * 300 + "@example.net", "x***@example.net"),
        ("https://example.net/?to=alice%40example.net&x=1", "https://example.net/?t***%40example.net&x=1"),
        ("'eve@example.net'", "***@example.net'"),
        ("\u5bb6\u65cf@example.net", "\u5bb6***@example.net"),
        ("no address, only @ alone", "no address, only @ alone"),
        ("postmaster@<domain of the recipient>", "postmaster@<domain of the recipient>"),
        ("postmasters@example.net", "p***@example.net"),
        ("list-a.example lists 192.0.2.10", "list-a.example lists 192.0.2.10"),
    ],
)
def test_local_parts_are_hidden(text: str, shown: str) -> None:
    assert mask_addresses(text) == shown
    assert mask_addresses(shown) == shown


def test_the_users_own_sender_stays() -> None:
    text = "News@example.com wrote to ann@example.net; news@example.com."
    kept = mask_addresses(text, frozenset({"news@example.com"}))
    assert kept == "News@example.com wrote to a***@example.net; news@example.com."


@each("part, end", [("a", " @"), ('"', "@"), ("%4", "@ "), ("a@", "")])
def test_masking_works_in_proportion_to_the_text(part: str, end: str) -> None:
    few, many = (calls_of(mask_addresses, part * times + end) for times in (10_000, 40_000))
    assert many <= 4 * few


@each(
    "text, shown",
    [
        ("User kai unknown", "User k*** unknown"),
        ("User KAI, <kai>, 'kai'. kai", "User K***, <k***>, 'k***'. k***"),
        ("bounces+x=kai=corp.example.net", "bounces+x=k***=corp.example.net"),
        ("kai.mueller is full. See kai.mueller.", "k*** is full. See k***."),
        # part of another word, or of a name of a host, is nobody's name
        ("kaiser kai.corp.example.net", "kaiser kai.corp.example.net"),
        # what many replies say anyway
        ("Service for user info unavailable", "Service for user info unavailable"),
        ("DMARC policy of kai", "DMARC policy of k***"),
        ("kai@corp.example.net", "k***@corp.example.net"),
    ],
)
def test_names_are_hidden_wherever_they_stand(text: str, shown: str) -> None:
    names = frozenset({"kai", "kai.mueller", "service", "user", "info", "dmarc"})
    assert mask_names(text, names) == shown
    assert mask_names(text, frozenset()) == text
    assert mask_names(text, frozenset({"info", "user"})) == text


def test_words_in() -> None:
    assert words_in("User Kai.M unknown at <kai.m>") == {"kai.m", "at"}


@each("part", ["a", "a.", "+-", "."])
def test_hiding_names_works_in_proportion_to_the_text(part: str) -> None:
    few, many = (calls_of(mask_names, part * times, frozenset({"kai"})) for times in (10_000, 40_000))
    assert many <= 4 * few


@each(
    "text, cell",
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum(1)", "'@sum(1)"),
        ("\t=1", "'\t=1"),
        ("\uff1d1", "'\uff1d1"),
        ("kai@corp.example.net", "kai@corp.example.net"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    assert for_csv(text) == cell
