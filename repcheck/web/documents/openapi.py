"""OpenAPI 3.1, made from the table of the API and the package's JSON Schemas: it cannot say another thing."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from repcheck._version import __version__
from repcheck.render.json.schema_files import schema_text
from repcheck.web.documents.row import JSON, LINES, Operation
from repcheck.web.route import Audience

PROBLEM = "application/problem+json"
_PARTS = "#/components/schemas/"
#: What every row behind the gate may answer.
_USUAL = (400, 401, 421, 429)


def openapi(rows: Iterable[Operation]) -> dict[str, Any]:
    """The whole document."""
    rows = tuple(rows)
    paths: dict[str, dict[str, Any]] = {}
    for row in rows:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row)
    schemas: dict[str, Any] = {}
    for name in sorted({row.gives for row in rows if row.gives} | {"problem-1"}):
        schemas.update(parts_of(name, json.loads(schema_text(name))))
    for row in rows:
        if row.takes is not None:
            (shape,), more = msgspec.json.schema_components([row.takes], ref_template=_PARTS + "{name}")
            schemas.update(more)
            assert shape == {"$ref": f"{_PARTS}{row.takes.__name__}"}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "repcheck",
            "version": __version__,
            "summary": "What repcheck knows of listings, in the documents of its command line.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}, {}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of serve: tokens."},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "repcheck",
                    "description": "The cookie of a log-in; a check needs an account with role: operator.",
                },
            },
        },
    }


def parts_of(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema file as components: itself under its name, and its parts as ``name.part``."""
    parts = schema.pop("$defs", {})
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    found = {name: schema, **{f"{name}.{part}": about for part, about in parts.items()}}
    return {key: _led(about, name) for key, about in found.items()}


def _led(value: Any, name: str) -> Any:
    """The same with references to parts of the file led to the components."""
    if isinstance(value, list):
        return [_led(one, name) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: _led(one, name) for key, one in value.items()}
    ref = made.get("$ref")
    if isinstance(ref, str):
        made["$ref"] = _PARTS + (name if ref == "#" else f"{name}.{ref.rpartition('/')[2]}")
    return made


def _operation(row: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": row.name, "summary": row.about, "responses": _responses(row)}
    if row.params:
        found["parameters"] = [
            {
                "name": one.name,
                "in": one.where,
                "description": one.about,
                "required": one.where == "path",
                "schema": one.schema,
            }
            for one in row.params
        ]
    if row.takes is not None:
        content = {JSON: {"schema": {"$ref": _PARTS + row.takes.__name__}}}
        found["requestBody"] = {"required": True, "content": content}
    if row.access is Audience.PUBLIC:
        found["security"] = [{}]
    return found


def _responses(row: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {
        "description": row.about,
        "content": {row.kind: {"schema": _good(row)}},
    }
    if any(one.name == "offset" for one in row.params):
        about = 'The next page, with rel="next"; absent on the last one.'
        good["headers"] = {"Link": {"description": about, "schema": {"type": "string"}}}
    found = {str(row.status): good}
    plain = not row.path.startswith("/api/")
    codes = {*row.problems, *(() if row.access is Audience.PUBLIC else _USUAL)}
    for code in sorted(codes):
        kind, schema = (
            ("text/plain", {"type": "string"}) if plain else (PROBLEM, {"$ref": _PARTS + "problem-1"})
        )
        found[str(code)] = {
            "description": HTTPStatus(code).phrase,
            "content": {kind: {"schema": schema}},
        }
    return found


def _good(row: Operation) -> dict[str, Any]:
    if row.gives is None:
        return {"type": "string"}
    if row.kind == LINES:
        return {"type": "string", "description": f"Lines of JSON, each as {_PARTS}{row.gives} says."}
    return {"$ref": _PARTS + row.gives}
