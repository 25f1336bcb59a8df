"""The address that ``--listen`` names."""

import re
from ipaddress import ip_address
from typing import Any, NamedTuple

import click

from repcheck.errors import BadOption

DEFAULT = "127.0.0.1:8025"
_PLACE = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([0-9.]{7,15})|localhost):([0-9]{1,5})")


class Listen(NamedTuple):
    """An address and a port of this machine; port 0 is one that is free."""

    host: str
    port: int

    @property
    def said(self) -> str:
        """As it is written."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def url(self, *, tls: bool) -> str:
        """Where a browser finds it."""
        return f"{'https' if tls else 'http'}://{self.said}/"


def listen_at(text: str) -> Listen:
    """``127.0.0.1:8025``, ``[::1]:8025`` or ``localhost:8025``. Raises BadOption."""
    found = _PLACE.fullmatch(text)
    host = "" if found is None else found[1] or found[2] or "127.0.0.1"
    try:
        ip_address(host)
    except ValueError:
        what = f"{text!r} is not an address and port such as 127.0.0.1:8025 or [::1]:8025"
        raise BadOption(what, "--listen") from None
    assert found is not None
    if int(found[3]) > 65535:
        raise BadOption(f"there is no port {found[3]}", "--listen")
    return Listen(host, int(found[3]))


class ListenAt(click.ParamType[Listen]):
    """The same as a type of options."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Listen:
        """The address, which need not be one that only this machine reaches."""
        try:
            return listen_at(str(value))
        except BadOption as error:
            self.fail(error.what, param, ctx)
