"""JSON Schemas of what the monitor's commands and ``repcheck serve`` print, made from their shapes.

``python -m repcheck.render.json.schema_files`` writes them; a test fails when one is stale.
"""

import inspect
import json
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from repcheck.model.watch.monitored import Document
from repcheck.render.json import remembered, served

FOLDER = Path(__file__).with_name("schemas")

#: By the name of the file: the title and the shape.
SHAPES: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "monitor-1": ("repcheck monitor, and the body of its messages", Document),
    "status-1": ("repcheck status", remembered.StatusDocument),
    "history-1": ("repcheck history", remembered.HistoryDocument),
    "mutes-1": ("repcheck mute and unmute", remembered.MutesDocument),
    "requests-1": ("repcheck delist --requested", remembered.RequestsDocument),
    "config-1": ("repcheck config show", remembered.ConfigDocument),
    "lists-1": ("repcheck lists show", served.ListsDocument),
    "record-1": ("a line of repcheck bounces read --format jsonl", served.RecordLine),
    "outbox-1": ("repcheck alerts list", served.OutboxDocument),
    "passes-1": ("/api/v1/passes of repcheck serve", served.PassesDocument),
    "job-1": ("/api/v1/checks of repcheck serve", served.JobDocument),
    "problem-1": ("what repcheck serve answers instead", served.ProblemDocument),
}


def made(name: str) -> str:
    """The schema of that name as its file should be.

    All keys are written, those with a default too, but for those that are left out where they say nothing;
    new ones may come, so others are allowed.
    """
    title, shape = SHAPES[name]
    schema = msgspec.json.schema(shape)
    for part in schema["$defs"].values():
        _for_programs(part)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:repcheck:schema:{name}",
        "title": f"{title}, version 1",
        **schema,
    }
    return json.dumps(whole, indent=1) + "\n"


def _for_programs(part: dict[str, Any]) -> None:
    if "description" in part:
        part["description"] = inspect.cleandoc(part["description"]).replace("None", "null")
    properties = part.get("properties")
    if properties is None:
        return
    needed = set(part.get("required", ()))
    # Neither needed nor with a default: left out where it says nothing (msgspec.UNSET).
    part["required"] = [name for name, about in properties.items() if name in needed or "default" in about]
    for about in properties.values():
        about.pop("default", None)


def schema_text(name: str) -> bytes:
    """The file of that name in the package."""
    return (resources.files("repcheck.render.json") / "schemas" / f"{name}.json").read_bytes()


if __name__ == "__main__":
    for each in SHAPES:
        (FOLDER / f"{each}.json").write_text(made(each), encoding="utf-8")
