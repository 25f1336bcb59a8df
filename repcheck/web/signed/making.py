"""From the configuration to what may post."""

import asyncio
import importlib.util
from collections.abc import Callable, Mapping, Sequence

import msgspec

from repcheck.app.bounces.posted import Intake
from repcheck.bounces.services import SERVICES
from repcheck.catalog.watching.secrets import find_secret
from repcheck.errors import BadInput, Unreachable
from repcheck.http.client import OK, FetchLimits, get
from repcheck.model.watch.serving import Hook
from repcheck.web.signed.senders import Fetch, HookSender
from repcheck.web.signed.signatures import decoded

_LIMITS = FetchLimits(octets=65_536, seconds=10.0)
_LEAST = 16
#: Services whose signatures need the extra.
_BY_CERTIFICATE = ("ses", "sendgrid")


class Hooks(msgspec.Struct):
    """All services that may post. ``waiting`` counts requests that are being kept or wait for it."""

    senders: dict[str, HookSender]
    intake: Intake
    turn: asyncio.Lock
    waiting: int = 0


async def fetched(url: str) -> bytes:
    """What lies there, within bounds and without following anything. Raises Unreachable."""
    answer = await get(url, _LIMITS)
    if answer.status != OK:
        raise Unreachable(f"answers with status {answer.status}", url.partition("?")[0])
    return answer.body


def hooks_of(
    hooks: Sequence[Hook],
    intake: Intake,
    environ: Mapping[str, str],
    read_file: Callable[[str], str],
    fetch: Fetch = fetched,
) -> Hooks:
    """All that may post, which may be none. Raises BadInput."""
    senders = {each.service: sender_of(each, environ, read_file, fetch) for each in hooks}
    return Hooks(senders, intake, asyncio.Lock())


def sender_of(
    hook: Hook, environ: Mapping[str, str], read_file: Callable[[str], str], fetch: Fetch = fetched
) -> HookSender:
    """One service that may post. Raises BadInput."""
    field = f"serve: hooks: {hook.service}"
    if hook.service not in SERVICES:
        raise BadInput(f"is not a service; there are: {', '.join(SERVICES)}", field)
    if hook.service in _BY_CERTIFICATE and importlib.util.find_spec("cryptography") is None:
        raise BadInput("needs the extra: pip install 'repcheck[serve]'", field)
    if hook.service == "ses":
        if not hook.topics:
            raise BadInput("is missing: the ARN of each topic that may post", f"{field}: topics")
        return HookSender(hook.service, "", "", frozenset(hook.topics), fetch)
    if hook.key is None:
        raise BadInput("is missing: where the key or secret is found", f"{field}: key")
    key = find_secret(hook.key, f"{field}: key", environ, read_file).reveal()
    if len(key) < _LEAST:
        raise BadInput(f"is shorter than {_LEAST} characters, and could be guessed", f"{field}: key")
    if hook.service == "sendgrid" and not _is_public_key(key):
        raise BadInput("is not the verification key that SendGrid shows", f"{field}: key")
    if hook.service == "mandrill" and hook.url is None:
        raise BadInput("is missing: the address as it stands in Mandrill, which signs it", f"{field}: url")
    return HookSender(hook.service, key, hook.url or "", frozenset(), fetch)


def _is_public_key(text: str) -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        load_der_public_key(decoded(text) or b"")
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True
