"""The files below /static/: a fixed table, read at start, so that no path of a request is ever opened."""

from hashlib import sha256
from importlib.resources import files

import msgspec

_FOLDER = "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Asset(msgspec.Struct, frozen=True):
    """One file. ``path`` holds the digest of its content, so that a browser may keep it for ever."""

    path: str
    kind: str
    content: bytes


class Assets:
    """All files, by the path of a request (``wall.4f1c...css``) and by their own name (``wall.css``)."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        made = {name: _asset(name, content) for name, content in contents.items()}
        self._by_path = {asset.path: asset for asset in made.values()}
        self.paths = {name: asset.path for name, asset in made.items()}

    def at(self, path: str) -> Asset | None:
        """The file of the path of a request; None: there is none of that name and content."""
        return self._by_path.get(path)


def read_assets() -> Assets:
    """Those of ``web/static``, with the colours and rules of the HTML report before those of the wall."""
    from repcheck.render.html.shown import stylesheet

    folder = files("repcheck.web") / _FOLDER
    contents = {
        each.name: each.read_bytes()
        for each in sorted(folder.iterdir(), key=lambda one: one.name)
        if each.name.endswith(tuple(_TYPES))
    }
    contents["wall.css"] = stylesheet().encode() + b"\n" + contents["wall.css"]
    return Assets(contents)


def _asset(name: str, content: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    path = f"/static/{stem}.{sha256(content).hexdigest()[:16]}.{ending}"
    return Asset(path, _TYPES[dot + ending], content)
