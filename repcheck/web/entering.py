"""From the configuration to who may come in, with a word about what would let in too many."""

from collections.abc import Callable, Mapping
from ipaddress import ip_address

from repcheck.catalog.watching.secrets import find_secret
from repcheck.errors import BadInput, BadOption
from repcheck.model.watch.serving import Account, ApiToken, Role, ServePlan
from repcheck.web.guard.entrance import Bearer, Entrance, Known, digest_of, known_as
from repcheck.web.guard.hosts import LOOPBACK, Hosts
from repcheck.web.guard.passwords import Passwords, is_hash
from repcheck.web.guard.proxies import Proxies

#: Letters of a token: fewer can be guessed.
LEAST_TOKEN = 20


def entrance_of(
    plan: ServePlan, host: str, environ: Mapping[str, str], read_file: Callable[[str], str]
) -> Entrance:
    """Everybody who may come in at this address. Raises BadInput.

    ``host``       the address that is listened at
    ``read_file``  as of ``find_secret``
    """
    check_reach(plan, host)
    proxy = plan.proxy
    accounts = {each.name: known_of(each, environ, read_file) for each in plan.accounts}
    return Entrance(
        open=ip_address(host).is_loopback and not accounts and proxy is None,
        accounts=accounts,
        passwords=Passwords() if accounts else None,
        bearers=tuple(bearer_of(each, environ, read_file) for each in plan.tokens),
        proxies=Proxies() if proxy is None else Proxies(proxy.addresses, proxy.header),
        role=Role.VIEWER if proxy is None else proxy.role,
    )


def check_reach(plan: ServePlan, host: str) -> None:
    """Refuse an address where everybody could come in, or nobody. Raises BadInput."""
    proxy, known = plan.proxy, bool(plan.accounts or plan.tokens)
    if proxy is not None and proxy.header is None and not known:
        raise BadInput("names no header, and no account is set up: nobody could come in", "serve: proxy")
    if not ip_address(host).is_loopback and not known and proxy is None:
        what = "needs a password (repcheck serve --set-password), a token or --behind-proxy"
        raise BadOption(f"other machines reach this address, so it {what}", "--listen")


def known_of(account: Account, environ: Mapping[str, str], read_file: Callable[[str], str]) -> Known:
    """Who logs in with a password. Raises BadInput."""
    field = f"serve: accounts: {account.name}: password"
    kept = find_secret(account.password, field, environ, read_file)
    if not is_hash(kept.reveal()):
        raise BadInput("is not an argon2id hash: repcheck serve --set-password prints one", field)
    return known_as(account.name, account.role, kept)


def bearer_of(token: ApiToken, environ: Mapping[str, str], read_file: Callable[[str], str]) -> Bearer:
    """What a program shows. Raises BadInput."""
    field = f"serve: tokens: {token.name}: token"
    found = find_secret(token.token, field, environ, read_file).reveal()
    if len(found) < LEAST_TOKEN:
        raise BadInput(f"is shorter than {LEAST_TOKEN} characters, and could be guessed", field)
    return Bearer(token.name, token.role, digest_of(found))


def hosts_of(plan: ServePlan, host: str) -> Hosts:
    """The names that a request may be for. Raises BadOption where none is known."""
    if ip_address(host).is_unspecified:
        if not plan.hosts:
            raise BadOption("is missing: the name or address by which browsers know this server", "--host")
        return Hosts((*LOOPBACK, *plan.hosts))
    return Hosts((*LOOPBACK, host, *plan.hosts))


def unencrypted(plan: ServePlan, host: str) -> bool:
    """Whether passwords and pages travel so that others on the way can read them."""
    return plan.tls_cert is None and plan.proxy is None and not ip_address(host).is_loopback
