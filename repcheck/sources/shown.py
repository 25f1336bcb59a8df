"""What ``repcheck sources show`` says of each source."""

from collections.abc import Callable, Mapping

import msgspec

from repcheck.catalog.sources import KNOWN, usual_sources
from repcheck.model.sources import SourceKind, SourceSetting, Trouble
from repcheck.sources.frame import find_key


class SourceShown(msgspec.Struct, frozen=True, kw_only=True):
    """One source.

    ``enabled``  it is asked
    ``key``      where its key lies, never the key; None: it needs none
    ``key_found``  whether a key is there; None: it needs none
    ``per_day``  requests that are made at most; None: no bound
    """

    source: str
    name: str
    kind: SourceKind
    about: str
    enabled: bool
    url: str
    key: str | None
    key_found: bool | None
    register: str | None
    per_day: int | None
    unsettled: str | None


def shown(
    settings: tuple[SourceSetting, ...] | None,
    environ: Mapping[str, str],
    read_text: Callable[[str], str],
) -> tuple[SourceShown, ...]:
    """All that are known. ``settings`` None: there is no configuration."""
    found = {one.id: one for one in (usual_sources() if settings is None else settings)}
    rows = []
    for name, known in KNOWN.items():
        one = found.get(name)
        place = known.key if one is None else one.key
        key = find_key(place, environ, read_text, document=known.document)
        rows.append(
            SourceShown(
                source=name,
                name=known.name,
                kind=known.kind,
                about=known.about,
                enabled=one is not None and one.enabled,
                url=known.url if one is None else one.url,
                key=place,
                key_found=None if place is None else not isinstance(key, Trouble),
                register=known.register,
                per_day=known.per_day if one is None else one.per_day,
                unsettled=known.unsettled,
            )
        )
    return tuple(rows)
