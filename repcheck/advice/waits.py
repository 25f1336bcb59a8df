"""How long an operator says that something takes: of several, the longest."""

from collections.abc import Iterable

from repcheck.model.catalog import Delisting
from repcheck.patterns import compiled

_UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800, "month": 2_629_800,
          "year": 31_557_600}  # fmt: skip
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "ten": 10, "some": 5, "few": 3, "several": 5}  # fmt: skip
_SPAN = compiled(
    r"\b(?:(?:\d{1,5}|[a-z]{1,7}) ?(?:to|or|-) ?)?(?P<number>\d{1,5}|[a-z]{1,7})? ?-?"
    r"(?P<unit>second|minute|hour|day|week|month|year)s?\b"
)


#: Of what is said of an entry that lapses, what can stand behind "check again after".
_LAPSE = compiled(
    r"(?:within )?(?:about )?(?:[0-9]{1,3}|an?|a few|some) (?:minute|hour|day|week|month)s?\b[^;.]{0,60}"
)
_BARE_UNIT = compiled(r"(?:seconds|minutes|hours|days|weeks|months)\b")


def lapses(way: Delisting | None) -> bool:
    """The entry ends by itself and asking changes nothing: it has no page, or the catalog says so first."""
    if way is None or way.expiry is None:
        return False
    return way.url is None or way.how.lower().startswith(("nothing", "wait", "there is nothing"))


def wait_of(way: Delisting) -> str | None:
    """How long after the request, or after the cause has ended, it is worth looking again; None: unknown."""
    if way.wait is not None:
        return way.wait.rstrip(". ")
    lapse = (way.expiry or "").rstrip(". ")
    lapse = lapse[:1].lower() + lapse[1:]
    return lapse if _LAPSE.fullmatch(lapse) else None


def again(wait: str) -> str:
    """When to check again, as a sentence."""
    if _BARE_UNIT.match(wait):
        return f"Check again after some {wait}"
    return (
        f"Check again {wait}"
        if " after " in wait or wait.startswith("within ")
        else f"Check again after {wait}"
    )


def longest(waits: Iterable[str]) -> str | None:
    """The longest of them, as the operator writes it; all of them where one says no span; None of none."""
    told = tuple(dict.fromkeys(waits))
    if len(told) < 2:
        return told[0] if told else None
    spans = {wait: _seconds(wait) for wait in told}
    if any(span is None for span in spans.values()):
        return "; ".join(told)
    return max(told, key=lambda wait: spans[wait] or 0)


def _seconds(wait: str) -> int | None:
    found = [_number(span["number"]) * _UNITS[span["unit"]] for span in _SPAN.finditer(wait.lower())]
    return max(found, default=None)


def _number(text: str | None) -> int:
    if text is None:
        return 1
    return int(text) if text.isdigit() else _NUMBERS.get(text, 1)
