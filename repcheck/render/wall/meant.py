"""What a pasted bounce means, for its page."""

import msgspec

from repcheck.model.explained import Explained
from repcheck.model.report import Report
from repcheck.render.clean import for_terminal
from repcheck.words.explained import ACTORS, ADDRESSES, AGAIN
from repcheck.words.text import count

_MOST = 20
_LONGEST = 600


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome. ``facts`` are (name, value); ``steps`` empty where the plan holds them."""

    says: str
    meaning: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


def meant(report: Report) -> tuple[tuple[Meant, ...], str]:
    """The first outcomes of the text, and how many more it has."""
    more = len(report.explained) - _MOST
    left = f"and {count(more, 'further outcome')} of the text: paste that part alone" if more > 0 else ""
    return tuple(_meant(one) for one in report.explained[:_MOST]), left


def _meant(one: Explained) -> Meant:
    facts = [
        ("Code", one.code),
        ("Who has to act", ACTORS[one.actor]),
        ("Send it again?", AGAIN[one.again]),
        ("The address", ADDRESSES[one.address]),
        ("Probably meant", one.likely),
        ("Explained by", one.row),
    ]
    return Meant(
        says=for_terminal(one.says, _LONGEST),
        meaning=for_terminal(one.meaning, 2 * _LONGEST),
        facts=tuple((name, for_terminal(value, _LONGEST)) for name, value in facts if value),
        steps=tuple(for_terminal(step, _LONGEST) for step in one.fix),
    )
