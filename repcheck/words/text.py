"""How many, and which: counts and lists of names in words."""

from collections.abc import Sequence
from datetime import timedelta

from repcheck.patterns import compiled

_SENTENCE_END = compiled(r"[.?!](?=\s|$)")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 list``, ``12 lists``, ``3,096 answers``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def and_more(values: Sequence[str], most: int, between: str = ",") -> str:
    """The first ``most`` values, and how many are left: ``a, b and 3 more``, or ``a; b; and 3 more``."""
    more = len(values) - most
    mark = "" if between == "," else between
    return f"{between} ".join(values[:most]) + (f"{mark} and {more:,} more" if more > 0 else "")


def joined(values: Sequence[str], most: int = 3) -> str:
    """A list as people write it: ``a, b and c``; at most ``most`` are named, the others counted."""
    if len(values) > most:
        return and_more(values, most)
    return " and ".join((", ".join(values[:-1]), values[-1])) if len(values) > 1 else "".join(values)


def first_sentences(text: str, most: int) -> str:
    """The sentences from the start that fit into ``most`` letters; at least the first, however long it is."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    fitting = [end for end in ends if end <= most] or ends[:1] or [len(text)]
    return text[: fitting[-1]].strip()


def ago(time: timedelta) -> str:
    """``2 days ago``, and ``just now`` within the first minute."""
    return f"{span(time)} ago" if time >= timedelta(minutes=1) else "just now"


def span(time: timedelta) -> str:
    """Whole days, hours or minutes, the largest that fits at least once: ``2 days``, ``50 minutes``."""
    seconds = max(0, int(time.total_seconds()))
    for length, noun in ((86_400, "day"), (3_600, "hour")):
        if seconds >= length:
            return count(seconds // length, noun)
    return count(seconds // 60, "minute")


def every(time: timedelta) -> str:
    """How often: "every hour", "every 15 minutes"."""
    return f"every {span(time).removeprefix('1 ')}"


def as_sentence(text: str, *, more: bool = False) -> str:
    """``text`` with the end of a sentence; a colon stays only before ``more`` that stands below it."""
    if text.endswith(":"):
        return text if more else f"{text[:-1]}."
    return text if text.endswith((".", "!", "?")) else f"{text}."


def nearest(word: str, known: tuple[str, ...], most: int = 1) -> list[str]:
    """The known words (the first 2,000 of them) that look most like ``word``; may be empty."""
    from difflib import get_close_matches

    return get_close_matches(word[:80], known[:2000], n=most, cutoff=0.6)


def of_group(target: str, group: str | None) -> str:
    """The target, with its group when it has one."""
    return f"{target} ({group})" if group else target
