"""JSON Schemas of the files that people write: for editors, and for other programs.

They are made from the shapes that the loader itself decodes into, and from the same words, so they
cannot say otherwise: ``python -m repcheck.catalog.schemas`` writes them, and a test fails when one is
stale. What only the loader can know (that an id is there once, that a code is an address) it alone checks.
"""

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import msgspec

from repcheck.catalog import shape
from repcheck.catalog.compile.parts import ID
from repcheck.catalog.sources import KNOWN, ROUTES, URL
from repcheck.catalog.watching import serving as serve_words
from repcheck.catalog.watching import words
from repcheck.catalog.watching.compile import EXPANSIONS, MOST_CONFIRM
from repcheck.model import catalog as model
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.sources import SourceSetting
from repcheck.model.watch import serving, watching

SchemaName = Literal["catalog-1", "providers-1", "config-1"]
FOLDER = "schemas"

_TITLES: dict[SchemaName, tuple[str, type[msgspec.Struct]]] = {
    "catalog-1": ("A catalog of reputation lists for repcheck", shape.RawCatalog),
    "providers-1": ("Mailbox providers and filters for repcheck", shape.RawProviders),
    "config-1": ("The user's configuration of repcheck, repcheck.yaml", shape.RawConfig),
}
_SEVERITIES = tuple(Severity)
_CAUSES = get_args(get_type_hints(model.ProviderRule)["cause"])
#: The words that a field knows, by shape.
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "RawList": {
        "kind": tuple(model.ListKind),
        "mode": tuple(model.CodeMode),
        "severity": _SEVERITIES,
        "domain_form": ("registered", "host"),
        "confidence": get_args(model.Confidence),
    },
    "RawSublist": {
        "severity": _SEVERITIES,
        "scope": get_args(model.Scope),
        "kind": tuple(model.ListKind),
    },
    "RawError": {"reason": tuple(UnknownReason)},
    "RawAccess": {
        "kind": get_args(get_type_hints(model.Access)["kind"]),
        "public_resolvers": get_args(get_type_hints(model.Access)["public_resolvers"]),
    },
    "RawDelisting": {"who": get_args(model.Who)},
    "RawUse": {"how": get_args(model.UseHow)},
    "RawDead": {"confidence": get_args(model.Confidence)},
    "RawRule": {"cause": _CAUSES},
    "RawProvider": {"kind": get_args(model.ProviderKind), "confidence": get_args(model.Confidence)},
    "RawTarget": {"fail_on": (*_SEVERITIES, words.NEVER)},
    "RawAlert": {"severity": _SEVERITIES},
    "RawSource": {"route": ROUTES},
    "RawAccount": {"role": tuple(serving.Role)},
    "RawToken": {"role": tuple(serving.Role)},
    "RawProxy": {"role": tuple(serving.Role)},
}
#: The form of a text that is not a word of a closed set.
_PATTERNS: dict[str, dict[str, str]] = {
    "RawConfig": {
        "every": words.DURATION,
        "retention": words.DURATION,
        "records": words.DURATION_OR_NEVER,
        "vantage": words.NAME,
    },
    "RawTarget": {"group": words.NAME},
    "RawAlert": {
        "id": words.NAME,
        "apprise": words.PLACE,
        "digest": words.DURATION,
        "quiet": words.HOURS,
    },
    "RawSource": {"key": words.PLACE, "url": URL},
    "RawWebhook": {"url": words.PLACE, "secret": words.PLACE},
    "RawServe": {"listen": serve_words.LISTEN},
    "RawAccount": {"name": words.NAME, "password": serve_words.PASSWORD},
    "RawToken": {"name": words.NAME, "token": words.PLACE},
    "RawHook": {"service": words.NAME, "key": words.PLACE},
    "RawProxy": {"header": serve_words.HEADER},
    "RawPing": {"start": words.PLACE, "success": words.PLACE, "fail": words.PLACE},
}
_NEEDED = {
    "RawCatalog": ("version", "lists"),
    "RawProviders": ("version", "providers"),
    "RawConfig": ("version",),
    "RawList": ("id", "asks"),
    "RawSublist": ("meaning",),
    "RawError": ("reason", "meaning"),
    "RawDelisting": ("how",),
    "RawDead": ("id", "zones", "how", "answers"),
    "RawRule": ("pattern", "sample", "cause", "means"),
    "RawUse": ("list",),
    "RawProvider": ("id",),
    "RawTarget": ("group", "watch"),
    "RawAlert": ("id",),
    "RawWebhook": ("url",),
    "RawEmail": ("to",),
    "RawAccount": ("name", "password"),
    "RawToken": ("name", "token"),
    "RawHook": ("service",),
    "RawProxy": ("addresses",),
    "RawTls": ("cert", "key"),
}
#: What stands in a list or mapping that the shape leaves open.
_INSIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("RawCatalog", "lists"): {"items": {"$ref": "#/$defs/RawList"}, "minItems": 1},
    ("RawCatalog", "dead"): {"items": {"$ref": "#/$defs/RawDead"}},
    ("RawCatalog", "providers"): {"items": {"$ref": "#/$defs/RawProvider"}},
    ("RawProviders", "providers"): {"items": {"$ref": "#/$defs/RawProvider"}, "minItems": 1},
    ("RawConfig", "lists"): {"items": {"$ref": "#/$defs/RawList"}},
    ("RawConfig", "targets"): {"items": {"$ref": "#/$defs/RawTarget"}},
    ("RawConfig", "alerts"): {"items": {"$ref": "#/$defs/RawAlert"}},
    ("RawServe", "accounts"): {"items": {"$ref": "#/$defs/RawAccount"}},
    ("RawServe", "tokens"): {"items": {"$ref": "#/$defs/RawToken"}},
    ("RawServe", "hooks"): {"items": {"$ref": "#/$defs/RawHook"}},
    ("RawProxy", "addresses"): {"minItems": 1},
    ("RawTarget", "watch"): {"minItems": 1},
    ("RawAlert", "program"): {"minItems": 1},
    ("RawEmail", "to"): {"minItems": 1},
    ("RawConfig", "sources"): {
        "properties": {name: {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/RawSource"}]} for name in KNOWN},
        "additionalProperties": False,
    },
    ("RawConfig", "change"): {"additionalProperties": {"$ref": "#/$defs/RawChange"}},
    ("RawList", "codes"): {
        "additionalProperties": {
            "anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/RawSublist"}]
        }
    },
    ("RawList", "errors"): {
        "additionalProperties": {"anyOf": [{"enum": list(UnknownReason)}, {"$ref": "#/$defs/RawError"}]}
    },
    ("RawDead", "zones"): {"minItems": 1},
    ("RawProvider", "uses"): {
        "items": {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/RawUse"}]}
    },
}
#: Words that may stand in several forms.
_SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("RawList", "asks"): get_args(model.Asks),
    ("RawChange", "severity"): _SEVERITIES,
    ("RawTarget", "expand"): EXPANSIONS,
}
_WITH_ID = ("RawList", "RawDead", "RawProvider")
_DESCRIBED: dict[str, type] = {
    "RawList": model.ReputationList,
    "RawSublist": model.Sublist,
    "RawAccess": model.Access,
    "RawLimits": model.Limits,
    "RawDelisting": model.Delisting,
    "RawDead": model.DeadList,
    "RawRule": model.ProviderRule,
    "RawUse": model.Use,
    "RawTestPoints": model.TestPoints,
    "RawProvider": model.Provider,
    "RawTarget": watching.WatchGroup,
    "RawAlert": watching.AlertPlan,
    "RawConfig": watching.WatchPlan,
    "RawSource": SourceSetting,
    "RawServe": serving.ServePlan,
    "RawAccount": serving.Account,
    "RawToken": serving.ApiToken,
    "RawHook": serving.Hook,
    "RawProxy": serving.Proxy,
}
_FIELD_DOC = re.compile(
    r"^ {4}``(\w{1,40})`` {1,40}(\S[^\n]{0,200}(?:\n {10,80}\S[^\n]{0,200}){0,40}+)", re.MULTILINE
)


def schema_text(name: SchemaName) -> bytes:
    """The schema as it is shipped."""
    return (resources.files("repcheck.catalog") / FOLDER / f"{name}.json").read_bytes()


def build_schema(name: SchemaName) -> bytes:
    """The schema as it has to be, made anew."""
    title, top = _TITLES[name]
    items = (
        shape.RawList,
        shape.RawSublist,
        shape.RawError,
        shape.RawDead,
        shape.RawProvider,
        shape.RawUse,
        shape.RawChange,
        shape.RawTarget,
        shape.RawAlert,
        shape.RawAccount,
        shape.RawToken,
        shape.RawHook,
        shape.RawSource,
    )
    _, parts = msgspec.json.schema_components((top, *items), ref_template="#/$defs/{name}")
    for part, schema in parts.items():
        _refine(part, schema)
    root = parts[top.__name__]
    root["patternProperties"] = {"^x-": True}
    reached = _reached(root, parts)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:repcheck:schema:{name}",
        **{key: value for key, value in root.items() if key != "title"},
        "title": title,
        "$defs": {part: parts[part] for part in sorted(reached)},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _refine(part: str, schema: dict[str, Any]) -> None:
    needed = _NEEDED.get(part)
    if needed:
        schema["required"] = list(needed)
    told = dict(_FIELD_DOC.findall(_DESCRIBED[part].__doc__ or "")) if part in _DESCRIBED else {}
    for field, value in schema["properties"].items():
        _refine_field(part, field, value)
        if field in told:
            value["description"] = " ".join(told[field].split())


def _refine_field(part: str, field: str, value: dict[str, Any]) -> None:
    value.pop("default", None)
    required = field in _NEEDED.get(part, ())
    choices = [dict(one) for one in value.pop("anyOf", [dict(value)])]
    if required:
        choices = [one for one in choices if one != {"type": "null"}]
    known = _WORDS.get(part, {}).get(field)
    for one in choices:
        if known is not None and one.get("type") == "string":
            one.clear()
            one["enum"] = list(known)
        if required and one.get("type") == "string":
            one["minLength"] = 1
        if one.get("type") in ("array", "object"):
            one.update(_INSIDE.get((part, field), {}))
        if field == "version" and one.get("type") == "integer":
            one.clear()
            one["const"] = 1
        if (part, field) == ("RawConfig", "confirm") and one.get("type") == "integer":
            one.update(minimum=1, maximum=MOST_CONFIRM)
        if (pattern := _pattern(part, field)) and one.get("type") == "string":
            one["pattern"] = f"^(?:{pattern})$"
        if (part, field) in _SAID:
            _say_words(one, _SAID[part, field])
    value.clear()
    value.update(choices[0] if len(choices) == 1 else {"anyOf": choices})


def _pattern(part: str, field: str) -> str | None:
    if field == "id" and part in _WITH_ID:
        return ID.pattern
    return _PATTERNS.get(part, {}).get(field)


def _say_words(one: dict[str, Any], words: tuple[str, ...]) -> None:
    """The words, in whichever form they stand: one, several, or as values of a mapping."""
    match one.get("type"):
        case "string":
            one.clear()
            one["enum"] = list(words)
        case "array":
            one["items"] = {"enum": list(words)}
        case "object":
            one["additionalProperties"] = {"enum": list(words)}


def _reached(value: Any, parts: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                waiting.append(parts[name])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def write_schemas(folder: Path) -> None:
    """Write all schemas into ``folder``."""
    folder.mkdir(exist_ok=True)
    for name in get_args(SchemaName):
        (folder / f"{name}.json").write_bytes(build_schema(name))


if __name__ == "__main__":
    write_schemas(Path(__file__).parent / FOLDER)
