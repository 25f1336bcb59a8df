"""What a source is given in tests: a server on loopback, and memory in a folder."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from repcheck.demo.asker import ScriptedAsker
from repcheck.http.service import Manners, Service
from repcheck.model.dns import Answer, Outcome
from repcheck.model.said import Said
from repcheck.model.secret import Secret
from repcheck.model.sources import SourceSetting
from repcheck.sources.frame import Means, Source
from repcheck.store.kept import KeptAnswers
from repcheck.store.tokens import Token, TokenFile
from repcheck.targets.parse import parse_target
from tests.support.web import NOW, Server


class World:
    """One user's memory, and a server; ``about`` is one run."""

    def __init__(self, folder: Path, server: Server, source: str, *, key: str | None = None) -> None:
        self.tokens = TokenFile(folder / "tokens", source)
        self.now = NOW
        self.manners: Manners | None = None
        self._folder, self._server, self._source, self._key = folder, server, source, key
        self._services: list[Service] = []

    def log_in(self, refresh: str = "refresh-1") -> None:
        self.tokens.write(Token(refresh=refresh))

    def means(self) -> Means:
        async def pause(_: float) -> None: ...

        def connect(manners: Manners, headers: Mapping[str, str], base: str | None = None) -> Service:
            manners = self.manners or Manners()
            url = base or self._server.url
            service = Service(url, manners, now=lambda: self.now, headers=headers, pause=pause)
            self._services.append(service)
            return service

        return Means(
            setting=SourceSetting(
                id=self._source, url=self._server.url, own=True, token_url=self._server.url
            ),
            key=None if self._key is None else Secret(self._key),
            now=lambda: self.now,
            connect=connect,
            kept=KeptAnswers(self._folder / "kept", self._source, lambda: self.now),
            allowed=lambda wanted: wanted,
            asker=ScriptedAsker(lambda _: Answer(Outcome.NXDOMAIN)),
            tokens=self.tokens,
        )

    def about(self, make: "type[Source]", *targets: str) -> Said:
        async def run() -> Said:
            means = self.means()
            source = make(means)  # type: ignore[call-arg]
            try:
                return await source.about(
                    [one for text in targets for one in parse_target(text, max_hosts=1)]
                )
            finally:
                means.kept.save()
                for service in self._services:
                    await service.close()

        return asyncio.run(run())
