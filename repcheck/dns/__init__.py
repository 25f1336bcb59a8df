"""Asking the DNS. ``Asker`` is all that the rest of repcheck knows of it."""

from repcheck.dns.asker import Asker, Lane, Traffic, ask_all, carry_out

__all__ = ["Asker", "Lane", "Traffic", "ask_all", "carry_out"]
