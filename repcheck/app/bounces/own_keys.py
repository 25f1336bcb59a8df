"""The user's own keys in what receivers write: a mirror or a misconfigured server may quote them."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from repcheck.app.environment import Environment
from repcheck.catalog.keys import find_key
from repcheck.errors import BadInput
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.secret import Secret

S = TypeVar("S", bound=msgspec.Struct)


class OwnKeys:
    """Masks these keys wherever they stand in a record."""

    def __init__(self, keys: Sequence[Secret]) -> None:
        self._keys = tuple(dict.fromkeys(keys))
        self._words = tuple(key.reveal().lower() for key in self._keys)

    @classmethod
    def of(cls, catalog: Catalog, environment: Environment) -> "OwnKeys":
        """The keys that the environment holds for lists of the catalog; one that cannot be used is none."""
        found = []
        for entry in catalog.lists:
            try:
                key = find_key(entry, environment.environ, environment.read_text)
            except BadInput:
                continue  # reported where lists are asked
            if key is not None:
                found.append(key)
        return cls(found)

    def masked(self, record: BounceRecord) -> BounceRecord:
        """The record without the keys; itself when it holds none."""
        if not self._words:
            return record
        return self._struct(record)

    def stand_in(self, value: object) -> bool:
        """Whether one of them stands in it."""
        return bool(self._words) and self.cleaned(value) is not value

    def cleaned(self, value: object) -> object:
        """Any value of strings, structs, tuples, lists and dicts without the keys."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return list(map(self.cleaned, value))
        if isinstance(value, dict):
            return {self.cleaned(name): self.cleaned(item) for name, item in value.items()}
        if isinstance(value, tuple):
            cleaned = tuple(map(self.cleaned, value))
            return value if cleaned == value else cleaned
        if isinstance(value, msgspec.Struct):
            return self._struct(value)
        return value

    def _struct(self, value: S) -> S:
        fields = {name: self.cleaned(getattr(value, name)) for name in value.__struct_fields__}
        changed = {name: text for name, text in fields.items() if text is not getattr(value, name)}
        return msgspec.structs.replace(value, **changed) if changed else value

    def _text(self, text: str) -> str:
        lower = text.lower()
        for word, key in zip(self._words, self._keys, strict=True):
            if word in lower:
                text = key.masked(text)
        return text
