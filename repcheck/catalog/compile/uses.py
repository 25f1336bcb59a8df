"""``uses:`` of a provider: the lists by which it judges mail, how much a listing counts, and who says so."""

import math
import re
from typing import Any, get_args

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.parts import compile_checked
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawUse
from repcheck.model.catalog import Use, UseHow
from repcheck.words.text import nearest

_MONTH = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


def compile_uses(
    items: list[Any] | None, check: Checker, way: Way, list_ids: frozenset[str] | None
) -> tuple[Use, ...]:
    """The uses in the order of the file. A bare id of a list means "refuses", without a source.

    ``list_ids``  the lists that may be named; None: any, as there is no catalog to look into
    """
    uses: list[Use] = []
    for index, item in enumerate(items or []):
        place = (*way, index)
        raw = RawUse(list=item) if isinstance(item, str) else check.decode(item, RawUse, place)
        if raw is None:
            continue
        use = _use(raw, check, place)
        if list_ids is not None and use.list and use.list not in list_ids:
            near = nearest(use.list, tuple(list_ids))
            hint = f'; did you mean "{near[0]}"?' if near else ""
            check.report(place, f"{quote(use.list)} is not a list of this catalog{hint}")
        if use.list in (other.list for other in uses):
            check.report(place, f"{quote(use.list)} is there twice")
        uses.append(use)
    return tuple(uses)


def _use(raw: RawUse, check: Checker, way: Way) -> Use:
    how: UseHow = check.word(raw.how, get_args(UseHow), "refuses", (*way, "how"))  # type: ignore[assignment]
    if raw.until is not None and not _MONTH.fullmatch(raw.until):
        check.report((*way, "until"), f"{quote(raw.until)} is not a year or month like 2026-11")
    points = raw.points if isinstance(raw.points, dict) else {} if raw.points is None else {"": raw.points}
    for field, figure in (*((("points"), value) for value in points.values()), ("of", raw.of)):
        if figure is not None and not 0 < figure < math.inf:
            check.report((*way, field), "is not a number above 0")
    if points and how == "refuses":
        check.report((*way, "points"), 'does nothing: a provider that "refuses" by a list counts no points')
    return Use(
        list=check.need(raw.list, (*way, "list"), "the id of the list"),
        how=how,
        points=tuple(points.items()),
        of=raw.of,
        default=raw.default is not False,
        until=raw.until,
        source=raw.source,
        checked=compile_checked(raw.checked, check, (*way, "checked")),
    )
