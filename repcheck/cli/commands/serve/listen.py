"""The address that ``--listen`` names."""

import re
from ipaddress import ip_address
from typing import Any, NamedTuple

import click

_PLACE = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)|(localhost)):([0-9]{1,5})")


class Listen(NamedTuple):
    """An address and a port of this machine; port 0 is one that is free."""

    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return ip_address(self.host).is_loopback

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"


class ListenAt(click.ParamType[Listen]):
    """``127.0.0.1:8025``, ``[::1]:8025`` or ``localhost:8025``."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Listen:
        """The address, which need not be one that only this machine reaches."""
        if isinstance(value, Listen):
            return value
        found = _PLACE.fullmatch(str(value))
        host = "" if found is None else found[1] or found[2] or "127.0.0.1"
        try:
            ip_address(host)
        except ValueError:
            self.fail(
                f"{value!r} is not an address and port such as 127.0.0.1:8025 or [::1]:8025", param, ctx
            )
        assert found is not None
        if int(found[4]) > 65535:
            self.fail(f"there is no port {found[4]}", param, ctx)
        return Listen(host, int(found[4]))
