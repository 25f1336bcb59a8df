"""``repcheck config show``: a line for each field, and as JSON ``repcheck.config/1``."""

from collections.abc import Sequence
from pathlib import Path

from repcheck.model.watch.watching import InForce
from repcheck.render.encoding import encoded
from repcheck.render.json.remembered import ConfigDocument, Field


def render_config(fields: Sequence[InForce], path: Path | None) -> str:
    """Name, value and where it comes from; longer values push the last column out rather than be cut."""
    lines = [f"Configuration: {path}" if path is not None else "No configuration: all is default."]
    names = max(len(one.field) for one in fields)
    values = min(44, max(len(one.value) for one in fields))
    for one in fields:
        where = "default" if one.line is None else f"line {one.line}"
        lines.append(f"  {one.field:{names}}  {one.value:{values}}  {where}")
    return "\n".join(lines) + "\n"


def render_config_json(fields: Sequence[InForce], path: Path | None, version: str) -> bytes:
    """``line`` null: the default."""
    return encoded(
        ConfigDocument(
            schema="repcheck.config/1",
            version=version,
            file=None if path is None else str(path),
            fields=tuple(Field(field=one.field, value=one.value, line=one.line) for one in fields),
        )
    )
