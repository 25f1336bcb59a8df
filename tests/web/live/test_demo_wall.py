"""``repcheck demo --wall``: the real server over the made-up past."""

from pathlib import Path

import pytest

from repcheck.cli.commands.serve import making
from repcheck.cli.main import main
from repcheck.web.server import ServedAt
from repcheck.web.site import Site
from tests.web.browsing import browsing, token_of


def test_the_first_look_needs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages: list[str] = []

    async def look(site: Site, place: ServedAt) -> None:
        assert (place.host, place.port) == ("127.0.0.1", 0)
        async with browsing(site) as client:
            pages.append(await (await client.get("/")).text())
            token = token_of(await (await client.get("/checks")).text())
            begun = await client.post(
                "/checks", data={"token": token, "target": "example.com"}, allow_redirects=False
            )
            assert begun.status == 303
            where = begun.headers["Location"]
            assert 'http-equiv="refresh"' in await (await client.get(where)).text()
            await (await client.get(f"{where}/live")).read()  # ends with the check
            pages.append(await (await client.get(where)).text())

    monkeypatch.setattr(making, "serving", look)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert main(["demo", "--wall"]) == 0
    assert "27 targets on 8 lists" in pages[0]
    assert '<a href="/domains/example.com">example.com</a>' in pages[0]
    assert "example.com is listed" in pages[1]
    assert "Demo Domain List" in pages[1]
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.iterdir())  # nothing of it stays


def test_a_port_is_for_what_serves() -> None:
    assert main(["demo", "--port", "8025"]) == 2
    assert main(["demo", "--wall", "--serve"]) == 2
