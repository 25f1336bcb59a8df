from hypothesis import given
from hypothesis import strategies as st

from repcheck.render.layout import Row, cells, table, wrap
from tests.render.measured import seen_width
from tests.support.tables import each

TEXT = st.text(st.sampled_from("ab .-\u5bb6\u0301\xe9"), max_size=120)


@each("text, columns", [("", 0), ("abc", 3), ("\u5bb6\u65cf", 4), ("e\u0301", 1)])
def test_columns_are_counted_as_a_terminal_shows_them(text: str, columns: int) -> None:
    assert cells(text) == columns


@given(TEXT, st.integers(20, 80))
def test_wrapping_keeps_the_width_and_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width, first=" 1. ", rest="    ")
    assert all(seen_width(line) <= width for line in lines)
    assert lines[0].startswith(" 1. ")
    assert "".join(line[4:] for line in lines).replace(" ", "") == "".join(text.split())


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("one two three four", 10) == ["one two", "three four"]


def test_a_long_word_is_broken() -> None:
    assert wrap("ab " + "x" * 25, 10) == ["ab", "x" * 10, "x" * 10, "x" * 5]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=4), st.integers(38, 120))
def test_a_table_keeps_the_width(rows: list[tuple[str, str, str, str]], width: int) -> None:
    drawn = table(("A", "B", "C", "D"), [Row(row, note=row[0]) for row in rows], width, colour=False)
    assert all(seen_width(line) <= width for line in drawn)


def test_numbers_stay_as_they_are_written() -> None:
    drawn = table(("VERSION", "CODE"), [Row(("1.10", "007"))], 40, colour=False)
    assert drawn == ["VERSION  CODE", "1.10     007"]


def test_wide_letters_shift_no_column() -> None:
    drawn = table(("A", "B"), [Row(("\u5bb6", "x")), Row(("abc", "\u5bb6"))], 40, colour=False)
    assert drawn == ["A       B", "\\u5bb6  x", "abc     \u5bb6"]
