"""repcheck: is my mail being blocked, by whom, why, how much of it, and what do I do first?"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from repcheck.app.spf import check_spf

__version__ = "0.1.0"
__all__ = ["__version__", "check_spf"]


def __getattr__(name: str) -> Any:
    """The public functions, imported when they are first used: the start of the command must not pay."""
    if name == "check_spf":
        from repcheck.app.spf import check_spf

        return check_spf
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
