"""nginx and Caddy with the lines of contrib/proxy/ before the real server: who asks is who they say."""

import asyncio
import contextlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from repcheck.model.watch.serving import Role
from repcheck.web import pages
from repcheck.web.guard.entrance import Entrance
from repcheck.web.guard.hosts import Hosts
from tests.support.patience import PATIENCE
from tests.web.attacking import bound
from tests.web.browsing import token_of
from tests.web.certificate import write_certificate
from tests.web.entering import PASSWORD, account, behind, with_accounts
from tests.web.rooms import ROOMS

from .servers import LOOPBACK, free_port, program

CONTRIB = Path(__file__).parent.parent.parent / "contrib" / "proxy"
NAME = "repcheck.example.com"
#: "at the proxy" with the least work that bcrypt has.
BCRYPT = "$2b$04$0GrTawGPltjxlWr7Y.PePOOIEl3jjp5r9XtqEAUNc4aCiSIhTtJVu"
ROWS = (*ROOMS, *pages.ROUTES)
NGINX = """\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fast;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def nginx(folder: Path, port: int, behind_it: int, *, log_in: bool) -> list[str]:
    """The command; ``log_in``: people log in at nginx."""
    write_certificate(folder / "cert.pem", folder / "key.pem")
    (folder / "users").write_text("ops:{PLAIN}at the proxy\nguest:{PLAIN}at the proxy\n")
    text = (CONTRIB / "nginx.conf").read_text(encoding="utf-8")
    for pattern, value in {
        r"listen \[::\]:443 ssl;": "",
        r"listen 443 ssl;": f"listen {LOOPBACK}:{port} ssl;",
        r"ssl_certificate .*;": f"ssl_certificate {folder}/cert.pem;",
        r"ssl_certificate_key .*;": f"ssl_certificate_key {folder}/key.pem;",
        r"127\.0\.0\.1:8025;": f"127.0.0.1:{behind_it};",
        r"/etc/nginx/repcheck\.htpasswd": f"{folder}/users",
        **({r"#auth": "auth"} if log_in else {}),
    }.items():
        text, count = re.subn(pattern, value, text)
        assert count, pattern
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=text))
    return [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, behind_it: int) -> list[str]:
    """The command, for unencrypted HTTP: a certificate would be fetched from outside. People log in there."""
    text = (CONTRIB / "Caddyfile").read_text(encoding="utf-8")
    for pattern, value in {
        r"(?m)^repcheck\.example\.com \{": f"http://{NAME}:{port} {{",
        r"127\.0\.0\.1:8025": f"127.0.0.1:{behind_it}",
        r"\t#basicauth \{\n\t#\tops \S+\n\t#\}": f"\tbasicauth {{\n\t\tops {BCRYPT}\n\t}}",
        r"#header_up": "header_up",
        r"\t\theader_up -X-Remote-User\n": "",
    }.items():
        text, count = re.subn(pattern, value, text)
        assert count, pattern
    path = folder / "Caddyfile"
    path.write_text(f"{{\n\tadmin off\n\tdefault_bind {LOOPBACK}\n}}\n{text}")
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(path)]


@contextlib.asynccontextmanager
async def running(command: list[str], port: int, folder: Path) -> AsyncIterator[None]:
    with (folder / "said").open("wb") as said:
        environ = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
        process = await asyncio.create_subprocess_exec(*command, stdout=said, stderr=said, env=environ)
        try:
            await asyncio.wait_for(_answering(process, port, folder / "said"), PATIENCE)
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _answering(process: asyncio.subprocess.Process, port: int, said: Path) -> None:
    while process.returncode is None:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(LOOPBACK, port)
            writer.close()
            return
        await asyncio.sleep(0.02)
    pytest.fail(said.read_text(errors="replace"))


@contextlib.asynccontextmanager
async def browser(port: int, scheme: str) -> AsyncIterator[Any]:
    """Asks the proxy by its name, as a browser does; the certificate is of nobody."""

    class Names(aiohttp.abc.AbstractResolver):
        async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[Any]:
            return [{"hostname": host, "host": LOOPBACK, "port": port, "family": 2, "proto": 0, "flags": 0}]

        async def close(self) -> None:
            pass

    connector = aiohttp.TCPConnector(resolver=Names(), ssl=False)
    headers = {"Accept": "text/html"}
    base = f"{scheme}://{NAME}:{port}"
    async with aiohttp.ClientSession(base, connector=connector, headers=headers) as client:
        yield client


def named(name: str) -> dict[str, str]:
    """Logged in at the proxy (RFC 7617)."""
    return {"Authorization": "Basic " + b64encode(f"{name}:at the proxy".encode()).decode()}


async def test_people_log_in_here_behind_nginx(tmp_path: Path) -> None:
    entrance = with_accounts(proxies=behind(LOOPBACK, header=None).proxies)
    async with bound(ROWS, entrance=entrance, hosts=Hosts([NAME])) as server:
        port = free_port()
        command = nginx(tmp_path, port, server.port, log_in=False)
        async with running(command, port, tmp_path), browser(port, "https") as client:
            first = await client.get("/managed")
            assert first.url.path == "/login"
            assert first.history[0].cookies == {}
            cookie = first.cookies["__Host-repcheck"]
            assert cookie["secure"]
            form = {"name": "ops", "password": PASSWORD, "token": token_of(await first.text())}
            origin = {"Origin": f"https://{NAME}", "Sec-Fetch-Site": "same-origin"}
            done = await client.post("/login", data=form, headers=origin, allow_redirects=False)
            assert done.status == 303
            assert (await client.get("/managed")).status == 200
            bad = await client.post("/login", data={**form, "token": "x"}, headers=origin)
            assert bad.status == 403


@pytest.mark.parametrize("front", ["nginx", "caddy"])
async def test_the_proxy_says_who_asks_whatever_a_browser_says(front: str, tmp_path: Path) -> None:
    accounts = {"ops": account("ops", Role.OPERATOR)}
    entrance = Entrance(accounts=accounts, proxies=behind(LOOPBACK).proxies)
    async with bound(ROWS, entrance=entrance, hosts=Hosts([NAME])) as server:
        port = free_port()
        if front == "nginx":
            command, scheme = nginx(tmp_path, port, server.port, log_in=True), "https"
        else:
            command, scheme = caddy(tmp_path, port, server.port), "http"
        async with running(command, port, tmp_path), browser(port, scheme) as client:
            forged = {"X-Remote-User": "ops"}
            assert (await client.get("/managed", headers=forged)).status == 401
            page = await client.get("/managed", headers=named("ops") | {"X-Remote-User": "root"})
            assert page.status == 200
            assert "private to ops" in await page.text()
            if front == "nginx":
                assert (await client.get("/managed", headers=named("guest") | forged)).status == 403
                assert (await client.get("/looked-at", headers=named("guest"))).status == 200
