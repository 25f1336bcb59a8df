"""The schemas that readers go by, each compiled once."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema

if TYPE_CHECKING:
    import xmlschema

_SCHEMAS = Path(__file__).parent / "schemas"


@cache
def junit_schema() -> "xmlschema.XMLSchema":
    """What Jenkins reads."""
    import xmlschema

    return xmlschema.XMLSchema(str(_SCHEMAS / "junit-jenkins.xsd"))


@cache
def sarif_validator() -> jsonschema.Draft4Validator:
    """SARIF 2.1.0."""
    schema = json.loads((_SCHEMAS / "sarif-2.1.0-rtm.4.json").read_bytes())
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)
