"""The work list of the catalog's keeper: ``python -m repcheck.render.catalog.audit [YYYY-MM-DD]``."""

from collections.abc import Iterator
from datetime import date

from repcheck.catalog.review.age import entries
from repcheck.catalog.review.audit import Audited, work_list
from repcheck.catalog.review.sources import MARK_WORDS
from repcheck.model.catalog import Catalog

#: Entries of each part.
MOST = 20
_ROW = "  {:<36} {:>10} {:>13}  {:<10} {:>6} {:>7}  {}"


def audit_text(catalog: Catalog, today: date, most: int = MOST) -> str:
    """The whole list, as plain text."""
    return "\n".join(_lines(catalog, today, most)) + "\n"


def _lines(catalog: Catalog, today: date, most: int) -> Iterator[str]:
    yield f"What to look at next in the catalog, as of {today.isoformat()}"
    for section in work_list(tuple(entries(catalog)), today, most):
        yield ""
        yield f"{section.title} first"
        yield _ROW.format(
            "entry", "months old", "oldest source", "confidence", "unsure", "sources", "best source"
        )
        yield from (_row(one) for one in section.entries)


def _row(one: Audited) -> str:
    months = "never seen" if one.months is None else str(one.months)
    dated = "" if one.dated is None else str(one.dated)
    best = "none" if one.best is None else MARK_WORDS[one.best]
    return _ROW.format(
        f"{one.kind} {one.id}"[:36], months, dated, one.confidence, one.unsure, one.sources, best
    )


def main() -> None:
    """Print the list for the built-in catalog, as of the given day or today."""
    import sys

    from repcheck.catalog.load import load_catalog

    today = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date.today()  # noqa: DTZ011
    sys.stdout.write(audit_text(load_catalog(), today))


if __name__ == "__main__":
    main()
