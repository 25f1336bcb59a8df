"""What a reverse name is worth, in each form; counts and lists of names."""

from repcheck.model.records import ReverseName
from repcheck.words.records import (
    reverse_fault,
    reverse_fault_because,
    reverse_fault_brief,
    reverse_name_cell,
    reverse_name_words,
)
from repcheck.words.text import and_more, joined
from tests.support.tables import each

FAULTS = [ReverseName.NO_PTR, ReverseName.NAME_MISSING, ReverseName.OTHER_ADDRESS]


@each("status", ReverseName)
def test_a_fault_is_told_in_all_forms_or_in_none(status: ReverseName) -> None:
    forms = (reverse_fault(status), reverse_fault_brief(status), reverse_fault_because(status))
    assert [form is not None for form in forms] == [status in FAULTS] * 3


def test_what_nobody_knows_is_called_unknown_and_no_fault() -> None:
    assert "unknown" in reverse_name_words(ReverseName.UNKNOWN)
    assert reverse_name_cell(ReverseName.UNKNOWN) == "unknown"


@each("status", FAULTS)
def test_each_form_reads_on_where_it_stands(status: ReverseName) -> None:
    fault, because = reverse_fault(status), reverse_fault_because(status)
    assert fault is not None
    assert fault.startswith(("no ", "a "))
    assert because is not None
    assert because.startswith(("it has ", "its "))
    assert reverse_name_words(status).startswith("has ")


def test_names_beyond_the_most_are_counted() -> None:
    names = [f"list-{number}" for number in range(1_203)]
    assert and_more(names[:2], 2) == "list-0, list-1"
    assert and_more(names, 2) == "list-0, list-1 and 1,201 more"
    assert and_more(names, 2, between=";") == "list-0; list-1; and 1,201 more"
    assert joined(names[:2]) == "list-0 and list-1"
    assert joined(names[:3]) == "list-0, list-1 and list-2"
    assert joined(names) == "list-0, list-1, list-2 and 1,200 more"
    assert joined([]) == ""
