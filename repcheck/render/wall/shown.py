"""A template and its values, made into a page."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from repcheck.render.html.shown import moments
from repcheck.render.moments import machine, moment
from repcheck.render.wall.frame import PLACES, Frame

if TYPE_CHECKING:
    from jinja2 import Environment


def shown(template: str, frame: Frame, values: Mapping[str, Any]) -> str:
    """The whole page. Everything is escaped; what a template forgets to be given raises UndefinedError."""
    return _templates().get_template(template).render(frame=frame, **values)


@functools.cache
def _templates() -> "Environment":
    """Those of the wall, then those of the report."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader([PackageLoader("repcheck.render.wall"), PackageLoader("repcheck.render.html")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    made.filters.update(moment=moment, machine=machine, moments=moments)
    made.globals.update(PLACES=PLACES)
    return made
