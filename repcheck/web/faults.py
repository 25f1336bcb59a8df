"""What of the configuration would keep the server from starting: all of it, by the rules of its start."""

from collections.abc import Callable, Iterator
from functools import partial

from repcheck.app.environment import Environment
from repcheck.errors import BadInput, SecretMissing
from repcheck.model.watch.serving import ServePlan
from repcheck.web.entering import bearer_of, check_reach, hosts_of, known_of
from repcheck.web.signed.making import sender_of

_Step = Callable[[], object]


def faults(plan: ServePlan, world: Environment) -> Iterator[str]:
    """Accounts, tokens and hooks that cannot be used, each in one line.

    A secret that is not there now may be there where the server runs: it is not a fault.
    """
    environ, read = world.environ, world.read_text
    yield from _told(
        *(partial(known_of, each, environ, read) for each in plan.accounts),
        *(partial(bearer_of, each, environ, read) for each in plan.tokens),
        *(partial(sender_of, each, environ, read) for each in plan.hooks),
    )


def unreached(plan: ServePlan, host: str) -> Iterator[str]:
    """Why nobody or everybody could come in at this address, unless the command line says more."""
    yield from _told(partial(check_reach, plan, host), partial(hosts_of, plan, host))


def _told(*steps: _Step) -> Iterator[str]:
    for step in steps:
        try:
            step()
        except SecretMissing:
            continue
        except BadInput as error:
            yield str(error)
