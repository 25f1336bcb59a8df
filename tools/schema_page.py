"""``docs/fields.md``: each field of the JSON, made from the schemas."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "repcheck" / "render" / "json" / "schemas"
_HEAD = """\
# Fields of the JSON

Made from the schemas in `repcheck/render/json/schemas/` by `make docs`; do not edit. How to work with it:
[JSON](json.md). `null` means unknown, or that there is nothing; "?" marks a field that may be left out.
"""
_KEYWORDS = ("anyOf", "oneOf", "allOf")


def page() -> str:
    """The whole page; schemas in the order of their names."""
    parts = (_document(path.stem, json.loads(path.read_bytes())) for path in sorted(FOLDER.glob("*.json")))
    return _HEAD + "".join(parts)


def _document(name: str, schema: dict[str, Any]) -> str:
    lines = [f"\n## {name}\n", f"{schema['title']}. {schema.get('description', '')}".strip() + "\n"]
    named = schema.get("$defs", {})
    if "$ref" in schema:
        lines.append(f"It is {_kind(schema, name)}.\n")
    lines += _table(schema, name)
    for part, about in named.items():
        lines.append(f'<a id="{_anchor(name, part)}"></a>\n\n### {part} in {name}\n')
        if "description" in about:
            lines.append(about["description"] + "\n")
        lines += _table(about, name) or [f"{_kind(about, name)}\n"]
    return "\n".join(lines)


def _table(about: Mapping[str, Any], name: str) -> list[str]:
    fields = about.get("properties")
    if not fields:
        return []
    needed = about.get("required", ())
    rows = [
        f"| `{field}`{'' if field in needed else '?'} | {_kind(shape, name)} | {_said(shape)} |"
        for field, shape in fields.items()
    ]
    return ["\n".join(["| field | is | means |", "|---|---|---|", *rows]) + "\n"]


def _kind(shape: Any, name: str) -> str:
    """What values there may be, in Markdown."""
    if not isinstance(shape, dict) or not shape:
        return "anything"
    if "$ref" in shape:
        part = shape["$ref"].rpartition("/")[2]
        return f"[{part}](#{_anchor(name, part)})"
    if "const" in shape:
        return f"`{json.dumps(shape['const'])}`"
    if "enum" in shape:
        return ", ".join(f"`{json.dumps(value)}`" for value in shape["enum"])
    for keyword in _KEYWORDS:
        if keyword in shape:
            return " or ".join(dict.fromkeys(_kind(each, name) for each in shape[keyword]))
    kinds = shape.get("type", "object")
    return " or ".join(_simple(kind, shape, name) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _simple(kind: str, shape: Mapping[str, Any], name: str) -> str:
    if kind == "array":
        return f"array of {_kind(shape.get('items'), name)}"
    if kind == "object" and shape.get("properties"):
        return "object: " + ", ".join(f"`{field}`" for field in shape["properties"])
    if kind == "object" and isinstance(shape.get("additionalProperties"), dict):
        return f"object of {_kind(shape['additionalProperties'], name)}"
    return f"`{kind}`" if kind == "null" else kind


def _said(shape: Any) -> str:
    said = shape.get("description", "") if isinstance(shape, dict) else ""
    return re.sub(r"\s+", " ", said).replace("|", "\\|").strip()


def _anchor(name: str, part: str) -> str:
    return f"{name}-{part}".lower().replace("_", "-")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
