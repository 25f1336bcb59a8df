"""What a source is given in tests: a server on loopback, no waiting, and a clock that stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from repcheck.demo.asker import ABSENT, ScriptedAsker
from repcheck.dns.asker import Asker
from repcheck.http.service import Manners, Service
from repcheck.model.secret import Secret
from repcheck.model.sources import SourceSetting
from repcheck.model.targets import Target, TargetKind
from repcheck.sources.frame import Means
from repcheck.store.kept import KeptAnswers
from repcheck.store.tokens import TokenFile
from tests.support.web import NOW

#: Seconds of one try. A server that hangs never answers, so any bound ends it; others are waited for.
_OF_HANGING, _OF_ANSWERING = 0.2, 60.0
#: The faults of ``tests.support.web`` that have no end.
HANGING = ("slow", "hang")


async def at_once(_: float) -> None:
    """Wait for nothing."""


class Made:
    """``means`` of a source at ``url``; ``services`` are its clients, to be closed."""

    def __init__(
        self,
        source: str,
        url: str,
        folder: Path | None = None,
        *,
        key: str | None = None,
        now: Callable[[], datetime] = lambda: NOW,
        asker: Asker | None = None,
        further: Mapping[str, SourceSetting] | None = None,
        budget: int = 1000,
        hangs: bool = False,
    ) -> None:
        self.services: list[Service] = []
        self.left = budget
        self.kept = KeptAnswers(folder, source, now)
        self.means = Means(
            setting=SourceSetting(id=source, url=url, own=True),
            key=None if key is None else Secret(key),
            now=now,
            connect=self._connect,
            kept=self.kept,
            allowed=self._allowed,
            asker=asker or ScriptedAsker(lambda _: ABSENT),
            tokens=TokenFile(None, source),
            further=further or {},
            any_address=True,
            polite=False,
        )
        self._url, self._now = url, now
        self._whole = _OF_HANGING if hangs else _OF_ANSWERING

    def _connect(self, manners: Manners, headers: Mapping[str, str], base: str | None = None) -> Service:
        quick = Manners(whole=self._whole, octets=manners.octets, redirects=manners.redirects)
        made = Service(base or self._url, quick, now=self._now, headers=headers, pause=at_once)
        self.services.append(made)
        return made

    def _allowed(self, wanted: int) -> int:
        granted = min(wanted, self.left)
        self.left -= granted
        return granted

    async def close(self) -> None:
        for service in self.services:
            await service.close()


def address(value: str) -> Target:
    """A target, as the run marks those that are not public."""
    kind = TargetKind.IPV6 if ":" in value else TargetKind.IPV4
    return Target(value=value, kind=kind, special="documentation address (RFC 5737)")
