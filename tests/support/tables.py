"""Tables of one rule: many rows that differ by a value are one test, and each row that fails is told."""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Test = Callable[..., None]
_SHOWN = 300
_PARAM = type(pytest.param())


def each(names: str, rows: Iterable[Any]) -> Callable[[Test], Test]:
    """As ``pytest.mark.parametrize`` (``names`` with commas between), but all rows are one test.

    A thousand rows as tests of their own cost seconds of bookkeeping before the first one runs. All rows are
    tried, also behind one that fails; the failures come together, each with its row. Fixtures are shared by
    the rows. A table without rows fails: it would test nothing. Rows are plain
    values, never ``pytest.param``.
    """
    wanted = tuple(name.strip() for name in names.split(","))
    given = list(rows)
    table = [row if len(wanted) > 1 else (row,) for row in given]
    if any(isinstance(row, _PARAM) for row in given):
        raise TypeError("a row of pytest.param would be taken for three values")

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def every_row(**fixtures: object) -> None:
            failures: list[BaseException] = []
            for number, row in enumerate(table, 1):
                try:
                    test(**fixtures, **dict(zip(wanted, row, strict=True)))
                except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 - told below
                    fault.add_note(f"row {number}: {row!r}"[:_SHOWN])
                    failures.append(fault)
            if failures or not table:
                raise BaseExceptionGroup(
                    f"{len(failures)} of {len(table)} rows", failures or [AssertionError("an empty table")]
                )

        signature = inspect.signature(test)
        fixtures = [each for name, each in signature.parameters.items() if name not in wanted]
        # what pytest looks for fixtures in
        every_row.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return every_row

    return decorate
