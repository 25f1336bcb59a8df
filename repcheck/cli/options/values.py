"""Values as people write them: seconds with or without "s", a share with or without "%"."""

import re
from math import inf
from typing import Any

import click
from click.types import FloatParamType, IntParamType, StringParamType

_NUMBER = r"(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})"
# Compiled when a value is given: what is left out is a number already.
_SECONDS = _NUMBER + r"\s?(s|sec|m|min|h)?"
_SHARE = _NUMBER + r"\s?(%)?"
_DAYS = r"([0-9]{1,4})\s?d?"
_UNITS = {None: 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600}


class Seconds(FloatParamType):
    """A time in seconds: "30", "30s", "1.5", "2m"; above 0 and within the bounds."""

    name = "seconds"

    def __init__(self, least: float = 0.001, most: float = 10_000_000) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number of seconds."""
        if isinstance(value, float):
            seconds = value
        else:
            found = re.fullmatch(_SECONDS, str(value).strip())
            if found is None:
                self.fail(f'"{value}" is not a time in seconds, such as 30 or 30s', param, ctx)
            seconds = float(found[1]) * _UNITS[found[2]]
        if not self._least <= seconds <= self._most:
            self.fail(f'"{value}" is not from {self._least:g} to {self._most:,g} seconds', param, ctx)
        return seconds


class Days(IntParamType):
    """A number of days: "30" or "30d", from 1 to 3650."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        found = re.fullmatch(_DAYS, str(value).strip())
        days = 0 if found is None else int(found[1])
        if not 1 <= days <= 3650:
            self.fail(f'"{value}" is not a number of days from 1 to 3650, such as 30d', param, ctx)
        return days


class Patience(Seconds):
    """A time in seconds, or "all", which is infinity."""

    name = "patience"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number of seconds."""
        return inf if value in ("all", inf) else super().convert(value, param, ctx)


class ClusterName(StringParamType):
    """Where a cluster is; see ``repcheck.app.cluster.address``."""

    name = "cluster"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same text, once it is known to mean something."""
        from repcheck.app.cluster.address import parse_cluster
        from repcheck.errors import BadOption

        try:
            parse_cluster(str(value))
        except BadOption as error:
            self.fail(error.what, param, ctx)
        return str(value)


class VantageName(StringParamType):
    """The name of a vantage, as ``vantage:`` of the configuration takes it."""

    name = "vantage"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same text, once it is a name."""
        from repcheck.catalog.watching.words import NAME, NAME_RULE

        if not re.fullmatch(NAME, str(value)):
            self.fail(f'"{value}" is not a name: it {NAME_RULE}', param, ctx)
        return str(value)


class ShareType(FloatParamType):
    """A share of a whole: "0.8" or "80%"."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The share, from 0 to 1."""
        if isinstance(value, float):
            share = value
        else:
            found = re.fullmatch(_SHARE, str(value).strip())
            share = -1.0 if found is None else float(found[1]) / (100 if found[2] else 1)
        if not 0 <= share <= 1:
            self.fail(f'"{value}" is not a share, such as 0.8 or 80%', param, ctx)
        return share


def without_key(text: str, option: str) -> str:
    """A name that is to be asked about. Raises BadOption where the key of a list stands in it."""
    from repcheck.errors import BadOption
    from repcheck.model.keys import mask_keys

    if (masked := mask_keys(text)) != text:
        raise BadOption(f'"{masked}" holds the key of a list, so nobody else is asked about it', option)
    return text
