"""From parsed options to a site that is served."""

import os
import ssl
from pathlib import Path

import msgspec

from repcheck.app.bounces.posted import Intake
from repcheck.app.environment import Environment
from repcheck.app.memory.opening import State, local_state, open_existing
from repcheck.app.run.network import set_up
from repcheck.app.wall.footprint import Footprints
from repcheck.catalog.watching.serving import is_header, is_host, is_network
from repcheck.cli import terminal
from repcheck.cli.catalogs import watching
from repcheck.cli.commands.serve.listen import DEFAULT, Listen, listen_at
from repcheck.cli.options import Chosen, Network
from repcheck.cli.running import environment
from repcheck.cli.watching import state_folder
from repcheck.errors import BadInput, BadOption
from repcheck.model.watch.serving import Proxy, ServePlan
from repcheck.store.signing_keys import signing_keys
from repcheck.web.assets import read_assets
from repcheck.web.checks import Checks
from repcheck.web.entering import entrance_of, hosts_of, unencrypted
from repcheck.web.guard.attempts import Attempts
from repcheck.web.guard.entrance import Door
from repcheck.web.guard.server_log import ServerLog
from repcheck.web.guard.sessions import Sessions
from repcheck.web.memory import SharedStore
from repcheck.web.server import Beside, ServedAt, serve
from repcheck.web.signed.making import hooks_of
from repcheck.web.site import Site

_UNENCRYPTED = "pages and passwords travel unencrypted to other machines: use --tls-cert, or a proxy with TLS"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was said on the command line; None and empty: as the configuration says."""

    listen: Listen | None = None
    hosts: tuple[str, ...] = ()
    header: str | None = None
    proxies: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None


def made(wanted: Wanted, state: State, chosen: Chosen, network: Network) -> tuple[Site, ServedAt]:
    """The site of this configuration, and where it is served. Raises BadInput and StoreUnavailable."""
    world = environment()
    configured = watching(chosen)
    plan = _plan(configured.plan.serve, wanted)
    listen = listen_at(plan.listen or DEFAULT)
    door = Door(entrance_of(plan, listen.host, world.environ, world.read_text))
    log = ServerLog(terminal.note, world.monotonic)
    site = Site(
        world=world,
        configured=configured,
        memory=SharedStore(lambda: open_existing(configured.plan.store, world.environ, state)),
        footprints=Footprints(),
        asking=lambda lists: set_up(lists, network, world, local_state(state), configured.catalog.shared),
        checks=Checks(world, log),
        hosts=hosts_of(plan, listen.host),
        door=door,
        attempts=Attempts(world.monotonic),
        sessions=Sessions(_keys(state, world), world.now, lambda: world.token() + world.token()),
        assets=read_assets(),
        hooks=hooks_of(plan.hooks, Intake(configured.catalog, world), world.environ, world.read_text),
        log=log,
    )
    tls = tls_of(plan)

    def renew() -> None:
        anew = _plan(watching(chosen).plan.serve, wanted)
        entrance = entrance_of(anew, listen.host, world.environ, world.read_text)
        keys = _keys(state, world)
        if tls is not None:
            _load(tls, plan)
        door.replace(entrance)
        site.sessions.take(keys)

    if unencrypted(plan, listen.host):
        terminal.warn(_UNENCRYPTED)
    return site, ServedAt(listen.host, listen.port, tls, renew)


def _plan(plan: ServePlan, wanted: Wanted) -> ServePlan:
    """The configuration under the options of this run."""
    for name in wanted.hosts:
        if not is_host(name):
            raise BadOption(f'"{name}" is not a name such as repcheck.example.com, without port', "--host")
    listen = plan.listen if wanted.listen is None else wanted.listen.said
    return msgspec.structs.replace(
        plan,
        listen=listen,
        hosts=(*plan.hosts, *wanted.hosts),
        proxy=_proxy(plan.proxy, wanted),
        tls_cert=plan.tls_cert if wanted.tls_cert is None else str(wanted.tls_cert),
        tls_key=plan.tls_key if wanted.tls_key is None else str(wanted.tls_key),
    )


def _proxy(proxy: Proxy | None, wanted: Wanted) -> Proxy | None:
    if wanted.header is None and not wanted.proxies:
        return proxy
    addresses = wanted.proxies or (proxy.addresses if proxy is not None else ())
    if not addresses:
        raise BadOption("needs --proxy, the address that the proxy asks from", "--behind-proxy")
    for each in addresses:
        if not is_network(each):
            raise BadOption(f'"{each}" is not an address or network', "--proxy")
    if wanted.header is not None and not is_header(wanted.header):
        raise BadOption("is not the name of a header of the proxy's own", "--behind-proxy")
    header = wanted.header or (proxy.header if proxy is not None else None)
    made = Proxy(addresses=addresses, header=header)
    return made if proxy is None else msgspec.structs.replace(made, role=proxy.role)


def end_sessions(state: State) -> None:
    """A new key of the cookies, in place of all others. Raises StoreUnavailable."""
    _keys(state, environment(), anew=True)


def _keys(state: State, world: Environment, *, anew: bool = False) -> tuple[bytes, ...]:
    return signing_keys(state_folder(local_state(state), world), world.now(), os.urandom, anew=anew)


def tls_of(plan: ServePlan) -> ssl.SSLContext | None:
    """The certificate and its key, for TLS 1.2 and later (RFC 9325 section 3.1.1); None: there are none.

    Raises BadInput.
    """
    if plan.tls_cert is None and plan.tls_key is None:
        return None
    if plan.tls_cert is None or plan.tls_key is None:
        raise BadOption("a certificate and its key belong together", "--tls-cert, --tls-key")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    _load(context, plan)
    return context


def _load(context: ssl.SSLContext, plan: ServePlan) -> None:
    assert plan.tls_cert is not None
    try:
        # A key with a password would have OpenSSL ask on the terminal.
        context.load_cert_chain(plan.tls_cert, plan.tls_key, password=_no_password)
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot be used: {_reason(error)}", f"{plan.tls_cert}, {plan.tls_key}") from None


def _no_password() -> str:
    raise ValueError("the key has a password")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "not a certificate and its key in PEM"
    return (getattr(error, "strerror", None) or str(error)).lower()


async def serving(site: Site, place: ServedAt, beside: Beside | None = None) -> None:
    """Serve until a signal ends it. Raises BadOption when the address cannot be used."""
    try:
        await serve(site, place, lambda port: _tell(place, port), beside)
    except OSError as error:
        raise BadOption(f"cannot be used: {(error.strerror or str(error)).lower()}", "--listen") from error


def _tell(place: ServedAt, port: int) -> None:
    terminal.say(f"{Listen(place.host, port).url(tls=place.tls is not None)}\n")
