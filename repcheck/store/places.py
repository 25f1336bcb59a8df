"""Where state, cache and configuration live: systemd's word, then XDG directories, then the platform's."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from repcheck.errors import StoreUnavailable
from repcheck.store.files import unavailable

_NAME = "repcheck"

#: Where the XDG Base Directory Specification looks, below the home directory, without a variable.
_BELOW_HOME = {
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
}


def state_directory(environ: Mapping[str, str]) -> Path:
    """The directory of what must not be lost: made when missing, and writable.

    $STATE_DIRECTORY as it is, else repcheck/ in $XDG_STATE_HOME or where the platform keeps state.
    Raises StoreUnavailable.
    """
    return _usable(state_place(environ))


def state_place(environ: Mapping[str, str]) -> Path:
    """The same place, for who only looks: it need not be there. Raises StoreUnavailable for a bad word."""
    place = _from_systemd(environ, "STATE_DIRECTORY") or _from_xdg(environ, "XDG_STATE_HOME")
    return place or _default_state()


def has_state(environ: Mapping[str, str], name: str) -> bool:
    """Whether a file of that name lies there; False too where nobody may look. Never raises."""
    try:
        return (state_place(environ) / name).is_file()
    except (OSError, StoreUnavailable):
        return False


def cache_directory(environ: Mapping[str, str]) -> Path:
    """The directory of what may be deleted at any time: made when missing, and writable.

    $CACHE_DIRECTORY as it is, else repcheck/ in $XDG_CACHE_HOME or where the platform keeps caches.
    Raises StoreUnavailable.
    """
    return _usable(
        _from_systemd(environ, "CACHE_DIRECTORY") or _from_xdg(environ, "XDG_CACHE_HOME") or _default_cache()
    )


def config_files(environ: Mapping[str, str], name: str) -> tuple[Path, ...]:
    """Where a configuration file of that name may lie, the user's own place first; none need be there.

    repcheck/ in $XDG_CONFIG_HOME or where the platform keeps configuration, then /etc/repcheck.
    """
    own = _from_xdg(environ, "XDG_CONFIG_HOME") or _default_config()
    return tuple(folder / name for folder in (own, Path("/etc") / _NAME) if folder.is_absolute())


def _from_systemd(environ: Mapping[str, str], variable: str) -> Path | None:
    """The first directory: a unit may name several, with colons between (systemd.exec(5))."""
    first = environ.get(variable, "").partition(":")[0]
    if not first:
        return None
    if not Path(first).is_absolute():
        raise StoreUnavailable(f'"{first}" is not an absolute path', f"${variable}")
    return Path(first)


def _from_xdg(environ: Mapping[str, str], variable: str) -> Path | None:
    """XDG Base Directory Specification: "If an implementation encounters a relative path [...] ignore it".

    None without a home directory, and where the system is not Linux: platformdirs knows those places,
    and to load it costs a twentieth of a check of one address.
    """
    base = Path(environ.get(variable, ""))
    if base.is_absolute():
        return base / _NAME
    home = Path(environ.get("HOME", ""))
    return home / _BELOW_HOME[variable] / _NAME if sys.platform == "linux" and home.is_absolute() else None


def _default_state() -> Path:
    import platformdirs

    return platformdirs.user_state_path(_NAME, appauthor=False)


def _default_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path(_NAME, appauthor=False)


def _default_config() -> Path:
    import platformdirs

    return platformdirs.user_config_path(_NAME, appauthor=False)


def _usable(directory: Path) -> Path:
    if not directory.is_absolute():  # a user without a home directory
        raise StoreUnavailable("no home directory is known; set $XDG_STATE_HOME and $XDG_CACHE_HOME", _NAME)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unavailable(error, "cannot be made", directory) from error
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        raise StoreUnavailable("is not writable", str(directory))
    return directory
