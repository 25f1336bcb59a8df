"""Keys of lists within the terms of a record. They are masked where a record is read (``carry_out``)."""

from repcheck.model.secret import MASK
from repcheck.records.spf.syntax.terms import Term

#: Why a term with a key in it is not followed.
KEY_IN_NAME = "its name holds a key of a list, which is not used"


def holds_key(term: Term) -> bool:
    """Whether a key stood in the term."""
    return MASK in term.text
